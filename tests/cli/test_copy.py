"""The second copy at the command line: how it is, where it lies, and the way back."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Laptop
from tests.cli.test_documented import keys


def test_a_lost_database_comes_back_with_one_command(laptop: Laptop) -> None:
    laptop("visit", "answer", laptop.visit, "A1", "ja")
    checked = laptop("copy", "check", "--json")
    assert checked.code == 0
    assert set(checked.result) == keys("copy check")
    for path in laptop.folder.glob("store.db*"):
        path.unlink()
    told = laptop("visit", "list")
    assert told.code == 7
    assert "copy restore" in told.err
    restored = laptop("copy", "restore", "--json")
    assert restored.code == 0
    assert set(restored.result) == keys("copy restore")
    assert restored.result["changes"] == checked.result["changes"]
    assert laptop("visit", "show", laptop.visit, "--json").result["answered"] == 1
    assert laptop("verify", laptop.visit).code == 0


def test_a_whole_database_is_left_alone(laptop: Laptop) -> None:
    before = (laptop.folder / "store.db").read_bytes()
    told = laptop("copy", "restore")
    assert told.code == 0
    assert "niets teruggezet" in told.out
    assert (laptop.folder / "store.db").read_bytes() == before


def test_the_copy_moves_to_another_folder(laptop: Laptop, tmp_path: Path) -> None:
    told = laptop("copy", "to", tmp_path / "elders", "--json")
    assert told.code == 0
    assert set(told.result) == keys("copy to FOLDER")
    assert Path(told.result["file"]).parent == tmp_path / "elders"
    laptop("visit", "answer", laptop.visit, "A1", "ja")
    assert laptop("copy", "check").code == 0
    (tmp_path / "elders").rename(tmp_path / "weg")
    (tmp_path / "elders").write_text("", encoding="utf-8")
    assert laptop("copy", "check").code == 7
    assert laptop("visit", "list").code == 0


def test_the_doctor_looks_at_the_copy_too(laptop: Laptop, tmp_path: Path) -> None:
    def copy_part(*options: object) -> dict[str, object]:
        parts = laptop.run("doctor", "--data", laptop.folder, *options, "--json").result
        (found,) = [each for each in parts if each["part"] == "copy"]
        return dict(found)

    opened = ("--passphrase-file", laptop.passphrase)
    assert copy_part(*opened)["present"]
    closed = copy_part()
    assert not closed["present"] and "--passphrase-file" in str(closed["remedy"])

    assert laptop("copy", "to", tmp_path / "elders").code == 0
    (tmp_path / "elders").rename(tmp_path / "weg")
    (tmp_path / "elders").write_text("", encoding="utf-8")
    lost = copy_part(*opened)
    assert not lost["present"] and "copy to" in str(lost["remedy"])
    told = laptop("doctor")
    assert told.code == 0 and "niet te bereiken" in told.out
    empty = laptop.run("doctor", "--data", tmp_path / "leeg", *opened, "--json").result
    assert "copy" not in {each["part"] for each in empty}
