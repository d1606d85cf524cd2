"""A result is written whole, or what was there stays."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Laptop
from tests.support.smalldisk import Ballast, small_disk


def test_a_result_replaces_what_was_there(laptop: Laptop, tmp_path: Path) -> None:
    out = tmp_path / "map" / "uit.json"
    for _ in range(2):
        assert laptop("visit", "export", laptop.visit, out).code == 0
    assert [path.name for path in out.parent.iterdir()] == ["uit.json"]


def test_a_full_disk_is_told_and_what_was_there_stays(
    laptop: Laptop, checklist: Path, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk") as disk:
        out = disk / "uit.json"
        out.write_text("eerder", encoding="utf-8")
        Ballast(disk).fill()
        for words in (
            ("visit", "export", laptop.visit, out),
            ("form", "export", checklist, disk / "uit.xlsx"),
            ("form", "export", checklist, disk / "uit.xml"),
        ):
            told = laptop(*words)
            assert told.code == 4
            assert "schijf is vol" in told.err
        assert out.read_text("utf-8") == "eerder"
        assert {path.name for path in disk.iterdir()} == {"uit.json", "ballast"}


def test_a_data_folder_that_does_not_fit_on_the_disk_is_told_and_can_be_made_later(
    laptop: Laptop, checklist: Path, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk") as disk:
        Ballast(disk).fill()
        words = ("visit", "new", checklist, "--person", "a", "--data", disk / "data")
        told = laptop.run(*words, "--passphrase-file", laptop.passphrase)
        assert told.code == 4
        assert "schijf is vol" in told.err
        (disk / "ballast").unlink()
        assert laptop.run(*words, "--passphrase-file", laptop.passphrase).code == 0
