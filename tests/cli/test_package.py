"""Carrying visits on a stick, as a person does it at the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Laptop
from tests.cli.test_documented import keys
from tests.support.command import Command


@pytest.fixture
def other(command: Command, laptop: Laptop, tmp_path: Path) -> Laptop:
    """A laptop of a colleague, with nothing on it."""
    return Laptop(command, tmp_path / "other", laptop.passphrase, laptop.visit)


def result(row: str, told: Any) -> dict[str, Any]:
    """The JSON of a command, which has what is documented."""
    assert told.code == 0, told.err
    assert set(told.result) == keys(row)
    found = told.result
    assert isinstance(found, dict)
    return found


def test_a_visit_goes_to_a_colleague_and_is_verified(
    laptop: Laptop, other: Laptop, tmp_path: Path
) -> None:
    stick, secret = tmp_path / "x.ibz", tmp_path / "secret"
    secret.write_text("vier woorden op papier\n", encoding="utf-8")
    closed = ("--package-passphrase-file", secret)
    row = "package out [VISIT]… F.ibz --to WHO \\| --package-passphrase-file P"
    made = result(row, laptop("package", "out", laptop.visit, stick, *closed, "--json"))
    assert made["visits"] == [laptop.visit]

    assert other("package", "in", stick, *closed).code == 2  # whose laptop is this
    me = ("--person", "insp-b", "--name", "Bram")
    assert other("package", "in", stick, *me, "--json").error["code"] == "IB-S-453"
    asked = other("package", "in", stick, *closed, "--json")
    assert (asked.code, asked.error["code"]) == (8, "IB-S-456")
    digits = result("package key", laptop("package", "key", "--json"))["fingerprint"]
    assert digits in asked.error["what"]

    accept = ("--accept", digits.replace(" ", ""))
    took = result("package in F.ibz", other("package", "in", stick, *closed, *accept, "--json"))
    assert took["visits"] == [laptop.visit]
    assert took["changes"] == made["changes"]
    assert other("visit", "show", laptop.visit).code == 0
    known = result("verify F.ibz", other("verify", stick, *closed, "--json"))
    assert [each["trust"] for each in known["senders"]] == ["met"]


def test_a_package_for_a_key_and_all_that_waits(
    laptop: Laptop, other: Laptop, tmp_path: Path
) -> None:
    assert other("package", "key").code == 4
    other("visit", "new", "forms/doorlichting-pi.md", "--person", "insp-b", "--name", "Bram")
    key = other("package", "key", "--json").result["key"]
    folder = tmp_path / "stick"
    folder.mkdir()
    told = laptop("package", "out", "--all", folder, "--to", key)
    assert told.code == 0, told.err
    (made,) = folder.iterdir()
    assert made.name in told.out
    assert laptop("verify", made).code == 0
    assert other("verify", made).code == 8
    made.write_bytes(made.read_bytes()[:-1])
    assert other("package", "in", made, "--json").error["code"] == "IB-S-451"


@pytest.mark.parametrize(
    "words",
    [
        ("x.ibz", "--to", "Bram"),
        ("VISIT", "x.ibz"),
        ("VISIT", "x.ibz", "--all", "--to", "Bram"),
    ],
)
def test_what_is_missing_is_told(laptop: Laptop, tmp_path: Path, words: tuple[str, ...]) -> None:
    names = {"VISIT": laptop.visit, "x.ibz": str(tmp_path / "x.ibz")}
    told = laptop("package", "out", *(names.get(word, word) for word in words))
    assert told.code == 2
    assert not (tmp_path / "x.ibz").exists()
    assert laptop("package", "out", laptop.visit, tmp_path / "x.ibz", "--to", "Bram").code == 4
