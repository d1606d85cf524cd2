"""`doctor`: what is missing on this machine, and how to get it."""

from __future__ import annotations

import typer

from inspectiebezoek.app.health import Finding, examine
from inspectiebezoek.cli.common import context_of, table
from inspectiebezoek.errors import Exit
from inspectiebezoek.messages import text


def doctor(ctx: typer.Context) -> None:
    """Examine this machine; exit 4 when something needed is missing."""
    context = context_of(ctx)
    findings = examine(context.settings)
    document = [
        {
            "part": each.part,
            "present": each.present,
            "needed": each.needed,
            "found": each.found,
            "remedy": text("cli", f"doctor.{_remedy(each)}", context.language),
        }
        for each in findings
    ]
    mark = {True: "✓", False: "✗"}
    rows = [
        [mark[each.present], each.part, each.found, "" if each.present else entry["remedy"]]
        for each, entry in zip(findings, document, strict=True)
    ]
    context.result(
        document, table(rows, ["", *text("cli", "doctor.head", context.language).split("|")])
    )
    missing = any(each.needed and not each.present for each in findings)
    context.finish(Exit.UNREADABLE if missing else Exit.GOOD)


def _remedy(finding: Finding) -> str:
    return f"{finding.part}-{finding.why}" if finding.why else finding.part
