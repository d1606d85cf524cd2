"""The look in force: theme and language together, asked by every widget while it is drawn."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon
from PySide6.QtWidgets import QApplication, QStyleFactory

from inspectiebezoek.gui.look import fonts, icons
from inspectiebezoek.gui.look.palette import make_palette
from inspectiebezoek.gui.look.stylesheet import make_stylesheet
from inspectiebezoek.gui.look.tokens import Theme, make_theme
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.messages import text

_MOST_KEPT = 20_000


class Look:
    """Handed to every widget; painted widgets ask it while painting, so a switch repaints all."""

    def __init__(self, theme: Theme | None = None, language: str = "nl") -> None:
        self.theme = theme or make_theme()
        self.language = language
        self.own_keys: dict[str, str] = {}
        # Rows of long lists are measured again and again; a font takes longer to ask than to keep.
        self._widths: dict[tuple[str, str], int] = {}
        self._heights: dict[str, int] = {}

    def wear(self, app: QApplication, theme: Theme | None = None) -> None:
        """Put a theme in force on the whole application."""
        self.theme = theme or self.theme
        self._widths.clear()
        self._heights.clear()
        fonts.load_fonts()
        sheet = make_stylesheet(self.theme)
        if app.styleSheet() == sheet:
            # Setting it again would measure every widget anew.
            return
        if app.style().objectName() != "fusion":
            app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(self.font("body"))
        app.setPalette(make_palette(self.theme))
        app.setStyleSheet(sheet)

    def font(self, role: str = "body") -> QFont:
        """The font of a text role."""
        return fonts.font(self.theme, role)

    def width(self, words: str, role: str = "body") -> int:
        """How wide words are in a role, in pixels."""
        known = self._widths.get((words, role))
        if known is None:
            if len(self._widths) > _MOST_KEPT:
                self._widths.clear()
            known = QFontMetrics(self.font(role)).horizontalAdvance(words)
            self._widths[words, role] = known
        return known

    def height(self, role: str = "body") -> int:
        """How tall a line is in a role, in pixels."""
        known = self._heights.get(role)
        if known is None:
            known = self._heights[role] = QFontMetrics(self.font(role)).height()
        return known

    def colour(self, role: str) -> QColor:
        """The colour of a role, such as `accent` or `caution_tint`."""
        return QColor(getattr(self.theme.colour, role))

    def icon(self, name: str, role: str = "text") -> QIcon:
        """An icon for a stock widget, in the colour of a role."""
        return icons.as_icon(name, getattr(self.theme.colour, role), self.theme.size.icon)

    def say(self, key: str, /, **facts: object) -> str:
        """A text of the window in the chosen language."""
        return text("gui", key, self.language, **facts)

    def key(self, usual: str) -> str:
        """The key that a person put in place of a usual one, such as `Ctrl P`."""
        return self.own_keys.get(usual, usual)

    def count(self, key: str, number: int, **facts: object) -> str:
        """A text with a number: the key holds `one` and `many`, each with a `{n}` place."""
        return self.say(f"{key}.{'one' if number == 1 else 'many'}", n=number, **facts)

    def word(self, mark: Mark) -> str:
        """The word that goes with the shape of a state."""
        return self.say(mark.key)
