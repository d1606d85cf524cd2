"""A line of the table of contents: the heading, a leader and the page, linked to its place."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth

from inspectiebezoek.report.layout.flowables import Text
from inspectiebezoek.report.layout.style import LINE
from inspectiebezoek.report.layout.tags import Link, TaggingCanvas

_GAP = 5.0


class ContentsLine(Text):
    """A heading in the contents; `number` counts the headings of the report from 0."""

    page = 0
    number = 0
    tip = ""

    def drawOn(self, canvas: Any, x: float, y: float, **slack: Any) -> None:
        """Draw the leader as decoration, then the words and the page inside the link."""
        if not isinstance(canvas, TaggingCanvas) or self.element is None:
            super().drawOn(canvas, x, y, **slack)
            return
        style, page = self.style, f" {self.page}"
        right = x + self.width
        base = y + self.height - style.leading * len(self.blPara.lines) + 0.25 * style.leading
        until = right - stringWidth(page, style.fontName, style.fontSize) - _GAP
        begin = right - style.rightIndent if len(self.blPara.lines) > 1 else x + self._end() + _GAP
        with canvas.artifact("Layout"):
            canvas.saveState()
            canvas.setStrokeColor(LINE)
            canvas.setLineWidth(0.8)
            canvas.setDash(0.8, 3)
            if begin < until:
                canvas.line(begin, base, until, base)
            canvas.restoreState()
        with canvas.mark(self.element):
            super().drawOn(canvas, x, y, **slack)
            canvas.saveState()
            canvas.setFont(style.fontName, style.fontSize)
            canvas.setFillColor(style.textColor)
            canvas.drawRightString(right, base, page)
            canvas.restoreState()
        left, bottom = canvas.absolutePosition(x, y)
        box = (left, bottom, left + self.width, bottom + self.height)
        canvas.links.append(Link(self.number, self.tip, len(canvas.marks) - 1, box, self.element))

    def _end(self) -> float:
        """Where the words of a line by itself end, from the left."""
        words = stringWidth(self.getPlainText(), self.style.fontName, self.style.fontSize)
        return float(self.style.leftIndent + words)
