"""The fonts of the report: embedded, and never a character that no font has."""

from __future__ import annotations

from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.paths import resource

REGULAR, BOLD, ITALIC, SIGNS = "NotoSans", "NotoSans-Bold", "NotoSans-Italic", "DejaVuSans"
FILES = {
    REGULAR: "NotoSans-Regular.ttf",
    BOLD: "NotoSans-Bold.ttf",
    ITALIC: "NotoSans-Italic.ttf",
    SIGNS: "DejaVuSans.ttf",
}


def register() -> None:
    """Make the fonts known to reportlab, which keeps them for the whole process."""
    known = set(pdfmetrics.getRegisteredFontNames())
    for name, file in FILES.items():
        if name not in known:
            pdfmetrics.registerFont(TTFont(name, str(resource("report", "fonts", file))))
    pdfmetrics.registerFontFamily(REGULAR, REGULAR, BOLD, ITALIC, BOLD)


def plain(words: str) -> str:
    """Text for a chart, which has one font: characters that Noto lacks are left out.

    What a chart says stands in a table as well, with every character.
    """
    main = pdfmetrics.getFont(REGULAR).face.charToGlyph
    return "".join(each for each in words if ord(each) in main)


def covered(words: str, where: str) -> str:
    """Text for a paragraph: markup escaped, characters that Noto lacks set in DejaVu.

    Raises `GLYPH_MISSING` naming the character: a report never shows an empty box.
    """
    main = pdfmetrics.getFont(REGULAR).face.charToGlyph
    signs = pdfmetrics.getFont(SIGNS).face.charToGlyph
    out = []
    for character in words:
        code = ord(character)
        if character == "\n":
            out.append("<br/>")
        elif code in main or code == 0xA0:
            out.append(escape(character))
        elif code in signs:
            out.append(f'<font name="{SIGNS}">{escape(character)}</font>')
        else:
            raise InspectionError(
                Code.GLYPH_MISSING,
                character=character,
                codepoint=f"U+{code:04X}",
                where=where,
            )
    return "".join(out)
