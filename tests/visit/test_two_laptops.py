"""Promises about two inspectors with one visit: nothing is lost, and both see the same."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from inspectiebezoek.errors import InspectionError
from inspectiebezoek.visit import header
from inspectiebezoek.visit.differences import Difference, find, settle
from inspectiebezoek.visit.kinds import Decision, Finding
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.places import ref_of
from inspectiebezoek.visit.readiness import gaps
from tests.support.forms import Uuids
from tests.support.visits import AANTAL, BELEID, CEL, KAMER, KLEUREN, UITLEG, VOLGT, Pair, shows


def the_one(visit: OpenVisit) -> Difference:
    [difference] = find(visit.state)
    return difference


def choose(visit: OpenVisit, *, value: str = "", remark: str = "", removed: bool = False) -> None:
    """Settle the one difference."""
    proposals = settle(
        visit.state,
        the_one(visit),
        value=value,
        remark=remark,
        reason="samen besproken",
        uuid=Uuids(len(visit.all(Decision)) * 100 + ord(visit.letter)),
        letter=visit.letter,
        removed=removed,
    )
    visit.write(proposals)


def settled(pair: Pair) -> None:
    """Both laptops show the same, and no difference."""
    pair.meet()
    assert find(pair.a.state) == find(pair.b.state) == ()
    assert shows(pair.a) == shows(pair.b)


def test_a_visit_opened_on_another_laptop_is_the_same(pair: Pair) -> None:
    # Firing first-load again would give another instance id and start time.
    assert shows(pair.a) == shows(pair.b)
    assert pair.b.header == pair.a.header


def test_answers_to_other_questions_come_together(pair: Pair) -> None:
    pair.a.answer(BELEID, "nee")
    pair.b.answer(KLEUREN, "rood blauw")
    pair.b.set_remark(BELEID, "van B")
    row = pair.b.add_row(CEL)
    pair.b.answer(f"{row}/temp", "26")

    settled(pair)

    assert pair.a.instance.node(KLEUREN).value == "rood blauw"
    assert pair.a.instance.node(f"{CEL}[1]/temp").value == "26"
    assert pair.a.remark(BELEID) == "van B"
    assert pair.a.refresh() == frozenset()


def test_rows_of_both_keep_their_own_labels(pair: Pair) -> None:
    for visit in (pair.a, pair.b):
        visit.add_row(CEL)
    settled(pair)
    pair.a.add_row(CEL)
    settled(pair)

    labels = {pair.b.row_label(f"{CEL}[{number}]") for number in (1, 2, 3)}
    assert labels == {"A01", "B01", "A02"}


def test_an_answer_and_its_remark_are_one_difference(pair: Pair) -> None:
    pair.a.answer(BELEID, "ja")
    pair.a.set_remark(BELEID, "gezien door A")
    pair.b.answer(BELEID, "nee")
    pair.b.set_remark(BELEID, "gezien door B")
    pair.meet()

    for visit in (pair.a, pair.b):
        difference = the_one(visit)
        assert difference.is_answer and not difference.about_removal
        assert ref_of(visit.instance, difference.address) == BELEID
        assert [(each.value, each.remark, each.by) for each in difference.variants] == [
            ("ja", "gezien door A", "insp-a"),
            ("nee", "gezien door B", "insp-b"),
        ]
    assert [gap.kind for gap in gaps(pair.a)] == ["difference"]

    choose(pair.a, value="nee", remark="samen gezien")

    settled(pair)
    assert pair.b.instance.node(BELEID).value == "nee"
    assert pair.b.remark(BELEID) == "samen gezien"
    [decision] = pair.b.all(Decision)
    assert (decision.label, decision.chosen, decision.reason) == ("V-A01", "nee", "samen besproken")
    assert [each["value"] for each in decision.variants] == ["ja", "nee"]


def test_only_remarks_that_differ_leave_the_answer_alone(pair: Pair) -> None:
    pair.a.answer(BELEID, "ja")
    pair.meet()
    pair.a.set_remark(BELEID, "een")
    pair.b.set_remark(BELEID, "twee")
    pair.meet()

    assert {(each.value, each.remark) for each in the_one(pair.a).variants} >= {
        ("ja", "een"),
        ("ja", "twee"),
    }
    choose(pair.b, value="ja", remark="een en twee")
    settled(pair)


def test_equal_answers_are_no_difference(pair: Pair) -> None:
    pair.a.answer(KLEUREN, "rood groen")
    pair.b.answer(KLEUREN, "groen rood")

    settled(pair)


def test_marks_for_attention_never_differ(pair: Pair) -> None:
    pair.a.flag(BELEID, True)
    pair.b.flag(BELEID, True)
    pair.b.flag(BELEID, False)
    pair.meet()

    assert find(pair.a.state) == find(pair.b.state) == ()
    assert pair.a.flagged(BELEID) and pair.b.flagged(BELEID)
    pair.b.flag(BELEID, False)
    settled(pair)
    assert not pair.a.flagged(BELEID)


def test_a_difference_in_what_an_answer_set_off_is_seen(pair: Pair) -> None:
    pair.a.answer(UITLEG, "van A")
    pair.b.answer(UITLEG, "van B")
    pair.meet()

    assert [each.address for each in find(pair.a.state)] == [
        pair.a.address(UITLEG),
        pair.a.address(VOLGT),
    ]


@pytest.mark.parametrize("removed", [True, False])
@pytest.mark.parametrize("what", ["answer", "remark"])
def test_a_row_removed_while_a_colleague_writes_in_it_is_a_difference_of_the_row(
    pair: Pair, removed: bool, what: str
) -> None:
    row = pair.a.add_row(CEL)
    pair.a.answer(f"{row}/nummer", "12")
    pair.meet()
    field = pair.a.address(row)
    if what == "answer":
        pair.b.answer(f"{row}/temp", "31")
    else:
        pair.b.set_remark(f"{row}/temp", "31")
    pair.a.remove_row(row)
    pair.meet()

    for visit in (pair.a, pair.b):
        difference = the_one(visit)
        assert difference.address == field and difference.about_removal
        edit = ("31", "") if what == "answer" else ("", "31")
        assert [
            (each.by, each.removed, (each.value, each.remark)) for each in difference.variants
        ] in (
            [("insp-a", True, ("", "")), ("insp-b", False, edit)],
            [("insp-b", False, edit), ("insp-a", True, ("", ""))],
        )

    choose(pair.b, removed=removed)

    settled(pair)
    rows = pair.a.instance.genesis()[1].get(CEL, [])
    assert len(rows) == (0 if removed else 1)
    [decision] = pair.a.all(Decision)
    assert decision.chosen == ("removed" if removed else "put-back")
    if not removed:
        assert pair.a.row_label(row) == "A01"
        assert pair.a.instance.node(f"{row}/nummer").value == "12"
        assert pair.a.remark(f"{row}/temp") == ("31" if what == "remark" else "")


def test_one_puts_a_row_back_while_the_other_takes_it_out_again(pair: Pair) -> None:
    row = pair.a.add_row(CEL)
    pair.meet()
    pair.b.answer(f"{row}/temp", "31")
    pair.a.remove_row(row)
    pair.meet()
    difference = the_one(pair.a)
    choose(pair.a, removed=False)
    choose(pair.b, removed=True)
    pair.meet()

    again = the_one(pair.a)
    assert again.address == difference.address and again.about_removal
    assert {each.value for each in again.variants if not each.removed} == {"A01"}
    choose(pair.a, removed=False)
    settled(pair)
    assert pair.b.instance.node(f"{row}/temp").value == "31"


def test_a_record_removed_while_a_colleague_changes_it_is_a_difference(pair: Pair) -> None:
    uuid = pair.a.add(Finding, title="Koud", nature="risico")
    pair.meet()
    pair.b.change(Finding, uuid, title="Te koud")
    pair.a.remove(Finding, uuid)
    pair.meet()

    assert the_one(pair.b).address == f"finding:{uuid}/"
    choose(pair.b, removed=False)
    settled(pair)
    [finding] = pair.a.all(Finding)
    assert (finding.title, finding.nature, finding.label) == ("Te koud", "risico", "B-A01")


def test_a_list_stays_a_list_when_it_is_chosen(pair: Pair) -> None:
    uuid = pair.a.add(Finding, title="Koud")
    pair.meet()
    pair.a.change(Finding, uuid, questions=["A1"])
    pair.b.change(Finding, uuid, questions=["A2", "A3"])
    pair.meet()
    difference = the_one(pair.a)
    assert not difference.is_answer

    choose(pair.a, value=difference.variants[1].value)

    settled(pair)
    assert pair.b.all(Finding)[0].questions == ("A2", "A3")


def test_a_part_of_the_header_can_differ(pair: Pair) -> None:
    pair.a.set_header(replace(pair.a.header, security_label="vertrouwelijk"))
    pair.b.set_header(replace(pair.b.header, security_label="geheim"))
    pair.meet()

    assert the_one(pair.b).address == "visit:/security_label"
    choose(pair.b, value="geheim")
    settled(pair)
    assert pair.a.header.security_label == "geheim"
    assert pair.a.header.state == header.PLANNED


def test_two_counts_that_were_answered_apart_are_one_difference(pair: Pair) -> None:
    pair.a.answer(AANTAL, "2")
    pair.b.answer(AANTAL, "3")
    pair.meet()
    assert the_one(pair.a).address == pair.a.address(AANTAL)

    choose(pair.a, value="3")
    settled(pair)
    assert len(pair.b.instance.genesis()[1][KAMER]) == 3


def test_what_a_colleague_wrote_survives_a_row_that_moved(pair: Pair) -> None:
    first, second = pair.a.add_row(CEL), pair.a.add_row(CEL)
    pair.meet()
    pair.b.answer(f"{second}/nummer", "tweede")
    pair.a.remove_row(first)
    settled(pair)

    assert pair.a.instance.node(f"{CEL}[1]/nummer").value == "tweede"
    assert pair.a.row_label(f"{CEL}[1]") == "A02"


@pytest.mark.parametrize("seed", range(6))
def test_after_any_walk_both_laptops_show_the_same(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    pair = Pair(tmp_path)

    for _ in range(40):
        wander(pair, chance)
    pair.meet()

    assert shows(pair.a) == shows(pair.b)
    assert find(pair.a.state) == find(pair.b.state)
    assert pair.laptops[0].check(pair.a.log) == pair.laptops[1].check(pair.a.log) == ()
    while find(pair.a.state):
        settle_first(pair.a, chance)
    settled(pair)
    pair.close()


def wander(pair: Pair, chance: random.Random) -> None:
    visit = chance.choice([pair.a, pair.b])
    rows = len(visit.instance.genesis()[1].get(CEL, []))
    row = f"{CEL}[{chance.randint(1, rows)}]" if rows else ""
    what = chance.choice(
        ["answer", "all", "remark", "flag", "add", "fill", "remove", "meet", "find"]
    )
    if what == "answer":
        ref, value = chance.choice(
            [(BELEID, "ja"), (BELEID, "nee"), (AANTAL, "1"), (AANTAL, "2"), (UITLEG, "x")]
        )
        visit.answer(ref, value)
    elif what == "all":
        visit.answer_all([(UITLEG, str(chance.random())), (BELEID, "")], {BELEID: "samen"})
    elif what == "remark":
        visit.set_remark(BELEID, f"opmerking {chance.randint(1, 2)}")
    elif what == "flag":
        visit.flag(BELEID, chance.random() < 0.5)
    elif what == "add":
        visit.add_row(CEL)
    elif what == "fill" and row:
        visit.answer(f"{row}/temp", str(chance.randint(18, 20)))
        visit.set_remark(f"{row}/temp", "in een rij")
    elif what == "remove" and row:
        visit.remove_row(row)
    elif what == "find":
        visit.add(Finding, title="gevonden")
    elif what == "meet":
        pair.meet()


def settle_first(visit: OpenVisit, chance: random.Random) -> None:
    difference = find(visit.state)[0]
    value = difference.variants[-1].value
    visit.write(
        settle(
            visit.state,
            difference,
            value=value,
            remark=difference.variants[-1].remark,
            reason="keuze",
            uuid=Uuids(chance.randint(1, 10**9)),
            letter=visit.letter,
            removed=chance.random() < 0.5,
        )
    )


def test_an_address_whose_row_is_not_here_has_no_place(pair: Pair) -> None:
    row = pair.a.add_row(CEL)
    field = pair.a.address(f"{row}/temp")
    assert ref_of(pair.a.instance, field) == f"{row}/temp"

    assert ref_of(pair.b.instance, field) is None
    assert ref_of(pair.a.instance, "answer:/data/nieuw[x]/y") is None
    assert ref_of(pair.a.instance, f"answer:{BELEID}[x]/y") is None
    pair.a.remove_row(row)
    assert ref_of(pair.a.instance, field) is None


def test_a_difference_ends_only_once(pair: Pair) -> None:
    pair.a.answer(BELEID, "ja")
    pair.b.answer(BELEID, "nee")
    pair.meet()
    choose(pair.a, value="ja")

    with pytest.raises((InspectionError, ValueError)):
        choose(pair.a, value="nee")
