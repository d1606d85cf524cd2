"""Erasing by the command line: asked for with a ground, seen by a colleague, never done alone."""

from __future__ import annotations

from tests.cli.conftest import Laptop
from tests.cli.test_documented import keys


def test_a_request_is_told_and_one_person_cannot_agree_alone(laptop: Laptop) -> None:
    assert laptop("visit", "answer", laptop.visit, "A2", "12").code == 0
    log = laptop("visit", "log", laptop.visit, "--json").result
    (change,) = [row["id"] for row in log if row["field"].startswith("answer:/data/aantal")]

    assert laptop("visit", "expunge", laptop.visit, change).code == 2  # on what ground?
    assert laptop("visit", "expunge", laptop.visit, "zzz", "--ground", "x").code == 4
    told = laptop("visit", "expunge", laptop.visit, change, "--ground", "typefout", "--json")
    (asked,) = told.result
    assert set(asked) == keys("visit expunge VISIT [CHANGE…] --ground G")
    assert change.startswith(asked["change"])
    assert (asked["ground"], asked["agreed_by"]) == ("typefout", "")
    assert asked["asked_by"] == "insp-a"

    told = laptop("visit", "expunge", laptop.visit, asked["request"], "--agree")
    assert told.code == 8 and "niet zelf mee instemmen" in told.err
    log = laptop("visit", "log", laptop.visit, "--json").result
    assert [row["erased"] for row in log if row["id"] == change] == [False]
    assert laptop("verify", laptop.visit).code == 0
