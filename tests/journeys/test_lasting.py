"""Signed in a cell block without a network; at the next sync the report is made to last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inspectiebezoek.app.lasting import make_last
from inspectiebezoek.app.office_link import sync_and_last
from inspectiebezoek.app.reporting import make_report, sign_report, team_signers, trusted_by_visit
from inspectiebezoek.app.stamp_service import forget_service, keep_service, service_of
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.report.audience import Audience
from inspectiebezoek.report.outside import Web
from inspectiebezoek.report.sign import Signing
from inspectiebezoek.report.verdict import TRUSTED
from inspectiebezoek.report.verify import verify
from inspectiebezoek.visit.header import Header, Member
from inspectiebezoek.visit.kinds import ReportVersion
from inspectiebezoek.visit.open_visit import OpenVisit
from tests.support.authority import LocalAuthority, local_authority
from tests.support.forms import form_of
from tests.support.office import TestOffice
from tests.support.reports import CAPACITY, PLACE, key_of

FORM = """
| | type | name | label |
| | text | naam | Wie spreekt u? |
"""
NAME = "Inspecteur vera"
HEADER = Header(
    title="Proefbezoek",
    site="PI-1",
    site_label="PI Proef",
    start="2026-10-06T08:00:00+02:00",
    end="2026-10-06T16:00:00+02:00",
    team=(Member("vera", NAME, "lead"),),
)


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[LocalAuthority]:
    folder = tmp_path / "dienst"
    folder.mkdir()
    with local_authority(folder, datetime.now(UTC)) as found:
        yield found


@pytest.fixture
def place(office: TestOffice) -> Workplace:
    made = office.laptop("vera")
    made.clock = lambda: datetime.now(UTC)
    return made


def signed_visit(place: Workplace, folder: Path, header: Header = HEADER) -> OpenVisit:
    visit = place.plan(form_of(folder, FORM), header)
    made = make_report(place, visit, Audience.INTERNAL, team_signers(visit, PLACE))
    sign_report(place, visit, made.version, key_of(NAME), Signing(CAPACITY, PLACE, place.clock()))
    return visit


def test_a_report_lasts_after_the_sync_and_the_office_has_it(
    place: Workplace, authority: LocalAuthority, tmp_path: Path
) -> None:
    visit = signed_visit(place, tmp_path)
    keep_service(place.store, authority.stamps, authority.root.dump(), "wortel.crt")
    assert [line.to_last for line in place.visits()] == [1]

    result, lasted = sync_and_last(place)

    assert result.done and not lasted.problems
    assert (lasted.made, lasted.waiting) == (("VS-A01",), 0)
    assert [line.to_last for line in place.visits()] == [0]
    visit.refresh()
    (version,) = visit.all(ReportVersion)
    pdf = place.store.evidence.content(version.file)
    verdict = verify(pdf, trusted_by_visit(visit), now=place.clock())
    assert verdict.holds and version.level == "B-LTA"
    # The visit itself says whose stamps they are: nobody has to be told apart.
    assert {each.trust for each in verdict.stamps} == {TRUSTED}
    assert sync_and_last(place)[1].made == ()


def test_an_authority_that_cannot_be_reached_holds_up_nothing(
    place: Workplace, authority: LocalAuthority, tmp_path: Path
) -> None:
    visit = signed_visit(place, tmp_path)
    keep_service(place.store, "http://127.0.0.1:9/tsa", authority.root.dump(), "wortel.crt")

    result, lasted = sync_and_last(place)

    assert result.done
    assert (lasted.made, lasted.waiting) == ((), 1)
    assert [each.code for each in lasted.problems] == [Code.AUTHORITY_UNREACHABLE]
    assert visit.all(ReportVersion)[0].level == ""


def test_without_an_authority_and_in_practice_nothing_is_asked(
    place: Workplace, authority: LocalAuthority, tmp_path: Path
) -> None:
    signed_visit(place, tmp_path, replace(HEADER, practice=True))
    keep_service(place.store, authority.stamps, authority.root.dump(), "wortel.crt")
    assert make_last(place, Web(), place.clock()).waiting == 0

    signed_visit(place, tmp_path)
    forget_service(place.store)
    assert service_of(place.store) is None
    assert make_last(place, Web(), place.clock()).waiting == 1


@pytest.mark.parametrize("address", ["tsa.example", "ftp://tsa.example/", "https://", "http://[1"])
def test_an_address_that_is_none_is_refused(
    place: Workplace, authority: LocalAuthority, address: str
) -> None:
    with pytest.raises(InspectionError) as refused:
        keep_service(place.store, address, authority.root.dump(), "wortel.crt")
    assert refused.value.code is Code.AUTHORITY_ADDRESS
