"""The yardstick: recorded scenarios and expressions of other engines, and the gaps that are known.

The recordings are no part of this repository; without them these tests skip. The list of known
gaps (`known_gaps.toml`) may only shrink: a gap that closed must leave it.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.support.conformance import evaluate, folder, lines, replay

GAPS = Path(__file__).with_name("known_gaps.toml")
pytestmark = pytest.mark.skipif(folder() is None, reason="the recordings are not on this machine")


def score(
    records: list[dict[str, Any]],
    judge: Callable[[dict[str, Any]], str],
    group: Callable[[dict[str, Any]], str],
) -> tuple[Mapping[str, str], Counter[str], Counter[str]]:
    """The failing records by id with their difference, and per group how many passed."""
    failed: dict[str, str] = {}
    passed: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for record in records:
        difference = judge(record)
        total[group(record)] += 1
        if difference:
            failed[record["id"]] = difference
        else:
            passed[group(record)] += 1
    return failed, passed, total


def show(passed: Counter[str], total: Counter[str]) -> None:
    """Print the table by file and outcome; `pytest -s` shows it."""
    print()  # noqa: T201 - the table is what this test is for
    for name in sorted(total):
        print(f"{passed[name]:5} of {total[name]:5}  {name}")  # noqa: T201
    print(f"{passed.total():5} of {total.total():5}  together")  # noqa: T201


def known(part: str) -> dict[str, str]:
    """The known gaps: id to reason."""
    reasons = tomllib.loads(GAPS.read_text(encoding="utf-8"))[part]
    return {one: reason for reason, ids in reasons.items() for one in ids}


def test_recorded_scenarios_give_the_same_states() -> None:
    records = list(lines("cases.jsonl"))

    failed, passed, total = score(
        records, replay, lambda case: f"{case['outcome']:13} {case['mode']:10} {case['file'][5:]}"
    )

    show(passed, total)
    gaps = known("cases")
    assert {one: failed[one] for one in failed.keys() - gaps.keys()} == {}
    assert gaps.keys() - failed.keys() == set(), "closed: take these out of the list"


def test_recorded_expressions_give_the_same_values() -> None:
    records = [
        {**record, "id": f"{record['file']}#{number}"}
        for number, record in enumerate(lines("xpath.jsonl"))
    ]

    failed, passed, total = score(records, evaluate, lambda record: str(record["file"]))

    show(passed, total)
    gaps = known("xpath")
    assert {one: failed[one] for one in failed.keys() - gaps.keys()} == {}
    assert gaps.keys() - failed.keys() == set(), "closed: take these out of the list"
