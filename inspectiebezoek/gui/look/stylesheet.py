"""A theme as a Qt stylesheet: only what the palette cannot say, edges, padding, text roles."""

from __future__ import annotations

from inspectiebezoek.gui.look.tokens import ROLES, SEMIBOLD, Theme


def make_stylesheet(theme: Theme) -> str:
    """Widgets choose by dynamic property (`role`, `tone`, `surface`, `line`, `kind`)."""
    parts = (_labels, _surfaces, _menus, _buttons, _fields, _views)
    return "\n".join(part(theme) for part in parts)


def _labels(theme: Theme) -> str:
    colour = theme.colour
    roles = [
        f'QLabel[role="{role}"] {{ font-size: {theme.pixels(role)}px; '
        f"font-weight: {600 if role in SEMIBOLD else 400}; }}"
        for role in ROLES
    ]
    tones = [
        f'QLabel[tone="{tone}"] {{ color: {getattr(colour, tone)}; }}'
        for tone in ("muted", "good", "caution", "bad", "accent")
    ]
    first = f"* {{ font-size: {theme.type.body}px; }}\nQLabel {{ background: transparent; }}"
    return "\n".join((first, *roles, *tones))


def _surfaces(theme: Theme) -> str:
    colour, size, radius = theme.colour, theme.size, theme.radius
    hairline = f"{size.line}px solid {colour.divider}"
    sides = [
        f'QFrame[line="{side}"] {{ border: 0; border-{side}: {hairline}; }}'
        for side in ("top", "bottom", "left", "right")
    ]
    surfaces = [
        f'QWidget[surface="{name}"] {{ background: {getattr(colour, name)}; }}'
        for name in ("ground", "panel", "sunken")
    ]
    return "\n".join(
        (
            *surfaces,
            f'QFrame[surface="card"] {{ background: {colour.ground}; border: {hairline}; '
            f"border-radius: {radius.card}px; }}",
            *sides,
            f'QFrame[rule="true"] {{ background: {colour.divider}; border: 0; '
            f"max-height: {size.line}px; min-height: {size.line}px; }}",
            f"QToolTip {{ background: {colour.text}; color: {colour.ground}; border: 0; "
            f"padding: {theme.space.s}px; }}",
        )
    )


def _menus(theme: Theme) -> str:
    colour, space, radius = theme.colour, theme.space, theme.radius
    return f"""
QMenuBar {{ background: {colour.sunken}; color: {colour.text}; padding: 0 {space.s}px; }}
QMenuBar::item {{ padding: {space.xs + 2}px {space.s + 2}px; border-radius: {radius.small}px;
  background: transparent; font-size: {theme.type.small}px; }}
QMenuBar::item:selected {{ background: {colour.tint}; color: {colour.text}; }}
QMenu {{ background: {colour.ground}; border: {theme.size.line}px solid {colour.border};
  padding: {space.xs}px; }}
QMenu::item {{ padding: {space.s}px {space.xl}px {space.s}px {space.xl}px;
  border-radius: {radius.small}px; }}
QMenu::item:selected {{ background: {colour.accent}; color: {colour.on_accent}; }}
QMenu::item:disabled {{ color: {colour.muted}; }}
QMenu::separator {{ height: 1px; background: {colour.divider}; margin: {space.xs}px; }}"""


def _buttons(theme: Theme) -> str:
    colour, space, size = theme.colour, theme.space, theme.size
    return f"""
QPushButton {{ min-height: {size.target - 2 * size.line}px; padding: 0 {space.m}px;
  border-radius: {theme.radius.control}px; border: {size.line}px solid {colour.border};
  background: {colour.ground}; color: {colour.text}; }}
QPushButton:hover {{ background: {colour.hover}; }}
QPushButton:pressed {{ background: {colour.tint}; }}
QPushButton:disabled {{ border-color: {colour.divider}; color: {colour.muted}; }}
QPushButton[kind="primary"] {{ background: {colour.accent}; border-color: {colour.accent};
  color: {colour.on_accent}; font-weight: 600; }}
QPushButton[kind="primary"]:disabled {{ background: {colour.panel}; color: {colour.muted};
  border-color: {colour.divider}; }}
QPushButton[kind="quiet"] {{ background: transparent; border-color: transparent; }}
QPushButton[kind="quiet"]:hover {{ background: {colour.hover}; }}
QPushButton[big="true"] {{ min-height: {size.action - 2 * size.line}px; }}"""


def _fields(theme: Theme) -> str:
    colour, space, size = theme.colour, theme.space, theme.size
    inner = size.target + 2 - 2 * (space.xs + size.line)
    return f"""
QLineEdit, QPlainTextEdit {{ background: {colour.ground}; color: {colour.text};
  border: {size.line}px solid {colour.border}; border-radius: {theme.radius.control}px;
  padding: {space.xs}px {space.s}px; selection-background-color: {colour.accent};
  selection-color: {colour.on_accent}; placeholder-text-color: {colour.muted}; }}
QLineEdit {{ min-height: {inner}px; }}
QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {colour.panel};
  border-color: {colour.divider}; }}
QLineEdit[fault="true"], QPlainTextEdit[fault="true"] {{ border: 2px solid {colour.caution}; }}
QSlider::groove:horizontal {{ height: {space.xs}px; border-radius: {space.xxs}px;
  background: {colour.border}; }}
QSlider::sub-page:horizontal {{ border-radius: {space.xxs}px; background: {colour.accent}; }}
QSlider::handle:horizontal {{ background: {colour.accent}; width: {size.icon}px;
  margin: -{space.s}px 0; border-radius: {size.icon // 2}px; }}"""


def _views(theme: Theme) -> str:
    colour, space, size = theme.colour, theme.space, theme.size
    return f"""
QAbstractItemView {{ background: transparent; border: 0; outline: 0; }}
QComboBox QAbstractItemView, QListView[offered="true"] {{
  background: {colour.ground}; color: {colour.text};
  border: {size.line}px solid {colour.border}; selection-background-color: {colour.accent};
  selection-color: {colour.on_accent}; }}
QListView[offered="true"]::item {{ padding: {space.xs}px {space.s}px; color: {colour.text}; }}
QListView[offered="true"]::item:selected {{ background: {colour.accent};
  color: {colour.on_accent}; }}
QHeaderView {{ background: transparent; border: 0; }}
QHeaderView::section {{ background: transparent; color: {colour.muted}; border: 0;
  border-bottom: {size.line}px solid {colour.border}; padding: {space.xs}px {space.s}px;
  font-size: {theme.type.caption}px; font-weight: 600; }}
QScrollArea {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: {space.m}px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {colour.border}; min-height: 40px;
  border-radius: 3px; margin: 3px; }}
QScrollBar:horizontal {{ background: transparent; height: {space.m}px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {colour.border}; min-width: 40px;
  border-radius: 3px; margin: 3px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
  background: transparent; width: 0; height: 0; }}"""
