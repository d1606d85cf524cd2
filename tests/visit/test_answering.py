"""Promises about answering: on disk when it returns, or the visit is as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.change import GENESIS, Proposal
from inspectiebezoek.visit import header as headers
from inspectiebezoek.visit.differences import find
from inspectiebezoek.visit.kinds import Finding, ReportVersion
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.planning import form_of
from inspectiebezoek.visit.readiness import gaps
from tests.support.laptop import Laptop
from tests.support.visits import (
    AANTAL,
    BELEID,
    CEL,
    GEHEIM,
    KAMER,
    KLEUREN,
    TEAM,
    UITLEG,
    VOLGT,
    open_on,
    shows,
)


def refusal(act: Callable[[], object]) -> Code:
    with pytest.raises(InspectionError) as refused:
        act()
    return refused.value.code


def as_reopened(laptop: Laptop, visit: OpenVisit) -> bool:
    """True when another opening of the same log shows the same."""
    return shows(open_on(laptop, visit.log)) == shows(visit)


def test_a_planned_visit_begins_with_its_header_and_one_genesis(
    laptop: Laptop, visit: OpenVisit
) -> None:
    ops = [entry.change.op for entry in laptop.entries(visit.log)]

    assert ops.count(GENESIS) == 1
    assert visit.header.title == "Proefbezoek"
    assert visit.header.team == TEAM
    assert visit.header.state == headers.PLANNED
    assert visit.header.name_of("insp-b") == "Bram"
    assert visit.header.name_of("vreemd") == "vreemd"
    lead = visit.header.lead()
    assert lead is not None and lead.name == "Anna"
    version = form_of(laptop, visit.log)
    assert version is not None and version.sha256 in laptop.evidence
    assert laptop.office.files(visit.log)[0][0] == version.sha256
    assert form_of(laptop, "visit/none") is None


def test_an_answer_is_on_disk_when_it_returns(laptop: Laptop, visit: OpenVisit) -> None:
    changed = visit.answer(BELEID, "nee")

    assert {node.ref for node in changed} >= {BELEID, GEHEIM}
    assert laptop.entries(visit.log)[-1].content == "nee"
    assert as_reopened(laptop, visit)


def test_an_answer_can_be_taken_back(laptop: Laptop, visit: OpenVisit) -> None:
    visit.answer(BELEID, "nee")
    visit.answer(BELEID, "")

    assert visit.instance.node(BELEID).value == ""
    assert as_reopened(laptop, visit)


def test_the_same_answer_again_writes_nothing(laptop: Laptop, visit: OpenVisit) -> None:
    visit.answer(BELEID, "ja")
    count = len(laptop.entries(visit.log))

    visit.answer(BELEID, "ja")
    visit.set_remark(BELEID, "zie beleid")
    visit.set_remark(BELEID, "zie beleid")
    visit.flag(BELEID, True)
    visit.flag(BELEID, True)

    assert len(laptop.entries(visit.log)) == count + 2


@pytest.mark.parametrize(
    ("ref", "value", "code"),
    [
        (AANTAL, "veel", Code.FORM_VALUE_REFUSED),
        (BELEID, "misschien", Code.FORM_VALUE_REFUSED),
        ("/data/bestaat/niet", "x", Code.FORM_UNKNOWN_NODE),
        (f"{CEL}[7]/temp", "20", Code.FORM_UNKNOWN_NODE),
        ("/data/deel", "x", Code.FORM_VALUE_REFUSED),
    ],
)
def test_an_answer_that_is_refused_leaves_the_visit_as_it_was(
    laptop: Laptop, visit: OpenVisit, ref: str, value: str, code: Code
) -> None:
    visit.answer(BELEID, "ja")
    before = shows(visit), laptop.entries(visit.log)

    assert refusal(lambda: visit.answer(ref, value)) is code
    assert refusal(lambda: visit.answer_all([(UITLEG, "half"), (ref, value)], {})) is code

    assert (shows(visit), laptop.entries(visit.log)) == before


def test_a_place_that_is_not_there_is_named(visit: OpenVisit) -> None:
    assert refusal(lambda: visit.remark(f"{CEL}[3]/temp")) is Code.FORM_UNKNOWN_NODE
    assert refusal(lambda: visit.add_row(BELEID)) is Code.FORM_UNKNOWN_NODE
    assert refusal(lambda: visit.remove_row(BELEID)) is Code.FORM_UNKNOWN_NODE
    assert refusal(lambda: visit.remove_row(f"{CEL}[1]")) is Code.FORM_UNKNOWN_NODE


def test_what_an_answer_sets_off_is_the_same_change(laptop: Laptop, visit: OpenVisit) -> None:
    before = len(laptop.entries(visit.log))

    visit.answer(UITLEG, "nieuw beleid")

    assert visit.instance.node(VOLGT).value == "na nieuw beleid"
    assert len(laptop.entries(visit.log)) == before + 1
    assert visit.state.value(visit.address(VOLGT)) == "na nieuw beleid"
    assert as_reopened(laptop, visit)


def test_answers_given_at_once_never_differ_with_each_other(
    laptop: Laptop, visit: OpenVisit
) -> None:
    visit.answer(UITLEG, "eerst")

    visit.answer_all(
        [(UITLEG, "een"), (UITLEG, "twee"), (BELEID, "ja"), (AANTAL, "2"), (AANTAL, "3")],
        {BELEID: "gezien"},
    )

    assert find(visit.state) == ()
    assert all(len(visit.state.heads(field)) == 1 for field in visit.state.fields())
    assert visit.instance.node(UITLEG).value == "twee"
    assert visit.instance.node(VOLGT).value == "na twee"
    assert visit.remark(BELEID) == "gezien"
    assert as_reopened(laptop, visit)


def test_several_choices_and_hidden_answers_are_kept(laptop: Laptop, visit: OpenVisit) -> None:
    visit.answer(KLEUREN, "groen rood")
    visit.answer(BELEID, "nee")
    visit.answer(GEHEIM, "verborgen straks")
    visit.answer(BELEID, "ja")

    assert not visit.instance.node(GEHEIM).relevant
    assert as_reopened(laptop, visit)
    visit.answer(BELEID, "nee")
    assert visit.instance.node(GEHEIM).value == "verborgen straks"


# remarks, marks and typing


def test_a_remark_and_a_mark_stand_beside_the_answer(laptop: Laptop, visit: OpenVisit) -> None:
    visit.set_remark(BELEID, "nog nagaan")
    visit.flag(BELEID, True)
    again = open_on(laptop, visit.log)

    assert again.remark(BELEID) == "nog nagaan" and again.flagged(BELEID)
    again.set_remark(BELEID, "")
    again.flag(BELEID, False)
    assert again.remark(BELEID) == "" and not again.flagged(BELEID)


def test_typed_text_is_kept_until_it_is_an_answer(laptop: Laptop, visit: OpenVisit) -> None:
    visit.typing(UITLEG, "nog niet af")
    visit.typing(UITLEG, "ook een opmerking", kind="remark:")
    again = open_on(laptop, visit.log)
    assert set(again.drafts().values()) == {"nog niet af", "ook een opmerking"}
    assert [gap.kind for gap in gaps(again)].count("draft") == 2

    again.answer(UITLEG, "af")
    again.set_remark(UITLEG, "opmerking")

    assert again.drafts() == {}


@pytest.mark.parametrize("how", ["answer", "remark", "all"])
def test_typed_text_that_ends_as_it_was_leaves_no_draft(visit: OpenVisit, how: str) -> None:
    visit.answer(UITLEG, "zo")
    visit.set_remark(UITLEG, "zo")
    visit.typing(UITLEG, "zo maar", kind="remark:" if how == "remark" else "answer:")

    if how == "answer":
        visit.answer(UITLEG, "zo")
    elif how == "remark":
        visit.set_remark(UITLEG, "zo")
    else:
        visit.answer_all([(UITLEG, "zo")], {})

    assert visit.drafts() == {}


# rows


def test_rows_have_labels_per_laptop_and_keep_them(laptop: Laptop, visit: OpenVisit) -> None:
    places = [visit.add_row(CEL) for _ in range(3)]
    assert [visit.row_label(place) for place in places] == ["A01", "A02", "A03"]

    visit.remove_row(f"{CEL}[3]")
    visit.remove_row(f"{CEL}[1]")

    assert visit.row_label(f"{CEL}[1]") == "A02"
    # A label that was quoted once never means another row.
    assert visit.row_label(visit.add_row(CEL)) == "A04"
    assert as_reopened(laptop, visit)


def test_a_row_begins_with_its_defaults_and_is_filled(laptop: Laptop, visit: OpenVisit) -> None:
    first, second = (
        visit.add_row(CEL),
        visit.add_row(CEL, key="0190a0a0-0000-7000-8000-00000000000c"),
    )
    visit.answer(f"{second}/temp", "26.5")
    bed = visit.add_row(f"{second}/bed")
    visit.answer(f"{bed}/maat", "2 meter")

    assert visit.instance.node(f"{first}/temp").value == "20"
    assert "0190a0a0-0000-7000-8000-00000000000c" in visit.address(f"{second}/temp")
    assert visit.row_label(bed) == "A01"
    assert as_reopened(laptop, visit)


def test_a_removed_row_takes_what_is_in_it_from_sight_and_not_from_the_log(
    laptop: Laptop, visit: OpenVisit
) -> None:
    row = visit.add_row(CEL)
    visit.answer(f"{row}/nummer", "12b")
    visit.add_row(f"{row}/bed")
    field = visit.address(f"{row}/nummer")
    visit.typing(f"{row}/nummer", "12c")

    visit.remove_row(row)

    assert visit.instance.genesis()[1].get(CEL) is None
    assert visit.state.value(field) == "12b"
    assert visit.drafts() == {}
    assert find(visit.state) == ()
    assert as_reopened(laptop, visit)


def test_rows_that_a_count_makes_keep_their_answers_through_reopening(
    laptop: Laptop, visit: OpenVisit
) -> None:
    visit.answer(AANTAL, "3")
    visit.answer(f"{KAMER}[2]/naam", "de grote")
    assert as_reopened(laptop, visit)

    visit.answer(AANTAL, "1")
    assert len(visit.instance.genesis()[1][KAMER]) == 1
    visit.refresh()
    again = open_on(laptop, visit.log)
    again.answer(AANTAL, "2")

    assert again.instance.node(f"{KAMER}[2]/naam").value == "de grote"
    assert refusal(lambda: again.remove_row(f"{KAMER}[1]")) is Code.FORM_VALUE_REFUSED
    assert refusal(lambda: again.add_row(KAMER)) is Code.FORM_VALUE_REFUSED


def test_what_a_fixed_row_began_with_is_never_rolled_again(
    laptop: Laptop, visit: OpenVisit
) -> None:
    own = visit.instance.node("/data/vast[1]/eigen").value
    assert own

    visit.answer("/data/vast[2]/wat", "iets")

    again = open_on(laptop, visit.log)
    assert again.instance.node("/data/vast[1]/eigen").value == own
    assert again.instance.node("/data/vast[1]/wat").value == "leeg"


# what cannot be written


def test_a_full_disk_while_answering_leaves_form_and_log_as_before(
    laptop: Laptop, visit: OpenVisit
) -> None:
    visit.answer(UITLEG, "vast")
    visit.add_row(CEL)
    before = shows(visit), laptop.entries(visit.log)
    with laptop._database.transaction() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    long = "x" * 400_000
    acts: list[Callable[[], object]] = [
        lambda: visit.answer(UITLEG, long),
        lambda: visit.answer_all([(BELEID, "nee"), (UITLEG, long)], {BELEID: long}),
        lambda: visit.answer_all([(BELEID, "nee")], {UITLEG: long}),
        lambda: visit.set_remark(UITLEG, long),
        lambda: visit.typing(UITLEG, long),
        lambda: visit.add_row(CEL, key=long),
    ]

    for act in acts:
        assert refusal(act) is Code.DISK_FULL
        assert (shows(visit), laptop.entries(visit.log)) == before

    with laptop._database.transaction() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    visit.answer(UITLEG, "gaat verder")
    assert as_reopened(laptop, visit)


def test_a_bug_below_leaves_form_and_log_alike(
    laptop: Laptop, visit: OpenVisit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    before = shows(visit)
    monkeypatch.setattr(laptop, "append", broken)

    with pytest.raises(ZeroDivisionError):
        visit.answer(UITLEG, "nieuw")

    assert shows(visit) == before


@pytest.mark.parametrize("state", [headers.REPORTED, headers.ADOPTED])
def test_a_signed_visit_takes_no_answers_and_no_records(visit: OpenVisit, state: str) -> None:
    row = visit.add_row(CEL)
    finding = visit.add(Finding, title="Een")
    visit.write([Proposal("visit:/state", state, parents=visit.state.head_ids("visit:/state"))])
    acts: list[Callable[[], object]] = [
        lambda: visit.answer(BELEID, "ja"),
        lambda: visit.answer_all([(BELEID, "ja")], {}),
        lambda: visit.set_remark(BELEID, "x"),
        lambda: visit.flag(BELEID, True),
        lambda: visit.add_row(CEL),
        lambda: visit.remove_row(row),
        lambda: visit.add(Finding, title="Twee"),
        lambda: visit.attach(original="", original_size=0, derivative="", derivative_size=0),
        lambda: visit.change(Finding, finding, title="Drie"),
        lambda: visit.remove(Finding, finding),
        lambda: visit.set_header(replace(visit.header, title="Anders")),
        visit.take_back,
    ]

    assert [refusal(act) for act in acts] == [Code.VISIT_FROZEN] * len(acts)
    assert visit.add(ReportVersion, audience="intern"), "a new version is about the signed visit"


# what a newer program wrote


def test_what_this_form_has_no_place_for_does_not_close_the_visit(
    laptop: Laptop, visit: OpenVisit
) -> None:
    visit.answer(BELEID, "ja")
    unknown = [
        "answer:/data/nieuw",
        "answer:/data/nieuw[u1]/x",
        "answer:/data/deel",
        f"answer:{CEL}",
        f"answer:{BELEID}[u1]",
        f"answer:{BELEID}[u1]/x",
        f"answer:{CEL}[nooit-gemaakt]/temp",
        f"answer:{CEL}[nooit-gemaakt]/bed[ook-niet]",
        "signal:s1/text",
    ]
    laptop.append(
        visit.log,
        [Proposal(field, {"order": "1"} if field.endswith("]") else "later") for field in unknown],
        now=laptop.clock(),
    )

    again = open_on(laptop, visit.log)

    assert again.instance.node(BELEID).value == "ja"
    assert "/data/nieuw" in again.unplaced
    assert again.state.value("signal:s1/text") == "later"
    again.answer(BELEID, "nee")
    assert as_reopened(laptop, again)


def test_a_part_of_the_team_from_a_newer_program_is_left_alone(
    laptop: Laptop, visit: OpenVisit
) -> None:
    member = {"person": "p", "name": "N", "role": "lead", "pronoun": "hen"}
    laptop.append(
        visit.log,
        [Proposal("visit:/team", [member], parents=visit.state.head_ids("visit:/team"))],
        now=laptop.clock(),
    )
    visit.refresh()

    assert visit.header.team == (headers.Member("p", "N", "lead"),)
