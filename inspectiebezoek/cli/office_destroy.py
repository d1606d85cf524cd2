"""`office destroy`: a log goes for good, which takes two persons and a decision."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspectiebezoek.cli.common import Context, context_of, table
from inspectiebezoek.cli.serving import Blobs, DatabaseUrl, Folder, opened
from inspectiebezoek.messages import text

if TYPE_CHECKING:
    from inspectiebezoek.server.app import Office


def destroy(
    ctx: typer.Context,
    log: Annotated[str, typer.Argument(help="The whole name of the log: visit/UUID.")] = "",
    decision: Annotated[
        str, typer.Option(help="On what decision; it stays for ever, so tell nothing of the log.")
    ] = "",
    by: Annotated[str, typer.Option(help="Id of the person who asks or agrees.")] = "",
    agree: Annotated[bool, typer.Option("--agree", help="Agree, and destroy it now.")] = False,
    take_back: Annotated[bool, typer.Option("--take-back", help="Take the request back.")] = False,
    folder: Folder = Path("office"),
    database: DatabaseUrl = None,
    blobs: Blobs = None,
) -> None:
    """Destroy a log: one person asks, another agrees; without a log: what waits for a second."""
    context = context_of(ctx)
    if agree and take_back:
        raise context.wrong("destroy.one_of_both")
    asks = bool(log) and not agree and not take_back
    missing = [
        name
        for name, needed in (
            ("LOG", (agree or take_back) and not log),
            ("--decision", asks and not decision.strip()),
            ("--by", (asks or agree) and not by),
        )
        if needed
    ]
    if missing:
        raise context.wrong("usage.missing", name=missing[0])
    with opened(context, folder, database, blobs) as office:
        if agree:
            _carry_out(context, office, log, by)
            return
        if take_back:
            office.tombstones.take_back(log)
        elif asks:
            office.tombstones.ask(log, decision.strip(), by)
        _tell_waiting(context, office)


def _carry_out(context: Context, office: Office, log: str, by: str) -> None:
    stone = office.tombstones.agree(log, by)
    gone = office.leaving.remove()
    document = {
        "log": log,
        "changes": stone.vseq,
        "files": len(gone),
        "decision": stone.decision,
        "destroyed": stone.at,
    }
    context.result(document, [text("cli", "destroy.done", context.language, **document)])


def _tell_waiting(context: Context, office: Office) -> None:
    document = [
        {
            "log": each.log,
            "changes": each.vseq,
            "decision": each.decision,
            "asked_by": each.asked_by,
            "asked": each.asked_at.isoformat(timespec="seconds"),
        }
        for each in office.tombstones.requests()
    ]
    head = text("cli", "destroy.head", context.language).split("|")
    context.result(document, table([list(each.values()) for each in document], head))
