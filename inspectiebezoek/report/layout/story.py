"""Build the story of a report: each call adds something to read and its place in the structure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from reportlab.platypus import KeepTogether, PageBreak, Spacer

from inspectiebezoek.report.content import Photo
from inspectiebezoek.report.fonts import covered
from inspectiebezoek.report.layout.contents import ContentsLine
from inspectiebezoek.report.layout.flowables import (
    Chart,
    Figure,
    ListItem,
    SignaturePlace,
    TaggedTable,
    Text,
)
from inspectiebezoek.report.layout.style import FACTS, STYLES, TABLE, TINT, WIDTH
from inspectiebezoek.report.layout.tags import Element


class Story:
    """Collects flowables and the elements they belong to; `place` names where we are."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self.flowables: list[Any] = []
        self.place = ""
        self._above = [self.root]
        self.headings: list[tuple[int, str]] = []
        self._notes = 0

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
        """What is added inside stays on one page where it fits on one."""
        start = len(self.flowables)
        # A block inside a block is not kept: the headings above come along by name.
        while start and self.flowables[start - 1].getKeepWithNext():
            start -= 1
        yield
        kept = self.flowables[start:]
        del self.flowables[start:]
        self.flowables.append(KeepTogether(kept))

    def heading(self, level: int, words: str) -> None:
        """A heading of level 1 to 3, in the outline and (to level 2) in the contents."""
        self.place = words
        text = self._text(words, f"H{level}", f"H{level}")
        text.heading = (level, words)
        self.headings.append(text.heading)
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

    def note(self, words: str) -> None:
        """A note to what stands above it, such as the basis of a norm; nothing without words."""
        if words:
            self._notes += 1
            note = self._text(words, "small", "Note")
            note.element = Element("Note", self._above[-1], id=f"note-{self._notes:04d}")
            self.flowables.append(note)

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
        rows: Sequence[Sequence[str]],
        shares: Sequence[float],
        summary: str,
        small: Sequence[int] = (),
    ) -> None:
        """A table with a head that repeats; `shares` of the width per column; `small`: columns
        in small type, such as hashes. The first column heads its row. A row of one cell spans the
        whole width and heads the rows below it."""
        element = self._table_element(summary)
        cells: list[list[Text | str]] = []
        elements, spans = [], list[Any]()
        for number, row in enumerate([head, *rows]):
            line = Element("TR", element)
            made = [
                self._cell(words, line, number == 0, column, column in small)
                for column, words in enumerate(row)
            ]
            if len(made) == 1 < len(head):
                made[0][1].attributes = {"O": "Table", "Scope": "Column", "ColSpan": len(head)}
                made[0][0].style = STYLES["head"]
                across = ((0, number), (-1, number))
                spans += [("SPAN", *across), ("BACKGROUND", *across, TINT)]
            cells.append([*(text for text, _ in made), *[""] * (len(head) - len(made))])
            elements.append(tuple(cell for _, cell in made))
        self._add_table(cells, elements, shares, [*TABLE, *spans], heads=1)

    def facts(self, rows: Sequence[tuple[str, str]], summary: str) -> None:
        """A table of names and values, without a head row."""
        element = self._table_element(summary)
        cells: list[list[Text | str]] = []
        elements: list[tuple[Element, ...]] = []
        for name, value in rows:
            line = Element("TR", element)
            first = self._cell(name, line, False, 0, False)
            second = self._cell(value, line, False, 1, False)
            cells.append([first[0], second[0]])
            elements.append((first[1], second[1]))
        if rows:
            self._add_table(cells, elements, (0.32, 0.68), FACTS, heads=0)

    def _table_element(self, summary: str) -> Element:
        return Element("Table", self._above[-1], attributes={"O": "Table", "Summary": summary})

    def _cell(
        self, words: str, line: Element, top: bool, column: int, small: bool
    ) -> tuple[Text, Element]:
        heading = top or column == 0
        scope = "Column" if top else "Row"
        attributes: dict[str, str | int] = {"O": "Table", "Scope": scope} if heading else {}
        element = Element("TH" if heading else "TD", line, attributes=attributes)
        style = "head" if top else "mono" if small else "cell"
        text = Text(covered(words, self.place), STYLES[style])
        text.element = element
        return text, element

    def _add_table(
        self,
        cells: list[list[Text | str]],
        elements: list[tuple[Element, ...]],
        shares: Sequence[float],
        style: list[Any],
        heads: int,
    ) -> None:
        whole = sum(shares)
        widths = [WIDTH * share / whole for share in shares]
        table = TaggedTable(cells, colWidths=widths, style=style, repeatRows=heads)
        table.rows, table.heads = tuple(elements), heads
        table.hAlign = "LEFT"
        self.flowables.append(table)
        self.space(8)

    def photos(self, photos: Sequence[tuple[Photo, bytes]], prefix: str) -> None:
        """Photos two on a row, a lone wide one over the whole width, each with its caption."""
        if len(photos) == 1 and (wide := self._wide(*photos[0], prefix)):
            self.flowables.append(KeepTogether(wide))
            return
        for start in range(0, len(photos), 2):
            pair = photos[start : start + 2]
            width = WIDTH / 2 - 6
            columns = [self._photo(photo, jpeg, width, prefix) for photo, jpeg in pair]
            columns += [[]] * (2 - len(columns))
            table = TaggedTable([columns], colWidths=[width + 6] * 2, style=_PHOTOS)
            table.hAlign = "LEFT"
            self.flowables.append(table)

    def _wide(self, photo: Photo, jpeg: bytes, prefix: str) -> list[Any]:
        """A photo over the whole width; nothing for one that is not plainly wider than high."""
        made = self._photo(photo, jpeg, WIDTH, prefix, _WIDE_HEIGHT / WIDTH)
        figure = made[0]
        return made if figure.imageWidth > _PLAINLY * figure.imageHeight else []

    def _photo(
        self, photo: Photo, jpeg: bytes, width: float, prefix: str, tall: float = 0.8
    ) -> list[Any]:
        figure = Figure(jpeg)
        scale = min(width / figure.imageWidth, width * tall / figure.imageHeight)
        figure.drawWidth, figure.drawHeight = figure.imageWidth * scale, figure.imageHeight * scale
        figure.hAlign = "LEFT"
        figure.element = Element("Figure", self._above[-1], alt=photo.alt_text or photo.caption)
        named = photo.label.casefold().startswith(prefix.casefold())
        label = photo.label.capitalize() if named else f"{prefix} {photo.label}"
        caption = self._text(f"{label}. {photo.caption}", "caption", "Caption")
        return [figure, Spacer(1, 3), caption]

    def chart(self, chart: Chart, alt: str) -> None:
        """A chart with alternative text; its data stand in a table."""
        chart.__dict__["element"] = Element("Figure", self._above[-1], alt=alt)
        self.flowables.append(chart)
        self.space(8)

    def contents_line(self, level: int, words: str, page: int, number: int) -> None:
        """A line of the table of contents: a link to heading `number` (from 0), and its page."""
        line = ContentsLine(covered(words, self.place), STYLES[f"contents{level}"])
        reference = Element("Reference", Element("TOCI", self._above[-1]))
        line.element = Element("Link", reference)
        line.page, line.number, line.tip = page, number, words
        self.flowables.append(line)

    def signature_place(self, name: str, tip: str) -> None:
        """Room for a visible signature; `name` of the field, `tip` for screen readers."""
        self.flowables.append(SignaturePlace(name, tip, Element("Form", self._above[-1], alt=tip)))
        self.space(8)

    def space(self, points: float) -> None:
        """Air, in points."""
        self.flowables.append(Spacer(1, points))

    def page(self) -> None:
        """Go on on a new page."""
        self.flowables.append(PageBreak())

    def _text(self, words: str, style: str, tag: str) -> Text:
        text = Text(covered(words, self.place), STYLES[style])
        text.element = Element(tag, self._above[-1])
        return text


_WIDE_HEIGHT, _PLAINLY = 290.0, 1.6  # points; how much wider than high
_PHOTOS = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 6),
    ("TOPPADDING", (0, 0), (-1, -1), 4),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
]
