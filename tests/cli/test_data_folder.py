"""Whatever is wrong with the data folder or its key, it is told and nothing is changed."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from inspectiebezoek.store.keys import unlock
from inspectiebezoek.store.local import Store
from tests.cli.conftest import Laptop
from tests.support.command import Command


def fingerprints(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_wrong_passphrase_opens_nothing_and_changes_nothing_but_the_count(laptop: Laptop) -> None:
    before = fingerprints(laptop.folder)
    laptop.passphrase.write_text("anders\n", encoding="utf-8")
    told = laptop("visit", "list")
    assert told.code == 8
    assert "opent deze gegevens niet" in told.err
    assert "nog versleuteld op deze laptop" in told.err
    assert "Probeer de wachtwoordzin opnieuw" in told.err
    after = fingerprints(laptop.folder)
    assert after.pop("tries.json")
    assert after == before


def test_without_its_passphrase_nothing_opens(laptop: Laptop) -> None:
    told = laptop.run("visit", "list", "--data", laptop.folder)
    assert told.code == 8
    assert "vergrendeld" in told.err and "--passphrase-file" in told.err
    assert not told.out


def test_without_keyring_or_passphrase_nothing_is_made(
    command: Command, checklist: Path, tmp_path: Path
) -> None:
    told = command("visit", "new", checklist, "--person", "insp-a", "--data", tmp_path / "data")
    assert told.code == 8
    assert "niets geschreven" in told.err
    assert not list((tmp_path / "data").glob("*"))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 5 * 4096])


def overwrite_start(path: Path) -> None:
    path.write_bytes(b"geen database".ljust(4096, b"-") + path.read_bytes()[4096:])


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [cut, overwrite_start, empty])
def test_a_damaged_database_is_not_opened_and_left_as_it_is(
    laptop: Laptop, damage: Callable[[Path], None]
) -> None:
    damage(laptop.folder / "store.db")
    before = fingerprints(laptop.folder)
    told = laptop("visit", "list")
    assert told.code == 7
    assert "store.db op deze laptop is beschadigd" in told.err
    assert "bel beheer" in told.err and "bewaar de map" in told.err
    assert fingerprints(laptop.folder) == before


def test_a_damaged_page_is_found_by_verify(laptop: Laptop) -> None:
    path = laptop.folder / "store.db"
    data = bytearray(path.read_bytes())
    for start in range(4096, len(data), 4096):
        data[start + 100] ^= 1
    path.write_bytes(data)
    told = laptop("verify", laptop.visit)
    assert told.code == 7
    assert "beschadigd" in told.err


@pytest.mark.parametrize("left", ["", "{", None])
def test_a_damaged_or_missing_key_file_is_told(laptop: Laptop, left: str | None) -> None:
    path = laptop.folder / "key.json"
    path.unlink() if left is None else path.write_text(left, encoding="utf-8")
    told = laptop("visit", "list")
    assert told.code == 7
    assert "key.json op deze laptop is beschadigd" in told.err


def test_a_folder_without_data_is_told_and_not_made(laptop: Laptop, tmp_path: Path) -> None:
    told = laptop.run(
        "visit", "list", "--data", tmp_path / "leeg", "--passphrase-file", laptop.passphrase
    )
    assert told.code == 4
    assert "geen gegevens van inspectiebezoek" in told.err
    assert not (tmp_path / "leeg").exists()


def test_a_data_folder_that_cannot_be_made_is_told(laptop: Laptop, checklist: Path) -> None:
    told = laptop.run(
        *("visit", "new", checklist, "--person", "insp-a"),
        *("--data", checklist, "--passphrase-file", laptop.passphrase),
    )
    assert told.code == 4
    assert "kan niet worden geschreven" in told.err


@pytest.mark.parametrize("content", [b"", b"\n", b"\nzin\n"])
def test_a_passphrase_file_without_a_passphrase_is_told(laptop: Laptop, content: bytes) -> None:
    laptop.passphrase.write_bytes(content)
    told = laptop("visit", "list")
    assert told.code == 4
    assert "geen wachtwoordzin op de eerste regel" in told.err


def test_a_missing_passphrase_file_is_told(laptop: Laptop) -> None:
    laptop.passphrase.unlink()
    told = laptop("visit", "list")
    assert told.code == 4
    assert "passphrase bestaat niet" in told.err


def test_damaged_and_missing_files_are_all_named_and_the_log_still_reads(
    laptop: Laptop, tmp_path: Path
) -> None:
    for name in ("een.txt", "twee.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
        assert laptop("visit", "attach", laptop.visit, tmp_path / name).code == 0
    whole = laptop("verify", laptop.visit, "--json").result
    assert (whole["files"], whole["holds"]) == (3, True)  # the checklist is a file too
    for path in (laptop.folder / "evidence").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    told = laptop("verify", laptop.visit, "--json")
    assert told.code == 7
    assert {"E-A01", "E-A02"} < set(told.result["damaged"])
    assert told.error["code"] == "IB-O-310"
    for path in (laptop.folder / "evidence").rglob("*"):
        if path.is_file():
            path.unlink()
    gone = laptop("verify", laptop.visit, "--json")
    assert gone.code == 4
    assert {"E-A01", "E-A02"} < set(gone.result["missing"])
    assert laptop("visit", "log", laptop.visit).code == 0
    assert laptop("visit", "export", laptop.visit, tmp_path / "uit.json").code == 0


def tamper(laptop: Laptop, statement: str) -> None:
    """What a person with the passphrase, but without our program, might do."""
    store = Store(laptop.folder, unlock(laptop.folder, "oefening"))
    with store._database.transaction() as connection:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for (name,) in connection.exec_driver_sql(query).fetchall():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql(statement)
    store.close()


def test_a_change_that_was_taken_out_is_found(laptop: Laptop) -> None:
    tamper(laptop, "DELETE FROM change WHERE dseq = 3")
    for words in (("verify",), ("visit", "log")):
        told = laptop(*words, laptop.visit)
        assert told.code == 7
        assert "sluiten niet op elkaar aan" in told.err and "Meld dit aan beheer" in told.err
    assert laptop("verify", laptop.visit, "--json").result["holds"] is False


@pytest.mark.parametrize(
    "altered",
    [
        "value = x'7b'",
        "value = x'226e656522'",
        "value = x'ff'",
        "value = NULL",
        "value = 'nee'",
        "salt = x'00'",
        "data = x'7b7d'",
        "data = x'ff00'",
        "data = replace(data, 'insp-a', 'insp-b')",
        "device = 'd-x'",
    ],
)
def test_a_row_that_was_altered_is_told_in_words_and_holds_up_no_other_visit(
    laptop: Laptop, altered: str, checklist: Path
) -> None:
    made = laptop("visit", "new", checklist, "--person", "insp-a", "--json")
    tamper(laptop, f"UPDATE change SET {altered} WHERE log = 'visit/{laptop.visit}' AND dseq = 3")
    for words in (("verify",), ("visit", "log"), ("visit", "show")):
        told = laptop(*words, laptop.visit)
        assert told.code == 7, words
        assert "sluiten niet op elkaar aan" in told.err and "Meld dit aan beheer" in told.err
    other = made.result["visit"]
    listed = laptop("visit", "list", "--json")
    assert {laptop.visit, other} <= {each["visit"] for each in listed.result}
    assert laptop("visit", "show", other).code == 0


def test_verify_does_not_call_changes_signed_that_nobody_signed(laptop: Laptop) -> None:
    tamper(laptop, "DELETE FROM seal")
    told = laptop("verify", laptop.visit)
    assert told.code == 0
    assert "0 ervan zijn ondertekend" in told.out


def test_data_that_another_program_has_open_is_told(laptop: Laptop) -> None:
    store = Store(laptop.folder, unlock(laptop.folder, "oefening"))
    told = laptop("visit", "list")
    store.close()
    assert told.code == 5
    assert "al open in een ander venster" in told.err


def test_a_passphrase_file_made_by_another_editor_opens_too(laptop: Laptop) -> None:
    laptop.passphrase.write_bytes("\ufeffoefening\r\n".encode())
    assert laptop("visit", "list").code == 0
