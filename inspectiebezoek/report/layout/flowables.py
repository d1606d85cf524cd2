"""The tagged building blocks of a page: paragraph, list item, table, figure, chart."""

from __future__ import annotations

import hashlib
import io
from typing import Any

from reportlab.graphics.shapes import Drawing
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Image, Paragraph, Table
from reportlab.platypus.paragraph import _SplitWord

from inspectiebezoek.report.layout.style import LINE
from inspectiebezoek.report.layout.tags import Element, Field, TaggingCanvas


class Text(Paragraph):  # type: ignore[misc]
    """A paragraph that is an element; `heading` (level, words) puts it in the outline."""

    element: Element | None = None
    heading: tuple[int, str] | None = None

    def drawOn(self, canvas: Any, x: float, y: float, **slack: Any) -> None:
        """Draw inside the element's marked content, or as an artifact when repeated."""
        if isinstance(canvas, TaggingCanvas):
            canvas.baselines += self._baselines(canvas, x, y)
        if not isinstance(canvas, TaggingCanvas) or canvas.inside:
            super().drawOn(canvas, x, y, **slack)
        elif self.element is None or canvas.repeating:
            with canvas.artifact("Pagination" if canvas.repeating else ""):
                super().drawOn(canvas, x, y, **slack)
        else:
            with canvas.mark(self.element):
                super().drawOn(canvas, x, y, **slack)

    def _baselines(self, canvas: TaggingCanvas, x: float, y: float) -> list[float]:
        """How high each line comes to stand on the page."""
        top = canvas.absolutePosition(x, y + self.height)[1] - self.style.fontSize
        lines = self.blPara.lines if getattr(self, "blPara", None) else ()
        return [
            top - number * self.style.leading
            for number, line in enumerate(lines)
            if _says_something(line)
        ]

    def breakLines(self, width: Any) -> Any:
        """Break lines with a space at each soft end; else readers join the words."""
        broken = super().breakLines(width)
        for line in broken.lines[:-1]:
            _end_with_space(line)
        return broken

    def split(self, width: float, height: float) -> list[Any]:
        """Both halves belong to the same element."""
        halves: list[Any] = super().split(width, height)
        for half in halves:
            half.element = self.element
        return halves


def _says_something(line: Any) -> bool:
    words = line[1] if isinstance(line, tuple) else line.words
    return any(str(getattr(each, "text", each)).strip() for each in words)


def _end_with_space(line: Any) -> None:
    if isinstance(line, tuple):
        words = line[1]
        if words and not isinstance(words[-1], _SplitWord) and not words[-1].endswith(" "):
            words[-1] += " "
    elif line.words and not line.lineBreak:
        last = line.words[-1]
        if getattr(last, "text", "") and not last.text.endswith(" "):
            last.text += " "


class ListItem(Text):
    """An item of a list: the bullet is its label, the text its body."""

    label: Element | None = None
    bullet = "•"

    def drawOn(self, canvas: Any, x: float, y: float, **slack: Any) -> None:
        """Draw the bullet in Lbl, then the text in LBody."""
        if isinstance(canvas, TaggingCanvas) and self.label is not None and not canvas.inside:
            with canvas.mark(self.label):
                canvas.saveState()
                canvas.setFont(self.style.fontName, self.style.fontSize)
                canvas.drawString(x + 2, y + self.height - self.style.fontSize, self.bullet)
                canvas.restoreState()
        super().drawOn(canvas, x, y, **slack)

    def split(self, width: float, height: float) -> list[Any]:
        """Only the first half carries the bullet."""
        halves = super().split(width, height)
        for number, half in enumerate(halves):
            half.label = self.label if number == 0 else None
            half.bullet = self.bullet
        return halves


class _Jpeg(ImageReader):  # type: ignore[misc]
    """A JPEG that goes into the file as it is.

    reportlab tells photos apart by their pixels, and keeps those: 10 MB for each photo. The
    digest of the bytes tells them apart as well.
    """

    def __init__(self, jpeg: bytes) -> None:
        super().__init__(io.BytesIO(jpeg))
        if self._image.format != "JPEG":
            raise ValueError("a photo in a report is a JPEG")
        self._dataA = None
        self._digest = hashlib.sha256(jpeg).digest()

    def getRGBData(self) -> bytes:
        return self._digest


class Figure(Image):  # type: ignore[misc]
    """A photo (JPEG) that is a Figure with alternative text."""

    element: Element | None = None

    def __init__(self, jpeg: bytes) -> None:
        self._img = _Jpeg(jpeg)
        super().__init__(io.BytesIO(jpeg))

    def drawOn(self, canvas: Any, x: float, y: float, **slack: Any) -> None:
        """Draw inside the element, and note where it lies on the page."""
        if isinstance(canvas, TaggingCanvas) and self.element is not None and not canvas.inside:
            left, bottom = canvas.absolutePosition(x, y)
            self.element.box = (left, bottom, self.drawWidth, self.drawHeight)
            with canvas.mark(self.element):
                super().drawOn(canvas, x, y, **slack)
        else:
            super().drawOn(canvas, x, y, **slack)


class Chart(Drawing):  # type: ignore[misc]
    """A drawing that is a Figure with alternative text; its data stand in a table beside it."""

    def drawOn(self, canvas: Any, x: float, y: float, **slack: Any) -> None:
        """Draw inside the element, and note where it lies on the page."""
        element: Element | None = self.__dict__.get("element")
        if isinstance(canvas, TaggingCanvas) and element is not None:
            left, bottom = canvas.absolutePosition(x, y)
            element.box = (left, bottom, self.width, self.height)
            with canvas.mark(element):
                super().drawOn(canvas, x, y, **slack)
        else:
            super().drawOn(canvas, x, y, **slack)


class TaggedTable(Table):  # type: ignore[misc]
    """A table whose rows and cells are elements; its lines and repeated head are artifacts."""

    rows: tuple[tuple[Element, ...], ...] = ()
    continued = False
    heads = 0

    def __init__(self, *args: Any, **options: Any) -> None:
        # renderCB is reportlab's own hook; it survives splits.
        options["renderCB"] = TaggedTable._while_drawing
        super().__init__(*args, **options)

    def _while_drawing(self, command: str, *args: Any) -> None:
        canvas = self.canv
        if not isinstance(canvas, TaggingCanvas):
            return
        if command == "startTable":
            first = self.heads if self.continued else 0
            for cells in self.rows[first:]:
                for cell in cells:
                    canvas.ensure(cell)  # empty cells too: the grid must be regular
        elif command in ("startBG", "startLines"):
            canvas.begin_artifact()
        elif command in ("endBG", "endLines"):
            canvas.end_artifact()
        elif command == "startRow":
            canvas.repeating = self.continued and args[0] < self.heads
        elif command == "endRow":
            canvas.repeating = False

    def split(self, width: float, height: float) -> list[Any]:
        """Each part knows its own rows; the later one repeats the head as an artifact."""
        parts: list[Any] = super().split(width, height)
        for number, part in enumerate(parts):
            if part is self:
                continue
            part.heads = self.heads
            if number == 0:
                part.rows, part.continued = self.rows[: part._nrows], self.continued
            else:
                body = part._nrows - self.heads
                part.rows = self.rows[: self.heads] + self.rows[len(self.rows) - body :]
                part.continued = True
        return parts


class SignaturePlace(Flowable):  # type: ignore[misc]
    """An empty frame where a signature comes; `seal` puts the field there."""

    def __init__(self, name: str, tip: str, element: Element) -> None:
        super().__init__()
        self.name, self.tip, self.element = name, tip, element
        self.width, self.height = 250, 54

    def draw(self) -> None:
        """Draw the frame as decoration, and tell the canvas where the field belongs."""
        canvas = self.canv
        with canvas.artifact():
            canvas.setStrokeColor(LINE)
            canvas.setLineWidth(0.6)
            canvas.rect(0, 0, self.width, self.height)
        left, bottom = canvas.absolutePosition(0, 0)
        box = (left, bottom, left + self.width, bottom + self.height)
        canvas.ensure(self.element)
        canvas.fields.append(Field(self.name, self.tip, len(canvas.marks) - 1, box, self.element))
