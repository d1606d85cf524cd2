"""The real window on a real screen, worked by keys from outside: the trial tasks.

Steps are counted here, and the command line tells afterwards what is in the data folder. Each task
runs with the source and with the bundle that goes to laptops.
"""

from __future__ import annotations

import shutil
import wave
from array import array
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from inspectiebezoek.store.keys import unlock
from inspectiebezoek.visit.kinds import Evidence, Finding
from tests.support.outside import PASSPHRASE, Outside, laptop_of, outside
from tests.support.trial import MOST
from tests.support.trial_lists import DEPARTURE, PI, Tried, fill, leave_open
from tests.support.trial_photo import pictures_in, shows_a_name

pytestmark = [pytest.mark.long, pytest.mark.timeout(300)]
__all__ = ["outside"]


def at_the_practice_visit(outside: Outside) -> None:
    """The window on a new laptop, with the practice visit open."""
    outside.start()
    outside.press("Return")
    outside.rest()


def test_t1_the_first_start_leads_to_the_practice_visit(outside: Outside) -> None:
    at_the_practice_visit(outside)
    outside.press("ctrl+3")
    outside.done("T1")
    outside.close()

    (visit,) = outside.told("visit", "list")
    assert "oefening" in visit["title"]
    assert not (outside.laptop / "store.db").read_bytes().startswith(b"SQLite format 3")


def test_t4_twenty_questions_are_answered_by_a_digit_and_enter(outside: Outside) -> None:
    at_the_practice_visit(outside)
    outside.close()
    before = outside.shown()

    outside.start()
    # Not every question has a choice; those that have none are passed by.
    outside.press("ctrl+3", *["ctrl+j", "1"] * 22)
    outside.rest()
    outside.done("T4")
    outside.close()
    after = outside.shown()
    assert after["answered"] - before["answered"] >= 20, (before, after)


def test_t6_without_a_microphone_the_same_key_takes_a_typed_note(outside: Outside) -> None:
    at_the_practice_visit(outside)
    outside.steps = 0
    outside.press("ctrl+d")
    outside.see("Snelle notitie")
    outside.write("sleutels op het dak")
    outside.press("ctrl+Return")
    link_to(outside, "1.5.4")
    # One more than spoken: typed words have an end that one has to say.
    assert outside.steps <= MOST["T6"].steps + 1
    outside.close()

    note = outside.record("note")
    assert (note["text"], note["question"]) == ("sleutels op het dak", "a15_4")


def test_t6_a_note_is_spoken_on_the_way_and_linked_later(outside: Outside) -> None:
    with outside.sounds():
        at_the_practice_visit(outside)
        outside.steps = 0
        outside.press("ctrl+d")
        outside.wait(5.0)
        outside.press("ctrl+d")
        outside.rest()
        link_to(outside, "1.5.4")
        outside.done("T6")
        outside.close()

    piece = outside.record("evidence")
    assert (piece["media_type"], piece["questions"]) == ("audio/wav", ["a15_4"])
    with wave.open(BytesIO(outside.original(piece))) as sound:
        heard = array("h", sound.readframes(sound.getnframes()))
        assert sound.getnframes() > sound.getframerate()
    assert max(heard) > 3000


def link_to(outside: Outside, question: str) -> None:
    """Link what waits to a question."""
    outside.press("ctrl+shift+k", "Return")
    outside.write(question)
    outside.press("Return")
    outside.rest()


def test_t9_words_of_a_second_before_the_power_went_come_back(outside: Outside) -> None:
    at_the_practice_visit(outside)
    outside.press("ctrl+j", "n")
    outside.write("de deur stond open")
    outside.wait(1.2)
    outside.kill()

    outside.start()
    outside.done("T9")
    outside.close()
    assert "de deur stond open" in str(outside.exported())


@pytest.fixture(scope="module", params=[DEPARTURE, PI], ids=lambda each: each.name)
def nearly_done(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Tried, Path]:
    """A laptop with a visit that misses two answers, and a photo with a name on it."""
    tried: Tried = request.param
    home = tmp_path_factory.mktemp("nearly")
    fill(tried, home / "laptop", unlock(home / "laptop", PASSPHRASE))
    with laptop_of(home) as place:
        visit = place.open(place.visits()[0].id)
        leave_open(visit, *(ref for ref, _ in tried.gaps))
        label = visit.all(Evidence)[-1].label
        visit.add(Finding, title="Naam te lezen", nature="risico", text="Die.", evidence=[label])
    return tried, home / "laptop"


def test_t11_from_two_gaps_to_the_signed_report_and_the_summary_on_paper(
    outside: Outside, nearly_done: tuple[Tried, Path]
) -> None:
    tried, laptop = nearly_done
    shutil.copytree(laptop, outside.laptop)
    report = outside.folder / "verslag.pdf"
    outside.start()
    outside.press("Return")
    outside.rest()
    outside.steps = 0
    outside.press("ctrl+shift+f")
    for _, digit in tried.gaps:
        outside.press("Return", digit, "ctrl+shift+f")
        outside.rest()
    outside.press("ctrl+5", "l")
    outside.see("Foto lakken")
    outside.press("Return")
    outside.rest()
    outside.press("ctrl+6", "ctrl+Return")
    outside.see("Ondertekenen")
    outside.write("Oefenstad")
    outside.press("Return")
    outside.rest()
    outside.press("ctrl+e")
    outside.choose("pdf", report)
    outside.press("ctrl+p")
    outside.see("Afdrukken")
    outside.press("Return")
    outside.see("amenvatting")
    outside.press("Return")
    outside.rest()
    outside.press("Escape")
    outside.done("T11")
    outside.close()

    assert outside.shown()["state"] in ("finished", "reported")
    verdict = outside.told("verify", str(report))
    assert verdict["holds"], verdict
    with pypdfium2.PdfDocument(outside.folder / "print.pdf") as printed:
        assert len(printed) in (1, 2)
    assert not any(shows_a_name(picture) for picture in pictures_in(report.read_bytes()))
