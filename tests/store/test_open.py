"""Promises about opening: the right key opens, anything else says why and alters nothing."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import keyring
import pytest
from keyring import backend
from keyring.backends import chainer, fail, null

from inspectiebezoek import credentials
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.change import Proposal
from inspectiebezoek.store import database
from inspectiebezoek.store.database import Database
from inspectiebezoek.store.keys import unlock
from inspectiebezoek.store.local import Store
from tests.support.keyring import Kept
from tests.support.laptop import KEY, LOG, Laptop

PASSPHRASE = "correct paard batterij nietje"


def refusal(folder: Path, key: bytes = KEY) -> Code:
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with pytest.raises(InspectionError) as refused:
        Store(folder, key)
    assert {path: path.read_bytes() for path in before} == before
    return refused.value.code


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with 300 answers, closed."""
    folder = tmp_path_factory.mktemp("example")
    laptop = Laptop(folder)
    answers = [
        Proposal(f"answer:/data/v{number}", f"antwoord {number} " + "x" * 200)
        for number in range(300)
    ]
    laptop.append(LOG, answers, now=laptop.clock())
    laptop.close()
    return folder


@pytest.fixture
def filled(example: Path, tmp_path: Path) -> Path:
    """A copy of the filled data folder."""
    return shutil.copytree(example, tmp_path, dirs_exist_ok=True)


def test_the_settings_that_keep_answers_are_in_force(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)

    assert laptop.pragma("synchronous") == "2"  # FULL
    assert laptop.pragma("journal_mode") == "wal"
    assert laptop.pragma("temp_store") == "2"  # in memory: no plain text on disk
    assert laptop.pragma("cipher_version").startswith("4.")
    laptop.close()


def test_what_was_answered_is_there_after_opening_again(filled: Path) -> None:
    laptop = Laptop(filled)

    assert len(laptop.entries(LOG)) == 300
    assert laptop.check(LOG) == ()
    laptop.close()


def test_another_key_does_not_open(filled: Path) -> None:
    assert refusal(filled, b"x" * 32) is Code.KEY_WRONG
    assert refusal(filled, b"too short") is Code.KEY_WRONG
    Laptop(filled).close()


def test_a_folder_in_use_says_so(tmp_path: Path) -> None:
    first = Laptop(tmp_path)

    assert refusal(tmp_path) is Code.STORE_IN_USE

    first.write("answer:/data/a", "ja")
    first.close()
    Laptop(tmp_path).close()


def test_a_database_of_a_newer_program_is_refused(filled: Path) -> None:
    newer = Database(filled / "store.db", KEY)
    with newer.transaction() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 99")
    newer.close()

    assert refusal(filled) is Code.STORE_NEWER


def test_an_unencrypted_database_is_refused(tmp_path: Path) -> None:
    plain = sqlite3.connect(tmp_path / "store.db")
    plain.execute("CREATE TABLE t (x)")
    plain.commit()
    plain.close()

    assert refusal(tmp_path) is Code.STORE_UNENCRYPTED


def test_a_database_that_is_ours_by_key_but_not_by_content_is_refused(tmp_path: Path) -> None:
    other = Database(tmp_path / "store.db", KEY)
    with other.transaction() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 0")
    other.close()

    assert refusal(tmp_path) is Code.STORE_DAMAGED


@pytest.mark.parametrize("place", [0.25, 0.5, 0.9])
def test_bytes_flipped_in_the_middle_are_noticed(filled: Path, place: float) -> None:
    path = filled / "store.db"
    data = bytearray(path.read_bytes())
    at = int(len(data) * place)
    data[at : at + 64] = bytes(byte ^ 0xFF for byte in data[at : at + 64])
    path.write_bytes(data)

    with pytest.raises(InspectionError) as refused:
        store = Store(filled, KEY)
        try:
            store.check(LOG)
        finally:
            store.close()

    assert refused.value.code is Code.STORE_DAMAGED


def test_a_first_page_that_was_damaged_reads_as_a_wrong_key(filled: Path) -> None:
    # SQLCipher cannot tell these apart, and the message says so.
    path = filled / "store.db"
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(data)

    assert refusal(filled) is Code.KEY_WRONG


@pytest.mark.parametrize("pages", [1, 5, 20])
def test_a_database_that_was_cut_off_is_noticed(filled: Path, pages: int) -> None:
    path = filled / "store.db"
    path.write_bytes(path.read_bytes()[: pages * 4096])

    with pytest.raises(InspectionError) as refused:
        store = Store(filled, KEY)
        try:
            store.entries(LOG)
        finally:
            store.close()

    assert refused.value.code is Code.STORE_DAMAGED


@pytest.mark.parametrize("harm", ["emptied", "gone"])
def test_a_database_that_vanished_is_not_silently_begun_anew(filled: Path, harm: str) -> None:
    path = filled / "store.db"
    path.unlink()
    if harm == "emptied":
        path.touch()

    assert refusal(filled) is Code.STORE_DAMAGED


def test_a_database_whose_making_was_stopped_is_made_after_all(tmp_path: Path) -> None:
    (tmp_path / "store.db").touch()
    Laptop(tmp_path).close()

    begun = tmp_path / "begun"
    begun.mkdir()
    half = Database(begun / "store.db", KEY)
    with half.transaction() as connection:
        for kind, name in connection.exec_driver_sql(
            "SELECT type, name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).all():
            connection.exec_driver_sql(f"DROP {kind} {name}")
        connection.exec_driver_sql("PRAGMA user_version = 0")
    half.close()
    laptop = Laptop(begun)
    laptop.write("answer:/data/a", "ja")
    laptop.close()


def test_a_driver_that_cannot_encrypt_is_refused(tmp_path: Path) -> None:
    # The standard driver takes the key without a word, and would write plain text.
    plain = sqlite3.connect(tmp_path / "x.db")

    with pytest.raises(InspectionError) as refused:
        database.unlock(plain, KEY, tmp_path / "x.db")

    assert refused.value.code is Code.STORE_UNENCRYPTED


def test_a_disk_where_answers_would_not_last_is_refused(tmp_path: Path) -> None:
    without_log = database.cipher.connect(":memory:", isolation_level=None)

    with pytest.raises(InspectionError) as refused:
        database.unlock(without_log, KEY, tmp_path / "x.db")

    assert refused.value.code is Code.STORE_DAMAGED


def test_a_folder_where_the_database_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "store.db").mkdir()

    with pytest.raises(InspectionError) as refused:
        Store(tmp_path, KEY)

    assert refused.value.code is Code.STORE_DAMAGED


# the passphrase


def test_a_passphrase_opens_again_and_another_one_does_not(tmp_path: Path) -> None:
    key = unlock(tmp_path, PASSPHRASE)
    Store(tmp_path, key).close()

    assert unlock(tmp_path, PASSPHRASE) == key
    assert PASSPHRASE not in (tmp_path / "key.json").read_text(encoding="utf-8")
    assert key.hex() not in (tmp_path / "key.json").read_text(encoding="utf-8")
    with pytest.raises(InspectionError) as refused:
        unlock(tmp_path, PASSPHRASE + " ")
    assert refused.value.code is Code.KEY_WRONG


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "3",
        '{"folder": "x"}',
        '{"folder": 3, "slots": []}',
        '{"folder": "x", "slots": [{"wrapped": ""}]}',
        '{"folder": "x", "slots": {"a": 1}}',
        '{"folder": "x", "slots": ["abc"]}',
    ],
)
def test_a_damaged_key_file_is_not_taken_for_a_wrong_passphrase(tmp_path: Path, text: str) -> None:
    (tmp_path / "key.json").write_text(text, encoding="utf-8")

    with pytest.raises(InspectionError) as refused:
        unlock(tmp_path, PASSPHRASE)

    assert refused.value.code is Code.STORE_DAMAGED
    assert (tmp_path / "key.json").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("salt", "zz"),
        ("salt", ""),
        ("salt", "00"),
        ("nonce", "00"),
        ("nonce", "not hex"),
        ("wrapped", "xyz"),
        ("wrapped", 5),
        ("argon2id", [0, 0, 0]),
        ("argon2id", "fast"),
        ("argon2id", None),
        ("kind", None),
    ],
)
def test_a_slot_that_was_damaged_is_named_as_damage(
    tmp_path: Path, member: str, value: object
) -> None:
    unlock(tmp_path, PASSPHRASE)
    path = tmp_path / "key.json"
    book = json.loads(path.read_text(encoding="utf-8"))
    book["slots"][0][member] = value
    path.write_text(json.dumps(book), encoding="utf-8")

    with pytest.raises(InspectionError) as refused:
        unlock(tmp_path, PASSPHRASE)

    assert refused.value.code is Code.STORE_DAMAGED


def test_a_lost_key_file_never_makes_a_new_key_over_old_data(filled: Path) -> None:
    with pytest.raises(InspectionError) as refused:
        unlock(filled, PASSPHRASE)

    assert refused.value.code is Code.STORE_DAMAGED
    assert not (filled / "key.json").exists()


# the keyring


class PlaintextKeyring(Kept):
    """A keyring that writes passwords to a plain file."""

    priority = 9


class Dropping(Kept):
    """A keyring of the right name that keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


Dropping.__module__, Dropping.__qualname__ = Kept.__module__, Kept.__qualname__


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Callable[[object], None]:
    """Make this the keyring of the machine."""
    return lambda backend: monkeypatch.setattr(keyring, "get_keyring", lambda: backend)


@pytest.fixture
def chain_of(monkeypatch: pytest.MonkeyPatch) -> Callable[..., chainer.ChainerBackend]:
    """The real chain of the keyring library over these members."""

    def make(*members: object) -> chainer.ChainerBackend:
        monkeypatch.setattr(backend, "get_all_keyring", lambda: members)
        return chainer.ChainerBackend()

    return make


@pytest.mark.parametrize("kind", [fail.Keyring, null.Keyring, PlaintextKeyring])
def test_a_keyring_that_would_lose_or_show_the_key_is_refused(
    tmp_path: Path, choose: Callable[[object], None], kind: type
) -> None:
    choose(kind())

    with pytest.raises(InspectionError) as refused:
        unlock(tmp_path, None)

    assert refused.value.code is Code.KEYRING_MISSING
    assert not (tmp_path / "key.json").exists()


def test_a_trusted_keyring_gives_the_key_back(
    tmp_path: Path, choose: Callable[[object], None]
) -> None:
    kept = Kept()
    choose(kept)

    key = unlock(tmp_path, None)

    assert len(key) == 32
    assert unlock(tmp_path, None) == key
    assert kept.persist == "local machine"
    assert key.hex() not in (tmp_path / "key.json").read_text(encoding="utf-8")


def test_of_a_chain_only_a_trusted_member_gets_the_key(
    tmp_path: Path, choose: Callable[[object], None], chain_of: Callable[..., object]
) -> None:
    kept, plain = Kept(), PlaintextKeyring()
    choose(chain_of(plain, null.Keyring(), kept))

    unlock(tmp_path, None)

    assert len(kept.held) == 1
    assert plain.held == {}


def test_a_chain_without_a_trusted_member_is_refused(
    tmp_path: Path, choose: Callable[[object], None], chain_of: Callable[..., object]
) -> None:
    choose(chain_of(PlaintextKeyring(), null.Keyring()))

    with pytest.raises(InspectionError) as refused:
        unlock(tmp_path, None)

    assert refused.value.code is Code.KEYRING_MISSING


def test_a_keyring_that_lost_the_key_makes_no_new_one(
    tmp_path: Path, choose: Callable[[object], None]
) -> None:
    kept = Kept()
    choose(kept)
    unlock(tmp_path, None)
    kept.held.clear()

    with pytest.raises(InspectionError) as refused:
        unlock(tmp_path, None)

    assert refused.value.code is Code.KEY_LOST


def test_a_keyring_that_drops_what_it_is_given_is_noticed(
    tmp_path: Path, choose: Callable[[object], None]
) -> None:
    choose(Dropping())

    with pytest.raises(InspectionError) as refused:
        unlock(tmp_path, None)

    assert refused.value.code is Code.KEYRING_MISSING
    assert not (tmp_path / "key.json").exists()


def test_a_locked_keyring_says_so(tmp_path: Path, choose: Callable[[object], None]) -> None:
    kept = Kept()
    choose(kept)
    unlock(tmp_path, None)
    kept.locked = True

    for folder in (tmp_path, tmp_path / "new"):
        with pytest.raises(InspectionError) as refused:
            unlock(folder, None)
        assert refused.value.code is Code.KEYRING_MISSING


def test_what_something_else_wrote_in_the_keyring_is_no_key(
    tmp_path: Path, choose: Callable[[object], None]
) -> None:
    kept = Kept()
    choose(kept)
    unlock(tmp_path, None)
    kept.held = dict.fromkeys(kept.held, "geen sleutel!")

    with pytest.raises(InspectionError) as refused:
        unlock(tmp_path, None)

    assert refused.value.code is Code.KEY_LOST
    assert credentials.SERVICE == "inspectiebezoek"
