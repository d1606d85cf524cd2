"""A laptop that is killed while it syncs: what it acknowledged comes through in the end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from inspectiebezoek.app.office_link import sync_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.store.local import Store
from tests.support.laptop import LOG
from tests.support.office import TestOffice

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = [sys.executable, "-m", "tests.support.syncing"]


def sync_until_killed(folder: Path, lines: int) -> list[tuple[str, str]]:
    """What the program acknowledged before it was killed after so many lines."""
    with subprocess.Popen(
        [*PROGRAM, str(folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as program:
        assert program.stdout is not None
        said = [program.stdout.readline() for _ in range(lines)]
        program.kill()
        said += program.stdout.readlines()
    assert program.returncode == -9
    words = (line.split() for line in said if line.endswith("\n"))
    return [(what, which) for what, which in words]


def test_a_laptop_killed_while_it_syncs_ends_with_all_that_it_acknowledged(
    office: TestOffice,
) -> None:
    place = office.laptop("anna")
    folder = place.store.folder
    place.store.close()

    said: list[tuple[str, str]] = []
    for lines in (3, 4, 6, 7):  # after the last answer of a round the sync begins
        said += sync_until_killed(folder, lines)

    store = Store(folder, bytes(32))
    assert not list(folder.rglob("*.part"))
    answers = [which for what, which in said if what == "answer"]
    assert len(answers) >= 16
    assert set(answers) <= {entry.id for entry in store.entries(LOG)}
    assert sync_here(Workplace(store)).done
    kept = office.served.office
    assert [e.id for e in kept.ledger.entries(LOG)] == [e.id for e in store.entries(LOG)]
    received = [int(which) for what, which in said if what == "received"]
    assert received and max(received) <= len(store.entries(LOG))
    for sha256, _size in store.office.files(LOG):
        assert b"".join(kept.files.read(sha256)) == store.evidence.content(sha256)
    store.close()
