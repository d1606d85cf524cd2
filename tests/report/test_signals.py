"""What is noted for the office to weigh stands in no report, for whomever it is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.report.audience import Audience
from inspectiebezoek.report.build import build
from inspectiebezoek.report.content import OPEN
from inspectiebezoek.report.produce import produce
from inspectiebezoek.visit.cycle_kinds import Action, Followup, Signal
from inspectiebezoek.visit.kinds import Finding
from inspectiebezoek.visit.looking_again import look_again
from inspectiebezoek.visit.open_visit import OpenVisit
from tests.report.test_public import everything_in
from tests.support.laptop import Laptop
from tests.support.reports import NOW, PHOTOS
from tests.support.visits import plan

TOLD = "Een bewaarder zegt dat de nachtdienst sinds september leeg is."
NOTE = "De leiding wist hier volgens haar niets van."
WHEN = {"start": "2026-03-12T09:00:00+01:00", "end": "2026-03-12T16:00:00+01:00"}


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[OpenVisit]:
    laptop = Laptop(tmp_path)
    opened = plan(laptop)
    opened.set_header(replace(opened.header, **WHEN))
    yield opened
    laptop.close()


def made(visit: OpenVisit, audience: Audience) -> str:
    """All that can be read out of a report of this visit."""
    report = build(visit, {}, (), made=NOW.isoformat())
    return everything_in(produce(report, audience, PHOTOS.__getitem__))


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("shielded", [True, False])
def test_a_signal_stands_in_no_report(visit: OpenVisit, audience: Audience, shielded: bool) -> None:
    visit.add(Signal, text=TOLD, source="bewaarder", shielded=shielded)
    visit.add(Action, text=NOTE, sort="brief")
    look_again(visit, Followup, UUID(int=7), "niet_gezien", NOTE)

    told = made(visit, audience)
    assert TOLD not in told and NOTE not in told


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.SUMMARY])
def test_words_of_a_protected_source_that_are_repeated_elsewhere_stop_the_report(
    visit: OpenVisit, audience: Audience
) -> None:
    visit.add(Signal, text=TOLD, shielded=True)
    visit.add(Finding, title="Nachtdienst", nature="risico", text=TOLD, confidentiality=OPEN)

    with pytest.raises(InspectionError) as refused:
        made(visit, audience)
    assert refused.value.code is Code.REPORT_LEAKS
    assert TOLD in made(visit, Audience.INTERNAL), "the file of the inspectorate holds the finding"
