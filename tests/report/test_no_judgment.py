"""Who gives no judgment says why, and the report of the inspectorate tells it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspectiebezoek.report.build import build
from inspectiebezoek.report.content import Report
from inspectiebezoek.visit.judgments import judge
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.unanswered import NOT_OBSERVED, Unanswered
from tests.support.laptop import Laptop
from tests.support.reports import NOW
from tests.support.visits import plan

WHY = "De afdeling was gesloten; wij zagen er niets."


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[OpenVisit]:
    laptop = Laptop(tmp_path)
    yield plan(laptop)
    laptop.close()


def report(visit: OpenVisit) -> Report:
    return build(visit, {}, (), made=NOW.isoformat())


def test_no_judgment_is_given_with_a_reason_and_the_report_tells_it(visit: OpenVisit) -> None:
    visit.leave_unanswered(["/data/deel/oordeel"], Unanswered(NOT_OBSERVED, WHY))

    made = report(visit)
    assert made.judgments == ()
    told = [each.answer for chapter in made.answers for each in chapter.answers]
    assert any(WHY in each for each in told)


def test_a_judgment_that_is_given_after_all_takes_the_reason_away(visit: OpenVisit) -> None:
    visit.leave_unanswered(["/data/deel/oordeel"], Unanswered(NOT_OBSERVED, WHY))
    judge(visit, "1.1", "ja", "Later toch gezien.")

    made = report(visit)
    assert [each.value for each in made.judgments] == ["ja"]
    assert not any(WHY in each.answer for chapter in made.answers for each in chapter.answers)
