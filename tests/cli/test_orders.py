"""What the office lays down, by the command line: recovery key, wiping, the lease."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from inspectiebezoek.store import slots
from tests.cli.conftest import Laptop
from tests.cli.test_documented import keys
from tests.support.command import Outcome
from tests.support.office import TestOffice


@pytest.fixture
def enrolled(laptop: Laptop, office: TestOffice, monkeypatch: pytest.MonkeyPatch) -> Laptop:
    monkeypatch.setattr(slots, "_MEMORY_KIB", 64)
    code = office.served.office.people.invite("insp-a", "Anna")
    assert laptop("enrol", office.url, code).code == 0
    return laptop


def at_office(laptop: Laptop, office: TestOffice, tmp_path: Path, *words: object) -> Outcome:
    options = ("--folder", tmp_path / "office", "--database", office.database)
    return laptop.run("office", *words, *options, "--json")


def test_two_holders_together_open_a_laptop(
    enrolled: Laptop, office: TestOffice, tmp_path: Path
) -> None:
    a, b, new = tmp_path / "a.json", tmp_path / "b.json", tmp_path / "nieuw"
    new.write_text("fiets lantaarn\n", encoding="utf-8")
    made = at_office(enrolled, office, tmp_path, "recovery-key", "new", a, b)
    assert set(made.result) == keys("office recovery-key new A B")
    assert a.stat().st_mode & 0o77 == 0
    again = at_office(enrolled, office, tmp_path, "recovery-key", "new", tmp_path / "c", b)
    assert again.code == 4  # nothing is written over
    again = at_office(
        enrolled, office, tmp_path, "recovery-key", "new", tmp_path / "c", tmp_path / "d"
    )
    assert again.code == 8 and made.result["fingerprint"] in again.error["what"]
    assert enrolled("sync").code == 0

    data = ("--data", enrolled.folder)
    alone = enrolled.run("recover", "--key", a, "--new", new, *data)
    assert alone.code == 4 and "twee verschillende delen" in alone.err
    told = enrolled.run("recover", "--key", a, "--key", b, "--new", new, *data, "--json")
    assert set(told.result) == keys("recover --key A --key B --new F")
    assert enrolled("visit", "list").code == 8
    assert enrolled.run("visit", "list", *data, "--passphrase-file", new).code == 0


def test_a_laptop_is_wiped_and_says_so(
    enrolled: Laptop, office: TestOffice, tmp_path: Path
) -> None:
    def order(*words: object) -> Any:
        return at_office(enrolled, office, tmp_path, *words)

    (member,) = order("members").result
    device = str(member["device"])
    told = order("wipe", device[:8])
    assert told.result == {"device": device, "wipe": "after"}
    assert set(told.result) == keys("office wipe DEVICE [--now] [--cancel]")
    assert order("wipe", device, "--cancel").result["wipe"] == ""
    assert order("wipe", device, "--cancel").code == 8
    order("wipe", device)

    told = enrolled("sync")
    assert told.code == 8
    assert "gewist, op last van kantoor" in told.err
    assert "gewist, op last van kantoor" in enrolled("visit", "list").err
    assert [path.name for path in enrolled.folder.iterdir()] == ["wiped.json"]
    (wiped,) = order("wipes").result
    assert wiped["begun"] and wiped["done"]
    assert set(wiped) == keys("office wipes")


def test_a_laptop_that_stays_away_says_why_it_is_locked(
    enrolled: Laptop, office: TestOffice, tmp_path: Path
) -> None:
    told = at_office(enrolled, office, tmp_path, "lease", 14)
    assert told.result == {"lease_days": 14} and set(told.result) == keys("office lease DAYS")
    assert enrolled("sync").code == 0
    # This laptop has a passphrase, which is enough.
    assert enrolled("visit", "list").code == 0
    assert json.loads((enrolled.folder / "key.json").read_text("utf-8"))["slots"]
