"""Nobody signs a report that lacks what a court wants to read in it; each lack has its place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.messages import LANGUAGES, texts
from inspectiebezoek.report.audience import Audience
from inspectiebezoek.report.build import build
from inspectiebezoek.report.content import Signer
from inspectiebezoek.report.minima import lacking
from inspectiebezoek.report.produce import produce
from inspectiebezoek.report.sign import Signing, sign
from inspectiebezoek.visit.header import Member
from inspectiebezoek.visit.judgments import judge
from inspectiebezoek.visit.kinds import Finding, Recommendation
from inspectiebezoek.visit.open_visit import OpenVisit
from tests.support.laptop import Laptop
from tests.support.reports import LEAD, NOW, PHOTOS, key_of
from tests.support.visits import TEAM, plan

SIGNERS = (Signer("Anna", "inspectieleider", "Den Haag", ""),)
WHEN = {"start": "2026-03-12T09:00:00+01:00", "end": "2026-03-12T16:00:00+01:00"}


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[OpenVisit]:
    laptop = Laptop(tmp_path)
    opened = plan(laptop)
    opened.set_header(replace(opened.header, **WHEN))
    yield opened
    laptop.close()


def kinds(visit: OpenVisit, signers: tuple[Signer, ...] = SIGNERS) -> dict[str, str]:
    return {each.kind: each.place for each in lacking(visit, signers)}


def test_a_visit_with_everything_lacks_nothing(visit: OpenVisit) -> None:
    visit.add(
        Finding, label="B-01", title="Ramen", nature="verbeterpunt", observed="Zij staan open."
    )

    assert lacking(visit, SIGNERS) == ()


def test_where_when_and_by_whom(visit: OpenVisit) -> None:
    empty = replace(
        visit.header, site_label=" ", start="", end="",
        team=(Member("insp-a", "", "inspector"),),
    )  # fmt: skip
    visit.set_header(empty)

    assert kinds(visit) == {
        "place": "visit:/site_label",
        "start": "visit:/start",
        "end": "visit:/end",
        "lead": "visit:/team",
        "name": "visit:/team",
    }
    visit.set_header(replace(visit.header, team=()))
    assert kinds(visit)["team"] == "visit:/team"


def test_a_visit_that_ends_before_it_begins(visit: OpenVisit) -> None:
    visit.set_header(replace(visit.header, start=WHEN["end"], end=WHEN["start"], team=TEAM))

    assert kinds(visit) == {"order": "visit:/end"}


def test_a_finding_says_something_of_a_nature_and_rests_on_something(visit: OpenVisit) -> None:
    finding = visit.add(Finding, label="B-01", evidence=["E-99"])
    other = visit.add(Finding, label="B-02", title="Ramen", nature="risico")

    assert [(each.kind, each.place, each.label) for each in lacking(visit, SIGNERS)] == [
        ("text", f"finding:{finding}/text", "B-01"),
        ("nature", f"finding:{finding}/nature", "B-01"),
        ("evidence", f"finding:{finding}/evidence", "B-01"),
        ("source", f"finding:{other}/observed", "B-02"),
    ]


def test_a_judgment_has_a_motive(visit: OpenVisit) -> None:
    judge(visit, "1.1", "ja", "Wij zagen het zelf.")
    assert lacking(visit, SIGNERS) == ()

    visit.answer("/data/deel/motief", "")

    assert kinds(visit) == {"motive": "answer:/data/deel/motief"}


def test_a_recommendation_is_for_someone(visit: OpenVisit) -> None:
    advice = visit.add(Recommendation, label="R-1", text="Herstel de ramen.")

    assert kinds(visit) == {"owner": f"recommendation:{advice}/owner_role"}


def test_who_signs_says_in_which_capacity_and_where(visit: OpenVisit) -> None:
    assert kinds(visit, ()) == {"signer": "visit:/team"}
    assert set(kinds(visit, (Signer("Anna", "", " "),))) == {"signer_capacity", "signer_place"}


@pytest.mark.parametrize("audience", list(Audience))
def test_a_draft_that_lacks_something_can_be_made_and_not_signed(
    visit: OpenVisit, audience: Audience
) -> None:
    visit.add(Recommendation, label="R-1", text="Herstel de ramen.")
    signers = (Signer(LEAD, "inspectieleider", "Den Haag", key_of(LEAD).fingerprint),)
    report = build(visit, {}, signers, made=NOW.isoformat())
    pdf = produce(report, audience, PHOTOS.__getitem__)

    with pytest.raises(InspectionError) as caught:
        sign(pdf, key_of(LEAD), Signing("inspectieleider", "Den Haag", NOW))

    assert (caught.value.code, caught.value.facts["count"]) == (Code.REPORT_INCOMPLETE, 1)
    assert json.loads(report.data)["lacking"][0]["kind"] == "owner"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lack_is_told_in_words(language: str) -> None:
    source = Path(lacking.__code__.co_filename).read_text("utf-8")
    words = texts("minima", language)

    told = {each.split('"')[1] for each in source.split("Lack(")[1:] if each.startswith('"')}
    assert told | {"start", "end"} == set(words)
