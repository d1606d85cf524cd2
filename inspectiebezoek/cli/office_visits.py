"""`office visits` and `office rebuild`: the visits of the office in a list made from the logs."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import typer

from inspectiebezoek.cli.common import context_of, table
from inspectiebezoek.cli.serving import DatabaseUrl, Folder, opened
from inspectiebezoek.messages import text


def visits(
    ctx: typer.Context, folder: Folder = Path("office"), database: DatabaseUrl = None
) -> None:
    """Every visit at the office, the one that was heard of last first."""
    context = context_of(ctx)
    with opened(context, folder, database) as office:
        lines = office.projections.visits()
    document = [
        {
            "log": each.log,
            **asdict(each.facts),
            "changes": each.changes,
            "received": each.received.isoformat(timespec="seconds"),
            "unread": each.unread,
        }
        for each in lines
    ]
    head = text("cli", "office.visits_head", context.language).split("|")
    shown = ("received", "title", "site", "kind", "state", "start", "lead", "changes", "log")
    context.result(document, table([[each[name] for name in shown] for each in document], head))


def rebuild(
    ctx: typer.Context, folder: Folder = Path("office"), database: DatabaseUrl = None
) -> None:
    """Make the lists of the office again from the logs; nothing else changes."""
    context = context_of(ctx)
    with opened(context, folder, database) as office:
        count = office.projections.rebuild()
    words = text("cli", "office.rebuilt", context.language, count=count)
    context.result({"visits": count}, [words])
