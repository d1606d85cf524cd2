"""A theme as a Qt palette, for the parts of stock widgets that a stylesheet does not reach."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from inspectiebezoek.gui.look.tokens import Theme

_Role = QPalette.ColorRole
_ROLES = {
    _Role.Window: "ground",
    _Role.Base: "ground",
    _Role.AlternateBase: "panel",
    _Role.Button: "ground",
    _Role.WindowText: "text",
    _Role.Text: "text",
    _Role.ButtonText: "text",
    _Role.BrightText: "bad",
    _Role.PlaceholderText: "muted",
    _Role.Highlight: "accent",
    _Role.HighlightedText: "on_accent",
    _Role.Link: "accent",
    _Role.LinkVisited: "accent",
    _Role.ToolTipBase: "text",
    _Role.ToolTipText: "ground",
    _Role.Accent: "accent",
    _Role.Mid: "border",
    _Role.Dark: "border",
    _Role.Light: "ground",
    _Role.Midlight: "divider",
    _Role.Shadow: "divider",
}


def make_palette(theme: Theme) -> QPalette:
    """The palette of a theme; disabled text is muted, never fainter than that."""
    made = QPalette()
    for role, name in _ROLES.items():
        made.setColor(role, QColor(getattr(theme.colour, name)))
    muted = QColor(theme.colour.muted)
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, muted)
    return made
