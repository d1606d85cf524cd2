"""Promises about rights in a log: who gives them, who does not, and what holds when they differ."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspectiebezoek.log.change import ACT, GENESIS, Entry
from inspectiebezoek.log.rights import (
    COMPARTMENT,
    DECIDER,
    EVERYONE,
    NONE,
    RANK,
    READER,
    WRITER,
    Rights,
    label_field,
    person_of,
    rights_of,
    role_field,
)
from tests.support.folds import Author, altered

ANNA, BRAM, CARLA = "insp-a", "insp-b", "insp-c"


def roles(rights: Rights) -> dict[str, str]:
    return {person: grant.role for person, grant in rights.named.items()}


def led_by_anna() -> tuple[Author, Author]:
    """Anna makes a visit and lets Bram write."""
    anna, bram = Author("a"), Author("b")
    anna.does("form:/instance", {"values": []}, GENESIS)
    anna.does(role_field(BRAM), WRITER)
    bram.sees(anna.chain)
    return anna, bram


def of(*chains: list[Entry], kind: str = "visit") -> Rights:
    return rights_of(kind, [entry for chain in chains for entry in chain])


def test_who_makes_a_log_decides_in_it_and_nobody_else_may_do_anything() -> None:
    anna = Author("a")
    anna.does("visit:/title", "Bezoek")
    rights = of(anna.chain)
    assert roles(rights) == {ANNA: DECIDER}
    assert (rights.role("stranger"), rights.wrote) == (NONE, {ANNA})
    assert of() == Rights()


@pytest.mark.parametrize("kind", ["visit", "signal", "enforcement", "kind-of-later", *EVERYONE])
def test_what_everybody_may_depends_on_the_kind_unless_the_log_is_closed(kind: str) -> None:
    anna = Author("a")
    anna.does(f"{kind}:/title", "x")
    assert of(anna.chain, kind=kind).role("stranger") == EVERYONE.get(kind, NONE)
    anna.does(role_field(BRAM), NONE)
    assert of(anna.chain, kind=kind).role(BRAM) == NONE, "who is put out is not everybody"
    shut = anna.does(COMPARTMENT, "integriteit")
    assert of(anna.chain, kind=kind).role("stranger") == NONE
    without = Entry(shut.data, None, None)
    assert of([*anna.chain[:-1], without], kind=kind).closed, "erasing opens nothing"
    anna.does(COMPARTMENT, "")
    assert of(anna.chain, kind=kind).role("stranger") == EVERYONE.get(kind, NONE)


def test_the_log_tells_who_gave_a_right_and_when() -> None:
    anna, _ = led_by_anna()
    grant = of(anna.chain).named[BRAM]
    assert (grant.role, grant.by, grant.change) == (WRITER, ANNA, anna.chain[-1].id)
    assert grant.at == anna.chain[-1].change.at


def test_a_right_counts_only_from_who_decides_at_that_moment() -> None:
    anna, bram = led_by_anna()
    vain = [bram.does(role_field(CARLA), READER), bram.does(role_field(BRAM), DECIDER)]
    rights = of(anna.chain, bram.chain)
    assert (roles(rights), rights.ineffective) == (
        {ANNA: DECIDER, BRAM: WRITER},
        tuple(each.id for each in vain),
    )
    anna.does(role_field(BRAM), DECIDER)
    assert of(anna.chain, bram.chain).role(CARLA) == READER, "a decider, in this order"
    assert of(anna.chain[:2], bram.chain, anna.chain[2:]).role(CARLA) == NONE


def test_of_two_deciders_who_differ_the_lesser_role_holds_until_one_is_named_on_top() -> None:
    anna, bram = led_by_anna()
    anna.does(role_field(BRAM), DECIDER)
    bram.sees(anna.chain)
    anna.does(role_field(CARLA), WRITER)
    bram.does(role_field(CARLA), READER)
    assert of(anna.chain, bram.chain).role(CARLA) == READER
    anna.sees(bram.chain)
    anna.does(role_field(CARLA), WRITER)
    assert of(anna.chain[:-1], bram.chain, anna.chain[-1:]).role(CARLA) == WRITER


def test_the_last_who_decides_stays() -> None:
    anna, _ = led_by_anna()
    vain = anna.does(role_field(ANNA), NONE)
    assert of(anna.chain).role(ANNA) == DECIDER
    assert of(anna.chain).ineffective == (vain.id,)
    anna.does(role_field(BRAM), DECIDER)
    anna.does(role_field(ANNA), READER)
    assert roles(of(anna.chain)) == {ANNA: READER, BRAM: DECIDER}
    assert of(anna.chain).wrote == {ANNA, BRAM}, "what she wrote before stays evidence"


def test_two_deciders_who_put_each_other_out_leave_one() -> None:
    anna, bram = led_by_anna()
    anna.does(role_field(BRAM), DECIDER)
    bram.sees(anna.chain)
    anna.does(role_field(BRAM), NONE)
    bram.does(role_field(ANNA), NONE)
    assert roles(of(anna.chain, bram.chain)) == {ANNA: DECIDER, BRAM: NONE}
    assert roles(of(anna.chain[:-1], bram.chain, anna.chain[-1:])) == {ANNA: NONE, BRAM: DECIDER}


def test_a_right_that_was_erased_holds_no_longer_and_the_maker_is_never_erased() -> None:
    anna, _ = led_by_anna()
    anna.does(role_field(ANNA), DECIDER)
    without = [Entry(each.data, None, None) for each in anna.chain[1:]]
    assert roles(of([anna.chain[0], *without])) == {ANNA: DECIDER, BRAM: NONE}


@pytest.mark.parametrize("value", ["owner", "", "Writer", 7, None, ["writer"], {"role": "writer"}])
def test_a_role_that_is_not_known_here_gives_nothing(value: object) -> None:
    anna, _ = led_by_anna()
    anna.does(role_field(BRAM), value)
    assert of(anna.chain).role(BRAM) == NONE


@pytest.mark.parametrize(
    "field", ["acl:/role", "acl:insp%2db/role", "acl:insp-b", "acl:insp-b/", "acl:insp-b/role/x"]
)
def test_a_field_that_is_not_spelled_as_we_do_is_nobodys_right(field: str) -> None:
    anna = Author("a")
    vain = anna.does(field, DECIDER)
    assert roles(of(anna.chain)) == {ANNA: DECIDER}
    assert of(anna.chain).ineffective == (vain.id,)


@given(st.text(min_size=1))
def test_any_person_has_a_field_of_their_own(person: str) -> None:
    try:
        person.encode()
    except UnicodeEncodeError:  # no id that a log can hold
        return
    assert person_of(role_field(person)) == person
    assert role_field(person).count("/") == 1


def test_a_right_inside_another_act_is_none() -> None:
    anna, _ = led_by_anna()
    anna.does("answer:/data/x", {"value": "", "effects": [[role_field(CARLA), WRITER]]}, ACT)
    anna.does(role_field(CARLA), {"value": WRITER, "effects": []}, ACT)
    assert of(anna.chain).role(CARLA) == NONE


def test_who_planned_a_visit_decides_also_when_a_colleague_came_first() -> None:
    anna, bram = led_by_anna()
    bram.does("answer:/data/x", "ja")
    rights = of(bram.chain, anna.chain)
    assert roles(rights) == {ANNA: DECIDER, BRAM: WRITER}
    other = of(bram.chain, anna.chain, kind="signal")
    assert other.role(ANNA) == NONE, "of other kinds nobody can tell from a form"


def test_a_change_that_comes_back_stands_before_what_was_made_on_top_of_it() -> None:
    anna, bram = led_by_anna()
    anna.does(role_field(BRAM), DECIDER)
    anna.does("visit:/title", "Bezoek")
    bram.sees(anna.chain)
    bram.does(role_field(CARLA), WRITER)
    whole = of(anna.chain, bram.chain)
    damaged = anna.chain[2]
    back = of([*anna.chain[:2], anna.chain[3], *bram.chain, damaged])
    assert roles(back) == roles(whole) == {ANNA: DECIDER, BRAM: DECIDER, CARLA: WRITER}


def test_who_wrote_under_another_name_before_is_the_person_of_the_device() -> None:
    anna = Author("a")
    anna.does("form:/instance", {"values": []}, GENESIS)
    anna.does(role_field(ANNA), DECIDER)
    rights = rights_of("visit", anna.chain, {"a": "p-jansen"})
    assert roles(rights) == {"p-jansen": DECIDER}


def test_the_label_is_the_one_of_the_kind_of_log() -> None:
    anna = Author("a")
    anna.does(label_field("signal"), "vertrouwelijk")
    anna.does(label_field("visit"), "dep_v")
    assert of(anna.chain, kind="signal").label == "vertrouwelijk"
    assert of(anna.chain).label == "dep_v"
    assert of(anna.chain, kind="study").label == ""


NAMES = (ANNA, BRAM, CARLA)
ACTS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from([*(role_field(name) for name in NAMES), COMPARTMENT, "visit:/title"]),
        st.sampled_from([*RANK, "later"]),
        st.booleans(),
    ),
    max_size=25,
)


def played(acts: list[tuple[int, str, str, bool]]) -> list[Entry]:
    """What people do after each other; now and then they look at what the others did."""
    anna, bram = led_by_anna()
    everybody, told = (anna, bram, Author("c")), list(anna.chain)
    for who, field, value, looks in acts:
        if looks:
            everybody[who].sees(told)
        told.append(everybody[who].does(field, value))
    return told


@given(ACTS)
def test_somebody_always_decides(acts: list[tuple[int, str, str, bool]]) -> None:
    told = played(acts)
    for end in range(1, len(told) + 1):
        assert DECIDER in roles(of(told[:end])).values()


@given(ACTS)
@settings(max_examples=60)
def test_nobody_who_does_not_decide_changes_anybodys_role(
    acts: list[tuple[int, str, str, bool]],
) -> None:
    told = played(acts)
    stands = [of(told[:end]) for end in range(2, len(told) + 1)]
    for (before, after), entry in zip(pairwise(stands), told[2:], strict=True):
        if before.role(entry.change.by) != DECIDER:
            assert roles(after) == roles(before)
            assert after.closed == before.closed


def test_bytes_of_another_device_do_not_move_a_change() -> None:
    anna, bram = led_by_anna()
    bram.does("answer:/data/x", "ja")
    late = anna.does(role_field(BRAM), DECIDER)
    forged = altered(bram.chain[0], prev=late.id, dseq=2)
    ordered = of(anna.chain[:2], [forged], bram.chain, anna.chain[2:])
    assert roles(ordered) == roles(of(anna.chain))
