"""The bundle tests itself: convert a form, open the store, fill, report, open a window."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from inspectiebezoek.app.practice import read_practice
from inspectiebezoek.app.replay import Replay, SetClock
from inspectiebezoek.app.reporting import team_signers
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.form.loading import load_form
from inspectiebezoek.log import chain
from inspectiebezoek.paths import shared
from inspectiebezoek.report.audience import Audience
from inspectiebezoek.report.build import build
from inspectiebezoek.report.produce import produce
from inspectiebezoek.store.keys import unlock
from inspectiebezoek.store.local import Store

_ACTS = 40


def self_test() -> int:
    """Run every part once; 0 when all of them work. A part that fails ends with its traceback."""
    with tempfile.TemporaryDirectory() as folder:
        _fill_and_report(Path(folder))
    _say("self-test: good")
    return 0


def _fill_and_report(folder: Path) -> None:
    form = load_form(shared("forms", "gedwongen-vertrek.md"))
    _say(f"form: {form.id} {form.version}")
    base = shared("forms", "oefenbezoek")
    practice = read_practice(base / "oefenbezoek-vertrek.json", form, base)
    store = Store(folder / "data", unlock(folder / "data", "self-test"))
    try:
        clock = SetClock(practice.acts[0].at)
        place = Workplace(store, clock=clock)
        place.introduce("insp-a", "Self-test")
        visit = place.plan(form, practice.header)
        count = Replay(visit, practice, store.evidence, clock).play(practice.acts[:_ACTS])
        _say(f"store: {count} acts, {len(store.entries(visit.log))} changes")
        made = clock.now.isoformat()
        links = chain.links(store.entries(visit.log))
        report = build(visit, links, team_signers(visit, "-"), made=made)
        pdf = produce(report, Audience.SUMMARY, store.evidence.content)
        _say(f"report: {len(pdf)} bytes")
        from inspectiebezoek.app.window import show_and_close

        _say(f"window: {show_and_close(place)}")
    finally:
        store.close()


def _say(words: str) -> None:
    write: Callable[[str], object] = sys.stdout.write
    write(words + "\n")
