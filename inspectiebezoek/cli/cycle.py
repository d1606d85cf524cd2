"""The part of `visit` that the supervision cycle goes on with: what was seen again, and noticed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import typer

from inspectiebezoek.cli.common import Context, Visit, context_of
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.ref import Ref, read_ref
from inspectiebezoek.visit.cycle_kinds import Action, Followup, Signal, Verification
from inspectiebezoek.visit.looking_again import Kind, look_again, wants_reason

FollowupState = Literal["gezien", "niet_gezien", "niet_nagelopen"]
VerificationState = Literal[
    "aanwezig", "werkt", "effect_bereikt", "niet_aangetroffen", "niet_nagelopen"
]
Sort = Literal["terugkoppeling", "reflectie", "rode_draden", "brief"]
Ending = Literal["gedaan", "vervallen"]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day: 2026-10-06.")]
Text = Annotated[str, typer.Argument(metavar="TEXT")]
Why = Annotated[str, typer.Option(help="What was seen; why not, when it was passed over.")]
From = Annotated[str, typer.Option("--from", help="Log it stands in, such as track/UUID.")]
At = Annotated[str, typer.Option(help="Id of the change that was seen there.")]


def followup(
    ctx: typer.Context,
    visit: Visit,
    recommendation: Annotated[UUID, typer.Argument(help="UUID of the earlier recommendation.")],
    state: Annotated[FollowupState, typer.Option()],
    note: Why = "",
    log: From = "",
    at: At = "",
) -> None:
    """Say what was seen of an earlier recommendation; the office need not know it yet."""
    context = context_of(ctx)
    source = _source(context, log, f"recommendation:{recommendation}/", at)
    _look(context, visit, Followup, recommendation, state, note, source)


def verification(
    ctx: typer.Context,
    visit: Visit,
    measure: Annotated[UUID, typer.Argument(help="UUID of the measure.")],
    state: Annotated[VerificationState, typer.Option()],
    note: Why = "",
    log: From = "",
    at: At = "",
) -> None:
    """Say what was seen of a measure; what was reported about it stays beside it."""
    context = context_of(ctx)
    source = _source(context, log, f"measure:{measure}/", at)
    _look(context, visit, Verification, measure, state, note, source)


def signal(
    ctx: typer.Context,
    visit: Visit,
    words: Text,
    source: Annotated[str, typer.Option(help="Who it came from, as a kind; no names.")] = "",
    received: Day = None,
    subject: Annotated[str, typer.Option(help="Code of the subject.")] = "",
    shielded: Annotated[bool, typer.Option("--shielded", help="Protect the source.")] = False,
    reprisal: Annotated[bool, typer.Option("--reprisal", help="The source may be harmed.")] = False,
) -> None:
    """Note a signal for the office to weigh; it stands in no report. Prints its label."""
    context = context_of(ctx)
    _must_say(context, words)
    with context.workplace() as place:
        opened = place.open(visit)
        day = received.date() if received else place.clock().date()
        uuid = opened.add(
            Signal,
            text=words.strip(),
            source=source,
            received=day.isoformat(),
            subject=subject,
            shielded=shielded,
            reprisal=reprisal,
        )
        label = next(each.label for each in opened.all(Signal) if each.id == uuid)
    context.result({"signal": uuid, "label": label}, [label])


def action(
    ctx: typer.Context,
    visit: Visit,
    words: Text,
    sort: Annotated[Sort, typer.Option()],
    to: Annotated[str, typer.Option(help="To whom, as a function.")] = "",
    due: Day = None,
) -> None:
    """Write down a low-threshold action; prints its label."""
    context = context_of(ctx)
    _must_say(context, words)
    with context.workplace() as place:
        opened = place.open(visit)
        until = due.date().isoformat() if due else ""
        uuid = opened.add(Action, text=words.strip(), sort=sort, to_role=to, due=until)
        label = next(each.label for each in opened.all(Action) if each.id == uuid)
    context.result({"action": uuid, "label": label}, [label])


def act(
    ctx: typer.Context,
    visit: Visit,
    label: Annotated[str, typer.Argument(help="Label of the action, such as A-A01.")],
    state: Annotated[Ending, typer.Option()],
    on: Day = None,
    result: Annotated[str, typer.Option(help="What came of it.")] = "",
) -> None:
    """End an action: it was done, and when, or it lapsed."""
    context = context_of(ctx)
    with context.workplace() as place:
        opened = place.open(visit)
        found = next((each for each in opened.all(Action) if each.label == label), None)
        if found is None:
            raise InspectionError(Code.ENTITY_UNKNOWN, kind=Action.kind, id=label)
        day = on.date() if on else place.clock().date()
        opened.change(Action, found.id, state=state, done_on=day.isoformat(), result=result)
    context.result({"action": found.id, "label": label, "state": state}, [label])


def _look(
    context: Context,
    visit: str,
    kind: Kind,
    entity: UUID,
    state: str,
    note: str,
    source: Ref | None,
) -> None:
    if wants_reason(state, note):
        raise context.wrong("usage.missing", name="--note")
    with context.workplace() as place:
        label = look_again(place.open(visit), kind, entity, state, note.strip(), source)
    context.result({kind.kind: str(entity), "label": label, "state": state}, [label])


def _source(context: Context, log: str, entity: str, at: str) -> Ref | None:
    if not log and not at:
        return None
    try:
        return read_ref({"log": log, "entity": entity, "at": at})
    except ValueError as error:
        raise context.wrong("usage.no_ref", log=log, at=at) from error


def _must_say(context: Context, words: str) -> None:
    if not words.strip():
        raise context.wrong("usage.missing", name="TEXT")
