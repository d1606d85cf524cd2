"""Promises about a stolen laptop: nothing that was written down can be read from its files."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from inspectiebezoek.log.change import ADD, Proposal
from inspectiebezoek.store.keys import unlock
from tests.support.laptop import LOG, Laptop
from tests.support.marker import MARKER, files_with


def fill(laptop: Laptop) -> None:
    """Write the marker wherever a person can write."""
    laptop.write("answer:/data/a", MARKER)
    laptop.write("remark:/data/a", f"Opmerking {MARKER}")
    laptop.write(f"answer:/data/rij[{MARKER}]/x", "in een adres")
    laptop.append(LOG, [Proposal("finding:1/", {"label": MARKER}, op=ADD)], now=laptop.clock())
    laptop.keep_draft(LOG, "answer:/data/b", f"wordt getypt {MARKER}", now=laptop.clock())
    laptop.evidence.keep([MARKER.encode() * 50_000, MARKER.encode("utf-16-le") * 50_000])
    laptop.note_files(LOG, [(MARKER, 5)])
    # Enough to spill: what does not fit in memory must not go to a plain temporary file.
    many = [Proposal(f"answer:/data/v{n}", MARKER * 20) for n in range(2_000)]
    laptop.append(LOG, many, now=laptop.clock())
    laptop.drop_draft(LOG, "answer:/data/b")
    laptop.keep_draft(LOG, "answer:/data/c", MARKER, now=laptop.clock())


def test_no_file_tells_what_was_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "TMPDIR", "SQLITE_TMPDIR", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    laptop = Laptop(tmp_path / "data", key=unlock(tmp_path / "data", "wachtzin"))
    fill(laptop)
    assert laptop.check(LOG) == ()

    assert files_with(tmp_path) == []
    killed = shutil.copytree(tmp_path / "data", tmp_path / "as-after-a-kill")
    assert any(killed.glob("store.db-wal"))
    assert files_with(killed) == []

    laptop.close()
    assert files_with(tmp_path) == []


@pytest.mark.parametrize("coding", ["UTF-8", "UTF-16le", "UTF-16be"])
def test_the_same_search_finds_it_in_an_unencrypted_file(tmp_path: Path, coding: str) -> None:
    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute(f"PRAGMA encoding = '{coding}'")
    plain.execute("CREATE TABLE change (value)")
    plain.execute("INSERT INTO change VALUES (?)", [MARKER])
    plain.commit()
    plain.close()
    (tmp_path / f"{MARKER}.txt").touch()
    (tmp_path / "other.txt").write_text("niets", encoding="utf-8")

    assert files_with(tmp_path) == [f"{MARKER}.txt", "plain.db"]
