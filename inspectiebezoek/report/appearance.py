"""How a signature looks on the page: who, in which capacity, where and when, in our own font."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from pyhanko.pdf_utils.font.api import FontEngineFactory
from pyhanko.pdf_utils.font.opentype import GlyphAccumulator
from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.text import TextBoxStyle
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp import TextStampStyle
from reportlab.pdfbase import pdfmetrics

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.paths import resource
from inspectiebezoek.report.fonts import FILES, REGULAR, register

_SIZE, _LEADING = 9, 12


def appearance(lines: Iterable[str]) -> TextStampStyle:
    """The look of a signature with these lines; each stays on one line.

    Raises `GLYPH_MISSING` naming the character: a signature never shows an empty box.
    """
    font = resource("report", "fonts", FILES[REGULAR]).read_bytes()
    shown = [" ".join(line.split()) for line in lines]
    _check_glyphs(shown)
    return TextStampStyle(
        stamp_text="\n".join(shown).replace("%", "%%"),
        background=None,
        border_width=0,
        text_box_style=TextBoxStyle(font=_EmbeddedFont(font), font_size=_SIZE, leading=_LEADING),
        inner_content_layout=SimpleBoxLayoutRule(
            x_align=AxisAlignment.ALIGN_MIN,
            y_align=AxisAlignment.ALIGN_MID,
            margins=Margins(8, 8, 4, 4),
        ),
    )


def _check_glyphs(lines: Iterable[str]) -> None:
    register()
    known = pdfmetrics.getFont(REGULAR).face.charToGlyph
    for line in lines:
        for character in line:
            if ord(character) not in known:
                raise InspectionError(
                    Code.GLYPH_MISSING,
                    character=character,
                    codepoint=f"U+{ord(character):04X}",
                    where=line,
                )


class _EmbeddedFont(FontEngineFactory):
    """The font of the report; pyHanko's own default is not embedded, which PDF/A forbids."""

    def __init__(self, font: bytes) -> None:
        self.font = font

    def create_font_engine(
        self,
        writer: BasePdfFileWriter,
        obj_stream: Any = None,  # noqa: ARG002 - the signature is pyHanko's
    ) -> GlyphAccumulator:
        """A subset of the font, made as the text is set."""
        return GlyphAccumulator(writer, font_handle=io.BytesIO(self.font), font_size=_SIZE)
