"""The program tests itself, as a bundle does before it goes to laptops: every part once.

A form is converted, a visit filled in an encrypted store, a report rendered, signed and verified,
the window opened; and every module loads, so that a bundle that lacks one does not go out.
"""

from __future__ import annotations

import pkgutil
import sys
import tempfile
from importlib import import_module
from pathlib import Path

import inspectiebezoek
from inspectiebezoek.app.practice import read_practice
from inspectiebezoek.app.replay import Replay, SetClock
from inspectiebezoek.app.reporting import make_report, sign_report, team_signers, with_key
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.form.export import export_form
from inspectiebezoek.form.loading import load_form
from inspectiebezoek.paths import shared
from inspectiebezoek.report.audience import Audience
from inspectiebezoek.report.sign import Signing
from inspectiebezoek.report.signer_key import make_practice_key, open_key
from inspectiebezoek.report.verify import verify
from inspectiebezoek.store.keys import unlock
from inspectiebezoek.store.local import Store
from inspectiebezoek.visit.open_visit import OpenVisit

_ACTS = 40
_PASSPHRASE = "self-test"  # noqa: S105 - opens nothing but the folder made here
# The office is not on laptops, and the demo runs one.
_OFFICE = ("inspectiebezoek.server", "inspectiebezoek.app.demo")


def self_test() -> int:
    """Run every part once; 0 when all of them work. A part that fails ends with its traceback."""
    _load_all()
    with tempfile.TemporaryDirectory() as folder:
        _convert(Path(folder))
        store = Store(Path(folder) / "data", unlock(Path(folder) / "data", _PASSPHRASE))
        try:
            _fill_and_report(store)
        finally:
            store.close()
    _say("self-test: good")
    return 0


def _load_all() -> None:
    names = [
        found.name
        for found in pkgutil.walk_packages(inspectiebezoek.__path__, "inspectiebezoek.")
        if not found.name.startswith(_OFFICE)
    ]
    for name in names:
        import_module(name)
    if not names:
        raise RuntimeError("the bundle does not know its own modules")
    _say(f"modules: {len(names)}")


def _convert(folder: Path) -> None:
    """A checklist to a workbook and back: it must stay the same questions."""
    book = folder / "checklist.xlsx"
    source = shared("forms", "gedwongen-vertrek.md")
    export_form(source, book)
    again = load_form(book, media=source.parent)
    _say(f"workbook: {len(again.ordered)} nodes")


def _fill_and_report(store: Store) -> None:
    form = load_form(shared("forms", "gedwongen-vertrek.md"))
    _say(f"form: {form.id} {form.version}")
    base = shared("forms", "oefenbezoek")
    practice = read_practice(base / "oefenbezoek-vertrek.json", form, base)
    clock = SetClock(practice.acts[0].at)
    place = Workplace(store, clock=clock)
    place.introduce("insp-a", "Self-test")
    visit = place.plan(form, practice.header)
    count = Replay(visit, practice, store.evidence, clock).play(practice.acts[:_ACTS])
    _say(f"store: {count} acts, {len(store.entries(visit.log))} changes")
    _sign(place, visit)
    from inspectiebezoek.app.window import show_and_close

    _say(f"window: {show_and_close(place)}")


def _sign(place: Workplace, visit: OpenVisit) -> None:
    now = place.clock()
    first, *_ = team_signers(visit, "Den Haag")
    key = open_key(make_practice_key(first.name, _PASSPHRASE, now=now, serial=1), _PASSPHRASE)
    made = make_report(place, visit, Audience.INTERNAL, [with_key(first, key)])
    signing = Signing(first.capacity, first.place, now)
    signed = sign_report(place, visit, made.version, key, signing)
    verdict = verify(signed, {key.fingerprint}, now=now)
    if not verdict.holds:
        raise RuntimeError(f"the signed report does not hold: {verdict.faults}")
    _say(f"report: {len(signed)} bytes, signed and verified")


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
