"""Fields to type in, each with its label above, its key behind it and a remark at the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

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


class LineField(QLineEdit):
    """One line: `typing` for the draft, `left` with the text once it is done with."""

    typing = Signal(str)
    left = Signal(str)

    def __init__(self, look: Look, name: str, words: str = "", hint: str = "") -> None:
        super().__init__(words)
        self._look, self._known = look, words
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        # Long words are read from their beginning.
        self.setCursorPosition(0)
        self._draft = Draft(self, look.theme.duration.draft)
        self._draft.timeout.connect(lambda: self.typing.emit(self.text()))
        self.textEdited.connect(lambda _text: self._draft.touch())
        self.editingFinished.connect(self.commit)

    def commit(self) -> None:
        """Hand over what was typed, when it is something else than before."""
        self._draft.stop()
        if self.text() != self._known:
            self._known = self.text()
            self.left.emit(self._known)

    def show_words(self, words: str) -> None:
        """Show what is known now, unless a person is in the middle of typing."""
        if self.text() == self._known and words != self._known:
            self._known = words
            self.setText(words)

    def has_typed(self) -> bool:
        """True while something was typed that is not handed over."""
        return self.text() != self._known

    def sizeHint(self) -> QSize:
        return QSize(200, self._look.theme.size.target + 2)


class TextArea(QPlainTextEdit):
    """Several lines that Tab can leave; `typing` for the draft, `left` once it is done with."""

    typing = Signal(str)
    left = Signal(str)

    def __init__(self, look: Look, name: str, words: str = "", lines: int = 3) -> None:
        super().__init__(words)
        self._look, self._known, self._lines = look, words, lines
        self.setAccessibleName(name)
        # Stock Qt keeps Tab inside: a keyboard trap (WCAG 2.1.2).
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._draft = Draft(self, look.theme.duration.draft)
        self._draft.timeout.connect(lambda: self.typing.emit(self.toPlainText()))
        self.textChanged.connect(self._changed)

    def _changed(self) -> None:
        if self.has_typed():
            self._draft.touch()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()

    def commit(self) -> None:
        """Hand over what was typed, when it is something else than before."""
        self._draft.stop()
        if self.has_typed():
            self._known = self.toPlainText()
            self.left.emit(self._known)

    def show_words(self, words: str) -> None:
        """Show what is known now, unless a person is in the middle of typing."""
        if not self.has_typed() and words != self._known:
            self._known = words
            self.setPlainText(words)

    def has_typed(self) -> bool:
        """True while something was typed that is not handed over."""
        return self.toPlainText() != self._known

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
