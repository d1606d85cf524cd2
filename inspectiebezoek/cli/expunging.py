"""`visit expunge`: erase values for good, which takes two persons."""

from __future__ import annotations

from typing import Annotated

import typer

from inspectiebezoek.cli.common import Visit, context_of, table
from inspectiebezoek.log.erasure import erasures, requests
from inspectiebezoek.messages import text
from inspectiebezoek.visit import expunging


def expunge(
    ctx: typer.Context,
    visit: Visit,
    changes: Annotated[
        list[str] | None, typer.Argument(help="Changes or addresses of 'visit log', or requests.")
    ] = None,
    ground: Annotated[
        str, typer.Option(help="Why; it stays for ever, so do not repeat what is erased.")
    ] = "",
    agree: Annotated[bool, typer.Option("--agree", help="Agree to these requests.")] = False,
) -> None:
    """Erase values everywhere: one person asks, another agrees; without changes: what was asked."""
    context = context_of(ctx)
    if changes and not agree and not ground.strip():
        raise context.wrong("usage.missing", name="--ground")
    with context.workplace() as place:
        log, store = place.log_of(visit), place.store
        if changes and agree:
            expunging.agree(store, log, changes, place.clock())
        elif changes:
            expunging.ask(store, log, changes, ground.strip(), place.clock())
        entries = store.entries(log)
    agreed = erasures(entries)
    document = [
        {
            "request": each.id[:12],
            "change": each.change[:12],
            "ground": each.ground,
            "asked_by": each.by,
            "agreed_by": agreed[each.change].agreed_by if each.change in agreed else "",
        }
        for each in requests(entries).values()
    ]
    head = text("cli", "expunge.head", context.language).split("|")
    context.result(document, table([list(each.values()) for each in document], head))
