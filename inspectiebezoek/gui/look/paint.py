"""Drawing that widgets and painted rows share: boxes, lines of text, keys, bars, initials."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from inspectiebezoek.gui.look.look import Look

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


def box(
    painter: QPainter,
    area: QRect | QRectF,
    fill: QColor | None,
    edge: QColor | None = None,
    *,
    radius: float = 6,
    thick: float = 1,
) -> None:
    """A rounded box whose edge stays inside `area`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = thick / 2 if edge is not None else 0
    painter.setPen(QPen(edge, thick) if edge is not None else QPen(Qt.PenStyle.NoPen))
    if fill is not None:
        painter.setBrush(fill)
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(area).adjusted(half, half, -half, -half), radius, radius)
    painter.restore()


def line_of_text(
    painter: QPainter,
    look: Look,
    area: QRect,
    words: str,
    role: str = "body",
    colour: str | QColor = "text",
    *,
    align: Qt.AlignmentFlag = LEFT,
    elide: bool = True,
) -> int:
    """Draw one line; the width it took."""
    font = look.font(role)
    painter.setFont(font)
    painter.setPen(look.colour(colour) if isinstance(colour, str) else colour)
    metrics = QFontMetrics(font)
    shown = words
    if elide:
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width() + 1)
    painter.drawText(area, align, shown)
    return metrics.horizontalAdvance(shown)


def two_lines(
    painter: QPainter, look: Look, area: QRect, words: str, role: str, colour: str = "text"
) -> None:
    """Wrap over at most two lines, centred in height; the second ends in dots when it must."""
    metrics = QFontMetrics(look.font(role))
    if metrics.horizontalAdvance(words) <= area.width():
        line_of_text(painter, look, area, words, role, colour)
        return
    head, rest = split_line(metrics, words, area.width())
    tall = metrics.height()
    top = area.y() + (area.height() - 2 * tall) // 2
    line_of_text(painter, look, QRect(area.x(), top, area.width(), tall), head, role, colour)
    below = QRect(area.x(), top + tall, area.width(), tall)
    line_of_text(painter, look, below, rest, role, colour)


def split_line(metrics: QFontMetrics, words: str, width: int) -> tuple[str, str]:
    """What fits on the first line, at a space, and the rest."""
    head, rest = words, ""
    while metrics.horizontalAdvance(head) > width and " " in head:
        head, _, last = head.rpartition(" ")
        rest = f"{last} {rest}".strip()
    return head, rest


def keycap_width(look: Look, key: str) -> int:
    """How wide the drawing of a key is."""
    tall = look.height("caption") + 4
    return max(look.width(key, "caption") + 2 * look.theme.space.xs + 4, tall)


def keycap(
    painter: QPainter,
    look: Look,
    area: QRect,
    key: str,
    *,
    colour: QColor | None = None,
    at_left: bool = False,
) -> int:
    """The key that does the same as the thing it stands on; the width it took."""
    ink = colour or look.colour("muted")
    wide, tall = keycap_width(look, key), look.height("caption") + 4
    x = area.x() if at_left else area.right() + 1 - wide
    cap = QRect(x, area.y() + (area.height() - tall) // 2, wide, tall)
    edge = QColor(ink)
    edge.setAlphaF(1.0 if look.theme.heavy else 0.55)
    box(painter, cap, None, edge, radius=look.theme.radius.small)
    line_of_text(painter, look, cap, key, "caption", ink, align=CENTRE, elide=False)
    return wide


def bar(painter: QPainter, look: Look, area: QRect, done: int, total: int) -> None:
    """A slim bar of progress; the numbers always stand beside it."""
    thick = max(6, round(6 * look.theme.zoom))
    track = QRectF(area.x(), area.y() + (area.height() - thick) / 2, area.width(), thick)
    if look.theme.heavy:
        box(painter, track, look.colour("ground"), look.colour("border"), radius=thick / 2)
    else:
        box(painter, track, look.colour("divider"), radius=thick / 2)
    if done and total:
        track.setWidth(max(thick, track.width() * min(done, total) / total))
        box(painter, track, look.colour("accent"), radius=thick / 2)


def initials(painter: QPainter, look: Look, area: QRect, letters: str, tone: str = "tint") -> None:
    """A person as two letters in a disc."""
    edge = look.colour("accent") if look.theme.heavy else None
    box(painter, area, look.colour(tone), edge, radius=area.height() / 2)
    line_of_text(
        painter, look, area, letters, "caption_strong", "accent", align=CENTRE, elide=False
    )
