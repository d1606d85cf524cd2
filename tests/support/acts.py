"""What a person does to a visit, by the roll of dice: every kind of field that a visit has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from random import Random
from uuid import UUID

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store.local import Store
from inspectiebezoek.visit.differences import find, settle
from inspectiebezoek.visit.header import Header, Member
from inspectiebezoek.visit.kinds import Evidence, Finding
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.planning import form_of, plan_visit
from tests.support.visits import AANTAL, BELEID, CEL, GEHEIM, KLEUREN, UITLEG, checklist


def plan(store: Store, log: str, people: Sequence[str], now: datetime, dice: Random) -> None:
    """Plan the visit of a log, led by the first of these people."""
    team = [Member(each, each, "inspector") for each in people]
    team[0] = replace(team[0], role="lead")
    first = iter([UUID(log.partition("/")[2])])
    plan_visit(
        store,
        checklist(),
        Header(title="Proefbezoek", team=tuple(team)),
        clock=lambda: now,
        uuid=lambda: next(first, None) or _uuid(dice),
    )


def act(store: Store, log: str, now: datetime, dice: Random) -> bool:
    """One act of a person on this laptop; false when it does not have the visit yet."""
    if form_of(store, log) is None:
        return False
    visit = OpenVisit(log, checklist(), store, clock=lambda: now, uuid=lambda: _uuid(dice))
    try:
        dice.choice(ACTS)(visit, store, dice)
    except InspectionError as error:
        # A row that the form does not want, or an answer that it hides now: no harm, no change.
        if error.code not in (Code.FORM_UNKNOWN_NODE, Code.FORM_VALUE_REFUSED):
            raise
    return True


def _uuid(dice: Random) -> UUID:
    return UUID(bytes=dice.randbytes(16), version=4)


def _answer(visit: OpenVisit, _store: Store, dice: Random) -> None:
    ref, values = dice.choice(
        [
            (BELEID, ("ja", "nee")),
            (UITLEG, ("open", "dicht", "op slot")),
            (KLEUREN, ("rood", "blauw groen", "groen")),
            (AANTAL, ("0", "2", "3", "60")),
            (GEHEIM, ("alleen bij nee",)),
        ]
    )
    visit.answer(ref, dice.choice(values))


def _remark(visit: OpenVisit, _store: Store, dice: Random) -> None:
    visit.set_remark(BELEID, f"opmerking {dice.randrange(100)}")


def _add_row(visit: OpenVisit, _store: Store, dice: Random) -> None:
    row = visit.add_row(CEL)
    visit.answer(f"{row}/temp", str(dice.randint(15, 30)))


def _in_row(visit: OpenVisit, _store: Store, dice: Random) -> None:
    visit.answer(f"{CEL}[{dice.randint(1, 3)}]/nummer", f"{dice.randrange(1000)}")


def _remove_row(visit: OpenVisit, _store: Store, dice: Random) -> None:
    visit.remove_row(f"{CEL}[{dice.randint(1, 3)}]")


def _find(visit: OpenVisit, _store: Store, dice: Random) -> None:
    visit.add(Finding, title=f"bevinding {dice.randrange(1000)}", questions=["A1"])


def _alter_finding(visit: OpenVisit, _store: Store, dice: Random) -> None:
    known = visit.all(Finding)
    if known:
        part = dice.choice(["title", "text", "observed"])
        visit.change(Finding, dice.choice(known).id, **{part: f"anders {dice.randrange(1000)}"})


def _drop_finding(visit: OpenVisit, _store: Store, dice: Random) -> None:
    known = visit.all(Finding)
    if known:
        visit.remove(Finding, dice.choice(known).id)


def _attach(visit: OpenVisit, store: Store, dice: Random) -> None:
    original, size = store.evidence.keep([dice.randbytes(dice.choice([0, 10, 9_000]))])
    derivative, small = store.evidence.keep([dice.randbytes(500)])
    visit.attach(
        sort="foto",
        original=original,
        original_size=size,
        derivative=derivative,
        derivative_size=small,
        questions=["A1", "A2"],
    )


def _caption(visit: OpenVisit, _store: Store, dice: Random) -> None:
    known = visit.all(Evidence)
    if known:
        visit.change(Evidence, dice.choice(known).id, caption=f"bij {dice.randrange(1000)}")


def _settle(visit: OpenVisit, _store: Store, dice: Random) -> None:
    found = find(visit.state)
    if found:
        difference = dice.choice(found)
        side = dice.choice(difference.variants)
        visit.write(
            settle(
                visit.state,
                difference,
                value=side.value,
                remark=side.remark,
                reason="samen bekeken",
                uuid=lambda: _uuid(dice),
                letter=visit.letter,
                removed=side.removed,
            )
        )


ACTS: tuple[Callable[[OpenVisit, Store, Random], None], ...] = (
    *(_answer, _answer, _answer, _remark, _add_row, _in_row, _in_row, _remove_row),
    *(_find, _find, _alter_finding, _alter_finding, _drop_finding),
    *(_attach, _attach, _caption, _settle),
)
