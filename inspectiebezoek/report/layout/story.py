"""Build the story of a report: each call adds something to read and its place in the structure."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from reportlab.platypus import CondPageBreak, KeepTogether, NextPageTemplate, PageBreak, Spacer

from inspectiebezoek.report.content import Photo
from inspectiebezoek.report.fonts import covered
from inspectiebezoek.report.layout import tables
from inspectiebezoek.report.layout.flowables import (
    Chart,
    ContentsLine,
    Figure,
    ListItem,
    SignaturePlace,
    TaggedTable,
    Text,
)
from inspectiebezoek.report.layout.style import FACTS, SIDE_BY_SIDE, STYLES, WIDTH
from inspectiebezoek.report.layout.tables import Line
from inspectiebezoek.report.layout.tags import Element

_START_OF_TABLE = 110.0  # points: a heading with the head and the first rows of its table


class Story:
    """Collects flowables and the elements they belong to; `place` names where we are."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self.flowables: list[Any] = []
        self.headings: list[tuple[int, str]] = []
        self.place = ""
        self._above = [self.root]

    @contextmanager
    def section(self, tag: str = "Sect") -> Iterator[None]:
        """What is added inside belongs to one section."""
        self._above.append(Element(tag, self._above[-1]))
        try:
            yield
        finally:
            self._above.pop()

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is added inside stays on one page where it fits, with the headings before it."""
        start = self._before_headings()
        yield
        kept = self.flowables[start:]
        del self.flowables[start:]
        self.flowables.append(KeepTogether(kept))

    def _before_headings(self) -> int:
        """Where the headings begin that stand last; else the end."""
        start = len(self.flowables)
        while start and isinstance(self.flowables[start - 1], Text):
            if self.flowables[start - 1].heading is None:
                break
            start -= 1
        return start

    def heading(self, level: int, words: str) -> None:
        """A heading of level 1 to 3, in the outline and (to level 2) in the contents."""
        self.place = words
        text = self._text(words, f"H{level}", f"H{level}")
        text.heading = (level, words)
        self.headings.append((level, words))
        self.flowables.append(text)

    def paragraph(self, words: str, style: str = "body") -> None:
        """A paragraph; nothing is added for empty words."""
        if words:
            self.flowables.append(self._text(words, style, "P"))

    def labelled(self, label: str, words: str) -> None:
        """A small label with a paragraph below it; nothing for empty words."""
        if words:
            self.paragraph(label, "label")
            self.paragraph(words)

    def items(self, words: Sequence[str]) -> None:
        """A list with bullets."""
        if not words:
            return
        listed = Element("L", self._above[-1], attributes={"O": "List", "ListNumbering": "Disc"})
        for each in words:
            entry = Element("LI", listed)
            item = ListItem(covered(each, self.place), STYLES["item"])
            item.label = Element("Lbl", entry)
            item.element = Element("LBody", entry)
            self.flowables.append(item)
        self.space(4)

    def table(
        self,
        head: Sequence[str],
        lines: Sequence[Line],
        shares: Sequence[float],
        summary: str,
        small: Sequence[int] = (),
    ) -> None:
        """A table; see `tables.table`. Its heading stays with its first rows."""
        made = tables.table(
            self._above[-1], head, lines, shares, summary=summary, place=self.place, small=small
        )
        start = self._before_headings()
        for text in self.flowables[start:]:
            # Kept with the next, a long table would begin on a new page every time.
            text.keepWithNext = 0
        self.flowables.insert(start, CondPageBreak(_START_OF_TABLE))
        self.flowables.append(made)
        self.space(8)

    def facts(
        self,
        rows: Sequence[tuple[str, str]],
        summary: str,
        style: Sequence[Any] = FACTS,
        share: float = 0.24,
    ) -> None:
        """A table of names and values; see `tables.facts`. Nothing for no rows."""
        if rows:
            self.flowables.append(
                tables.facts(
                    self._above[-1], rows, style, summary=summary, place=self.place, share=share
                )
            )
            self.space(8)

    def photo_rows(self, photos: Sequence[tuple[Photo, bytes]], prefix: str) -> None:
        """Photos two on a row, each with its caption below it; a row stays on one page."""
        for start in range(0, len(photos), 2):
            columns = [
                self._photo(photo, jpeg, prefix) for photo, jpeg in photos[start : start + 2]
            ]
            self._side_by_side(columns)

    def _photo(self, photo: Photo, jpeg: bytes, prefix: str) -> list[Any]:
        width = WIDTH / 2 - 6
        figure = Figure(io.BytesIO(jpeg))
        scale = min(width / figure.imageWidth, width * 0.8 / figure.imageHeight)
        figure.drawWidth, figure.drawHeight = figure.imageWidth * scale, figure.imageHeight * scale
        figure.hAlign = "LEFT"
        figure.element = Element("Figure", self._above[-1], alt=photo.alt_text or photo.caption)
        caption = self._text(f"{prefix} {photo.label}. {photo.caption}", "caption", "Caption")
        return [figure, Spacer(1, 3), caption]

    def _side_by_side(self, columns: list[list[Any]]) -> None:
        columns += [[]] * (2 - len(columns))
        pair = TaggedTable([columns], colWidths=[WIDTH / 2] * 2, style=SIDE_BY_SIDE)
        pair.hAlign = "LEFT"
        self.flowables.append(pair)

    def chart(self, chart: Chart, alt: str) -> None:
        """A chart with alternative text; its data stand in a table."""
        chart.__dict__["element"] = Element("Figure", self._above[-1], alt=alt)
        self.flowables.append(chart)
        self.space(8)

    def contents_line(self, level: int, words: str, page: int, target: int) -> None:
        """A line of the table of contents; `target` is the number of the heading, from 0."""
        entry = Element("TOCI", self._above[-1])
        line = ContentsLine(covered(words, self.place), STYLES[f"contents{level}"])
        line.element = Element("Link", Element("Reference", entry))
        line.page, line.target = page, target
        self.flowables.append(line)

    def signature_places(self, places: Sequence[tuple[str, str, str]]) -> None:
        """Room for visible signatures, two on a row: (name of the field, who, tip for readers)."""
        made = [
            [
                self._text(who, "label", "P"),
                SignaturePlace(name, tip, Element("Form", self._above[-1], alt=tip)),
            ]
            for name, who, tip in places
        ]
        for start in range(0, len(made), 2):
            self._side_by_side(made[start : start + 2])

    def space(self, points: float) -> None:
        """Air, in points."""
        self.flowables.append(Spacer(1, points))

    def room(self, points: float) -> None:
        """Go on on a new page when less than this is left on the page."""
        self.flowables.append(CondPageBreak(points))

    def page(self, template: str = "") -> None:
        """Go on on a new page; from there pages look like `template`."""
        if template:
            self.flowables.append(NextPageTemplate(template))
        self.flowables.append(PageBreak())

    def _text(self, words: str, style: str, tag: str) -> Text:
        text = Text(covered(words, self.place), STYLES[style])
        text.element = Element(tag, self._above[-1])
        return text
