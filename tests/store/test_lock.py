"""Promises about the lock: with it only the passphrase opens, and nothing is lost by setting it."""

from __future__ import annotations

import base64
import contextlib
import json
import shutil
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store import keys, slots
from inspectiebezoek.store.keys import change_lock, locked, remove_lock, set_lock, unlock
from tests.support.keyring import Kept

WORDS, OTHER = "paard batterij nietje", "fiets lantaarn sneeuw"


class StoppedError(Exception):
    """The program was killed here."""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 with little memory: here it is not its cost that is looked at."""
    monkeypatch.setattr(slots, "_MEMORY_KIB", 64)


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Kept:
    """The keyring of this machine."""
    made = Kept()
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    return made


def refused(act: object, *words: object) -> Code:
    assert callable(act)
    with pytest.raises(InspectionError) as caught:
        act(*words)
    return caught.value.code


def test_a_locked_folder_opens_with_its_passphrase_alone(tmp_path: Path, kept: Kept) -> None:
    key = unlock(tmp_path, None)
    set_lock(tmp_path, WORDS)

    assert locked(tmp_path)
    assert unlock(tmp_path, WORDS) == key
    assert refused(unlock, tmp_path, None) is Code.LOCKED
    assert refused(unlock, tmp_path, OTHER) is Code.KEY_WRONG
    # What the keyring holds now is not the key.
    assert key.hex() not in {unlocked(value) for value in kept.held.values()}


def unlocked(value: str) -> str:
    return base64.b64decode(value).hex()


def test_a_copied_disk_is_no_use_for_guessing(tmp_path: Path, kept: Kept) -> None:
    unlock(tmp_path, None)
    set_lock(tmp_path, WORDS)
    kept.held.clear()  # the disk without the keyring of its owner

    assert refused(unlock, tmp_path, WORDS) is Code.KEY_LOST


def test_another_passphrase_replaces_the_first(tmp_path: Path, kept: Kept) -> None:
    key = unlock(tmp_path, None)
    set_lock(tmp_path, WORDS)
    change_lock(tmp_path, WORDS, OTHER)

    assert unlock(tmp_path, OTHER) == key
    assert refused(unlock, tmp_path, WORDS) is Code.KEY_WRONG
    assert refused(change_lock, tmp_path, WORDS, OTHER) is Code.KEY_WRONG


def test_without_the_lock_the_keyring_opens_again(tmp_path: Path, kept: Kept) -> None:
    key = unlock(tmp_path, None)
    set_lock(tmp_path, WORDS)

    assert refused(remove_lock, tmp_path, OTHER) is Code.KEY_WRONG
    remove_lock(tmp_path, WORDS)

    assert unlock(tmp_path, None) == key
    assert not locked(tmp_path)
    assert len(kept.held) == 1


def test_a_lock_is_set_once_and_missed_when_it_is_not_there(tmp_path: Path, kept: Kept) -> None:
    unlock(tmp_path, None)
    assert refused(change_lock, tmp_path, WORDS, OTHER) is Code.LOCK_MISSING
    assert refused(remove_lock, tmp_path, WORDS) is Code.LOCK_MISSING
    assert refused(set_lock, tmp_path, "kort") is Code.PASSPHRASE_SHORT
    set_lock(tmp_path, WORDS)
    assert refused(set_lock, tmp_path, OTHER) is Code.LOCK_SET
    assert refused(change_lock, tmp_path, WORDS, "kort") is Code.PASSPHRASE_SHORT
    assert unlock(tmp_path, WORDS)


@pytest.mark.parametrize("act", ["set", "change", "remove"])
@pytest.mark.parametrize("step", range(4))
def test_stopped_at_any_step_the_folder_still_opens(
    tmp_path: Path, kept: Kept, monkeypatch: pytest.MonkeyPatch, act: str, step: int
) -> None:
    key = unlock(tmp_path, None)
    if act != "set":
        set_lock(tmp_path, WORDS)
    stop_after(monkeypatch, kept, step)
    acts = {
        "set": lambda: set_lock(tmp_path, WORDS),
        "change": lambda: change_lock(tmp_path, WORDS, OTHER),
        "remove": lambda: remove_lock(tmp_path, WORDS),
    }
    with contextlib.suppress(StoppedError):
        acts[act]()
    monkeypatch.undo()
    monkeypatch.setattr(keyring, "get_keyring", lambda: kept)

    found = [words for words in (None, WORDS, OTHER) if opens(tmp_path, words)]
    assert len(found) == 1
    assert unlock(tmp_path, found[0]) == key
    keys.tidy_keys(tmp_path)
    if found != [None]:  # what a step left behind in the keyring is gone
        assert len(kept.held) == 1
    assert unlock(tmp_path, found[0]) == key


def opens(folder: Path, passphrase: str | None) -> bool:
    try:
        unlock(folder, passphrase)
    except InspectionError:
        return False
    return True


def stop_after(monkeypatch: pytest.MonkeyPatch, kept: Kept, steps: int) -> None:
    """Let so many writes through, of file and keyring together, and then no more."""
    left = [steps]

    def counted(write: object) -> object:
        def go(*words: object) -> object:
            assert callable(write)
            if not left[0]:
                raise StoppedError
            left[0] -= 1
            return write(*words)

        return go

    monkeypatch.setattr(keys, "write_book", counted(keys.write_book))
    for name in ("set_password", "delete_password"):
        monkeypatch.setattr(kept, name, counted(getattr(kept, name)))


def test_without_a_keyring_the_passphrase_can_change_and_must_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", fail.Keyring)
    key = unlock(tmp_path, WORDS)
    change_lock(tmp_path, WORDS, OTHER)

    assert unlock(tmp_path, OTHER) == key
    assert refused(remove_lock, tmp_path, OTHER) is Code.KEYRING_MISSING
    assert unlock(tmp_path, OTHER) == key


def test_a_slot_of_another_machine_does_not_open_here(tmp_path: Path, kept: Kept) -> None:
    unlock(tmp_path / "a", None)
    set_lock(tmp_path / "a", WORDS)
    unlock(tmp_path / "b", None)
    set_lock(tmp_path / "b", WORDS)
    shutil.copy(tmp_path / "a" / "key.json", tmp_path / "c.json")
    book = (tmp_path / "b" / "key.json").read_text(encoding="utf-8")
    stranger = (tmp_path / "c.json").read_text(encoding="utf-8")
    (tmp_path / "b" / "key.json").write_text(
        stranger.replace(ident(stranger), ident(book)), encoding="utf-8"
    )

    assert refused(unlock, tmp_path / "b", WORDS) is Code.KEY_WRONG


def ident(book: str) -> str:
    return str(json.loads(book)["folder"])
