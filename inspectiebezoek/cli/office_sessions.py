"""`office sessions`: who is signed in on the pages of the office, and ending that."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspectiebezoek.cli.common import context_of, table
from inspectiebezoek.cli.serving import DatabaseUrl, Folder, opened
from inspectiebezoek.messages import text


def sessions(
    ctx: typer.Context,
    end: Annotated[str, typer.Option(help="End every session of this person.")] = "",
    folder: Folder = Path("office"),
    database: DatabaseUrl = None,
) -> None:
    """Who is signed in on the pages of the office; `--end` signs a person out everywhere."""
    context = context_of(ctx)
    with opened(context, folder, database) as office:
        if end:
            office.people.require(end)
            ended = office.sessions.end_all(end)
            words = text("cli", "office.sessions_ended", context.language, person=end, count=ended)
            context.result({"person": end, "ended": ended}, [words])
            return
        found = office.sessions.of()
    document = [
        {"person": each.person}
        | {
            name: getattr(each, name).isoformat(timespec="seconds")
            for name in ("begun", "used", "ends")
        }
        for each in found
    ]
    head = text("cli", "office.sessions_head", context.language).split("|")
    context.result(document, table([list(each.values()) for each in document], head))
