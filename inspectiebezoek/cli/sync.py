"""`sync` and `enrol`: to and from the office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated
from urllib.parse import urlsplit

import typer

from inspectiebezoek.app.office_link import enrol_here, sign_in_here, sync_and_last
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.cli.common import Context, context_of
from inspectiebezoek.errors import Code, Exit, InspectionError
from inspectiebezoek.log.state import State
from inspectiebezoek.messages import text
from inspectiebezoek.sync.outcome import Problem
from inspectiebezoek.sync.run import stays_here
from inspectiebezoek.visit.header import read_header


def sync(
    ctx: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="One run (always so).")] = True,  # noqa: ARG001
) -> None:
    """Send and fetch; says honestly what the office has verifiably received."""
    context = context_of(ctx)
    with context.workplace(contact=True) as place:
        result, lasted = sync_and_last(place)
        wiped_at = place.clock().isoformat(timespec="minutes")
        staying = (
            []
            if result.wipe
            else [read_header(State(place.store.readable(log))) for log in result.staying]
        )
    if result.wipe:
        raise InspectionError(Code.WIPED, at=wiped_at)
    document = {
        "done": result.done,
        "logs": [
            {
                "log": log,
                "items": counts.items,
                "received": counts.received,
                "refused": counts.refused,
            }
            for log, counts in sorted(result.counts.items())
        ],
        "staying": list(result.staying),
        "problems": [
            {"code": each.code.quote, **each.facts} for each in (*result.problems, *lasted.problems)
        ],
        "notices": [{"code": each.code.quote, **each.facts} for each in result.notices],
        "lasting": {"made": list(lasted.made), "waiting": lasted.waiting},
    }
    language = context.language
    lines = [
        text("cli", "sync.line", language, log=log, received=counts.received, items=counts.items)
        for log, counts in sorted(result.counts.items())
    ]
    lines += [text("cli", "sync.stays", language, title=each.title) for each in staying]
    lines += [text("cli", "upgrade.lasts", language, label=each) for each in lasted.made]
    if lasted.waiting:
        lines.append(text("cli", "upgrade.waits", language, count=lasted.waiting))
    context.result(document, lines or [text("cli", "sync.nothing", language)])
    _tell_problems(context, (*result.problems, *lasted.problems, *result.notices))
    kept_out = any(each.code is Code.DEVICE_REVOKED for each in result.problems)
    incomplete = Exit.NOT_ALLOWED if kept_out else Exit.SYNC_INCOMPLETE
    context.finish(Exit.GOOD if result.done else incomplete)


def _tell_problems(context: Context, problems: Sequence[Problem]) -> None:
    """Each kind of trouble once, for a hundred changes can have the same; `--json` has all."""
    counts = Counter(problem.code for problem in problems)
    first = {problem.code: problem for problem in reversed(problems)}
    for code, count in counts.items():
        context.problem(code, first[code].facts)
        if count > 1 and not context.as_json:
            context.say("sync.more", count=count - 1)


def enrol(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(help="Address of the office.")],
    code: Annotated[str, typer.Argument(help="The one-time code from the office.")] = "",
) -> None:
    """Make this laptop known at the office: with a one-time code, or signed in by browser.

    Without a code it prints on stderr the address to open, and waits until one has signed in.
    """
    context = context_of(ctx)
    if not _is_address(url):
        raise context.wrong("sync.bad_address", url=url)
    with context.workplace(create=True, contact=True) as place:
        before = place.known()
        if code:
            device = enrol_here(place, url, code)
        else:
            device = sign_in_here(
                place,
                url,
                lambda page: context.say("sync.sign_in_at", page=page),
                language=context.language,
            )
        was = before.person if before and before.person != device.person else ""
        stuck = bool(was) and device.known_as != was and _wrote(place, was)
    document = {"device": device.id, "person": device.person, "letter": device.letter}
    context.facts(document)
    if stuck:
        raise InspectionError(Code.ENROL_OTHER_PERSON, was=was, now=device.person)


def _is_address(url: str) -> bool:
    """Whether it can be an address at all; whether it is a safe one is told elsewhere."""
    try:
        parts = urlsplit(url)
        return parts.port != 0 and " " not in url
    except ValueError:
        return False


def _wrote(place: Workplace, person: str) -> bool:
    """Whether a person wrote changes that lie here."""
    store = place.store
    leaving = [log for log in store.logs("visit") if not stays_here(store, log)]
    return any(entry.change.by == person for log in leaving for entry in store.readable(log))
