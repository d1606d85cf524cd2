"""The practice visits fill both checklists without a fault, and the sums come out."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image
from PIL.ExifTags import IFD, Base

from inspectiebezoek.app.practice import (
    Answer,
    NewRecord,
    NewRow,
    read_colleague,
    read_document,
    read_practice,
)
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
    "gedwongen-vertrek": {
        "g0_7": "2.5",
        "g2_4": "25",
        "kc_reistijd_u": "2.2",
        "kc_kmar_min": "89",
        "kc_zonder_eten_u": "3.7",
        "kc_vlucht_u": "5.4",
        "kc_middel_min": "157",
        "kc_middel_langst": "142",
        "kc_middel_mediaan": "13",
        "kc_middel_pct": "100",
        "kc_middel_dv_o": "33",
        "kc_middel_kmar": "67",
        "kc_overdracht": "14",
        "kc_compleet_medisch": "71",
        "kc_tolk": "100",
        "kc_klachten": "50",
    },
}
ROWS = {  # per row of the practice visit: what the rule of the row gives
    "doorlichting-pi": {"r4_orde": 5, "r6_volledig": 4, "r3_leer": 6, "r8_ok": 5},
    "gedwongen-vertrek": {"overdracht_volledig": 1},
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


def test_the_rules_of_the_rows_give_what_they_must(filled: tuple[str, OpenVisit]) -> None:
    name, visit = filled
    met = Counter(
        node.definition.name
        for node in visit.instance.walk()
        if node.definition.name in ROWS[name] and node.value == "1"
    )
    assert dict(met) == ROWS[name]


def test_every_choice_is_one_of_the_list(filled: tuple[str, OpenVisit]) -> None:
    seen = 0
    for node in filled[1].instance.walk():
        if node.definition.control in ("select", "select1") and node.value:
            assert set(node.value.split()) <= {choice.value for choice in node.choices}, node.ref
            seen += 1
    assert seen > 100


def test_the_records_are_there(filled: tuple[str, OpenVisit]) -> None:
    name, visit = filled
    counts = (len(visit.all(Finding)), len(visit.all(Recommendation)), len(visit.all(Evidence)))
    assert counts == ((12, 6, 26) if name == "doorlichting-pi" else (6, 3, 6))


def test_progress_counts_what_is_asked(filled: tuple[str, OpenVisit]) -> None:
    done = progress(filled[1], filled[1].instance.root)
    assert done.attention == 0
    assert done.answered <= done.total
    assert done.answered > 0.9 * done.total


def test_the_second_inspector_answers_questions_that_exist() -> None:
    form = load_form(shared("forms", "doorlichting-pi.md"))
    acts, settled = read_colleague(shared("forms", "oefenbezoek", "second-inspector.json"), form)

    kinds = Counter(type(act.what) for act in acts)
    assert kinds == {Answer: 24, NewRow: 4, NewRecord: 2}
    assert len(settled) == 4
    assert {each.ref for each in settled} <= {
        act.what.ref for act in acts if isinstance(act.what, Answer)
    }


@pytest.mark.parametrize("name", FILES.values())
def test_the_sites_and_files_of_a_practice_visit_exist(name: str) -> None:
    folder = shared("forms", "oefenbezoek")
    document = read_document(folder / name)
    sites = shared("forms", "objecten.csv").read_text(encoding="utf-8")

    assert f"{document['visit']['site']}," in sites
    assert document["visit"]["form"] == next(each for each, file in FILES.items() if file == name)
    for evidence in document["evidence"]:
        assert evidence["file"] is None or (folder / evidence["file"]).is_file()


def test_the_photos_carry_what_must_be_stripped() -> None:
    photos = sorted(shared("forms", "oefenbezoek", "photos").glob("*.jpg"))
    turned = 0
    for path in photos:
        with Image.open(path) as image:
            exif = image.getexif()
            assert image.size == (3000, 2000)
            assert exif.get_ifd(IFD.GPSInfo)
            turned += exif.get(Base.Orientation) == 6
    assert (len(photos), turned) == (18, 3)
    assert sum(path.stat().st_size for path in photos) < 8_000_000


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
