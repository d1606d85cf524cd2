"""`office audit`: who read or exported what, and when."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspectiebezoek.cli.common import context_of, table
from inspectiebezoek.cli.serving import DatabaseUrl, Folder, opened
from inspectiebezoek.messages import text


def audit(
    ctx: typer.Context,
    log: Annotated[str, typer.Option(help="One log only, such as visit/UUID.")] = "",
    person: Annotated[str, typer.Option(help="What one person read or exported.")] = "",
    folder: Folder = Path("office"),
    database: DatabaseUrl = None,
) -> None:
    """Who read or exported what, in order of time; ids and numbers, never answers."""
    context = context_of(ctx)
    with opened(context, folder, database) as office:
        lines = office.readings.lines(log, person)
    names = ("person", "device", "log", "what", "detail")
    document = [
        {"at": each.at.isoformat(timespec="seconds")}
        | {name: getattr(each, name) for name in names}
        for each in lines
    ]
    head = text("cli", "office.audit_head", context.language).split("|")
    context.result(document, table([list(each.values()) for each in document], head))
