"""Fields to type in, each with its label above, its key behind it and a remark at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.parts.arrange import label, row
from inspectiebezoek.gui.parts.chip import Keycap


class Draft(QTimer):
    """Emits `typing` at most 300 ms after a keystroke, also while one types on."""

    def __init__(self, owner: QWidget, milliseconds: int) -> None:
        super().__init__(owner)
        self.setSingleShot(True)
        self.setInterval(milliseconds)

    def touch(self) -> None:
        """Something was typed; a timer that runs already is not set back."""
        if not self.isActive():
            self.start()


class Handing:
    """What the visit holds of a field, and what was handed over and not heard of since."""

    def __init__(self, words: str) -> None:
        self.known = words
        self._handed: str | None = None

    def hands_over(self, text: str) -> bool:
        """True when a text that one is done with is news; handed over twice it is not."""
        if text in (self.known, self._handed):
            return False
        self._handed = text
        return True

    def shows(self, text: str, words: str) -> str:
        """What the field shows, now that the visit holds `words` and `text` stands in the field.

        A text that is still being typed stays. So does one that was handed over while the visit
        holds what it held before: it was refused, and is handed over again later.
        """
        handed, self._handed = self._handed, None
        if text == words:
            self.known = words
            return text
        typing = text not in (self.known, handed)
        if typing or (text == handed and words == self.known):
            return text
        self.known = words
        return words


class LineField(QLineEdit):
    """One line: `typing` for the draft, `left` with the text once it is done with."""

    typing = Signal(str)
    left = Signal(str)

    def __init__(self, look: Look, name: str, words: str = "", hint: str = "") -> None:
        super().__init__(words)
        self._look, self._held = look, Handing(words)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        # Long words are read from their beginning.
        self.setCursorPosition(0)
        self._draft = Draft(self, look.theme.duration.draft)
        self._draft.timeout.connect(lambda: self.typing.emit(self.text()))
        self.textEdited.connect(lambda _text: self._draft.touch())
        self.editingFinished.connect(self._finished)

    def _finished(self) -> None:
        # Enter on an offered name comes here before the name stands in the field.
        known = self.completer()
        popup = known.popup() if known is not None else None
        if popup is None or not popup.isVisible():
            self.commit()

    def offer(self, names: Sequence[str]) -> None:
        """Offer names while one types a part of them; the arrow keys and Enter choose one."""
        if not names:
            return
        known = QCompleter(list(names), self)
        known.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        known.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(known)
        if (popup := known.popup()) is not None:
            popup.setAccessibleName(self._look.say("part.offered"))
            popup.setProperty("offered", "true")
        # After the name stands in the field.
        known.activated.connect(lambda _words: QTimer.singleShot(0, self, self.commit))
        self.setAccessibleDescription(self._look.say("part.offers"))

    def commit(self) -> None:
        """Hand over what was typed, when it is something else than before."""
        self._draft.stop()
        if self._held.hands_over(self.text()):
            self.left.emit(self.text())

    def known(self) -> str:
        """What the visit held when it was last shown."""
        return self._held.known

    def show_words(self, words: str) -> None:
        """Show what the visit holds; what a person typed and it does not hold yet stays."""
        shown = self._held.shows(self.text(), words)
        if shown != self.text():
            self.setText(shown)

    def sizeHint(self) -> QSize:
        return QSize(200, self._look.theme.size.target + 2)


class TextArea(QPlainTextEdit):
    """Several lines that Tab can leave; `typing` for the draft, `left` once it is done with."""

    typing = Signal(str)
    left = Signal(str)

    def __init__(self, look: Look, name: str, words: str = "", lines: int = 3) -> None:
        super().__init__(words)
        self._look, self._held, self._lines = look, Handing(words), lines
        self.setAccessibleName(name)
        # Stock Qt keeps Tab inside: a keyboard trap (WCAG 2.1.2).
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._draft = Draft(self, look.theme.duration.draft)
        self._draft.timeout.connect(lambda: self.typing.emit(self.toPlainText()))
        self.textChanged.connect(self._changed)

    def _changed(self) -> None:
        if self.toPlainText() != self._held.known:
            self._draft.touch()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()

    def commit(self) -> None:
        """Hand over what was typed, when it is something else than before."""
        self._draft.stop()
        if self._held.hands_over(self.toPlainText()):
            self.left.emit(self.toPlainText())

    def known(self) -> str:
        """What the visit held when it was last shown."""
        return self._held.known

    def show_words(self, words: str) -> None:
        """Show what the visit holds; what a person typed and it does not hold yet stays."""
        shown = self._held.shows(self.toPlainText(), words)
        if shown != self.toPlainText():
            self.setPlainText(shown)

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        text = self._look.height("body") * self._lines
        return QSize(200, text + 2 * theme.space.xs + 2 * theme.size.line + 14)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())


def field_label(
    look: Look, words: str, buddy: QWidget | None = None, *, key: str = "", hint: str = ""
) -> QHBoxLayout:
    """The label above a field."""
    caption = label(words, "small_strong")
    if buddy is not None:
        caption.setBuddy(buddy)
    made = row(caption)
    if key:
        made.addWidget(Keycap(look, key))
    made.addStretch(1)
    if hint:
        made.addWidget(label(hint, "caption", "muted"))
    return made
