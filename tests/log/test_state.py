"""Promises about what a log says: no order, no doubling and no silence changes it."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspectiebezoek.log.change import ACT, EXPUNGE, GENESIS, REMOVE, Entry
from inspectiebezoek.log.state import State
from tests.support.folds import Author, says

QUESTION = "answer:/data/a11_1"
ROW = "answer:/data/rep_cel[r1]"
INNER = f"{ROW}/rep_bed[r2]"
TEMP = f"{ROW}/temp"
FINDING = "finding:f1/"
FIELDS = [QUESTION, "answer:/data/a11_2", TEMP, f"{INNER}/maat", FINDING + "text", "visit:/team"]
ROWS = [ROW, INNER, FINDING]

acts = st.tuples(
    st.sampled_from(["set", "act", "genesis", "add", "remove", "see", "newer", "settle"]),
    st.integers(0, 2),
    st.integers(0, 5),
    st.sampled_from(["ja", "nee", "", 3, True, None, ["a", "b"], {"label": "x"}]),
)


def history(steps: list[tuple[str, int, int, object]]) -> list[Entry]:
    """What three devices write while they see each other only now and then."""
    authors = [Author(name) for name in "abc"]
    for what, who, which, value in steps:
        author, field, row = authors[who], FIELDS[which], ROWS[which % len(ROWS)]
        if what == "see":
            author.sees(authors[which % 3].chain)
        elif what == "add":
            author.adds(row, f"{author.name}01")
        elif what == "remove":
            author.removes(row)
        elif what == "act":
            other = FIELDS[(which + 1) % len(FIELDS)]
            parents = {*author.seen.head_ids(field), *author.seen.head_ids(other)}
            content = {"value": value, "effects": [[other, "effect"]]}
            author.does(field, content, ACT, sorted(parents))
        elif what == "genesis":
            # It touches a row and what lies in it at once.
            content = {"values": [[field, "begin"]], "rows": [[row, {"order": "1", "label": ""}]]}
            author.does("form:/instance", content, GENESIS)
        elif what == "newer":
            author.does(field, value, "op-of-a-newer-program")
        elif what == "settle":
            author.does(row, {"order": "000001", "label": "z"})
        else:
            author.does(field, value)
    return [entry for author in authors for entry in author.chain]


@settings(max_examples=300, deadline=None)
@given(st.lists(acts, max_size=25), st.randoms(use_true_random=False))
def test_neither_order_nor_doubling_changes_what_the_log_says(
    steps: list[tuple[str, int, int, object]], chance: random.Random
) -> None:
    entries = history(steps)
    shuffled = [*entries, *entries[: len(entries) // 2]]
    chance.shuffle(shuffled)

    assert says(State(shuffled)) == says(State(entries))


def test_two_people_who_did_not_see_each_other_differ_and_both_are_shown() -> None:
    a, b = Author("a"), Author("b")
    first, second = a.does(QUESTION, "ja"), b.does(QUESTION, "nee")

    [conflict] = State([first, second]).conflicts()

    assert conflict.field == QUESTION
    assert {(head.by, head.value) for head in conflict.heads} == {
        ("insp-a", "ja"),
        ("insp-b", "nee"),
    }


def test_the_same_answer_twice_is_no_difference() -> None:
    a, b = Author("a"), Author("b")

    state = State([a.does(QUESTION, "ja"), b.does(QUESTION, "ja")])

    assert len(state.heads(QUESTION)) == 2
    assert state.conflicts() == ()
    assert state.value(QUESTION) == "ja"


@pytest.mark.parametrize("value", ["1", 1, True, ["1"], None])
def test_values_that_look_alike_still_differ(value: object) -> None:
    a, b = Author("a"), Author("b")

    state = State([a.does(QUESTION, value), b.does(QUESTION, "true")])

    assert len(state.conflicts()) == 1


def test_a_change_that_names_both_sides_ends_the_difference() -> None:
    a, b = Author("a"), Author("b")
    b_says = b.does(QUESTION, "nee")
    a.does(QUESTION, "ja")
    a.sees([b_says])
    assert a.seen.conflicts()

    a.does(QUESTION, "nee")

    assert a.seen.conflicts() == ()
    assert a.seen.head_ids(QUESTION) == (a.chain[-1].id,)


def test_a_change_that_names_one_side_leaves_the_difference() -> None:
    a, b = Author("a"), Author("b")
    first, other = a.does(QUESTION, "ja"), b.does(QUESTION, "nee")

    later = a.does(QUESTION, "ten dele", parents=[first.id])

    [conflict] = State([first, other, later]).conflicts()
    assert [head.id for head in conflict.heads] == [other.id, later.id]


def filled_row(*others: Author) -> tuple[Author, list[Entry]]:
    a = Author("a")
    made = [a.adds(ROW), a.does(TEMP, "18")]
    for other in others:
        other.sees(made)
    return a, made


def test_a_row_removed_while_a_colleague_writes_in_it_is_a_difference() -> None:
    b = Author("b")
    a, made = filled_row(b)
    removal, edit = a.removes(ROW), b.does(TEMP, "26")

    for order in ([*made, removal, edit], [edit, removal, *made]):
        state = State(order)
        [conflict] = state.conflicts()
        assert conflict.field == ROW
        assert [(head.op, head.by) for head in conflict.heads] == [
            (REMOVE, "insp-a"),
            ("set", "insp-b"),
        ]
        assert state.removed(ROW) and state.removed(TEMP)


def test_a_row_that_two_people_removed_while_a_third_writes_in_it_is_a_difference() -> None:
    b, c = Author("b"), Author("c")
    a, made = filled_row(b, c)

    state = State([*made, a.removes(ROW), b.removes(ROW), c.does(TEMP, "26")])

    [conflict] = state.conflicts()
    assert sorted(head.by for head in conflict.heads) == ["insp-a", "insp-b", "insp-c"]


def test_two_people_who_remove_the_same_row_agree() -> None:
    b = Author("b")
    a, made = filled_row(b)

    assert State([*made, a.removes(ROW), b.removes(ROW)]).conflicts() == ()


def test_removing_what_one_saw_is_no_difference_and_keeps_the_data() -> None:
    a, made = filled_row()
    state = State([*made, a.removes(ROW)])

    assert state.conflicts() == ()
    assert state.removed(TEMP) and state.removed(ROW)
    assert state.value(TEMP) == "18"
    assert state.value(ROW) == {"order": "000001", "label": "A01"}


def test_a_row_that_is_put_back_has_all_that_was_in_it() -> None:
    a, made = filled_row()
    removal = a.removes(ROW)
    back = a.adds(ROW)

    state = State([*made, removal, back])

    assert not state.removed(TEMP)
    assert state.value(TEMP) == "18"
    assert state.conflicts() == ()


def test_removing_a_row_and_removing_the_row_around_it_agree() -> None:
    a, b = Author("a"), Author("b")
    made = [a.adds(ROW), a.adds(INNER), a.does(f"{INNER}/maat", "2")]
    b.sees(made)

    state = State([*made, a.removes(ROW), b.removes(INNER)])

    assert state.conflicts() == ()
    assert state.removed(f"{INNER}/maat")


def test_differences_in_a_removed_row_wait_until_it_is_put_back() -> None:
    a, b, c = Author("a"), Author("b"), Author("c")
    made = [a.adds(ROW), a.does(TEMP, "18"), b.does(TEMP, "26")]
    c.sees(made)
    assert [conflict.field for conflict in State(made).conflicts()] == [TEMP]

    removal = c.removes(ROW)
    assert State([*made, removal]).conflicts() == ()

    back = c.adds(ROW)
    assert [each.field for each in State([*made, removal, back]).conflicts()] == [TEMP]


def test_what_an_act_set_off_stands_for_its_own_field() -> None:
    a = Author("a")
    act = a.does(QUESTION, {"value": "ja", "effects": [["answer:/data/n", "2"]]}, ACT)

    assert a.seen.value(QUESTION) == "ja"
    assert a.seen.value("answer:/data/n") == "2"
    assert a.seen.history("answer:/data/n") == (act.id,)
    assert act.id in a.seen


def test_a_kind_of_change_from_a_newer_program_is_kept_and_shown() -> None:
    a = Author("a")
    a.does("signal:s1/text", "iets nieuws", "op-of-a-newer-program")

    assert a.seen.value("signal:s1/text") == "iets nieuws"
    assert list(a.seen.fields("signal:")) == ["signal:s1/text"]


@pytest.mark.parametrize("content", ["text", 3, None, [], {"effects": 3}, {"effects": ["x", [1]]}])
@pytest.mark.parametrize("op", [ACT, GENESIS])
def test_an_odd_act_of_a_newer_program_does_not_stop_the_log(op: str, content: object) -> None:
    state = State([Author("a").does(QUESTION, content, op)])

    assert QUESTION in state.fields()


def test_an_erased_value_still_stands_as_the_head_of_its_field() -> None:
    a = Author("a")
    first, second = a.does(QUESTION, "Jan Jansen"), a.does(QUESTION, "naam weg")
    erased = Entry(first.data, None, None)

    state = State([erased, second])

    assert state.value(QUESTION) == "naam weg"
    assert State([erased]).heads(QUESTION)[0].expunged
    assert State([erased]).value(QUESTION) is None


def test_the_erasure_itself_is_no_value() -> None:
    a = Author("a")
    a.does(QUESTION, "ja")
    a.does(QUESTION, {"id": a.chain[0].id, "ground": "avg"}, EXPUNGE)

    assert a.seen.value(QUESTION) == "ja"
    assert a.seen.conflicts() == ()
