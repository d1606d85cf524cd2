"""Comparing two versions: what was said and is said now, and nothing about how it is set."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.report.audience import Audience
from inspectiebezoek.report.compare import compare
from inspectiebezoek.report.produce import produce
from tests.support.command import Command
from tests.support.reports import LEAD, PHOTOS, made, report_of, sealed, signed, signers_of

OLD = sealed(LEAD)
NEW = made(signers_of(LEAD), finding="De celramen sluiten weer.")
NAMES = ("oud.pdf", "nieuw.pdf")


def test_equal_reports_do_not_differ_and_signing_changes_no_words() -> None:
    assert compare(OLD, OLD, NAMES) == ()
    assert compare(OLD, signed(LEAD), NAMES) == ()


def test_a_changed_sentence_is_told_as_it_was_and_as_it_is() -> None:
    [found] = compare(OLD, NEW, NAMES)

    assert [each.words for each in found.before] == ["De celramen sluiten niet."]
    assert [each.words for each in found.after] == ["De celramen sluiten weer."]
    assert found.before[0].page == found.after[0].page == 4


def test_numbers_in_the_margin_and_running_heads_do_not_count() -> None:
    concept = produce(
        report_of(signers_of(LEAD)), Audience.INTERNAL, PHOTOS.__getitem__, concept=True
    )

    told = [words for each in compare(concept, OLD, NAMES) for words in (*each.before, *each.after)]

    assert told
    assert not any(each.words.isdecimal() and each.page < 5 for each in told)
    assert not any("celramen" in each.words for each in told)


def test_what_is_no_report_is_told_by_name() -> None:
    with pytest.raises(InspectionError) as caught:
        compare(OLD, b"geen pdf", NAMES)

    assert (caught.value.code, caught.value.facts) == (
        Code.REPORT_UNREADABLE,
        {"file": "nieuw.pdf"},
    )


def test_the_command_tells_what_went_and_what_came(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = tmp_path / "oud.pdf", tmp_path / "nieuw.pdf"
    old.write_bytes(OLD)
    new.write_bytes(NEW)

    told = Command(capsys)("compare", old, new)
    same = Command(capsys)("compare", old, old)

    assert told.out.splitlines() == [
        "- bladzijde 4: De celramen sluiten niet.",
        "+ bladzijde 4: De celramen sluiten weer.",
    ]
    assert (told.code, same.code) == (0, 0)
    assert "gelijk" in same.out
