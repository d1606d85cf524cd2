"""A PDF read with pyHanko, each object stream looked through once.

pyHanko reads the table of a stream anew for each of the hundred objects in it, which is most of
the time of judging a signature. Whatever is not quite as it should be is left to pyHanko.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

_OF_TABLES, _OF_NUMBERS = b"0123456789 \t\r\n", b"0123456789+-."


@dataclass(frozen=True, slots=True)
class _Contents:
    """The bytes of an object stream, and of each object its place in the table and the bytes."""

    data: bytes
    places: dict[int, tuple[int, int]]


class PdfReader(PdfFileReader):
    """Reads what `PdfFileReader` reads, sooner."""

    def __init__(self, pdf: bytes, *, strict: bool = True) -> None:
        self._contents: dict[int, _Contents] = {}
        super().__init__(BytesIO(pdf), strict=strict)

    def _get_object_from_stream(self, idnum: int, stmnum: int, idx: int) -> Any:
        try:
            found = self._found(idnum, stmnum, idx)
        except PdfError:
            found = None
        if found is not None:
            return found
        return super()._get_object_from_stream(idnum, stmnum, idx)  # type: ignore[no-untyped-call]

    def _found(self, idnum: int, stmnum: int, idx: int) -> generic.PdfObject | None:
        """The object; None where something is odd."""
        contents = self._contents.get(stmnum)
        if contents is None:
            contents = self._contents[stmnum] = self._looked_through(stmnum)
        number, start = contents.places.get(idnum, (-1, 0))
        if number != idx:
            return None
        stream = BytesIO(contents.data)
        stream.seek(start)
        read: generic.PdfObject = generic.read_object(stream, generic.Reference(idnum, 0, self))
        odd = isinstance(read, generic.StreamObject | generic.IndirectObject)
        return None if odd else read

    def _looked_through(self, stmnum: int) -> _Contents:
        stream = generic.Reference(stmnum, 0, self).get_object()
        if not isinstance(stream, generic.StreamObject) or stream["/Type"] != "/ObjStm":
            return _Contents(b"", {})
        data = stream.read_data(DecodePurpose.OBJECT_STREAM)
        return _Contents(data, _places(data, stream["/N"], stream["/First"]))


def _places(data: bytes, count: object, first: object) -> dict[int, tuple[int, int]]:
    """Where the objects begin by the table in front; nothing where the table is odd."""
    if not isinstance(count, int) or not isinstance(first, int) or not 0 < first <= len(data):
        return {}
    table = data[:first]
    cut_short = table[-1] in _OF_NUMBERS and data[first : first + 1] in _OF_NUMBERS
    numbers = [] if table.translate(None, _OF_TABLES) or cut_short else table.split()
    if not 0 < 2 * count <= len(numbers):
        return {}
    places: dict[int, tuple[int, int]] = {}
    for index in range(count):
        number, offset = int(numbers[2 * index]), int(numbers[2 * index + 1])
        places.setdefault(number, (index, first + offset))
    return places
