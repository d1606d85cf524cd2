"""The shipped checklists are complete, and any ODK tool opens them."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from inspectiebezoek.form.check import faults_of
from inspectiebezoek.form.definition import Definition, Kind
from inspectiebezoek.form.form import Form
from inspectiebezoek.form.loading import load_form
from inspectiebezoek.paths import shared
from inspectiebezoek.visit.judgments import ROLES, judgment_places

NAMES = ("doorlichting-pi", "gedwongen-vertrek")
UNVERIFIED = ("[GK]", "EPR", "CoE-20", "Bangkok", "Mandela", "Arbowet", "Wbk", "Regeling urine")
COUNTS = {  # questions per aspect (or header), and per phase
    "doorlichting-pi": {
        "v": 21, "a1": 80, "a2": 31, "a3": 30, "a4": 14, "a5": 13, "a6": 11, "a7": 11, "a8": 6
    },
    "gedwongen-vertrek": {
        "g0": 14, "g1": 17, "g2": 15, "g3": 11, "g4": 14,
        "g5": 9, "g6": 9, "g7": 8, "g8": 6, "g9": 10,
    },
}  # fmt: skip
TYPES = {
    "doorlichting-pi": {
        "select_one jn": 102, "select_one n4": 24, "select_one": 4, "select_multiple": 3,
        "integer": 46, "decimal": 18, "text": 5, "dateTime": 2, "date": 2, "calculate": 11,
    },
    "gedwongen-vertrek": {
        "select_one jnw": 82, "select_one n4": 6, "select_one jn": 1, "select_one": 5,
        "select_multiple": 2, "integer": 6, "decimal": 2, "text": 5, "dateTime": 2, "calculate": 2,
    },
}  # fmt: skip
FIELDS = {
    "doorlichting-pi": {
        "rep_cel": 16, "rep_gesprek": 17, "rep_inc": 8, "rep_straf": 13, "rep_afz": 13,
        "rep_geweld": 17, "rep_klacht": 7, "rep_urine": 8, "rep_verlof": 9, "rep_dr": 6,
        "rep_insluit": 11, "rep_doc": 10, "rep_observatie": 7, "rep_aanbeveling": 7,
    },
    "gedwongen-vertrek": {
        "rep_terugkeerder": 21, "rep_dwang": 20, "rep_overdracht": 10, "rep_klacht": 8,
        "rep_tijdlijn": 6,
    },
}  # fmt: skip
CORE = {"doorlichting-pi": 37, "gedwongen-vertrek": 45}
OWN = re.compile(r"(v|a[1-8]|g[0-9])(\d*)_[a-z0-9_]+")


@pytest.fixture(scope="module", params=NAMES)
def checklist(request: pytest.FixtureRequest) -> tuple[Path, Form]:
    path = shared("forms", f"{request.param}.md")
    return path, load_form(path)


def by_role(form: Form, role: str) -> list[Definition]:
    return [each for each in form.walk() if each.ib.get("role") == role]


def framework_questions(form: Form) -> list[Definition]:
    asked = ("question", "figure", "limit")
    return [
        each
        for each in form.walk()
        if OWN.fullmatch(each.ib.get("code", "")) and each.ib["role"] in asked
    ]


def sheet_types(path: Path) -> dict[str, str]:
    """Name → type as the sheet writes it."""
    rows = (line.split(" | ") for line in path.read_text(encoding="utf-8").splitlines())
    return {row[2].strip(): row[1].strip() for row in rows if len(row) > 3 and row[0] == "|"}


def plain(kind: str) -> str:
    fixed = ("select_one jn", "select_one jnw", "select_one n4")
    return kind if kind in fixed else kind.split(maxsplit=1)[0].removesuffix("_from_file")


def test_a_checklist_has_no_faults(checklist: tuple[Path, Form]) -> None:
    assert faults_of(checklist[0]) == ()


def test_a_checklist_converts_without_a_warning(checklist: tuple[Path, Form]) -> None:
    path, _ = checklist
    assert convert(path, validate=False).warnings == []


@pytest.mark.skipif(shutil.which("java") is None, reason="needs the tool java")
def test_odk_validate_accepts_a_checklist(checklist: tuple[Path, Form]) -> None:
    path, _ = checklist
    assert convert(path, validate=True).warnings == []


def test_every_question_of_the_framework_is_there_with_its_type(
    checklist: tuple[Path, Form],
) -> None:
    path, form = checklist
    own = framework_questions(form)
    parts = Counter(OWN.sub(r"\1", each.ib["code"]) for each in own)
    types = sheet_types(path)

    assert dict(parts) == COUNTS[form.id]
    assert dict(Counter(plain(types[each.name]) for each in own)) == TYPES[form.id]
    assert all(each.ib["code"] == each.name for each in own)


def test_every_repeat_has_its_fields(checklist: tuple[Path, Form]) -> None:
    form = checklist[1]
    named = [each.ib["code"] for each in form.walk() if "." in each.ib.get("code", "")]
    found = Counter(code.partition(".")[0] for code in named if code.startswith("rep_"))

    for repeat, fields in FIELDS[form.id].items():
        assert found[repeat] >= fields, repeat


def test_the_prison_framework_has_eight_aspects_and_45_criteria_with_examples() -> None:
    form = load_form(shared("forms", "doorlichting-pi.md"))
    sheet = (shared("forms") / "doorlichting-pi.md").read_text(encoding="utf-8")

    assert len(by_role(form, "aspect")) == 8
    criteria = by_role(form, "criterion")
    assert len(criteria) == 45
    assert all(each.ib["norm"] for each in criteria)
    assert sheet.count("Voorbeelden van bevindingen: ") == 45


def test_each_criterion_closes_with_judgment_motive_and_the_two_marks(
    checklist: tuple[Path, Form],
) -> None:
    places = judgment_places(checklist[1])
    assert len(places) == (45 if checklist[1].id == "doorlichting-pi" else 10)
    for place in places:
        assert {"judgment", "motive", "compliance", "result", "source-kinds"} <= set(place.refs)
        assert set(place.refs) <= set(ROLES)


def test_core_questions_are_marked_and_required(checklist: tuple[Path, Form]) -> None:
    path, form = checklist
    sheet = path.read_text(encoding="utf-8").splitlines()
    core = [each.name for each in form.walk() if each.ib.get("core") == "ja"]

    assert len(core) == CORE[form.id]
    required = {line.split(" | ")[2] for line in sheet if " | yes | " in line}
    assert set(core) <= required


def test_codes_are_unique(checklist: tuple[Path, Form]) -> None:
    codes = [each.ib["code"] for each in checklist[1].walk() if "code" in each.ib]
    assert len(codes) == len(set(codes))


def test_nothing_unverified_is_shown_as_law(checklist: tuple[Path, Form]) -> None:
    text = checklist[0].read_text(encoding="utf-8")
    assert not [word for word in UNVERIFIED if word in text]


def test_a_law_is_named_with_the_date_of_its_text(checklist: tuple[Path, Form]) -> None:
    for each in checklist[1].walk():
        for base in each.ib.get("basis", "").split("; "):
            assert "artikel" not in base or base.endswith("(tekst van 10 mei 2017)"), base


def test_every_repeat_and_role_is_explained(checklist: tuple[Path, Form]) -> None:
    readme = (shared("forms") / "README.md").read_text(encoding="utf-8")
    for each in checklist[1].walk():
        if each.kind is Kind.REPEAT:
            assert each.ib.get("role"), each.ref
        assert not each.ib.get("role") or f"`{each.ib['role']}`" in readme
