"""`verify`: does a report, a package, or a visit on this laptop, hold."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from inspectiebezoek.app.checking import VisitCheck, check_visit
from inspectiebezoek.app.judging import Expected, expected_of, judge
from inspectiebezoek.app.packages import SUFFIX
from inspectiebezoek.app.reporting import log_of
from inspectiebezoek.app.verdict_words import doubt, told
from inspectiebezoek.cli.common import Context, context_of
from inspectiebezoek.cli.files import is_file, read_file, read_passphrase
from inspectiebezoek.cli.package import Secret
from inspectiebezoek.cli.verify_package import verify_package
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.messages import text
from inspectiebezoek.report.formats import moment
from inspectiebezoek.settings import local_now


def verify(
    ctx: typer.Context,
    target: Annotated[str, typer.Argument(help="A report, a package, or a visit here.")],
    trust: Annotated[
        Path | None, typer.Option(help="Exported visit or list of fingerprints to expect.")
    ] = None,
    secret: Secret = None,
) -> None:
    """Verify a report, a package or a visit; exit 7 when it does not hold."""
    context = context_of(ctx)
    path = Path(target)
    # The id of a visit has no ending and no folder; what has one is a file that is not there.
    if not is_file(path) and path.name == target and not path.suffix:
        _verify_visit(context, target)
        return
    if path.suffix == SUFFIX:
        verify_package(context, path, read_passphrase(secret))
        return
    data = read_file(path)
    expected = _expected(context, path, data, trust)
    verdict = judge(data, expected, now=local_now(), file=path.name)
    document = {"file": str(path), "judged_against": expected.source, **verdict.as_table()}
    context.result(document, [each.words for each in told(verdict, context.language)])
    if not verdict.holds:
        raise doubt(verdict, path.name)


def _expected(context: Context, path: Path, data: bytes, trust: Path | None) -> Expected:
    if context.has_data and log_of(data):
        with context.workplace() as workplace:
            return expected_of(data, path, trust, workplace)
    return expected_of(data, path, trust, None)


def _whose(context: Context, found: VisitCheck) -> list[str]:
    """Whose changes they are, and in words what is wrong with whose."""
    language = context.language
    lines = []
    for laptop in found.laptops:
        facts = {**asdict(laptop), "trust": text("cli", f"trust.{laptop.trust}", language)}
        lines.append(text("cli", "verify.laptop", language, **facts))
    for each in found.faults:
        words = text("cli", f"fault.{each.fault.kind}", language)
        when = moment(each.at, language) or "-"
        facts = {"number": each.fault.dseq, "name": each.name, "letter": each.letter}
        lines.append(text("cli", "verify.fault", language, **facts, at=when, words=words))
    return lines


def _verify_visit(context: Context, visit: str) -> None:
    with context.workplace() as workplace:
        found = check_visit(workplace.store, workplace.log_of(visit))
    document = {
        "visit": found.log.partition("/")[2],
        "changes": found.changes,
        "sealed": found.sealed,
        "laptops": [asdict(each) for each in found.laptops],
        "files": found.files,
        "faults": [f"{each.fault.kind} {each.fault.id[:12]}" for each in found.faults],
        "damaged": list(found.damaged),
        "missing": list(found.missing),
        "holds": not (found.faults or found.damaged or found.missing),
    }
    key = "verify.log" if document["holds"] else "verify.log_broken"
    lines = [text("cli", key, context.language, **document)]
    context.result(document, [*lines, *_whose(context, found)])
    if found.faults:
        raise InspectionError(Code.LOG_BROKEN, visit=visit, count=len(found.faults))
    if found.damaged:
        raise InspectionError(Code.EVIDENCE_DAMAGED, file=", ".join(found.damaged))
    if found.missing:
        raise InspectionError(Code.EVIDENCE_UNREADABLE, file=", ".join(found.missing))
