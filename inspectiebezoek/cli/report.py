"""`report`, `sign` and `verify`: from a visit to a signed document, and back to proof."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspectiebezoek.app.reporting import (
    exported_beside,
    log_of,
    make_report,
    sign_report,
    team_signers,
    trusted_by_file,
    trusted_by_visit,
)
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.cli.common import Context, context_of, read_passphrase
from inspectiebezoek.errors import Code, Exit, InspectionError
from inspectiebezoek.messages import text
from inspectiebezoek.report.audience import Audience
from inspectiebezoek.report.sign import Signing
from inspectiebezoek.report.sign import sign as sign_pdf
from inspectiebezoek.report.signer_key import SignerKey, load_key
from inspectiebezoek.report.verify import UNKNOWN, Verdict
from inspectiebezoek.report.verify import verify as verify_pdf
from inspectiebezoek.settings import local_now
from inspectiebezoek.visit.kinds import Evidence, ReportVersion
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.readiness import gaps


def report(
    ctx: typer.Context,
    visit: Annotated[str, typer.Argument(help="UUID of the visit, or how it begins.")],
    out: Annotated[Path, typer.Option(help="The PDF.")],
    audience: Annotated[Audience, typer.Option()] = Audience.INTERNAL,
    place: Annotated[str, typer.Option(help="Where it will be signed.")] = "Den Haag",
    draft: Annotated[bool, typer.Option("--draft", help="Even when parts are missing.")] = False,
    answers: Annotated[bool, typer.Option(help="With the annex of all answers.")] = True,
) -> None:
    """Make the report of a visit; exit 3 when parts are missing, unless --draft."""
    context = context_of(ctx)
    with context.workplace() as workplace:
        opened = workplace.open(visit)
        missing = gaps(opened)
        if missing and not draft:
            raise InspectionError(Code.REPORT_INCOMPLETE, count=len(missing))
        made = make_report(
            workplace,
            opened,
            audience,
            team_signers(opened, place),
            language=context.language,
            with_answers=answers,
        )
    _write(out, made.pdf)
    context.result({"file": str(out), "version": made.version}, [str(out)])


def sign(
    ctx: typer.Context,
    pdf: Annotated[Path, typer.Argument(help="The report; it is replaced by the signed one.")],
    key: Annotated[Path, typer.Option(help="PKCS#12 file.")],
    key_passphrase_file: Annotated[Path, typer.Option(help="Passphrase of the key.")],
    capacity: Annotated[str, typer.Option(help="In which capacity.")],
    place: Annotated[str, typer.Option(help="Where.")],
    out: Annotated[Path | None, typer.Option(help="Another file for the result.")] = None,
) -> None:
    """Add the next signature, and write in the visit's log who signed."""
    context = context_of(ctx)
    data = _read(pdf)
    opened_key = load_key(key, read_passphrase(key_passphrase_file) or "")
    signing = Signing(capacity, place, local_now())
    if (context.settings.folder / "store.db").exists():
        with context.workplace() as workplace:
            signed = _sign_in_visit(workplace, data, opened_key, signing)
    else:
        signed = sign_pdf(data, opened_key, signing)
    target = out or pdf
    _write(target, signed)
    document = {"file": str(target), "name": opened_key.name, "fingerprint": opened_key.fingerprint}
    context.result(document, [str(target)])


def _sign_in_visit(workplace: Workplace, data: bytes, key: SignerKey, signing: Signing) -> bytes:
    log = log_of(data)
    if log not in workplace.store.logs("visit"):
        return sign_pdf(data, key, signing)
    opened = workplace.open(log.partition("/")[2])
    version = _version_of(workplace, opened, data)
    if version is None:
        return sign_pdf(data, key, signing)
    return sign_report(workplace, opened, version, key, signing)


def _version_of(workplace: Workplace, visit: OpenVisit, data: bytes) -> str | None:
    for each in visit.all(ReportVersion):
        if workplace.store.evidence.content(each.file) == data:
            return each.id
    return None


def verify(
    ctx: typer.Context,
    target: Annotated[str, typer.Argument(help="A report (PDF), or a visit on this laptop.")],
    trust: Annotated[
        Path | None, typer.Option(help="Exported visit or list of fingerprints to expect.")
    ] = None,
) -> None:
    """Verify a report or a visit; exit 7 when it does not hold."""
    context = context_of(ctx)
    path = Path(target)
    if not path.exists() and path.suffix.lower() != ".pdf":
        _verify_visit(context, target)
        return
    data = _read(path)
    trusted, source = _trusted(context, path, data, trust)
    verdict = verify_pdf(data, trusted, now=local_now())
    document = {"file": str(path), "judged_against": source, **verdict.as_table()}
    context.result(document, _told(context, verdict))
    if not verdict.holds:
        context.problem(Code.SIGNATURE_BROKEN, {"file": path.name})
        context.finish(Exit.INTEGRITY)


def _trusted(
    context: Context, path: Path, data: bytes, trust: Path | None
) -> tuple[frozenset[str] | None, str]:
    if trust is not None:
        return trusted_by_file(trust), str(trust)
    log = log_of(data)
    if (context.settings.folder / "store.db").exists() and log:
        with context.workplace() as workplace:
            if log in workplace.store.logs("visit"):
                visit = workplace.open(log.partition("/")[2])
                return trusted_by_visit(visit), log
    beside = exported_beside(path, log) if log else None
    if beside is not None:
        return trusted_by_file(beside), str(beside)
    return None, ""


def _told(context: Context, verdict: Verdict) -> list[str]:
    lines = []
    for each in verdict.signatures:
        good = each.intact and each.valid and not each.changed
        state = ", ".join(
            (
                text("cli", f"verify.{'intact' if good else 'broken'}", context.language),
                text("cli", f"verify.{each.trust}", context.language),
            )
        )
        lines.append(
            text(
                "cli",
                "verify.signature",
                context.language,
                name=each.name,
                capacity=each.capacity,
                state=state,
                level=each.level,
                time=each.time,
            )
        )
    if verdict.holds:
        lines.append(text("cli", "verify.holds", context.language))
    elif any(each.trust == UNKNOWN for each in verdict.signatures):
        lines.append(text("cli", "verify.stranger", context.language))
    return lines


def _verify_visit(context: Context, visit: str) -> None:
    with context.workplace() as workplace:
        opened = workplace.open(visit)
        faults = workplace.store.check(opened.log)
        pieces = [each for each in opened.all(Evidence) if each.original]
        for piece in pieces:
            for sha256 in (piece.original, piece.derivative):
                for _ in workplace.store.evidence.read(sha256) if sha256 else ():
                    pass
        changes = len(workplace.store.entries(opened.log))
    document = {
        "visit": opened.id,
        "changes": changes,
        "files": len(pieces),
        "faults": [f"{each.kind} {each.id[:12]}" for each in faults],
    }
    if faults:
        raise InspectionError(Code.LOG_BROKEN, visit=visit, count=len(faults))
    line = text(
        "cli", "verify.log", context.language, visit=visit, changes=changes, files=len(pieces)
    )
    context.result(document, [line])


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InspectionError(Code.FILE_MISSING, file=path.name) from error


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise InspectionError(Code.FILE_MISSING, file=path.name) from error
