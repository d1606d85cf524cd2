"""What must hold after any walk through a form, whatever was answered, added and removed."""

# ruff: noqa: E501 - the tables of a checklist are wide

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from inspectiebezoek.errors import InspectionError
from inspectiebezoek.form.form import Form
from inspectiebezoek.form.instance import Instance
from inspectiebezoek.form.nodes import Repeat
from inspectiebezoek.form.states import all_states
from tests.support.forms import Uuids, fill, fixed_clock, form_of

SURVEY = """
| | type | name | label | relevant | required | constraint | calculation | choice_filter | repeat_count | default | trigger |
| | integer | n | N ${som} | | | . < 9 | | | | | |
| | select_multiple kleur | k | Kleuren | | yes | | | | | | |
| | begin_group | g | G ${n} | ${n} != 2 | | | | | | | |
| | text | t | T | ${n} > 0 | ${n} > 4 | | | | | | |
| | select_one kleur | een | Een | | | | | selected(${k}, name) | | | |
| | end_group | | | | | | | | | | |
| | begin_repeat | r | R | ${n} < 8 | | | | | | | |
| | integer | x | X ${n} | | | . > ${n} | | | | 1 | |
| | calculate | twee | | | | | ${x} * 2 | | | | |
| | calculate | plek | | | | | position(..) | | | | |
| | calculate | vorig | | | | | if(position(..) > 1, indexed-repeat(${x}, ${r}, position(..) - 1), 0) | | | | |
| | begin_repeat | s | S | | | | | | ${x} | | |
| | text | y | Y ${x} | | ${x} = 2 | | | | | | |
| | end_repeat | | | | | | | | | | |
| | calculate | gevuld | | | | | count-non-empty(${y}) | | | | |
| | end_repeat | | | | | | | | | | |
| | calculate | som | | | | | sum(${x}) | | | | |
| | calculate | rijen | | | | | count(${r}) | | | | |
| | calculate | keus | | | | | concat(${een}, '-', ${t}) | | | | |
| | text | gezet | Gezet | | | | ${n} + 1 | | | | ${n} |
"""
WALK = st.lists(
    st.tuples(
        st.sampled_from(["n", "k", "t", "een", "x", "y", "add", "remove"]),
        st.integers(0, 3),
        st.integers(0, 9),
    ),
    max_size=14,
)


@cache
def form() -> Form:
    with TemporaryDirectory() as folder:
        return form_of(Path(folder), SURVEY)


def take(instance: Instance, step: tuple[str, int, int]) -> set[str] | None:
    """Take a step; the refs that it says changed, `None` when the form refused it."""
    what, place, value = step
    rows = instance.node("/data/r")
    assert isinstance(rows, Repeat)
    try:
        if what == "add":
            outcome = rows.add(f"k{place}{value}{len(rows.rows)}", min(place, len(rows.rows)))
        elif what == "remove":
            if not rows.rows:
                return None
            outcome = rows.rows[place % len(rows.rows)].remove()
        else:
            refs = {"n": "/data/n", "k": "/data/k", "t": "/data/g/t", "een": "/data/g/een"}
            ref = refs.get(what, f"/data/r[{place + 1}]/x")
            if what == "y":
                ref = f"/data/r[{place + 1}]/s[1]/y"
            word = ["", "rood", "blauw", "rood groen"][value % 4]
            outcome = instance.node(ref).set(word if what in ("k", "een", "t") else str(value))
    except InspectionError:
        return None
    return {node.ref for node in outcome.changed}


def seen(instance: Instance) -> dict[str, object]:
    """All that can be seen of each node, and the answer it keeps while hidden."""
    states = all_states(instance, labels=True)
    return {
        str(state["ref"]): (state, node.value)
        for state, node in zip(states, instance.walk(), strict=True)
    }


@given(WALK)
@settings(max_examples=120, deadline=None)
def test_answering_step_by_step_gives_the_same_form_as_reading_its_state(walk: list) -> None:
    instance = fill(form())
    for step in walk:
        take(instance, step)

    again = form().restore(*instance.genesis(), now=fixed_clock, uuid=Uuids(3))

    assert all_states(again, labels=True) == all_states(instance, labels=True)
    assert again.submission() == instance.submission()


@given(WALK)
@settings(max_examples=120, deadline=None)
def test_exactly_the_nodes_that_changed_are_told(walk: list) -> None:
    instance = fill(form())
    for step in walk:
        before = seen(instance)
        told = take(instance, step)
        after = seen(instance)
        if told is None:
            assert after == before
        elif step[0] not in ("add", "remove"):
            differing = {ref for ref, state in after.items() if before.get(ref) != state}
            assert differing == told & after.keys()


@given(WALK, WALK)
@settings(max_examples=60, deadline=None)
def test_applying_a_state_makes_any_form_equal_to_it(mine: list, theirs: list) -> None:
    first, second = fill(form()), fill(form())
    for step in mine:
        take(first, step)
    for step in theirs:
        take(second, step)

    first.apply(*second.genesis())

    assert all_states(first, labels=True) == all_states(second, labels=True)
