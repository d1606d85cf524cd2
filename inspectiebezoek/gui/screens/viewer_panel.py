"""Look at one file inside the window: pages, text, sound or film; evidence: is it what it was?"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.media import Player
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.models.viewing import View
from inspectiebezoek.gui.parts.arrange import clear, column, label, row
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.chip import Chip, Tag
from inspectiebezoek.gui.parts.field import TextArea
from inspectiebezoek.gui.parts.film import Film
from inspectiebezoek.gui.parts.pages import Page, Pages
from inspectiebezoek.gui.parts.player_bar import PlayerBar
from inspectiebezoek.gui.screens.panel import Panel


class ViewerPanel(Panel):
    """As large as the window. `other_asked`: the original instead of the copy, or back."""

    LARGE: ClassVar[bool] = True
    other_asked = Signal()
    saved_as_asked = Signal()
    place_asked = Signal()

    def __init__(
        self,
        look: Look,
        view: View,
        page: Page,
        player: Callable[[QObject], Player | None],
        parent: QWidget,
    ) -> None:
        say, space = look.say, look.theme.space
        super().__init__(look, view.title, say("viewer.close"), "check", parent)
        self._page, self._player, self._view = page, player, View(title=view.title)
        self._seen: QWidget | None = None
        self.cancel.hide()
        self._about = label("", "small", "muted", wrap=True)
        self._state = row(gap=space.m)
        self._content = column()
        self._tools = row(gap=space.s)
        self._others = row(gap=space.s)
        self.foot.insertLayout(0, self._others)
        self.body.addWidget(self._about)
        self.body.addLayout(self._state)
        self.body.addSpacing(space.xs)
        self.body.addLayout(self._content, 1)
        self.body.addSpacing(space.xs)
        self.body.addLayout(self._tools)
        self.show_view(view)

    def show_view(self, view: View) -> None:
        """Show more of the piece, or another version of it; where one looks stays."""
        known, self._view = self._view, view
        # The hash is broken up with spaces, so that it wraps.
        parts = " ".join(view.sha256[at : at + 8] for at in range(0, len(view.sha256), 8))
        self._about.setText(f"{view.detail} · SHA-256 {parts}" if parts else view.detail)
        seen = (view.kind, view.version, view.pages)
        if self._seen is None or seen != (known.kind, known.version, known.pages):
            self._show_content(view)
        self._show_state()

    def _show_content(self, view: View) -> None:
        look, say = self.look, self.look.say
        clear(self._content)
        if view.kind == "pages":
            seen: QWidget = Pages(look, self._page, view.pages, view.title)
            seen.turned.connect(self._show_state)  # type: ignore[attr-defined]
        elif view.kind == "sound" and (player := self._player(self)) is not None:
            player.load(view.sound)
            seen = PlayerBar(look, player)
        elif view.kind == "film" and (player := self._player(self)) is not None:
            player.load(view.sound)
            seen = Film(look, player, view.title)
        elif view.kind == "text":
            seen = TextArea(look, view.title, view.text)
            seen.setReadOnly(True)
            seen.setSizePolicy(self.sizePolicy())
        else:
            known = {"wait": "wait", "sound": "no_sound", "film": "no_film"}
            key = f"viewer.{known.get(view.kind, 'cannot')}"
            seen = label(say(key), "body", "muted", wrap=True)
        self._content.addWidget(seen, 1)
        self._seen = seen
        self._show_tools()
        if view.kind in ("pages", "sound", "film", "text"):
            # Qt shows what was just laid out on its next round; a hidden widget takes no keys.
            seen.show()
            seen.setFocus(Qt.FocusReason.PopupFocusReason)

    def _show_state(self) -> None:
        look, view = self.look, self._view
        clear(self._state)
        if view.version:
            self._state.addWidget(Tag(look, view.version, "copy", tone="text", role="small"))
        if view.sha256:
            mark = Mark.READY if view.checked else Mark.OPEN
            key = "viewer.unchanged" if view.checked else "viewer.checking"
            self._state.addWidget(Chip(look, mark, look.say(key)))
        self._state.addStretch(1)
        if isinstance(self._seen, Pages):
            seen = self._seen
            facts = {"page": seen.number, "pages": seen.pages, "percent": seen.percent}
            self._state.addWidget(label(look.say("viewer.page", **facts), "small_strong"))

    def _show_tools(self) -> None:
        """What one can do with what is seen; large letters leave no room for the keys."""
        look, say, view = self.look, self.look.say, self._view
        clear(self._tools)
        clear(self._others)
        seen, keys = self._seen, not look.theme.compact
        tools: list[tuple[str, str, str, Callable[[], object]]] = []
        if isinstance(seen, Pages):
            tools = [
                ("smaller", "", "-", lambda: seen.zoom(-1)),
                ("larger", "", "+", lambda: seen.zoom(1)),
            ]
            if seen.pages > 1:
                tools.append(("back", "previous", "PgUp", lambda: seen.turn(-1)))
                tools.append(("forth", "next", "PgDn", lambda: seen.turn(1)))
        for words, icon, key, act in tools:
            tool = Button(look, say(f"viewer.{words}"), icon, key, show_key=keys)
            tool.clicked.connect(act)
            self._tools.addWidget(tool)
        self._tools.addStretch(1)
        if not view.evidence:
            return
        others: list[tuple[str, str, str, Callable[[], object]]] = [
            (say("evidence.save_as"), "disk", "S", self.saved_as_asked.emit),
            (say("viewer.place_of"), "evidence", "G", self.go_to_place),
        ]
        if view.other:
            others.insert(0, (view.other, "copy", "O", self.other_asked.emit))
        for words, icon, key, act in others:
            other = Button(look, words, icon, key, "quiet", show_key=keys)
            other.clicked.connect(act)
            self._others.addWidget(other)

    def go_to_place(self) -> None:
        """Close, and go to where the piece is linked and described."""
        self.accept()
        self.place_asked.emit()

    def confirm(self) -> None:
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        word = "" if event.modifiers() else event.text().upper()
        if word == "O" and self._view.other:
            self.other_asked.emit()
        elif word in ("S", "G") and not self._view.evidence:
            event.ignore()
        elif word == "S":
            self.saved_as_asked.emit()
        elif word == "G":
            self.go_to_place()
        else:
            super().keyPressEvent(event)
