"""Promise: on random walks ours and the web engine of ODK differ only where it is explained.

The peer is `out/oracle` (`bench/engine.py` installs it) under node; without it this skips.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from inspectiebezoek.errors import InspectionError
from inspectiebezoek.form.loading import load_form
from inspectiebezoek.form.nodes import Node, Repeat
from inspectiebezoek.form.states import all_states
from inspectiebezoek.form.steps import _Run
from tests.support.conformance import folder, lines, view

ORACLE = Path(__file__).parents[2] / "out" / "oracle" / "oracle.mjs"
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        folder() is None or not ORACLE.is_file() or shutil.which("node") is None,
        reason="the recordings or the peer are not on this machine",
    ),
]
SEEN = ("relevant", "required", "readonly", "value", "constraintValid", "requiredValid", "count")
TYPED = {
    "int": ["1", "2", "7", "-3"],
    "decimal": ["1.5", "2", "10.25"],
    "date": ["2020-02-29", "1999-12-31"],
    "boolean": ["1", "0"],
    "geopoint": ["52.1 4.3 0.0 0.0"],
}
FREE = ["a", "yes", "no", "1", "5", "x y", ""]
CLOCKED = ("now()", "today()", "uuid()", "random", "setgeopoint", "jr:preload=")
# What the form has in it to the reason why both may differ; the forms are small, one matter each.
EXPLAINED = {
    "digest(": "an unknown algorithm or encoding gives nothing; the peer fails the step",
    "position(current())": "in the condition of a row it is the place of that row, never of none",
    'relevant="position()': "the same, for the place of the row itself",
    "jr:count=": "a count that is no number is 0; surplus rows are hidden and keep their answers",
    "sum(": "the sum of no nodes is 0 (XPath 1.0 4.4); the peer stores nothing",
    "distance(": "what is no place gives nothing; the peer fails the step",
    "area(": "centimetres at the end of a float",
    'type="boolean"': "a boolean answer has a truth of its own (decision 0030)",
    "<setvalue": "removing a row changes no value; an action may set a node in several rows",
    "indexed-repeat(": "a node outside the repeat has no other row; it is read as it is",
    "/data/repeat/position *": "inside a repeat a path means the nearest row that both share",
}


def walk(run: _Run, chance: random.Random, length: int) -> list[dict[str, Any]]:
    """Steps that ours takes, chosen at random from what the form offers at that moment."""
    steps = []
    for _ in range(length):
        step = next(iter(choices(run, chance)), None)
        if step is not None:
            try:
                run.take(step)
            except InspectionError:
                continue
            steps.append(step)
    return steps


def choices(run: _Run, chance: random.Random) -> Iterator[dict[str, Any]]:
    live = [node for node in run.instance.walk() if node.relevant]
    repeats = [node for node in live if isinstance(node, Repeat) and not node.fixed]
    questions = [node for node in live if askable(node)]
    if repeats and chance.random() < 0.25:
        repeat = chance.choice(repeats)
        if repeat.members and chance.random() < 0.35:
            yield {"removeRepeat": repeat.ref, "index": chance.randrange(len(repeat.members))}
        else:
            yield {"addRepeat": repeat.ref}
    elif questions:
        node = chance.choice(questions)
        value = answer(node, chance)
        if value is not None:
            yield {"set": node.ref, "value": value}


def askable(node: Node) -> bool:
    known = node.definition.bind.type not in ("time", "dateTime", "geotrace", "geoshape")
    control = node.definition.control in ("input", "select", "select1", "rank")
    return control and known and not node.readonly


def answer(node: Node, chance: random.Random) -> str | None:
    control = node.definition.control
    if control == "input":
        return chance.choice(TYPED.get(node.definition.bind.type, FREE))
    open_ = [choice.value for choice in node.choices]
    if not open_:
        return None
    if control == "select1":
        return chance.choice(open_)
    most = len(open_)
    return " ".join(chance.sample(open_, most if control == "rank" else chance.randint(0, most)))


def jobs(chance: random.Random, count: int) -> Iterator[tuple[dict[str, Any], Callable[[], Any]]]:
    """Walks over different forms, and our states after each."""
    cases = [case for case in lines("cases.jsonl") if not case["attachments"] and not case["edit"]]
    chance.shuffle(cases)
    seen: set[str] = set()
    for case in cases:
        xml = case["xml"]
        if len(seen) >= count or xml in seen or any(word in xml for word in CLOCKED):
            continue
        try:
            form = load_form(xml.encode())
        except InspectionError:
            continue
        seen.add(xml)
        run = _Run(form, view(case))
        job = {"id": case["id"], "xml": xml, "steps": walk(run, chance, 12)}
        yield job, lambda run=run: all_states(run.instance)  # type: ignore[misc]


def differences(ours: list[dict[str, Any]], theirs: dict[str, Any]) -> list[object]:
    mine = {state["ref"]: state for state in ours}
    found: list[object] = [step for step in theirs["steps"] if not step["ok"]]
    for state in theirs["nodes"]:
        ref = state["ref"]
        if ref.endswith("instanceID"):
            continue
        have = mine.get(ref, {})
        for key in SEEN:
            if key in state and not same(have.get(key), state[key]):
                found.append((ref, key, have.get(key), state[key]))
    return found


def same(ours: object, theirs: object) -> bool:
    try:
        return ours == theirs or float(str(ours)) == float(str(theirs))
    except ValueError:
        return False


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_difference_on_random_walks_is_explained(seed: int, tmp_path: Path) -> None:
    walked = list(jobs(random.Random(seed), 400))
    path = tmp_path / "jobs.jsonl"
    path.write_text("\n".join(json.dumps(job) for job, _ in walked), encoding="utf-8")
    done = subprocess.run(
        ["node", str(ORACLE), "--batch", str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TZ": "America/Phoenix"},
    )

    unexplained = {}
    for (job, states), line in zip(walked, done.stdout.splitlines(), strict=True):
        theirs = json.loads(line)
        if theirs["status"] == "ok":
            found = differences(states(), theirs)
            if found and not any(word in job["xml"] for word in EXPLAINED):
                unexplained[job["id"]] = (job["steps"], found)

    assert unexplained == {}
