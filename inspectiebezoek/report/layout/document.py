"""Set a story on pages: running head, label, page x of y, outline and table of contents."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reportlab import rl_config
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from inspectiebezoek.report.fonts import BOLD, REGULAR
from inspectiebezoek.report.layout.flowables import Text
from inspectiebezoek.report.layout.numbers import number_lines
from inspectiebezoek.report.layout.story import Story
from inspectiebezoek.report.layout.style import (
    ACCENT,
    BOTTOM,
    LINE,
    MARGIN,
    MUTED,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TOP,
    WARN,
    WIDTH,
)
from inspectiebezoek.report.layout.tags import TaggingCanvas

# reportlab writes photos as text (ASCII85), digit by digit in Python: 10 of 11 s for 60 photos.
rl_config.useA85 = 0


@dataclass(frozen=True, slots=True)
class Running:
    """What stands on every page: title, label, the practice mark, "page {page} of {pages}".

    `numbered`: every line has its number in the margin, for who remarks on it.
    """

    title: str
    label: str
    practice: str
    page: str
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """The headings with the page that each stands on, found while drawing."""

    lines: tuple[tuple[int, str, int], ...] = ()
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """The untagged PDF bytes and the canvas that knows the structure of what it drew."""

    pdf: bytes
    canvas: TaggingCanvas
    story: Story
    contents: Contents


def draw(tell: Callable[[Contents], Story], running: Running, language: str) -> Drawn:
    """Draw a report until its page numbers no longer move.

    `tell` makes the story for the contents known so far. At first only the headings are known, not
    where they stand: the table of contents then has its size, and the second drawing is right.
    """
    guess = Contents(tuple((level, words, 0) for level, words in tell(Contents()).headings))
    drawn = _draw_once(tell(guess), running, language, guess)
    for _ in range(4):
        before = drawn.contents
        drawn = _draw_once(tell(before), running, language, before)
        if drawn.contents == before:
            break
    return drawn


def _draw_once(story: Story, running: Running, language: str, known: Contents) -> Drawn:
    out = io.BytesIO()
    made: list[TaggingCanvas] = []

    def canvas(target: Any, **options: Any) -> TaggingCanvas:
        options |= {"initialFontName": REGULAR, "pdfVersion": (1, 7), "invariant": 1}
        made.append(TaggingCanvas(target, root=story.root, **options))
        made[-1].at_end_of_page = number_lines if running.numbered else None
        return made[-1]

    document = _Document(out, running, known.pages, language)
    document.build(list(story.flowables), canvasmaker=canvas)
    found = Contents(tuple(document.headings), document.page)
    return Drawn(out.getvalue(), made[-1], story, found)


class _Document(BaseDocTemplate):  # type: ignore[misc]
    def __init__(self, target: Any, running: Running, pages: int, language: str) -> None:
        super().__init__(
            target,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            title=running.title,
            lang=language,
            pageCompression=1,
        )
        self.headings: list[tuple[int, str, int]] = []
        self._running = running
        self._pages = pages
        frame = Frame(MARGIN, BOTTOM, WIDTH, PAGE_HEIGHT - TOP - BOTTOM, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate("page", [frame], onPage=self._decorate))

    def _decorate(self, canvas: TaggingCanvas, _document: object) -> None:
        running = self._running
        right = PAGE_WIDTH - MARGIN
        with canvas.artifact("Pagination", "Header"):
            canvas.setFillColor(ACCENT)
            canvas.rect(MARGIN, PAGE_HEIGHT - 40, 26, 4, stroke=0, fill=1)
            canvas.setFont(REGULAR, 8)
            canvas.setFillColor(MUTED)
            canvas.drawString(MARGIN, PAGE_HEIGHT - 56, running.title)
            canvas.drawRightString(right, PAGE_HEIGHT - 56, running.label)
            if running.practice:
                canvas.setFont(BOLD, 8)
                canvas.setFillColor(WARN)
                canvas.drawRightString(right, PAGE_HEIGHT - 42, running.practice)
        with canvas.artifact("Pagination", "Footer"):
            canvas.setStrokeColor(LINE)
            canvas.setLineWidth(0.5)
            canvas.line(MARGIN, 48, right, 48)
            canvas.setFont(REGULAR, 8)
            canvas.setFillColor(MUTED)
            words = running.page.format(page=self.page, pages=self._pages or self.page)
            canvas.drawRightString(right, 34, words)

    def afterFlowable(self, flowable: object) -> None:
        """Note where a heading came to stand, and put it in the outline."""
        if isinstance(flowable, Text) and flowable.heading is not None:
            level, words = flowable.heading
            key = f"heading-{len(self.headings)}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(words, key, level - 1, level > 1)
            self.headings.append((level, words, self.page))
            self.canv.goals.append((self.page - 1, self.frame._y + flowable.height))
