"""A report is read sooner than pyHanko reads it, and no differently."""

from __future__ import annotations

from io import BytesIO

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader

from inspectiebezoek.report.pdf_reader import PdfReader
from tests.support.reports import sealed

DATA = b"<< /A 1 >> (twee) 12 0 R"
TABLES = {
    "as it should be": b"10 0 11 11 ",
    "another number in it": b"12 0 11 11 ",
    "a number twice": b"10 0 10 11 ",
    "no number": b"10 x 11 11 ",
    "past its end": b"10 0 11 900 ",
    "a reference for an object": b"10 18 11 11 ",
}


def objects(reader: PdfFileReader, highest: int) -> list[bytes]:
    found = []
    for number in range(1, highest):
        written = BytesIO()
        try:
            reader.get_object(generic.Reference(number, 0, reader)).write_to_stream(written)
        except PdfReadError as error:
            written.write(str(error).encode())
        found.append(written.getvalue())
    return found


def file_with(table: bytes) -> bytes:
    """A file whose objects 10 and 11 are in stream 5, with this table in front."""
    body = table + DATA
    pdf = b"%PDF-1.7\n"
    places = {}
    for number, words in (
        (1, b"<< /Type /Catalog /Pages 2 0 R >>"),
        (2, b"<< /Type /Pages /Kids [] /Count 0 >>"),
        (
            5,
            b"<< /Type /ObjStm /N 2 /First %d /Length %d >>\nstream\n%b\nendstream"
            % (len(table), len(body), body),
        ),
    ):
        places[number] = len(pdf)
        pdf += b"%d 0 obj\n%b\nendobj\n" % (number, words)
    rows = {number: (1, place) for number, place in places.items()}
    rows |= {6: (1, len(pdf)), 10: (2, 5), 11: (2, 5)}
    entries = b""
    for number in range(12):
        kind, place = rows.get(number, (0, 0))
        entries += bytes([kind]) + place.to_bytes(2, "big") + bytes([number == 11])
    pdf += (
        b"6 0 obj\n<< /Type /XRef /Size 12 /W [1 2 1] /Root 1 0 R /Length %d >>\nstream\n%b"
        b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (len(entries), entries, len(pdf))
    )
    return pdf


@pytest.mark.parametrize("strict", [True, False])
def test_every_object_of_a_report_is_read_as_pyhanko_reads_it(strict: bool) -> None:
    pdf = sealed()
    theirs = PdfFileReader(BytesIO(pdf), strict=strict)
    highest = int(theirs.trailer["/Size"])
    read = objects(PdfReader(pdf, strict=strict), highest)
    assert read == objects(theirs, highest)
    assert highest > 100


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_an_odd_table_is_read_as_pyhanko_reads_it(table: bytes, strict: bool) -> None:
    pdf = file_with(table)
    theirs = PdfFileReader(BytesIO(pdf), strict=strict)
    assert objects(PdfReader(pdf, strict=strict), 12) == objects(theirs, 12)
