"""Promises about ODK features: every row of docs/odk.md is true, and the page shows all of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from inspectiebezoek.form.expression.specials import SPECIALS
from inspectiebezoek.form.form import Form
from inspectiebezoek.form.functions.catalogue import FUNCTIONS as KNOWN
from inspectiebezoek.form.nodes import Repeat
from inspectiebezoek.form.states import node_state
from tests.support.features import APPEARANCES, FUNCTIONS, LOGIC, TYPES, page
from tests.support.forms import fill, form_of

EXAMPLES = {text: value for rows in FUNCTIONS.values() for text, value in rows.items()}
PAGE = Path(__file__).parents[2] / "docs" / "odk.md"
FIRST = """
| | type | name | label | calculation | choice_filter | appearance | parameters |
| | integer | a | A | | | | |
| | text | b | B | | | | |
| | text | s | S | | | | |
| | select_one jn | k | K | | | | |
| | select_multiple kleur | kleuren | L | | name != '' | | |
| | select_one_from_file lijst.csv | f | F | | | | |
| | begin_repeat | r | R | | | | |
| | integer | q | Q | | | | |
| | end_repeat | | | | | | |
"""


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    rows = [FIRST.strip()]
    for number, expression in enumerate(EXAMPLES):
        rows.append(f"| | calculate | c{number} | | {expression} | | | |")
    for number, type_ in enumerate(TYPES):
        plain = "'x'" if type_ == "calculate" else ""
        limits = "start=1 end=9 step=1" if type_ == "range" else ""
        rows.append(f"| | {type_} | t{number} | T | {plain} | | | {limits} |")
    rows.append(f"| | text | uiterlijk | U | | | {' '.join(APPEARANCES)} | |")
    media = {"lijst.csv": b"name,label\nx,Ix\n"}
    return form_of(tmp_path_factory.mktemp("odk"), "\n".join(rows), media=media)


def test_every_function_gives_what_the_page_says(form: Form) -> None:
    instance = fill(form)
    for ref, value in (("/data/a", "5"), ("/data/s", "x y"), ("/data/r[1]/q", "3")):
        instance.node(ref).set(value)
    rows = instance.node("/data/r")
    assert isinstance(rows, Repeat)
    rows.add("tweede")
    instance.node("/data/r[2]/q").set("4")

    given = {text: instance.node(f"/data/c{n}").value for n, text in enumerate(EXAMPLES)}

    assert given == EXAMPLES


def test_every_question_type_takes_its_answers(form: Form) -> None:
    instance = fill(form)
    for number, (type_, (word, value_type, answer, kept)) in enumerate(TYPES.items()):
        node = instance.node(f"/data/t{number}")
        state = node_state(node)
        assert (type_, state["type"], state["valueType"]) == (type_, word, value_type)
        if answer:
            node.set(answer)
            assert (type_, node.value) == (type_, kept)


def test_every_appearance_reaches_the_window(form: Form) -> None:
    assert form.definition("/data/uiterlijk").appearance.split() == list(APPEARANCES)


def test_the_page_leaves_no_function_out() -> None:
    shown = " ".join(EXAMPLES)

    assert {name for name in {*KNOWN, *SPECIALS} if f"{name}(" not in shown} == set()


def test_the_proofs_of_logic_exist() -> None:
    folder = Path(__file__).parent
    for proofs in LOGIC.values():
        for proof in proofs.split(", "):
            assert (folder / f"{proof}.py").is_file()


def test_the_page_in_the_docs_is_made_of_the_tests() -> None:
    wanted = "\n".join(page()) + "\n"
    if os.environ.get("WRITE_DOCS"):
        PAGE.write_text(wanted, encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == wanted, "run this test with WRITE_DOCS=1"
