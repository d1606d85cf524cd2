"""Tag while drawing: marked content around what is drawn, and the structure in reading order.

reportlab has no tagging of its own. The canvas here writes the BDC/EMC operators of PDF 32000-1
§14.6 and remembers which element got which marked-content id on which page; `seal` makes the
structure tree of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfgen.canvas import Canvas


@dataclass(eq=False, slots=True)
class Element:
    """An element of the structure tree; `attributes` as PDF names, texts and whole numbers.

    `id` is unique in the file; a Note must have one (PDF/UA-1 §7.9).
    """

    tag: str
    parent: Element | None = None
    alt: str = ""
    attributes: Mapping[str, str | int] = field(default_factory=dict)
    id: str = ""
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of content: the page (from 0) and its marked-content id there."""

    page: int
    mcid: int


Kid = Element | Marked


@dataclass(frozen=True, slots=True)
class Field:
    """Where a signature field belongs: page (from 0), box in points, and its element."""

    name: str
    tip: str
    page: int
    box: tuple[float, float, float, float]
    element: Element


@dataclass(frozen=True, slots=True)
class Link:
    """A link to heading `goal` (from 0): page (from 0), box in points, and its element."""

    goal: int
    tip: str
    page: int
    box: tuple[float, float, float, float]
    element: Element


class TaggingCanvas(Canvas):  # type: ignore[misc]
    """A canvas that records the structure of what is drawn on it."""

    def __init__(self, *args: Any, root: Element, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kids: dict[Element, list[Kid]] = {root: []}
        self.marks: list[list[Element]] = [[]]
        self.fields: list[Field] = []
        self.links: list[Link] = []
        self.goals: list[tuple[int, float]] = []  # page (from 0) and height of each heading
        self._open = 0
        self.repeating = False
        self.baselines: list[float] = []  # of the text on this page, in points from below
        self.at_end_of_page: Callable[[TaggingCanvas], None] | None = None

    def ensure(self, element: Element) -> None:
        """Put an element (and those above it) in the tree, in the order of drawing."""
        if element not in self.kids:
            self.kids[element] = []
            if element.parent is not None:
                self.ensure(element.parent)
                self.kids[element.parent].append(element)

    @property
    def inside(self) -> bool:
        """True while marked content is open; it may not be nested here."""
        return self._open > 0

    @contextmanager
    def mark(self, element: Element) -> Iterator[None]:
        """What is drawn inside belongs to the element."""
        self.ensure(element)
        marks = self.marks[-1]
        self.kids[element].append(Marked(len(self.marks) - 1, len(marks)))
        with self._operators(f"/{element.tag} <</MCID {len(marks)}>> BDC"):
            marks.append(element)
            yield

    @contextmanager
    def artifact(self, kind: str = "", subtype: str = "") -> Iterator[None]:
        """What is drawn inside is decoration: readers pass it over."""
        if self.inside:
            yield
            return
        names = f"/Type /{kind}" + (f" /Subtype /{subtype}" if subtype else "")
        with self._operators(f"/Artifact <<{names}>> BDC" if kind else "/Artifact BMC"):
            yield

    @contextmanager
    def _operators(self, begin: str) -> Iterator[None]:
        self._code.append(begin)
        self._open += 1
        try:
            yield
        finally:
            self._code.append("EMC")
            self._open -= 1

    def begin_artifact(self) -> None:
        """Open an artifact that `end_artifact` closes, for callbacks that come in pairs."""
        self._code.append("/Artifact BMC")
        self._open += 1

    def end_artifact(self) -> None:
        """Close what `begin_artifact` opened."""
        self._code.append("EMC")
        self._open -= 1

    def showPage(self) -> None:
        """Finish a page; marked-content ids start again on the next."""
        if self.at_end_of_page is not None and self.baselines:
            self.at_end_of_page(self)
        self.baselines = []
        super().showPage()
        self.marks.append([])
