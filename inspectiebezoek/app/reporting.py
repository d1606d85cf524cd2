"""Make, sign and verify the report of a visit, and write in the log who signs what."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log import chain
from inspectiebezoek.log.canonical import Value
from inspectiebezoek.log.change import Proposal
from inspectiebezoek.report.attached import read_attached
from inspectiebezoek.report.audience import Audience
from inspectiebezoek.report.build import build
from inspectiebezoek.report.content import Report, Signer
from inspectiebezoek.report.produce import produce, template_of
from inspectiebezoek.report.sign import Signing, sign
from inspectiebezoek.report.signer_key import SignerKey
from inspectiebezoek.report.template import Template
from inspectiebezoek.visit.kinds import ReportVersion
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.versions import fixing, replaced


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A report that was made: the record in the log and the sealed, unsigned file."""

    version: str
    pdf: bytes


def team_signers(visit: OpenVisit, place: str) -> tuple[Signer, ...]:
    """The lead and the first other inspector, in that order, as signers without a key yet."""
    team = sorted(visit.header.team, key=lambda each: each.role != "lead")
    return tuple(Signer(each.name, each.role_label or each.role, place) for each in team[:2])


def gather(
    workplace: Workplace,
    visit: OpenVisit,
    signers: Sequence[Signer],
    *,
    language: str = "nl",
    with_answers: bool = True,
) -> Report:
    """What the report of a visit says now; laying it out needs the visit no more."""
    links = chain.links(workplace.store.entries(visit.log))
    made = workplace.clock().isoformat(timespec="seconds")
    return build(
        visit,
        links,
        signers,
        made=made,
        language=language,
        with_answers=with_answers,
        own=template_here(workplace).words(language),
    )


def template_here(workplace: Workplace) -> Template:
    """The template that this laptop makes reports with: `report.toml` in its data folder."""
    return template_of(workplace.store.folder / "report.toml")


def make_report(
    workplace: Workplace,
    visit: OpenVisit,
    audience: Audience,
    signers: Sequence[Signer],
    *,
    language: str = "nl",
    with_answers: bool = True,
    concept: bool = False,
) -> MadeReport:
    """Make the report of a visit and keep it as a version in the log.

    A concept goes to the inspected for remarks and has no signers.
    """
    report = gather(workplace, visit, signers, language=language, with_answers=with_answers)
    photos, template = workplace.store.evidence.content, template_here(workplace)
    pdf = produce(report, audience, photos, concept=concept, template=template)
    kept = () if concept else signers
    return MadeReport(keep_version(workplace, visit, audience, kept, pdf), pdf)


def keep_version(
    workplace: Workplace,
    visit: OpenVisit,
    audience: Audience,
    signers: Sequence[Signer],
    pdf: bytes,
) -> str:
    """Keep a sealed report as a version in the log; its UUID."""
    file = _keep(workplace, visit, pdf)
    before = replaced(visit)
    return visit.add(
        ReportVersion,
        blobs=(file,),
        audience=audience.value,
        file=file,
        signers=[_table(each) for each in signers],
        reason=before[1] if before else "",
    )


def sign_report(
    workplace: Workplace, visit: OpenVisit, version: str, key: SignerKey, signing: Signing
) -> bytes:
    """Add a signature to a version of the report and write its fingerprint in the log.

    The file travels to the next signer as a file of the log.
    """
    record = _version(visit, version)
    signed = sign(workplace.store.evidence.content(record.file), key, signing)
    keep_signature(workplace, visit, version, key, signing, signed)
    return signed


def keep_signature(
    workplace: Workplace,
    visit: OpenVisit,
    version: str,
    key: SignerKey,
    signing: Signing,
    signed: bytes,
) -> None:
    """Write down that a version of the report now is this signed file, and by whom.

    The last signature under the whole report fixes the visit, in the same fact.
    """
    record = _version(visit, version)
    file = _keep(workplace, visit, signed)
    signer = Signer(key.name, signing.capacity, signing.place, key.fingerprint)
    known = _in_its_place([dict(each) for each in record.signers], signer, signing.now)
    last = all(each["at"] for each in known)
    visit.write(
        [
            *(
                Proposal(field, value, parents=visit.state.head_ids(field), blobs=blobs)
                for field, value, blobs in _signed_parts(version, file, known)
            ),
            *(fixing(visit, record.audience) if last else ()),
        ]
    )


def version_of(workplace: Workplace, pdf: bytes) -> tuple[OpenVisit, str] | None:
    """The visit on this laptop and the version of its report that this file is."""
    log = log_of(pdf)
    if log not in workplace.store.logs("visit"):
        return None
    visit = workplace.open(log.partition("/")[2])
    for each in visit.all(ReportVersion):
        if workplace.store.evidence.content(each.file) == pdf:
            return visit, each.id
    return None


def _in_its_place(
    known: Sequence[dict[str, str]], signer: Signer, moment: datetime
) -> list[dict[str, str]]:
    """The place that waits for this certificate, else the first open one, gets the signature."""
    waits = [i for i, each in enumerate(known) if not each["at"]]
    named = [i for i in waits if known[i]["fingerprint"] == signer.fingerprint]
    unnamed = [i for i in waits if not known[i]["fingerprint"]]
    at = next(iter((*named, *unnamed)), len(known))
    places = list(known)
    places[at : at + 1] = [_table(signer, moment.isoformat(timespec="seconds"))]
    return places


def _version(visit: OpenVisit, version: str) -> ReportVersion:
    record = next((each for each in visit.all(ReportVersion) if each.id == version), None)
    if record is None:
        raise InspectionError(Code.ENTITY_UNKNOWN, kind="report", id=version)
    return record


def _signed_parts(
    version: str, file: str, signers: list[dict[str, str]]
) -> tuple[tuple[str, Value, tuple[str, ...]], ...]:
    root = f"report:{version}/"
    return ((root + "file", file, (file,)), (root + "signers", list(signers), ()))


def _keep(workplace: Workplace, visit: OpenVisit, pdf: bytes) -> str:
    sha256, size = workplace.store.evidence.keep([pdf])
    workplace.store.note_files(visit.log, [(sha256, size)])
    return sha256


def _table(signer: Signer, at: str = "") -> dict[str, str]:
    return {
        "at": at,
        "name": signer.name,
        "capacity": signer.capacity,
        "place": signer.place,
        "fingerprint": signer.fingerprint,
    }


def trusted_by_visit(visit: OpenVisit) -> frozenset[str]:
    """The fingerprints of the signers that a visit names, over all versions of its report.

    Those of the authorities that stamped them are among them.
    """
    versions = visit.all(ReportVersion)
    signers = (each["fingerprint"] for version in versions for each in version.signers)
    stamps = (version.authority for version in versions)
    return frozenset(filter(None, (*signers, *stamps)))


def trusted_by_file(path: Path) -> frozenset[str]:
    """Fingerprints from a trust file: an exported visit, or a list of fingerprints.

    Raises `FILE_MISSING` when it cannot be read as either.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(document, list):
            return frozenset(str(each) for each in document)
        versions = document["records"]["report"]
        signers = (each["fingerprint"] for version in versions for each in version["signers"])
        stamps = (version.get("authority", "") for version in versions)
        return frozenset(filter(None, (*signers, *stamps)))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InspectionError(Code.FILE_MISSING, file=path.name) from error


def exported_beside(pdf: Path, log: str) -> Path | None:
    """An exported visit of the same log in the folder of the report."""
    for path in sorted(pdf.parent.glob("*.json")):
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(document, dict) and document.get("log") == log and "records" in document:
            return path
    return None


def log_of(pdf: bytes) -> str:
    """The log that a report says it is of; empty when it does not say."""
    try:
        return str(json.loads(read_attached(pdf) or b"{}").get("log", ""))
    except (ValueError, AttributeError):
        return ""


def with_key(signer: Signer, key: SignerKey) -> Signer:
    """The signer with the certificate that will sign, so that the seal can name it."""
    return replace(signer, fingerprint=key.fingerprint)
