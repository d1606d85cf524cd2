"""Settling differences at the command line: both sides are shown, one is chosen, all stays."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from inspectiebezoek.log.change import Proposal
from inspectiebezoek.store.keys import unlock
from inspectiebezoek.store.local import Store
from tests.cli.conftest import Laptop
from tests.cli.test_documented import keys
from tests.support.forms import NOON
from tests.support.laptop import Laptop as Bram
from tests.support.laptop import meet

LISTED = "visit settle VISIT"
SETTLED = "visit settle VISIT QUESTION --side N \\| --value V \\| --together --reason R"


@pytest.fixture
def both(laptop: Laptop, tmp_path: Path) -> Laptop:
    """The laptop of Anna, after Bram answered A1 and A2 otherwise without having seen hers."""
    log = f"visit/{laptop.visit}"
    key = unlock(laptop.folder, "oefening")
    answers = [Proposal("answer:/data/veilig", "ja"), Proposal("answer:/data/aantal", "12")]
    with closing(Store(laptop.folder, key)) as anna, closing(Bram(tmp_path / "bram", "B")) as bram:
        meet([anna, bram], log)
        bram.write("answer:/data/veilig", "nee", log)
        bram.write("answer:/data/aantal", "9", log)
        anna.append(log, answers, now=NOON)
        meet([anna, bram], log)
    return laptop


def listed(laptop: Laptop) -> Any:
    told = laptop("visit", "settle", laptop.visit, "--json")
    assert told.code == 0, told.err
    assert set(told.result) == keys(LISTED)
    return told.result


def test_both_sides_are_shown_one_is_chosen_and_the_decision_stays(both: Laptop) -> None:
    found = {each["field"]: each["variants"] for each in listed(both)["open"]}
    assert {side["value"] for side in found["answer:/data/veilig"]} == {"ja", "nee"}
    theirs = [side["by"] for side in found["answer:/data/veilig"]].index("insp-b") + 1
    told = both("visit", "settle", both.visit)
    assert "Is het veilig?" in told.out and "Anna" in told.out and "insp-b" in told.out

    why = ("--reason", "samen gezien")
    told = both("visit", "settle", both.visit, "A1", "--side", theirs, *why, "--json")
    assert told.code == 0, told.err
    assert set(told.result) == keys(SETTLED)
    assert (told.result["chosen"], told.result["reason"]) == ("nee", "samen gezien")
    assert both("visit", "settle", both.visit, "A2", "--value", "11", *why).code == 0

    after = listed(both)
    assert after["open"] == []
    first, second = after["settled"]
    assert {side["value"] for side in first["variants"]} == {"ja", "nee"}
    assert (first["chosen"], first["by"], second["chosen"]) == ("nee", "insp-a", "11")
    assert "samen gezien" in both("visit", "settle", both.visit).out
    assert both("visit", "show", both.visit, "--json").result["differences"] == 0
    log = both("visit", "log", both.visit, "--question", "A1", "--json").result
    assert {row["after"] for row in log} >= {"ja", "nee"}


def test_what_cannot_be_chosen_is_told_and_both_sides_stay(both: Laptop) -> None:
    before, why = listed(both), ("--reason", "x")
    for words, code in (
        (("A1", "--side", "2"), 2),  # why?
        (("A1", *why), 2),  # which?
        (("A1", "--side", "1", "--value", "nee", *why), 2),
        (("A1", "--side", "3", *why), 2),
        (("A1", "--together", *why), 2),
        (("--side", "1", *why), 2),
        (("A9", "--side", "1", *why), 4),
    ):
        assert both("visit", "settle", both.visit, *words).code == code, words
    told = both("visit", "settle", both.visit, "A2", "--value", "veel", *why)
    assert told.code == 2 and "een heel getal" in told.err
    told = both("visit", "settle", both.visit, "A1", "--value", "misschien", *why)
    assert told.code == 2 and "ja, nee" in told.err
    assert listed(both) == before
