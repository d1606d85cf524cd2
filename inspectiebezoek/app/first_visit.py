"""The practice visit that a laptop without visits begins with; everything in it is made up."""

from __future__ import annotations

from dataclasses import replace

from inspectiebezoek.app.practice import read_practice
from inspectiebezoek.app.replay import Replay, SetClock
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.form.loading import load_form
from inspectiebezoek.paths import shared
from inspectiebezoek.visit.open_visit import OpenVisit


def bring_practice(place: Workplace) -> OpenVisit:
    """Put the practice visit on a laptop as it stood after its first day.

    It is made up, and so may be the person who it says did it: it never goes to the office.
    """
    form = load_form(shared("forms", "doorlichting-pi.md"))
    base = shared("forms", "oefenbezoek")
    practice = read_practice(base / "oefenbezoek-pi.json", form, base)
    clock = SetClock(practice.acts[0].at)
    mine = Workplace(place.store, clock=clock)
    if mine.known() is None:
        mine.introduce(practice.header.team[0].person, practice.header.team[0].name)
    visit = mine.plan(form, replace(practice.header, stays_here=True))
    early = [act for act in practice.acts if act.at.date() == practice.acts[0].at.date()]
    Replay(visit, practice, place.store.evidence, clock).play(early)
    return visit
