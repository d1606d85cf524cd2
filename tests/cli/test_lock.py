"""The lock by the command line: set, changed, taken off; without the passphrase nothing opens."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import keyring
import pytest

from inspectiebezoek.settings import local_now
from inspectiebezoek.store import slots
from inspectiebezoek.store.tries import Tries, read_tries, write_tries
from tests.cli.conftest import Laptop
from tests.support.command import Command
from tests.support.keyring import Kept


def written(path: Path, words: str) -> Path:
    path.write_text(words + "\n", encoding="utf-8")
    return path


def test_a_lock_is_set_changed_and_taken_off(
    command: Command, checklist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept()
    monkeypatch.setattr(keyring, "get_keyring", lambda: kept)
    monkeypatch.setattr(slots, "_MEMORY_KIB", 64)
    data = ("--data", tmp_path / "data")
    first, other = written(tmp_path / "a", "paard batterij"), written(tmp_path / "b", "fiets lamp")
    assert command("lock", "set", "--new", first, *data).code == 4  # nothing to lock yet
    assert command("visit", "new", checklist, "--person", "insp-a", *data).code == 0

    assert command("lock", "set", "--new", first, *data, "--json").result == {"locked": True}
    told = command("visit", "list", *data)
    assert told.code == 8 and "vergrendeld" in told.err
    assert command("visit", "list", *data, "--passphrase-file", first).code == 0

    assert command("lock", "change", "--new", other, *data).code == 2  # which one is it now?
    told = command("lock", "change", "--new", other, *data, "--passphrase-file", first)
    assert told.code == 0 and "wachtwoordzin nodig" in told.out
    assert command("visit", "list", *data, "--passphrase-file", first).code == 8

    told = command("lock", "remove", *data, "--passphrase-file", other, "--json")
    assert told.result == {"locked": False}
    assert command("visit", "list", *data).code == 0


def test_where_there_is_no_keyring_the_lock_stays(laptop: Laptop) -> None:
    told = laptop("lock", "remove")
    assert told.code == 8
    assert "geen sleutelring" in told.err
    assert laptop("visit", "list").code == 0


def test_after_wrong_passphrases_a_command_waits_its_turn_as_the_window_does(
    laptop: Laptop, tmp_path: Path
) -> None:
    wrong = ("--data", laptop.folder, "--passphrase-file", written(tmp_path / "w", "mis geraden"))
    for times in (1, 2, 3):
        told = laptop.run("visit", "list", *wrong, "--json")
        assert (told.code, told.error["code"]) == (8, "IB-O-301")
        assert read_tries(laptop.folder).wrong == times, "the window waits for these too"

    for told in (laptop.run("visit", "list", *wrong, "--json"), laptop("visit", "list", "--json")):
        assert (told.code, told.error["code"]) == (8, "IB-O-332"), "not even the right one is tried"
    assert laptop("copy", "restore", "--json").error["code"] == "IB-O-332"
    assert "seconden" in laptop("visit", "list").err and read_tries(laptop.folder).wrong == 3

    write_tries(laptop.folder, Tries(3, local_now() - timedelta(seconds=3)))
    assert laptop("visit", "list").code == 0
    assert not (laptop.folder / "tries.json").exists(), "the right one ends the counting"


def test_a_passphrase_that_was_tried_too_often_in_the_window_waits_on_the_command_line(
    laptop: Laptop,
) -> None:
    write_tries(laptop.folder, Tries(9, local_now()))
    told = laptop("visit", "list", "--json")
    assert (told.code, told.error["code"]) == (8, "IB-O-332")

    (laptop.folder / "tries.json").write_text("{", encoding="utf-8")  # spoiled: nobody is kept out
    assert laptop("visit", "list").code == 0
