"""What all seven screens share: a body that can be built again at another text size."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspectiebezoek.gui.look.look import Look

Keys = tuple[tuple[str, str], ...]


class Screen(QWidget):
    """A subclass builds its body, shows its model, and emits what a person did.

    `letters`: single-letter keys work; WCAG 2.1.4 lets a person turn them off.
    `KEYS` are (key, text) pairs: the first four stand in the status strip, all in the key help.
    """

    KEYS: ClassVar[Keys] = ()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look, self.letters = look, True
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._body = self.build()
        layout.addWidget(self._body)

    def build(self) -> QWidget:
        """Make the widgets, empty."""
        raise NotImplementedError

    def draw(self) -> None:
        """Show the model that the screen holds."""
        raise NotImplementedError

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and not self.letters and _is_letter(event):
            event.ignore()
            return True
        return super().event(event)

    def commit(self) -> None:
        """Hand over what is being typed; called before one leaves the screen or the window."""

    def panes(self) -> tuple[QWidget, ...]:
        """Where F6 goes round; the first is where one begins."""
        return ()

    def restyle(self) -> None:
        """Build the body again, for another text size or language."""
        self.commit()
        old = self._body
        self._body = self.build()
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(old, self._body)
        old.hide()
        old.deleteLater()
        self.draw()

    def keys(self) -> Keys:
        """The keys of this screen with their words."""
        return tuple((self.look.key(key), self.look.say(words)) for key, words in self.KEYS)

    def take_focus(self) -> None:
        """Put the focus where one begins."""
        panes = self.panes()
        if panes:
            panes[0].setFocus()


def _is_letter(event: QKeyEvent) -> bool:
    """A key that would type a sign; digits belong to the answer that has the focus."""
    keypad = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    sign = event.text()
    plain = not event.modifiers() & ~keypad
    return plain and bool(sign.strip()) and sign.isprintable() and not sign.isdigit()
