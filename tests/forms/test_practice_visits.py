"""The practice visits fill both checklists without a fault, and the sums come out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from inspectiebezoek.app.practice import read_practice
from inspectiebezoek.app.replay import Replay, SetClock
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.loading import load_form
from inspectiebezoek.paths import shared
from inspectiebezoek.store.local import Store
from inspectiebezoek.visit.kinds import Evidence, Finding, Recommendation
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.readiness import gaps, progress

EXPECTED = {
    "doorlichting-pi": {
        "v_wacht": "19",
        "v_bezpct": "95.5",
        "v_vac": "11",
        "a13_3": "84",
        "a111_2": "96",
        "a111_5": "63",
        "a32_3": "67",
        "a34_3": "11.1",
        "a51_1": "63",
        "a71_1": "60",
        "a73_3": "40",
    },
    "gedwongen-vertrek": {"g0_7": "2.5", "g2_4": "25", "kc_vlucht_u": "5.4"},
}
FILES = {"doorlichting-pi": "oefenbezoek-pi.json", "gedwongen-vertrek": "oefenbezoek-vertrek.json"}


@pytest.fixture(scope="module", params=list(FILES))
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, OpenVisit]:
    name = request.param
    form = load_form(shared("forms", f"{name}.md"))
    base = shared("forms", "oefenbezoek")
    practice = read_practice(base / FILES[name], form, base)
    clock = SetClock(practice.acts[0].at)
    store = Store(tmp_path_factory.mktemp("store"), bytes(32))
    request.addfinalizer(store.close)
    place = Workplace(store, clock=clock)
    place.introduce("insp-a", "Inspecteur A (oefening)")
    visit = place.plan(form, practice.header)
    Replay(visit, practice, store.evidence, clock).play(practice.acts)
    return name, visit


def test_the_practice_visit_has_nothing_missing(filled: tuple[str, OpenVisit]) -> None:
    assert gaps(filled[1]) == ()


def test_the_calculations_give_what_they_must(filled: tuple[str, OpenVisit]) -> None:
    name, visit = filled
    values = {
        node.definition.name: node.value
        for node in visit.instance.walk()
        if node.definition.name in EXPECTED[name]
    }
    assert values == EXPECTED[name]


def test_the_records_are_there(filled: tuple[str, OpenVisit]) -> None:
    name, visit = filled
    counts = (len(visit.all(Finding)), len(visit.all(Recommendation)), len(visit.all(Evidence)))
    assert counts == ((12, 6, 26) if name == "doorlichting-pi" else (6, 3, 6))


def test_progress_counts_what_is_asked(filled: tuple[str, OpenVisit]) -> None:
    done = progress(filled[1], filled[1].instance.root)
    assert done.attention == 0
    assert done.answered <= done.total
    assert done.answered > 0.9 * done.total


@pytest.mark.parametrize("spoiled", ["{", "[]", '{"visit": {}}', '{"visit": 3}'])
def test_a_broken_practice_file_is_refused_with_a_reason(tmp_path: Path, spoiled: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(spoiled, encoding="utf-8")
    form = load_form(shared("forms", "gedwongen-vertrek.md"))
    with pytest.raises(InspectionError) as refused:
        read_practice(path, form, tmp_path)
    assert refused.value.code is Code.PRACTICE_UNREADABLE


def test_the_clock_of_a_practice_visit_is_its_own() -> None:
    clock = SetClock(datetime.fromisoformat("2026-10-06T08:32:00+02:00"))
    assert clock() == clock()
