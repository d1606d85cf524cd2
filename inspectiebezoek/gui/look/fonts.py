"""Load the fonts that travel with the program and hand out one font per text role."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from inspectiebezoek.gui.look.tokens import SEMIBOLD, Theme
from inspectiebezoek.paths import resource

FAMILY = "Source Sans 3"
_FILES = ("SourceSans3-Regular.ttf", "SourceSans3-Semibold.ttf")


@cache
def load_fonts() -> None:
    """Make the fonts known to Qt; a second call does nothing. Needs a running application."""
    for name in _FILES:
        QFontDatabase.addApplicationFont(str(resource("fonts", name)))


def font(theme: Theme, role: str) -> QFont:
    """The font of a role; a copy, because one changed font would spoil every caption."""
    return QFont(_font(theme.pixels(role), role in SEMIBOLD))


@lru_cache(maxsize=64)
def _font(pixels: int, semibold: bool) -> QFont:
    made = QFont([FAMILY, "Noto Sans", "Segoe UI"])
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight.DemiBold if semibold else QFont.Weight.Normal)
    # Tabular figures: counters do not dance.
    made.setFeature(QFont.Tag("tnum"), 1)
    return made
