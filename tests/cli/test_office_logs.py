"""An administrator reads a log at the office as of a past change, and has one destroyed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from inspectiebezoek.errors import Exit
from tests.cli.conftest import Laptop
from tests.cli.test_documented import keys
from tests.support.command import Outcome
from tests.support.office import TestOffice

At = Callable[..., Outcome]


@pytest.fixture
def at_office(laptop: Laptop, office: TestOffice, tmp_path: Path) -> At:
    """Commands at the office, to which a laptop brought its visit."""
    code = office.served.office.people.invite("insp-a", "Anna")
    assert laptop("enrol", office.url, code).code == 0
    assert laptop("visit", "answer", laptop.visit, "A1", "ja").code == 0
    assert laptop("visit", "answer", laptop.visit, "A1", "nee").code == 0
    assert laptop("sync").code == 0
    office.served.office.people.know("archief", "Archivaris")
    place = ("--folder", tmp_path / "office", "--database", office.database)
    return lambda *words: laptop.run("office", *words, *place)


def test_a_log_is_read_at_the_office_as_of_a_past_change_and_the_reading_is_written_down(
    laptop: Laptop, at_office: At
) -> None:
    name = f"visit/{laptop.visit}"
    whole = at_office("log", name, "--by", "archief", "--json").result
    second = next(each for each in whole if each["before"] == ["ja"])
    first = next(each for each in whole if each["field"] == second["field"])
    assert (first["after"], second["after"], second["by"]) == ("ja", "nee", "Anna")
    assert all(each["signed"] for each in whole)

    past = at_office("log", name, "--by", "archief", "--until", first["id"][:12], "--json").result
    assert past == whole[: whole.index(first) + 1]
    shown = at_office("log", name, "--by", "archief", "--until", first["id"][:12])
    assert "ja" in shown.out and "ja → nee" not in shown.out and "getekend" in shown.out

    told = at_office("audit", "--person", "archief", "--json").result
    assert [(each["what"], each["detail"]) for each in told] == [
        ("changes", f"1-{len(whole)}"),
        ("changes", f"1-{len(past)}"),
        ("changes", f"1-{len(past)}"),
    ]


def test_a_log_that_does_not_hold_at_the_office_is_told(
    laptop: Laptop, at_office: At, office: TestOffice
) -> None:
    name = f"visit/{laptop.visit}"
    assert at_office("log", name, "--by", "niemand").code == Exit.UNREADABLE
    assert at_office("log", "visit/x", "--by", "archief").code == Exit.UNREADABLE
    assert at_office("log", name, "--by", "archief", "--until", "zz").code == Exit.UNREADABLE

    office.execute("DELETE FROM seal")
    told = at_office("log", name, "--by", "archief")
    assert told.code == Exit.INTEGRITY and "niet getekend" in told.out
    office.execute("UPDATE change SET data = 'x' WHERE vseq = 2")
    assert at_office("log", name, "--by", "archief").code == Exit.INTEGRITY


def test_rights_are_seen_and_given_at_the_office_and_reach_the_laptop(
    laptop: Laptop, at_office: At
) -> None:
    name, by = f"visit/{laptop.visit}", ("--by", "insp-a")
    before = at_office("rights", name, "--json").result
    assert set(before) == keys("office rights LOG [PERSON ROLE --by DECIDER]")
    assert {each["person"]: each["role"] for each in before["persons"]}["insp-a"] == "decider"
    assert (before["everyone"], before["closed"], before["ineffective"]) == ("", False, [])

    given = at_office("rights", name, "archief", "reader", *by, "--json").result
    (grant,) = [each for each in given["persons"] if each["person"] == "archief"]
    assert (grant["role"], grant["by"]) == ("reader", "insp-a") and grant["since"]
    assert at_office("rights", name, "archief", "reader", *by, "--json").result == given
    assert "lezen" in at_office("rights", name).out
    assert laptop("sync").code == 0
    assert "mag lezen" in laptop("visit", "log", laptop.visit).out


def test_a_right_that_cannot_be_given_is_told_and_nothing_changes(
    laptop: Laptop, at_office: At
) -> None:
    name = f"visit/{laptop.visit}"
    before = at_office("rights", name, "--json").result
    told = at_office("rights", name, "insp-a", "none", "--by", "insp-a")
    assert told.code == Exit.NOT_ALLOWED and "niemand meer die in deze log beslist" in told.err
    assert at_office("rights", name, "insp-a", "none", "--by", "archief").code == Exit.NOT_ALLOWED
    assert at_office("rights", name, "niemand", "reader", "--by", "insp-a").code == Exit.UNREADABLE
    assert at_office("rights", name, "archief", "owner", "--by", "insp-a").code == Exit.WRONG_USE
    assert at_office("rights", name, "archief", "reader").code == Exit.WRONG_USE
    assert at_office("rights", "visit/x").code == Exit.UNREADABLE
    assert at_office("rights", name, "--json").result == before


def test_two_persons_destroy_a_log_and_the_decision_is_asked_for(
    laptop: Laptop, at_office: At
) -> None:
    name = f"visit/{laptop.visit}"
    by, other = ("--by", "archief"), ("--by", "insp-a")
    assert at_office("destroy", name, *by).code == Exit.WRONG_USE
    assert at_office("destroy", name, "--decision", " ", *by).code == Exit.WRONG_USE
    assert at_office("destroy", name, "--decision", "lijst 12").code == Exit.WRONG_USE
    assert at_office("destroy", "--agree", *by).code == Exit.WRONG_USE
    assert at_office("destroy", name, "--agree", "--take-back", *by).code == Exit.WRONG_USE

    asked = at_office("destroy", name, "--decision", "lijst 12", *by, "--json").result
    assert set(asked[0]) == keys("office destroy")
    assert at_office("destroy", "--json").result == asked
    assert "lijst 12" in at_office("destroy").out
    alone = at_office("destroy", name, "--agree", *by)
    assert alone.code == Exit.NOT_ALLOWED and "Laat een ander instemmen" in alone.err
    assert at_office("destroy", name, "--take-back", "--json").result == []

    at_office("destroy", name, "--decision", "lijst 12", *by)
    gone = at_office("destroy", name, "--agree", *other, "--json").result
    assert set(gone) == keys("office destroy LOG --agree --by OTHER")
    assert (gone["log"], gone["decision"]) == (name, "lijst 12") and gone["files"] > 0
    told = at_office("log", name, *by)
    assert told.code == Exit.NOT_ALLOWED and "vernietigd" in told.err
    assert at_office("check").code == 0


def destroyed(laptop: Laptop, at_office: At) -> None:
    at_office("destroy", f"visit/{laptop.visit}", "--decision", "lijst 12", "--by", "archief")
    gone = at_office("destroy", f"visit/{laptop.visit}", "--agree", "--by", "insp-a")
    assert gone.code == 0


def test_a_laptop_says_what_was_destroyed_and_goes_on_saying_it(
    laptop: Laptop, at_office: At
) -> None:
    destroyed(laptop, at_office)
    told = laptop("sync")
    assert told.code == 0 and "is op kantoor vernietigd (besluit: lijst 12)" in told.err
    assert laptop("visit", "list", "--json").result == []
    (gone,) = laptop("visit", "purged", "--json").result
    assert set(gone) == keys("visit purged") and gone["decision"] == "lijst 12"
    assert "lijst 12" in laptop("visit", "purged").out
    back = laptop("visit", "fetch", laptop.visit)
    assert back.code == Exit.SYNC_INCOMPLETE and "Het komt niet terug" in back.err
    assert laptop("visit", "purged", "--json").result == [gone]


def test_what_the_office_never_had_goes_only_when_a_person_says_so_on_the_command_line(
    laptop: Laptop, at_office: At
) -> None:
    assert laptop("visit", "answer", laptop.visit, "A1", "ja").code == 0
    destroyed(laptop, at_office)
    told = laptop("sync")
    assert told.code == Exit.SYNC_INCOMPLETE
    assert "besluit: lijst 12" in told.err and "visit purge --destroyed" in told.err
    assert laptop("visit", "purge", laptop.visit).code == Exit.SYNC_INCOMPLETE
    assert len(laptop("visit", "list", "--json").result) == 1
    gone = laptop("visit", "purge", laptop.visit, "--destroyed", "--json").result
    assert set(gone) == keys("visit purge VISIT") and gone["decision"] == "lijst 12"
    assert laptop("visit", "list", "--json").result == []
    assert laptop("sync").code == 0
