"""Every error says what happened, whether the data is safe, and what to do now."""

from __future__ import annotations

import re
import string

import pytest

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.messages import LANGUAGES, explain, texts

FORBIDDEN = re.compile(r"\b(exception|HTTP|JSON|null|sync conflict|onbekende fout)\b", re.I)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", list(Code), ids=lambda code: code.name)
def test_every_code_has_a_whole_message(code: Code, language: str) -> None:
    entry = texts("errors", language)[code.name.lower()]
    assert set(entry) == {"what", "safe", "now"}
    for sentence in entry.values():
        assert sentence.strip().endswith("."), sentence
        assert not FORBIDDEN.search(sentence), sentence


@pytest.mark.parametrize("code", list(Code), ids=lambda code: code.name)
def test_both_languages_use_the_same_facts(code: Code) -> None:
    def facts(language: str) -> set[str]:
        words = " ".join(texts("errors", language)[code.name.lower()].values())
        return {name for _, name, _, _ in string.Formatter().parse(words) if name}

    assert facts("nl") == facts("en")


def test_codes_are_quoted_once_each() -> None:
    quotes = [code.quote for code in Code]
    assert len(set(quotes)) == len(quotes)


def test_a_message_names_its_code() -> None:
    message = explain(InspectionError(Code.OFFICE_FULL), "nl")
    assert message.quote == "IB-S-402"
    assert "staat veilig" in message.safe


@pytest.mark.parametrize("room", ["errors"])
def test_no_text_is_left_over(room: str) -> None:
    names = {code.name.lower() for code in Code}
    for language in LANGUAGES:
        assert set(texts(room, language)) == names
