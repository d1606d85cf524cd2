"""The house style of the report: colours, type sizes, table lines."""

from __future__ import annotations

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle

from inspectiebezoek.report.fonts import BOLD, ITALIC, REGULAR

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN, TOP, BOTTOM = 62.0, 84.0, 68.0
WIDTH = PAGE_WIDTH - 2 * MARGIN
ACCENT, INK, MUTED = HexColor("#154273"), HexColor("#1B1F24"), HexColor("#565E68")
LINE, TINT, WARN = HexColor("#C3CAD3"), HexColor("#EEF2F7"), HexColor("#A8201A")
# Shape and word carry a judgment; the shade only helps the eye.
SHADES = {
    "voldoet": HexColor("#1E6B33"),
    "voldoet_grotendeels": HexColor("#4F8A5B"),
    "voldoet_beperkt": HexColor("#B8791A"),
    "voldoet_niet": HexColor("#A8201A"),
    "niet_vast_te_stellen": HexColor("#6B7480"),
    "nvt": HexColor("#AAB4BF"),
}


def _style(name: str, size: float, leading: float, **more: object) -> ParagraphStyle:
    given: dict[str, object] = {"fontName": REGULAR, "textColor": INK, "embeddedHyphenation": 0}
    given |= more
    return ParagraphStyle(name, fontSize=size, leading=leading, **given)


KEEP = 1  # a heading never stands alone at the foot of a page
STYLES = {
    "body": _style("body", 9.6, 14, spaceAfter=5),
    "lead": _style("lead", 10.5, 15.5, spaceAfter=8),
    "label": _style(
        "label", 8.2, 11, fontName=BOLD, textColor=MUTED, spaceBefore=3, keepWithNext=KEEP
    ),
    "question": _style(
        "question", 9.6, 13.5, fontName=BOLD, spaceBefore=6, spaceAfter=2, keepWithNext=KEEP
    ),
    "item": _style("item", 9.6, 14, leftIndent=14, spaceAfter=2),
    "cell": _style("cell", 8.6, 11.6),
    "head": _style("head", 8.6, 11.6, fontName=BOLD, textColor=ACCENT),
    "small": _style("small", 7.6, 10.4, textColor=MUTED, spaceAfter=3),
    "mono": _style("mono", 6.6, 9.2),
    "caption": _style("caption", 8.2, 11.2, textColor=MUTED, spaceAfter=6),
    "title": _style("title", 27, 33, fontName=BOLD, textColor=ACCENT, spaceAfter=6),
    "subtitle": _style("subtitle", 14, 20, textColor=MUTED, spaceAfter=18),
    "practice": _style("practice", 11, 15, fontName=BOLD, textColor=WARN, spaceAfter=14),
    "H1": _style(
        "H1",
        17,
        22,
        fontName=BOLD,
        textColor=ACCENT,
        spaceBefore=16,
        spaceAfter=8,
        keepWithNext=KEEP,
    ),
    "H2": _style(
        "H2",
        12.5,
        17,
        fontName=BOLD,
        textColor=ACCENT,
        spaceBefore=12,
        spaceAfter=4,
        keepWithNext=KEEP,
    ),
    "H3": _style("H3", 10.4, 14.5, fontName=BOLD, spaceBefore=9, spaceAfter=3, keepWithNext=KEEP),
    "contents1": _style("contents1", 10, 15, fontName=BOLD, spaceBefore=3, rightIndent=30),
    "contents2": _style("contents2", 9.2, 13, leftIndent=14, rightIndent=30),
    "italic": _style("italic", 9, 13, fontName=ITALIC, textColor=MUTED, spaceAfter=6),
}
TABLE = [
    ("LINEBELOW", (0, 0), (-1, 0), 0.9, ACCENT),
    ("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 4),
    ("RIGHTPADDING", (0, 0), (-1, -1), 6),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
]
FACTS = [
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
]
