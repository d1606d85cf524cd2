"""The shipped checklists are complete, and any ODK tool opens them."""

from __future__ import annotations

import shutil
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
UNVERIFIED = ("[GK]", "EPR", "CoE-20", "Bangkok")


@pytest.fixture(scope="module", params=NAMES)
def checklist(request: pytest.FixtureRequest) -> tuple[Path, Form]:
    path = shared("forms", f"{request.param}.md")
    return path, load_form(path)


def by_role(form: Form, role: str) -> list[Definition]:
    return [each for each in form.walk() if each.ib.get("role") == role]


def test_a_checklist_has_no_faults(checklist: tuple[Path, Form]) -> None:
    assert faults_of(checklist[0]) == ()


def test_a_checklist_converts_without_a_warning(checklist: tuple[Path, Form]) -> None:
    path, _ = checklist
    assert convert(path, validate=False).warnings == []


@pytest.mark.skipif(shutil.which("java") is None, reason="needs the tool java")
def test_odk_validate_accepts_a_checklist(checklist: tuple[Path, Form]) -> None:
    path, _ = checklist
    assert convert(path, validate=True).warnings == []


@pytest.mark.parametrize(
    ("name", "questions", "judged"), [("doorlichting-pi", 217, 45), ("gedwongen-vertrek", 113, 10)]
)
def test_every_question_of_the_framework_is_there(name: str, questions: int, judged: int) -> None:
    form = load_form(shared("forms", f"{name}.md"))
    prefixes = ("v_", "a") if name == "doorlichting-pi" else ("g",)
    own = [
        each
        for each in form.walk()
        if each.ib.get("code", "").startswith(prefixes)
        and "." not in each.ib["code"]
        and each.ib["role"] in ("question", "figure")
        and each.ib["code"].split("_")[0][1:2].isdigit() | each.ib["code"].startswith("v_")
    ]
    assert len(own) == questions
    assert len(judgment_places(form)) == judged


def test_the_prison_framework_has_eight_aspects_and_45_criteria() -> None:
    form = load_form(shared("forms", "doorlichting-pi.md"))
    assert len(by_role(form, "aspect")) == 8
    criteria = by_role(form, "criterion")
    assert len(criteria) == 45
    assert all(each.ib["norm"] for each in criteria)


def test_each_criterion_closes_with_judgment_motive_and_the_two_marks(
    checklist: tuple[Path, Form],
) -> None:
    for place in judgment_places(checklist[1]):
        assert {"judgment", "motive", "compliance", "result", "source-kinds"} <= set(place.refs)
        assert set(place.refs) <= set(ROLES)


def test_codes_are_unique(checklist: tuple[Path, Form]) -> None:
    codes = [each.ib["code"] for each in checklist[1].walk() if "code" in each.ib]
    assert len(codes) == len(set(codes))


def test_nothing_unverified_is_shown_as_law(checklist: tuple[Path, Form]) -> None:
    text = checklist[0].read_text(encoding="utf-8")
    assert not [word for word in UNVERIFIED if word in text]


def test_every_repeat_starts_empty_and_has_a_role(checklist: tuple[Path, Form]) -> None:
    for each in checklist[1].walk():
        if each.kind is Kind.REPEAT:
            assert each.ib.get("role"), each.ref
