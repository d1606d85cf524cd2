"""`verify`: does a report, or a visit on this laptop, hold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspectiebezoek.app.checking import check_visit
from inspectiebezoek.app.reporting import exported_beside, log_of, trusted_by_file, trusted_by_visit
from inspectiebezoek.cli.common import Context, context_of, is_file, read_file
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.messages import text
from inspectiebezoek.report.verdict import SIGNER_UNKNOWN, UNKNOWN, UNSIGNED, StampVerdict, Verdict
from inspectiebezoek.report.verify import verify as verify_pdf
from inspectiebezoek.settings import local_now


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
    # The id of a visit has no ending and no folder; what has one is a file that is not there.
    if not is_file(path) and path.name == target and not path.suffix:
        _verify_visit(context, target)
        return
    data = read_file(path)
    trusted, source = _trusted(context, path, data, trust)
    verdict = verify_pdf(data, trusted, now=local_now(), file=path.name)
    document = {"file": str(path), "judged_against": source, **verdict.as_table()}
    context.result(document, _told(context, verdict))
    if not verdict.holds:
        raise _doubt(verdict, path.name)


def _doubt(verdict: Verdict, file: str) -> InspectionError:
    """Why a report does not hold, the worst first."""
    faults = set(verdict.faults)
    if faults == {UNSIGNED}:
        return InspectionError(Code.REPORT_UNSIGNED, file=file)
    if verdict.undeterminable:
        return InspectionError(Code.SIGNERS_UNNAMED, file=file)
    if faults == {SIGNER_UNKNOWN}:
        strangers = [each.name for each in verdict.signatures if each.trust == UNKNOWN]
        return InspectionError(Code.SIGNER_UNKNOWN, file=file, names=", ".join(strangers))
    return InspectionError(Code.SIGNATURE_BROKEN, file=file)


def _trusted(
    context: Context, path: Path, data: bytes, trust: Path | None
) -> tuple[frozenset[str] | None, str]:
    if trust is not None:
        return trusted_by_file(trust), str(trust)
    log = log_of(data)
    if context.has_data and log:
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
    lines += [_stamp_told(context, each) for each in verdict.stamps]
    if verdict.holds:
        lines.append(text("cli", "verify.holds", context.language))
    if verdict.waiting:
        names = ", ".join(verdict.waiting)
        lines.append(text("cli", "verify.waiting", context.language, names=names))
    return lines


def _stamp_told(context: Context, stamp: StampVerdict) -> str:
    good = stamp.intact and stamp.valid
    state = text("cli", f"verify.{'intact' if good else 'broken'}", context.language)
    trust = text("cli", f"verify.stamp_{stamp.trust}", context.language)
    return text(
        "cli",
        "verify.stamp",
        context.language,
        name=stamp.authority,
        state=f"{state}, {trust}",
        time=stamp.time,
    )


def _verify_visit(context: Context, visit: str) -> None:
    with context.workplace() as workplace:
        found = check_visit(workplace.store, workplace.log_of(visit))
    document = {
        "visit": found.log.partition("/")[2],
        "changes": found.changes,
        "sealed": found.sealed,
        "files": found.files,
        "faults": [f"{each.kind} {each.id[:12]}" for each in found.faults],
        "damaged": list(found.damaged),
        "missing": list(found.missing),
        "holds": not (found.faults or found.damaged or found.missing),
    }
    key = "verify.log" if document["holds"] else "verify.log_broken"
    context.result(document, [text("cli", key, context.language, **document)])
    if found.faults:
        raise InspectionError(Code.LOG_BROKEN, visit=visit, count=len(found.faults))
    if found.damaged:
        raise InspectionError(Code.EVIDENCE_DAMAGED, file=", ".join(found.damaged))
    if found.missing:
        raise InspectionError(Code.EVIDENCE_UNREADABLE, file=", ".join(found.missing))
