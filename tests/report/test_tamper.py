"""Whatever is done to a signed report, it never passes for the one that was signed."""

from __future__ import annotations

import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from inspectiebezoek.report.verdict import Verdict
from inspectiebezoek.report.verify import verify
from tests.support.reports import LEAD, NOW, SECOND, fingerprints, made, sealed, signed, signers_of

PDF = signed(LEAD, SECOND)
EXPECTED = fingerprints(LEAD, SECOND)


def judged(pdf: bytes) -> Verdict:
    return verify(pdf, EXPECTED, now=NOW)


def flipped(at: int, mask: int = 1) -> bytes:
    data = bytearray(PDF)
    data[at] ^= mask
    return bytes(data)


def rooms() -> list[tuple[int, int]]:
    """Where the container of each signature begins and ends in the file."""
    signatures = PdfFileReader(io.BytesIO(PDF)).embedded_regular_signatures
    return [(each.byte_range[1], each.byte_range[2]) for each in signatures]


def filled(room: tuple[int, int]) -> int:
    """How many digits of a container are in use; behind them come zeros.

    Read from the envelope (X.690 8.1.3: tag, 0x82, two bytes of length), which may itself end
    in zeros.
    """
    head = bytes.fromhex(PDF[room[0] + 1 : room[0] + 9].decode())
    assert head[1] == 0x82
    return 2 * (4 + int.from_bytes(head[2:4], "big"))


def test_untouched_it_holds() -> None:
    assert judged(PDF).holds


@pytest.mark.parametrize("places", [60, pytest.param(1500, marks=pytest.mark.long)])
def test_a_flipped_bit_in_any_region_is_seen(places: int) -> None:
    step = len(PDF) // places

    missed = [at for at in range(5, len(PDF), step) if judged(flipped(at)).holds]

    assert missed == []


@settings(max_examples=25, deadline=None)
@given(at=st.integers(5, len(PDF) - 1), mask=st.integers(1, 255))
def test_any_other_byte_anywhere_is_seen(at: int, mask: int) -> None:
    assert not judged(flipped(at, mask)).holds


@settings(max_examples=15, deadline=None)
@given(at=st.integers(0, 2 * 900), mask=st.sampled_from([1, 2, 4, 8, 0x20]))
def test_any_other_digit_in_the_last_container_is_seen(at: int, mask: int) -> None:
    """The envelope, the certificate and the letter case are covered by no digest."""
    start, end = rooms()[-1]

    assert not judged(flipped(min(start + at, end - 1), mask)).holds


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("place", ["first", "last"])
def test_a_digit_in_the_room_behind_a_signature_is_seen(number: int, place: str) -> None:
    room = rooms()[number]
    at = room[0] + 1 + filled(room) if place == "first" else room[1] - 2
    assert PDF[at] == ord("0")

    verdict = judged(flipped(at))

    assert "altered" in verdict.faults
    assert not verdict.signatures[number].intact


def test_the_case_of_one_letter_in_a_container_is_seen() -> None:
    start, end = rooms()[-1]
    at = next(each for each in range(start, end) if chr(PDF[each]) in "ABCDEF")

    verdict = judged(flipped(at, 0x20))

    assert verdict.signatures[-1].valid
    assert verdict.faults == ("altered",)


@settings(max_examples=12, deadline=None)
@given(more=st.binary(min_size=1, max_size=40))
def test_bytes_behind_the_end_are_seen(more: bytes) -> None:
    assert not judged(PDF + more).holds


@settings(max_examples=25, deadline=None)
@given(size=st.integers(5, len(PDF) - 1))
def test_a_piece_cut_off_is_seen(size: int) -> None:
    verdict = judged(PDF[:size])

    # Cut exactly after the first signature, it is the report as the first signer left it.
    assert not verdict.holds or verdict.waiting == (SECOND,)


def test_without_the_last_signature_the_report_says_who_is_missing() -> None:
    end = PDF.index(b"%%EOF", rooms()[0][1]) + len(b"%%EOF\n")

    verdict = judged(PDF[:end])

    assert [each.name for each in verdict.signatures] == [LEAD]
    assert verdict.waiting == (SECOND,)


def test_a_box_drawn_over_a_page_afterwards_is_seen() -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(PDF))
    box = generic.StreamObject(stream_data=b"1 1 1 rg 100 300 300 300 re f")
    writer.add_stream_to_page(0, writer.add_object(box))

    verdict = judged(_written(writer))

    assert {"changed-afterwards", "not-whole-file"} <= set(verdict.faults)
    assert all(each.intact and each.changed for each in verdict.signatures)


def test_other_attached_data_in_a_later_revision_is_seen() -> None:
    """The shadow: both signatures are right, and the data beside them is another's."""
    writer = IncrementalPdfFileWriter(io.BytesIO(PDF))
    stream = writer.root["/AF"][0]["/EF"]["/F"]
    reference = writer.root["/AF"][0]["/EF"].raw_get("/F")
    stream._data = stream.data.replace(b'"dseq": 12', b'"dseq": 13')
    stream._encoded_data = None
    writer.mark_update(reference)

    verdict = judged(_written(writer))

    assert verdict.heads["laptop-a"]["dseq"] == 13
    assert {"changed-afterwards", "not-whole-file"} <= set(verdict.faults)


def test_a_later_revision_that_hides_its_signatures_is_seen() -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(PDF))
    del writer.root["/AcroForm"]
    writer.update_root()

    assert judged(_written(writer)).faults[0] in {"unsigned", "unreadable"}


def test_a_file_saved_anew_by_another_program_is_seen() -> None:
    with pikepdf.open(io.BytesIO(PDF)) as document:
        out = io.BytesIO()
        document.save(out)

    assert "altered" in judged(out.getvalue()).faults


def test_signatures_moved_to_another_report_are_seen() -> None:
    other = made(signers_of(LEAD, SECOND), finding="Alles is in orde.")

    assert not judged(other + PDF[len(sealed(LEAD, SECOND)) :]).holds


@settings(max_examples=40, deadline=None)
@given(rubbish=st.binary(max_size=200))
def test_rubbish_that_begins_like_a_pdf_gets_a_verdict(rubbish: bytes) -> None:
    assert not judged(b"%PDF-1.7\n" + rubbish).holds


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
