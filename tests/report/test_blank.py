"""A checklist on paper holds every question and choice, and meets the standards of a report."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from uuid import UUID

import pytest

from inspectiebezoek.form.loading import load_form
from inspectiebezoek.paths import shared
from inspectiebezoek.report.blank import blank
from tests.report.test_content import text_of
from tests.report.verapdf import broken_rules
from tests.support.reports import NOW
from tests.support.visits import checklist

SHIPPED = ("doorlichting-pi", "gedwongen-vertrek")


@cache
def paper(name: str, language: str = "nl") -> bytes:
    form = checklist() if name == "small" else load_form(shared("forms", f"{name}.md"))
    instance = form.new_instance(lambda: NOW, lambda: UUID(int=7))
    return blank(form, instance, made=NOW, language=language)


def test_every_question_is_there_also_those_that_depend_on_an_answer() -> None:
    told = text_of(paper("small"))

    for words in ("A1 Is er beleid?", "A5 Alleen bij nee", "Temperatuur", "Nummer", "Maat"):
        assert words in told


def test_choices_can_be_ticked_and_the_rest_has_room() -> None:
    told = text_of(paper("small"))

    assert "☐" in told
    assert "Meer dan één antwoord mag." in told
    assert told.count("Antwoord") >= 3


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_checklists_are_whole_on_paper(name: str) -> None:
    form = load_form(shared("forms", f"{name}.md"))
    instance = form.new_instance(lambda: NOW, lambda: UUID(int=7))
    asked = [
        node.label
        for node in instance.walk()
        if node.definition.leaf and node.definition.control is not None and not node.readonly
    ]

    told = text_of(paper(name))

    assert len(asked) > 50
    assert [each for each in asked if " ".join(each.split()) not in told] == []


def test_it_is_the_same_file_for_the_same_checklist() -> None:
    assert paper("small") == paper.__wrapped__("small")


@pytest.mark.validator
@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_paper_meets_the_standard(flavour: str, tmp_path: Path) -> None:
    files = {"small": paper("small"), "english": paper("small", "en"), "pi": paper(SHIPPED[0])}

    assert broken_rules(files, flavour, tmp_path) == {name: [] for name in files}
