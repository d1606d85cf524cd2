"""`visit purge`, `purged` and `fetch`: off this laptop once the office signed, and back again."""

from __future__ import annotations

import typer

from inspectiebezoek.app.office_link import fetch_here, purge_here
from inspectiebezoek.cli.common import Visit, context_of, table
from inspectiebezoek.errors import Exit
from inspectiebezoek.messages import text
from inspectiebezoek.store.removal import Purged


def purge(ctx: typer.Context, visit: Visit) -> None:
    """Take a visit from this laptop; only once the office signed that it has all of it."""
    context = context_of(ctx)
    with context.workplace(contact=True) as place:
        gone = purge_here(place, visit)
    words = text("cli", "purge.done", context.language, **_told(gone))
    context.result(_told(gone), [words])


def purged(ctx: typer.Context) -> None:
    """The visits that were taken from this laptop and can be fetched again."""
    context = context_of(ctx)
    with context.workplace() as place:
        document = [_told(each) for each in place.store.purged()]
    head = text("cli", "purge.head", context.language).split("|")
    context.result(document, table([list(each.values()) for each in document], head))


def fetch(ctx: typer.Context, visit: Visit) -> None:
    """Fetch a visit again that was taken from this laptop; exit 6 when not all came."""
    context = context_of(ctx)
    with context.workplace(contact=True) as place:
        result = fetch_here(place, visit)
    for problem in result.problems:
        context.problem(problem.code, problem.facts)
    context.result({"visit": visit, "fetched": result.done}, [visit])
    context.finish(Exit.GOOD if result.done else Exit.SYNC_INCOMPLETE)


def _told(gone: Purged) -> dict[str, object]:
    return {
        "visit": gone.log.partition("/")[2],
        "title": gone.title,
        "purged": gone.at,
        "changes": gone.changes,
        "files": gone.files,
    }
