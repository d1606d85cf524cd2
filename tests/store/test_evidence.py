"""Promises about evidence: what was put in comes out, or it is said that it does not."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store.evidence import CHUNK, EvidenceFolder
from tests.support.laptop import KEY, Laptop
from tests.support.marker import MARKER, files_with

MIB = 1 << 20
HEAD, SEALED = 8 + 12, CHUNK + 16


def content(size: int) -> bytes:
    return hashlib.shake_128(b"bewijs").digest(size)


@pytest.fixture
def folder(tmp_path: Path) -> EvidenceFolder:
    return EvidenceFolder(tmp_path / "evidence", KEY)


@pytest.fixture
def kept(folder: EvidenceFolder, tmp_path: Path) -> tuple[str, Path]:
    """A kept file of four chunks: its hash and where it lies."""
    sha256, _ = folder.keep([content(3 * MIB + 5)])
    return sha256, tmp_path / "evidence" / sha256[:2] / sha256


@pytest.mark.parametrize("size", [0, 1, MIB - 1, MIB, MIB + 1, 2 * MIB, 5 * MIB])
def test_what_was_put_in_comes_out(folder: EvidenceFolder, size: int) -> None:
    data = content(size)

    sha256, known = folder.keep([data])

    assert (sha256, known) == (hashlib.sha256(data).hexdigest(), size)
    assert sha256 in folder
    assert folder.content(sha256) == data
    assert all(len(chunk) <= CHUNK for chunk in folder.read(sha256))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, MIB + 3), max_size=5))
def test_how_it_was_cut_does_not_matter(tmp_path_factory, sizes: list[int]) -> None:
    folder = EvidenceFolder(tmp_path_factory.mktemp("e"), KEY)
    pieces = [content(size) for size in sizes]

    sha256, _ = folder.keep(pieces)

    assert folder.content(sha256) == b"".join(pieces)


def test_the_same_file_twice_is_kept_once(folder: EvidenceFolder, tmp_path: Path) -> None:
    assert folder.keep([b"foto"]) == folder.keep([b"fo", b"to"])
    assert len([each for each in tmp_path.rglob("*") if each.is_file()]) == 1


def refusal(folder: EvidenceFolder, sha256: str) -> Code:
    with pytest.raises(InspectionError) as refused:
        folder.content(sha256)
    return refused.value.code


@pytest.mark.parametrize(
    "place",
    [0, 3, 8, 15, HEAD, HEAD + 100, HEAD + CHUNK + 3, HEAD + SEALED + 1, -1],
)
def test_a_changed_byte_is_noticed(
    folder: EvidenceFolder, kept: tuple[str, Path], place: int
) -> None:
    sha256, path = kept
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)

    assert refusal(folder, sha256) is Code.EVIDENCE_DAMAGED


@pytest.mark.parametrize("length", [0, 5, 8, 19, 20, 21, 35, HEAD + SEALED, HEAD + 2 * SEALED, -1])
def test_a_file_that_was_cut_off_is_noticed(
    folder: EvidenceFolder, kept: tuple[str, Path], length: int
) -> None:
    sha256, path = kept
    path.write_bytes(path.read_bytes()[:length])

    assert refusal(folder, sha256) is Code.EVIDENCE_DAMAGED


@pytest.mark.parametrize("extra", [b"x", b"x" * SEALED])
def test_a_file_that_grew_is_noticed(
    folder: EvidenceFolder, kept: tuple[str, Path], extra: bytes
) -> None:
    sha256, path = kept
    path.write_bytes(path.read_bytes() + extra)

    assert refusal(folder, sha256) is Code.EVIDENCE_DAMAGED


def test_swapped_chunks_are_noticed(folder: EvidenceFolder, kept: tuple[str, Path]) -> None:
    sha256, path = kept
    data = path.read_bytes()
    one, two = data[HEAD : HEAD + SEALED], data[HEAD + SEALED : HEAD + 2 * SEALED]
    path.write_bytes(data[:HEAD] + two + one + data[HEAD + 2 * SEALED :])

    assert refusal(folder, sha256) is Code.EVIDENCE_DAMAGED


def test_a_chunk_of_another_file_is_noticed(
    folder: EvidenceFolder, kept: tuple[str, Path], tmp_path: Path
) -> None:
    sha256, path = kept
    other, _ = folder.keep([content(3 * MIB + 6)])
    foreign = (tmp_path / "evidence" / other[:2] / other).read_bytes()
    data = path.read_bytes()
    path.write_bytes(data[:HEAD] + foreign[HEAD : HEAD + SEALED] + data[HEAD + SEALED :])

    assert refusal(folder, sha256) is Code.EVIDENCE_DAMAGED


def test_a_file_under_the_name_of_another_is_noticed(
    folder: EvidenceFolder, kept: tuple[str, Path], tmp_path: Path
) -> None:
    sha256, path = kept
    other, _ = folder.keep([b"een andere foto"])
    shutil.copy(tmp_path / "evidence" / other[:2] / other, path)

    assert refusal(folder, sha256) is Code.EVIDENCE_DAMAGED


def test_a_file_that_is_gone_is_named(folder: EvidenceFolder, kept: tuple[str, Path]) -> None:
    sha256, path = kept
    path.unlink()

    assert sha256 not in folder
    assert refusal(folder, sha256) is Code.EVIDENCE_UNREADABLE


def test_another_key_reads_nothing(kept: tuple[str, Path], tmp_path: Path) -> None:
    assert refusal(EvidenceFolder(tmp_path / "evidence", b"x" * 32), kept[0]) is (
        Code.EVIDENCE_DAMAGED
    )


def test_what_arrives_with_another_hash_is_not_kept(folder: EvidenceFolder, tmp_path: Path) -> None:
    with pytest.raises(InspectionError) as refused:
        folder.keep([b"iets anders"], expected=hashlib.sha256(b"foto").hexdigest())

    assert refused.value.code is Code.EVIDENCE_DAMAGED
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []


@pytest.mark.parametrize("error", [OSError("camera weg"), ZeroDivisionError(), KeyboardInterrupt()])
def test_a_source_that_fails_leaves_nothing_behind(
    folder: EvidenceFolder, tmp_path: Path, error: BaseException
) -> None:
    def failing() -> Iterator[bytes]:
        yield b"x" * (2 * MIB)
        raise error

    with pytest.raises(type(error)):
        folder.keep(failing())

    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []


def test_a_source_that_fails_leaves_an_earlier_copy_alone(folder: EvidenceFolder) -> None:
    sha256, _ = folder.keep([b"foto"])

    with pytest.raises(InspectionError):
        folder.keep([b"iets anders"], expected=sha256)

    assert folder.content(sha256) == b"foto"


def test_what_was_being_written_at_a_kill_is_cleared_away(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    sha256, _ = laptop.evidence.keep([b"foto"])
    laptop.close()
    (tmp_path / "evidence" / "00ff.part").write_bytes(b"half")

    laptop = Laptop(tmp_path)

    assert not list(tmp_path.rglob("*.part"))
    assert laptop.evidence.content(sha256) == b"foto"
    laptop.close()


def test_no_evidence_file_can_be_read_by_others(folder: EvidenceFolder, tmp_path: Path) -> None:
    folder.keep([MARKER.encode() * 100])

    assert files_with(tmp_path) == []
