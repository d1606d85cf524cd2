"""Promise: however a real form is damaged, it is refused or works; nothing crashes or hangs."""

from __future__ import annotations

import random
import re
import time
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from inspectiebezoek.errors import InspectionError
from inspectiebezoek.form.loading import load_form
from tests.support.conformance import folder, lines

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(folder() is None, reason="the recordings are not on this machine"),
]
LOGIC = re.compile(
    r'(?:calculate|relevant|constraint|nodeset|value|readonly|required|jr:count|ref)="([^"]*)"'
)
WORDS = re.compile(r">([^<>]*)<")
PIECES = [
    "",
    "<",
    ">",
    "&",
    "'",
    '"',
    "/data",
    "/",
    "..",
    "::",
    "[1]",
    "()",
    "\x00",
    "é",
    "9" * 400,
]
VALUES = ["", "1", "-1", "1e308", "9" * 400, "NaN", "2020-02-30", "52 4 0 0;", "a b", "\U0001f600"]


def now() -> datetime:
    return datetime.now(UTC)


def damaged(xml: str, expressions: list[str], chance: random.Random) -> str:
    """The form with one to four wounds: other logic, other words, other signs, a piece twice."""
    for _ in range(chance.randint(1, 4)):
        kind = chance.randrange(4)
        places = list((LOGIC if kind == 0 else WORDS).finditer(xml))
        if kind < 2 and places:
            place = chance.choice(places)
            made = chance.choice(expressions if kind == 0 else VALUES)
            made = made.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
            xml = xml[: place.start(1)] + made + xml[place.end(1) :]
        elif kind == 2:
            at = chance.randrange(len(xml))
            xml = xml[:at] + chance.choice(PIECES) + xml[at + chance.randint(0, 6) :]
        else:
            start, at = chance.randrange(len(xml)), chance.randrange(len(xml))
            xml = xml[:at] + xml[start : start + chance.randint(0, 200)] + xml[at:]
    return xml


def use(xml: str, chance: random.Random) -> None:
    """Open a form, look at everything, answer everything, write it and read it again."""
    form = load_form(xml.encode(errors="replace"), blank=True)
    instance = form.new_instance(now, uuid4)
    for node in list(instance.walk())[:60]:
        assert isinstance(node.label + node.hint + node.error_message, str)
        assert node.choices is not None
        if node.definition.leaf:
            try:
                node.set(chance.choice(VALUES))
            except InspectionError:
                continue
    instance.validate()
    form.edit(form.read(instance.submission(), now, uuid4).submission(), now, uuid4)


@pytest.mark.parametrize("seed", range(4))
def test_no_damaged_form_of_the_field_crashes_or_hangs(seed: int) -> None:
    chance = random.Random(seed)
    forms = [case["xml"] for case in lines("cases.jsonl")]
    expressions = [record["expr"] for record in lines("xpath.jsonl")]

    for _ in range(2_000):
        xml = damaged(chance.choice(forms), expressions, chance)
        started = time.perf_counter()
        try:
            use(xml, chance)
        except InspectionError as error:
            assert error.code
        assert time.perf_counter() - started < 30, xml
