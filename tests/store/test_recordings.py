"""Sound that is being recorded lies encrypted on disk, piece by piece, and survives a torn end."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store.recordings import Recording, Recordings

KEY = bytes(range(32))
FACTS = {"visit": "v1", "rate": "16000"}
PIECES = [bytes([number]) * 1000 for number in range(1, 5)]


@pytest.fixture
def kept(tmp_path: Path) -> Recordings:
    return Recordings(tmp_path / "recordings", KEY)


def record(kept: Recordings) -> Recording:
    recording = kept.begin(FACTS)
    for piece in PIECES:
        recording.add(piece)
    recording.close()
    return recording


def file_of(tmp_path: Path) -> Path:
    (found,) = (tmp_path / "recordings").iterdir()
    return found


def test_what_was_recorded_comes_back_in_order(kept: Recordings) -> None:
    recording = record(kept)
    assert kept.left() == (recording.id,)
    facts, size, pieces = kept.read(recording.id)
    assert (facts, size, list(pieces)) == (FACTS, 4000, PIECES)
    kept.drop(recording.id)
    assert kept.left() == ()


@pytest.mark.parametrize("cut", [1, 15, 16, 500, 1031])
def test_a_power_cut_takes_the_last_piece_at_most(
    kept: Recordings, tmp_path: Path, cut: int
) -> None:
    recording = record(kept)
    path = file_of(tmp_path)
    path.write_bytes(path.read_bytes()[:-cut])
    _facts, size, pieces = kept.read(recording.id)
    assert (size, list(pieces)) == (3000, PIECES[:3])


def test_a_file_that_was_cut_off_at_its_birth_holds_nothing(
    kept: Recordings, tmp_path: Path
) -> None:
    recording = record(kept)
    path = file_of(tmp_path)
    path.write_bytes(path.read_bytes()[:30])
    facts, size, pieces = kept.read(recording.id)
    assert (facts, size, list(pieces)) == ({}, 0, [])


def test_a_piece_that_was_changed_or_moved_is_not_heard(kept: Recordings, tmp_path: Path) -> None:
    recording = record(kept)
    path = file_of(tmp_path)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(bytes(data))
    assert list(kept.read(recording.id)[2]) == PIECES[:3]


def test_another_key_reads_nothing(kept: Recordings, tmp_path: Path) -> None:
    recording = record(kept)
    other = Recordings(tmp_path / "recordings", bytes(32))
    assert other.read(recording.id)[0] == {}


def test_a_full_disk_is_told_and_what_was_there_stays(
    kept: Recordings, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = kept.begin(FACTS)
    recording.add(PIECES[0])

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InspectionError) as told:
        recording.add(PIECES[1])
    assert told.value.code is Code.DISK_FULL
    recording.close()
    assert next(kept.read(recording.id)[2]) == PIECES[0]
