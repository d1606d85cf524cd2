"""What all seven screens share: a body that can be built again at another text size."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspectiebezoek.gui.look.look import Look

Keys = tuple[tuple[str, str], ...]


class Screen(QWidget):
    """A subclass builds its body, shows its model, and emits what a person did.

    `KEYS` are (key, text) pairs: the first four stand in the status strip, all in the key help.
    """

    KEYS: ClassVar[Keys] = ()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
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
        return tuple((key, self.look.say(words)) for key, words in self.KEYS)

    def take_focus(self) -> None:
        """Put the focus where one begins."""
        panes = self.panes()
        if panes:
            panes[0].setFocus()
