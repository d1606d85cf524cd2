"""The other trial tasks, worked by keys from outside with the source and with the bundle.

T2 and T3 end in words on the screen: from outside no more is seen of T2 than that the panel with
the faults came, and of T3 than that the visit opens, with which the others begin.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from inspectiebezoek.app.evidence import attach_file
from inspectiebezoek.app.office_link import enrol_here
from inspectiebezoek.paths import shared
from inspectiebezoek.store.keys import unlock
from inspectiebezoek.visit.kinds import Recommendation
from tests.support.cutting import wire
from tests.support.office import TestOffice, office, postgres
from tests.support.outside import PASSPHRASE, Outside, laptop_of, outside
from tests.support.packages import bring, give, workplace
from tests.support.trial_lists import (
    DEPARTURE,
    HEADER,
    MADE_UP,
    PI,
    TEAM,
    Tried,
    fill,
    filled,
    leave_open,
)

__all__ = ["filled", "office", "outside", "postgres"]
pytestmark = [pytest.mark.long, pytest.mark.timeout(300)]
MEGABYTE = 1 << 20


def test_t2_a_faulty_checklist_says_where(outside: Outside) -> None:
    bad = outside.folder / "fout.md"
    bad.write_text(
        "| survey | | | | |\n| | type | name | label | relevant |\n"
        "| | text | a | A | ${weg} = 1 |\n\n"
        "| settings | | | |\n| | form_title | form_id | version |\n| | Fout | fout | 1 |\n",
        encoding="utf-8",
    )
    outside.start()
    outside.press("ctrl+o")
    outside.choose("Checklist openen", bad)
    outside.see("Deze checklist kan niet open")
    outside.done("T2")
    outside.press("Escape")
    outside.close()
    assert len(outside.told("visit", "list")) == 1


@pytest.mark.parametrize("tried", [PI, DEPARTURE], ids=lambda each: each.name)
def test_t5_the_last_three_open_questions(outside: Outside, tried: Tried) -> None:
    fill(tried, outside.laptop, unlock(outside.laptop, PASSPHRASE))
    with laptop_of(outside.folder) as place:
        leave_open(place.open(place.visits()[0].id), *tried.left)
    before = outside.shown()
    assert before["asked"] - before["answered"] - before["unanswered"] == 3
    outside.start()
    outside.press("Return")
    outside.rest()
    outside.steps = 0
    outside.press(*["ctrl+j", "1"] * 3)
    outside.rest()
    outside.done("T5")
    outside.close()
    after = outside.shown()
    assert after["asked"] == after["answered"] + after["unanswered"]


@pytest.mark.parametrize("tried", [PI, DEPARTURE], ids=lambda each: each.name)
def test_t7_no_with_a_remark_a_photo_an_arrow_and_a_finding(outside: Outside, tried: Tried) -> None:
    fill(tried, outside.laptop, unlock(outside.laptop, PASSPHRASE))
    with laptop_of(outside.folder) as place:
        leave_open(place.open(place.visits()[0].id), tried.question)
    photo = outside.folder / "foto.jpg"
    shutil.copy(sorted(shared("forms", "oefenbezoek", "photos").glob("*.jpg"))[0], photo)
    outside.start()
    outside.press("Return")
    outside.rest()
    outside.press("ctrl+j")
    outside.rest()
    outside.steps = 0
    outside.press("2", "n")
    outside.write("Hangt achter de deur.")
    outside.press("Escape", "f")
    outside.choose("Bestand", photo)
    outside.rest()
    outside.press("a")
    outside.see("Foto aantekenen")
    outside.press("Up", "Return")
    outside.rest()
    outside.press("b")
    outside.write("Huisregels slecht te zien")
    outside.done("T7")
    outside.close()
    finding, piece = outside.record("finding"), outside.record("evidence")
    assert finding["title"] == "Huisregels slecht te zien"
    assert finding["evidence"] == [piece["label"]]
    assert finding["observed"].endswith("Hangt achter de deur.")
    assert piece["original"] == hashlib.sha256(photo.read_bytes()).hexdigest()
    assert [each["kind"] for each in piece["annotated"]] == ["arrow"]


def test_t8_the_answer_before_and_a_recommendation_half_done(outside: Outside) -> None:
    fill(PI, outside.laptop, unlock(outside.laptop, PASSPHRASE))
    with laptop_of(outside.folder) as place:
        before = place.open(place.visits()[0].id)
        before.add(Recommendation, text="Scherm elk toilet af.", owner_role="directeur")
        late = replace(before.header, title="Vervolgbezoek", start="2027-03-02T09:00:00+01:00")
        now = place.plan(before.form, replace(late, programme=()))
    outside.start()
    outside.press("Return")
    outside.rest()
    outside.steps = 0
    outside.press("p")
    outside.see("Eerdere aanbevelingen")
    outside.press("Return", "3", "Escape")
    outside.rest()
    outside.done("T8")
    outside.close()
    file = outside.folder / "uit.json"
    outside.told("visit", "export", now.id, str(file))
    assert "in_uitvoering" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("tried", [PI, DEPARTURE, MADE_UP], ids=lambda each: each.name)
def test_t10_two_differences_in_the_package_of_a_colleague(
    outside: Outside, tried: Tried, tmp_path: Path
) -> None:
    bram = workplace(tmp_path / "b", "bram")
    with laptop_of(outside.folder) as anna:
        anna.introduce("anna", "Anna")
        mine = anna.plan(tried.form(), HEADER)
        bring(bram, give(anna, tmp_path / "heen.ibz", bram), anna)
        theirs = bram.open(mine.id)
        for ref in tried.pair:
            theirs.answer(ref, "nee")
            mine.answer(ref, "ja")
        package = give(bram, tmp_path / "terug.ibz", anna)
    bram.store.close()
    outside.start()
    outside.press("ctrl+shift+o")
    outside.choose("Pakket van een collega", package)
    outside.rest()
    outside.press("space", "Return")
    outside.rest()
    for _ in range(2):
        outside.press("1", "Return")
        outside.rest()
    outside.done("T10")
    outside.close()
    assert outside.shown()["differences"] == 0
    assert len(outside.exported()["records"]["decision"]) == 2


def test_t12_the_network_goes_at_sixty_per_cent_and_comes_back(
    outside: Outside, office: TestOffice
) -> None:
    film = outside.folder / "film.mp4"
    film.write_bytes(os.urandom(24 * MEGABYTE))
    code = office.served.office.people.invite("insp-a", "Anna")
    with wire(office.url, up=14 * MEGABYTE) as (url, line):
        with laptop_of(outside.folder) as place:
            enrol_here(place, url, code)
            visit = place.plan(MADE_UP.form(), replace(HEADER, team=TEAM[:1], practice=False))
            attach_file(visit, place.store.evidence, film)
        outside.start()
        outside.press("Return")
        outside.rest()
        outside.steps = 0
        outside.press("ctrl+7", "F5")
        outside.rest()
        assert line.dead
        line.up, line.dead = None, False
        outside.press("F5")
        outside.rest()
        outside.done("T12")
        outside.close()
        assert line.carried["up"] < (24 + 4 + 1) * MEGABYTE
    (told,) = outside.told("visit", "list")
    assert told["received"] == told["items"] > 0
