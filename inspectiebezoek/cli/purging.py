"""`visit purge`, `purged` and `fetch`: off this laptop once the office signed, and back again."""

from __future__ import annotations

from typing import Annotated

import typer

from inspectiebezoek.app.office_link import fetch_here, purge_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.cli.common import Visit, context_of, table
from inspectiebezoek.errors import Exit
from inspectiebezoek.messages import text
from inspectiebezoek.store.removal import Purged
from inspectiebezoek.sync.destroyed import decision_on


def purge(
    ctx: typer.Context,
    visit: Visit,
    destroyed: Annotated[
        bool,
        typer.Option("--destroyed", help="If destroyed there: also what it may never have had."),
    ] = False,
) -> None:
    """Take a visit from this laptop; only once the office signed that it has all of it."""
    context = context_of(ctx)
    with context.workplace(contact=True) as place:
        told = _told(place, purge_here(place, visit, destroyed=destroyed))
    key = "purge.destroyed" if told["decision"] else "purge.done"
    context.result(told, [text("cli", key, context.language, **told)])


def purged(ctx: typer.Context) -> None:
    """The visits that were taken from this laptop and can be fetched again."""
    context = context_of(ctx)
    with context.workplace() as place:
        document = [_told(place, each) for each in place.store.purged()]
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


def _told(place: Workplace, gone: Purged) -> dict[str, object]:
    return {
        "visit": gone.log.partition("/")[2],
        "title": gone.title,
        "purged": gone.at,
        "changes": gone.changes,
        "files": gone.files,
        "decision": decision_on(place.store, gone),
    }
