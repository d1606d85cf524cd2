"""Tell in sentences what differs between two versions of a report, such as after wederhoor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import pypdfium2

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.report.layout.style import BOTTOM, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, TOP

_END = re.compile(r"(?<=[.!?:;])\s+|\r?\n")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a line that is none, with its page (from 1)."""

    page: int
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What stood there and what stands there now; one of them is empty when it came or went."""

    before: tuple[Sentence, ...]
    after: tuple[Sentence, ...]


def compare(before: bytes, after: bytes, names: tuple[str, str]) -> tuple[Difference, ...]:
    """The differences in reading order; empty when the text is the same.

    Running heads, page numbers and line numbers do not count, nor where a line breaks. Raises
    `REPORT_UNREADABLE` with the name of the file that is no PDF.
    """
    old, new = sentences(before, names[0]), sentences(after, names[1])
    matcher = SequenceMatcher(
        None, [each.words for each in old], [each.words for each in new], autojunk=False
    )
    return tuple(
        Difference(tuple(old[i:j]), tuple(new[k:m]))
        for kind, i, j, k, m in matcher.get_opcodes()
        if kind != "equal"
    )


def sentences(pdf: bytes, name: str = "") -> Sequence[Sentence]:
    """The text within the margins of every page, sentence by sentence."""
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise InspectionError(Code.REPORT_UNREADABLE, file=name) from error
    try:
        return list(_sentences(document))
    finally:
        document.close()


def _sentences(document: pypdfium2.PdfDocument) -> Iterator[Sentence]:
    for number in range(len(document)):
        text = document[number].get_textpage()
        inside = text.get_text_bounded(
            left=MARGIN - 4, bottom=BOTTOM - 8, right=PAGE_WIDTH, top=PAGE_HEIGHT - TOP + 24
        )
        # A soft end of a line has a space before it, a hard one has none.
        joined = re.sub(r" \r?\n", " ", inside)
        for each in _END.split(joined):
            words = " ".join(each.split())
            if words:
                yield Sentence(number + 1, words)
