"""A signed report stands: only a reason opens the visit again, and then a new version follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from inspectiebezoek.app.reporting import MadeReport, gather, make_report, sign_report, team_signers
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.report.audience import Audience
from inspectiebezoek.report.sign import Signing
from inspectiebezoek.store.local import Store
from inspectiebezoek.visit import finishing, header, versions
from inspectiebezoek.visit.header import Header, Member
from inspectiebezoek.visit.kinds import ReportVersion
from inspectiebezoek.visit.open_visit import OpenVisit
from tests.support.forms import form_of
from tests.support.office import SteppingClock
from tests.support.reports import CAPACITY, LEAD, PLACE, SECOND, key_of

FORM = """
| | type | name | label |
| | text | naam | Wie spreekt u? |
"""
TEAM = (Member("insp-a", LEAD, "lead"), Member("insp-b", SECOND, "inspector"))
HEADER = Header(
    title="Proefbezoek",
    site="PI-1",
    site_label="PI Proef",
    start="2026-10-06T08:00:00+02:00",
    end="2026-10-06T16:00:00+02:00",
    team=TEAM,
)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    store = Store(tmp_path / "laptop", bytes(32))
    made = Workplace(store, clock=SteppingClock())
    made.introduce("insp-a", LEAD)
    yield made
    store.close()


@pytest.fixture
def visit(place: Workplace, tmp_path: Path) -> OpenVisit:
    return place.plan(form_of(tmp_path, FORM), HEADER)


def a_report(
    place: Workplace, visit: OpenVisit, audience: Audience = Audience.INTERNAL
) -> MadeReport:
    return make_report(place, visit, audience, team_signers(visit, PLACE))


def sign(place: Workplace, visit: OpenVisit, made: MadeReport, who: str) -> None:
    sign_report(place, visit, made.version, key_of(who), Signing(CAPACITY, PLACE, place.clock()))


def fixed(place: Workplace, visit: OpenVisit) -> MadeReport:
    """A report that both signed."""
    made = a_report(place, visit)
    for who in (LEAD, SECOND):
        sign(place, visit, made, who)
    return made


def test_the_last_signature_fixes_the_visit_and_not_the_one_before(
    place: Workplace, visit: OpenVisit
) -> None:
    made = a_report(place, visit)
    sign(place, visit, made, LEAD)
    assert visit.header.state == header.PLANNED
    assert versions.signed_by(versions.latest_version(visit, "internal")) == (LEAD,)

    sign(place, visit, made, SECOND)
    assert visit.header.state == header.REPORTED
    with pytest.raises(InspectionError) as refused:
        visit.answer("/data/naam", "Piet")
    assert refused.value.code is Code.VISIT_FROZEN


def test_a_name_with_a_key_of_before_has_not_signed(place: Workplace, visit: OpenVisit) -> None:
    signers = [
        replace(each, fingerprint=key_of(each.name).fingerprint)
        for each in team_signers(visit, PLACE)
    ]
    made = make_report(place, visit, Audience.INTERNAL, signers)
    sign(place, visit, made, LEAD)

    (version,) = visit.all(ReportVersion)
    assert versions.signed_by(version) == (LEAD,)
    assert not versions.complete(version)


def test_the_summary_that_is_left_behind_fixes_nothing(place: Workplace, visit: OpenVisit) -> None:
    made = a_report(place, visit, Audience.SUMMARY)
    for who in (LEAD, SECOND):
        sign(place, visit, made, who)

    assert visit.header.state == header.PLANNED


def test_a_version_after_a_signed_one_says_what_it_replaces_and_why(
    place: Workplace, visit: OpenVisit
) -> None:
    fixed(place, visit)
    finishing.reopen(visit, "een cijfer klopte niet")
    visit.answer("/data/naam", "Piet")
    a_report(place, visit)

    first, second = visit.all(ReportVersion)
    assert (first.reason, second.reason) == ("", "een cijfer klopte niet")
    told = dict(gather(place, visit, team_signers(visit, PLACE)).facts)["Versie"]
    assert first.label in told and "een cijfer klopte niet" in told


def test_only_a_report_that_everybody_signed_is_adopted_and_only_once(
    place: Workplace, visit: OpenVisit
) -> None:
    made = a_report(place, visit)
    sign(place, visit, made, LEAD)
    with pytest.raises(InspectionError) as refused:
        versions.adopt(visit, place.clock())
    assert refused.value.code is Code.VISIT_NOT_REPORTED

    sign(place, visit, made, SECOND)
    versions.adopt(visit, place.clock())
    assert visit.header.state == header.ADOPTED
    with pytest.raises(InspectionError):
        versions.adopt(visit, place.clock())


def test_a_concept_for_remarks_is_not_taken_for_the_report(
    place: Workplace, visit: OpenVisit
) -> None:
    made = make_report(place, visit, Audience.INTERNAL, (), concept=True)

    assert versions.latest_version(visit, "internal") is None
    concept = versions.latest_concept(visit)
    assert concept is not None and concept.id == made.version
