"""The practice visits as the program replays them, to make real reports of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inspectiebezoek.app.practice import read_practice
from inspectiebezoek.app.replay import Replay, SetClock
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.form.loading import load_form
from inspectiebezoek.paths import shared
from inspectiebezoek.store.local import Store
from inspectiebezoek.visit.open_visit import OpenVisit

VISITS = {"pi": "doorlichting-pi.md", "vertrek": "gedwongen-vertrek.md"}


@contextmanager
def practice_visit(
    name: str, folder: Path, key: bytes = bytes(32)
) -> Iterator[tuple[Workplace, OpenVisit]]:
    """A practice visit (`pi` or `vertrek`) on a laptop of its own, filled to the last act."""
    form = load_form(shared("forms", VISITS[name]))
    base = shared("forms", "oefenbezoek")
    practice = read_practice(base / f"oefenbezoek-{name}.json", form, base)
    clock = SetClock(practice.acts[0].at)
    store = Store(folder, key)
    place = Workplace(store, clock=clock)
    lead = practice.header.team[0]
    place.introduce(lead.person, lead.name)
    visit = place.plan(form, practice.header)
    Replay(visit, practice, store.evidence, clock).play(practice.acts)
    try:
        yield place, visit
    finally:
        store.close()
