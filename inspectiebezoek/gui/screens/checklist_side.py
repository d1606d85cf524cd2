"""Beside a question: the answer of before, recommendations, who wrote it, its chapter."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.checklist import Chapter, ChecklistPage, QuestionItem
from inspectiebezoek.gui.parts.arrange import clear, label, rule
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.meter import Meter

_FEW = 2


class ChecklistSide(QFrame):
    """Built again only where other blocks stand in it; an answer changes words and numbers."""

    followups_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setProperty("surface", "panel")
        self.setAccessibleName(look.say("checklist.context"))
        space = look.theme.space
        self._side = QVBoxLayout(self)
        self._side.setContentsMargins(space.l, space.l, space.l, space.l)
        self._side.setSpacing(space.xs)
        self._shown: object = None

    def show_beside(self, page: ChecklistPage, item: QuestionItem | None) -> None:
        """Show what belongs to a question of a page, or to its chapter alone."""
        chapter = page.chapters[page.at] if page.chapters else None
        blocks = (
            None if item is None else (item.before, page.followups),
            None if chapter is None else chapter.title,
        )
        if blocks != self._shown:
            self._shown = blocks
            self._draw(page, item, chapter)
        if item is not None:
            self._origin.setText(item.origin or self._look.say("checklist.no_origin"))
        if chapter is not None:
            self._count(chapter)

    def _draw(
        self, page: ChecklistPage, item: QuestionItem | None, chapter: Chapter | None
    ) -> None:
        look, side = self._look, self._side
        clear(side)
        if item is not None:
            if item.before:
                side.addWidget(label(look.say("checklist.before"), "heading"))
                side.addWidget(label(item.before, "small", wrap=True))
                self._end_block()
            if page.followups:
                self._draw_followups(page)
            side.addWidget(label(look.say("checklist.origin"), "heading"))
            self._origin = label("", "small", "muted", wrap=True)
            side.addWidget(self._origin)
            self._end_block()
        if chapter is not None:
            side.addWidget(label(look.say("checklist.this_chapter"), "heading"))
            self._answered = label("", "small")
            self._meter = Meter(look, chapter.title, chapter.done, chapter.total)
            self._flags = label("", "small", "caution")
            for each in (self._answered, self._meter, self._flags):
                side.addWidget(each)
        side.addStretch(1)

    def _count(self, chapter: Chapter) -> None:
        look = self._look
        told = look.say("visits.answered", done=chapter.done, total=chapter.total)
        self._answered.setText(told)
        self._meter.show_progress(chapter.done, chapter.total)
        self._flags.setText(look.count("visits.attention", chapter.attention))
        self._flags.setVisible(chapter.attention > 0)

    def _draw_followups(self, page: ChecklistPage) -> None:
        """The first few earlier recommendations; all of them are one key away."""
        look, side, lines = self._look, self._side, page.followups
        side.addWidget(label(look.say("checklist.followups"), "heading"))
        for line in lines[:_FEW]:
            side.addWidget(label(line.detail, "small_strong", wrap=True))
            side.addWidget(label(line.title, "small", wrap=True))
        ask = Button(look, look.count("checklist.follow_up", len(lines)), "improve", "P", "quiet")
        ask.clicked.connect(self.followups_asked)
        side.addWidget(ask)
        self._end_block()

    def _end_block(self) -> None:
        space = self._look.theme.space
        self._side.addSpacing(space.m)
        self._side.addWidget(rule())
        self._side.addSpacing(space.m)
