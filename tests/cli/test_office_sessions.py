"""`office sessions` and `office serve --public-url`: what an administrator has of the pages."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Laptop
from tests.support.command import Outcome
from tests.support.office import TestOffice
from tests.support.web import signed_in


def test_an_administrator_sees_who_is_signed_in_and_signs_them_out_everywhere(
    laptop: Laptop, office: TestOffice, tmp_path: Path
) -> None:
    def at_office(*words: object) -> Outcome:
        options = ("--folder", tmp_path / "office", "--database", office.database)
        return laptop.run("office", "sessions", *words, *options, "--json")

    office.clock.now = datetime.now(UTC)  # as the command does
    for person in ("anna", "jan"):
        office.served.office.people.invite(person, person.title())
    here, there, jan = (signed_in(office, each) for each in ("anna", "anna", "jan"))
    listed = at_office().result
    assert sorted(each["person"] for each in listed) == ["anna", "anna", "jan"]
    assert set(listed[0]) == {"person", "begun", "used", "ends"}
    assert at_office("--end", "anna").result == {"person": "anna", "ended": 2}
    assert [each.get("/office").status_code for each in (here, there, jan)] == [303, 303, 200]
    assert at_office("--end", "anna").result["ended"] == 0
    unknown = at_office("--end", "niemand")
    assert unknown.code == 4 and "niemand" in unknown.error["what"]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("kantoor.example", 2),
        ("https://kantoor.example/pad", 2),
        ("https://kantoor.example?x=1", 2),
        ("https://", 2),
        ("https://[::1", 2),
        ("https://kantoor.example:x", 2),
        ("https://wie:wat@kantoor.example", 2),
        ("http://kantoor.example", 8),
        ("ftp://kantoor.example", 8),
    ],
)
def test_an_address_for_browsers_that_cannot_be_one_is_refused_at_the_start(
    laptop: Laptop, tmp_path: Path, url: str, code: int
) -> None:
    told = laptop.run(
        "office", "serve", "--public-url", url, "--folder", tmp_path / "office", "--json"
    )
    assert told.code == code
