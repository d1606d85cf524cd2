"""Promises about a laptop that dies: what was acknowledged is on disk, and nothing lies open."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.laptop import KEY, LOG, Laptop
from tests.support.marker import MARKER, files_with
from tests.support.powercut import CALLS, STRACE, Disk, written

ROOT = Path(__file__).resolve().parents[2]


PROGRAM = [sys.executable, "-m", "tests.support.answering"]


def answer_until_killed(folder: Path, lines: int) -> list[list[str]]:
    """What the program acknowledged before it was killed after so many lines."""
    command = [*PROGRAM, str(folder), str(lines * 100)]
    with running(command) as program:
        assert program.stdout is not None
        said = [program.stdout.readline() for _ in range(lines)]
        program.kill()
        said += program.stdout.readlines()
    return [line.split() for line in said if line.endswith("\n")]


@contextmanager
def running(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as program:
        try:
            yield program
        finally:
            program.kill()


@pytest.mark.parametrize("times", [8, pytest.param(30, marks=pytest.mark.long)])
def test_kill_minus_nine_loses_no_acknowledged_answer(times: int, tmp_path: Path) -> None:
    acknowledged: list[list[str]] = []

    for time in range(times):
        acknowledged += answer_until_killed(tmp_path, 3 + 2 * time)

    laptop = Laptop(tmp_path, key=KEY)
    ids = [entry.id for entry in laptop.entries(LOG)]
    answers = [which for what, which in acknowledged if what == "answer"]
    drafts = [which for what, which in acknowledged if what == "draft"]
    files = {which for what, which in acknowledged if what == "file"}
    assert len(answers) >= times * 3
    assert set(answers) <= set(ids)
    # One fact is one transaction: no answer without its remark.
    assert len(ids) % 2 == 0
    assert laptop.check(LOG) == ()
    # At most the keystrokes after the last acknowledged draft are lost.
    typed = laptop.drafts(LOG)["answer:/data/typing"]
    assert int(typed.rpartition(" ")[2]) >= int(drafts[-1])
    for sha256 in files:
        assert MARKER.encode() in laptop.evidence.content(sha256)
    laptop.close()
    # Opening again cleared away the file that was being written.
    assert not list(tmp_path.rglob("*.part"))
    assert files_with(tmp_path) == []


def test_nothing_lies_readable_after_a_kill(tmp_path: Path) -> None:
    answer_until_killed(tmp_path, 60)

    assert written(tmp_path / "store.db-wal") > 0
    assert files_with(tmp_path) == []


def test_each_answer_is_followed_by_a_sync_to_disk(tmp_path: Path) -> None:
    if shutil.which("strace") is None:
        pytest.skip("needs the tool strace")
    trace = tmp_path / "trace"
    calls = ["-e", "trace=fsync,fdatasync,write", "-o", str(trace)]
    command = ["strace", "-f", *calls, *PROGRAM, str(tmp_path / "data"), "20"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    said = done.stdout.splitlines()

    since, synced = 0, []
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    # The thread that answers; the one that puts the second copy on disk may lag behind.
    own = lines[0].split()[0]
    for line in (each for each in lines if each.split()[0] == own):
        if ("sync(" in line or "sync resumed" in line) and "= 0" in line:
            since += 1
        elif 'write(1, "' in line:
            synced.append(since)
            since = 0
    assert len(synced) == len(said) >= 20
    assert all(count >= 1 for count in synced)


def test_an_image_of_the_disk_as_last_flushed_holds_every_acknowledged_answer(
    tmp_path: Path,
) -> None:
    if shutil.which("strace") is None:
        pytest.skip("needs the tool strace")
    trace, folder = tmp_path / "trace", tmp_path / "data"
    command = [*STRACE, CALLS, "-o", str(trace), *PROGRAM, str(folder), "12"]
    subprocess.run(command, capture_output=True, cwd=ROOT, check=True)

    disk, acknowledged = Disk(str(folder)), list[list[str]]()
    for said in disk.after(trace):
        acknowledged.append(said.decode().split())
        # The power goes at this very moment.
        laptop = Laptop(disk.image(tmp_path / f"image-{len(acknowledged)}"))
        answers = {which for what, which in acknowledged if what == "answer"}
        assert answers <= {entry.id for entry in laptop.entries(LOG)}
        for sha256 in (which for what, which in acknowledged if what == "file"):
            assert MARKER.encode() in laptop.evidence.content(sha256)
        typed = [int(which) for what, which in acknowledged if what == "draft"]
        if typed:
            words = laptop.drafts(LOG)["answer:/data/typing"]
            assert int(words.rpartition(" ")[2]) >= typed[-1]
        laptop.close()
    assert len(acknowledged) > 12
