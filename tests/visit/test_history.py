"""The log as people read it: from what to what, on top of what, and what differed."""

from __future__ import annotations

from dataclasses import fields

import pytest

from inspectiebezoek.log.change import Entry
from inspectiebezoek.messages import LANGUAGES, texts
from inspectiebezoek.visit.differences import find, settle
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.history import Deed, Told, history, of_question
from inspectiebezoek.visit.kinds import KINDS, Finding
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.records import parts
from tests.support.laptop import Laptop
from tests.support.visits import BELEID, UITLEG, VOLGT, Pair


def deeds(pair: Pair, visit: OpenVisit | None = None) -> tuple[Deed, ...]:
    laptop = pair.laptops[0]
    return history(laptop.entries((visit or pair.a).log))


def of(pair: Pair, ref: str) -> tuple[Deed, ...]:
    return of_question(deeds(pair), pair.a.address(ref))


def spoken(deed: Deed) -> tuple[list[object], object]:
    return [each.value for each in deed.before], deed.after.value


def test_an_answer_is_told_from_what_to_what(pair: Pair) -> None:
    pair.a.answer(BELEID, "ja")
    pair.a.answer(BELEID, "nee")
    pair.a.set_remark(BELEID, "Niet gezien.")
    found = of(pair, BELEID)
    assert [spoken(each) for each in found] == [
        ([], "ja"),
        (["ja"], "nee"),
        ([], "Niet gezien."),
    ]
    assert {each.by for each in found} == {"insp-a"}


def test_what_followed_from_an_answer_is_told_as_that(pair: Pair) -> None:
    pair.a.answer(UITLEG, "iets")
    (effect,) = [each for each in of(pair, VOLGT) if each.after.value]
    assert effect.effect
    assert not of(pair, UITLEG)[-1].effect


def test_a_difference_and_its_decision_stay_readable(pair: Pair) -> None:
    pair.a.answer(BELEID, "ja")
    pair.b.answer(BELEID, "nee")
    pair.meet()
    (difference,) = find(pair.a.state)
    uuid = pair.a._uuid
    pair.a.write(
        settle(
            pair.a.state, difference, value="nee", remark="", reason="Zelf gezien.",
            uuid=uuid, letter="A",
        )
    )  # fmt: skip
    first, second, settled = of(pair, BELEID)
    assert (first.differs, second.differs, settled.differs) == (False, True, False)
    assert sorted(str(each.value) for each in settled.before) == ["ja", "nee"]
    assert settled.after.value == "nee"


def test_all_laptops_read_the_same_log(pair: Pair) -> None:
    pair.a.answer(BELEID, "ja")
    pair.b.add(Finding, title="Afval")
    pair.meet()
    one, other = (history(each.entries(pair.a.log)) for each in pair.laptops)
    assert one == other


def test_an_erased_value_is_told_as_erased_and_never_guessed(pair: Pair) -> None:
    pair.a.answer(BELEID, "ja")
    pair.a.answer(BELEID, "nee")
    laptop: Laptop = pair.laptops[0]
    entries = [
        Entry(each.data, None, None) if each.change.field == pair.a.address(BELEID) else each
        for each in laptop.entries(pair.a.log)
    ]
    first, second = of_question(history(entries), pair.a.address(BELEID))
    assert first.after == Told(None, True)
    assert second.before == (Told(None, True),)


def test_what_a_checklist_began_with_is_one_deed(pair: Pair) -> None:
    began = [each for each in deeds(pair) if each.op == "genesis"]
    assert len(began) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_of_a_record_and_of_the_header_has_a_word_of_its_own(language: str) -> None:
    known = texts("views", language)["history"]["part"]
    kinds = texts("views", language)["about"]
    named = {part for kind in KINDS for part in parts(kind)} | {
        each.name for each in fields(Header)
    }

    assert named - known.keys() == set()
    assert {kind.kind for kind in KINDS} - kinds.keys() == set()
