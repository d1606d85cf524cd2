"""Above the list of questions: a field that filters by words, and the filters themselves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.filters import FILTERS
from inspectiebezoek.gui.parts.arrange import column
from inspectiebezoek.gui.parts.segments import Segments
from inspectiebezoek.gui.parts.select import Select

_A_LINE = 4


class QuestionFilter(QWidget):
    """Emits `changed` with what is asked, `first` at Enter, `down` at its arrow, `left` at Esc."""

    changed = Signal(int, str)
    first = Signal()
    down = Signal()
    left = Signal()

    def __init__(self, look: Look, at: int, query: str) -> None:
        super().__init__()
        say = look.say
        self._at = at
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.field = QLineEdit(query)
        self.field.setAccessibleName(say("checklist.find"))
        self.field.setPlaceholderText(say("checklist.find_hint", key=look.key("Ctrl F")))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(lambda _words: self._tell())
        self.field.installEventFilter(self)
        words = [say(f"checklist.filter.{name}") for name, _ in FILTERS]
        self.choices = _choices(look, say("checklist.show"), words, at)
        self.choices.chosen.connect(lambda chosen: self._choose(int(chosen)))
        self.setLayout(column(self.field, self.choices, gap=look.theme.space.xs))

    def _choose(self, at: int) -> None:
        self._at = at
        self._tell()

    def _tell(self) -> None:
        self.changed.emit(self._at, self.field.text())

    def start(self) -> None:
        """Put the cursor in the field, over what stands there."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def clear(self) -> None:
        """Show every question again."""
        self._at = 0
        if isinstance(self.choices, Select):
            self.choices.show_value("0")
        else:
            self.choices.choose(0)
        self.field.clear()
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The screen has these keys too, and means something else by them.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key == Qt.Key.Key_Escape:
                self.clear()
                self.left.emit()
            elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self.first.emit()
            elif key == Qt.Key.Key_Down:
                self.down.emit()
            else:
                return super().eventFilter(watched, event)
            return True
        return super().eventFilter(watched, event)


def _choices(look: Look, name: str, words: list[str], at: int) -> Segments | Select:
    """Side by side, or below each other in a list where the words are too large for that."""
    if not look.theme.compact:
        return Segments(look, name, words, at, stretch=True, a_line=_A_LINE)
    return Select(look, name, [(str(each), word) for each, word in enumerate(words)], str(at))
