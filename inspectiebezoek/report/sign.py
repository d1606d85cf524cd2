"""Sign a sealed report: PAdES B-B, one signer after the other, in the order of the report."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pyhanko.pdf_utils.font.api import FontEngineFactory
from pyhanko.pdf_utils.font.opentype import GlyphAccumulator
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.text import TextBoxStyle
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.stamp import TextStampStyle

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.paths import resource
from inspectiebezoek.report.attached import read_attached
from inspectiebezoek.report.fonts import FILES, REGULAR
from inspectiebezoek.report.signer_key import PRACTICE, SignerKey


@dataclass(frozen=True, slots=True)
class Signing:
    """In which capacity and where someone signs, and the moment (aware)."""

    capacity: str
    place: str
    now: datetime


def sign(pdf: bytes, key: SignerKey, signing: Signing) -> bytes:
    """The report with the next signature added; what was there stays byte for byte.

    Raises `REPORT_UNREADABLE` for a file that is not a sealed report, and `SIGN_ORDER` when the
    report names another signer next.
    """
    field = _next_field(pdf)
    _check_order(pdf, field, key)
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        metadata = signers.PdfSignatureMetadata(
            field_name=field,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            name=key.name,
            reason=signing.capacity,
            location=signing.place,
        )
        signer = signers.PdfSigner(metadata, key.signer, stamp_style=_look(key, signing))
        out = io.BytesIO()
        signer.sign_pdf(writer, output=out)
    except PdfError as error:
        raise InspectionError(Code.REPORT_UNREADABLE, file="") from error
    return out.getvalue()


def _next_field(pdf: bytes) -> str:
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        empty = [name for name, value, _ in fields.enumerate_sig_fields(reader) if value is None]
    except (PdfError, ValueError, KeyError, AttributeError) as error:
        raise InspectionError(Code.REPORT_UNREADABLE, file="") from error
    if not empty:
        raise InspectionError(Code.SIGN_ORDER, expected="-")
    return str(sorted(empty)[0])


def _check_order(pdf: bytes, field: str, key: SignerKey) -> None:
    attached = read_attached(pdf)
    if attached is None:
        raise InspectionError(Code.REPORT_UNREADABLE, file="")
    named: list[dict[str, Any]] = json.loads(attached).get("signers", [])
    number = int(field.removeprefix("Signature")) - 1
    if number < len(named):
        expected = named[number]
        if expected.get("fingerprint") and expected["fingerprint"] != key.fingerprint:
            raise InspectionError(Code.SIGN_ORDER, expected=expected["name"])


def _look(key: SignerKey, signing: Signing) -> TextStampStyle:
    lines = [key.name, signing.capacity, f"{signing.place}, {signing.now:%d-%m-%Y %H:%M}"]
    if key.practice:
        lines.insert(0, PRACTICE)
    return TextStampStyle(
        stamp_text="\n".join(line.replace("%", "%%") for line in lines),
        background=None,
        border_width=0,
        text_box_style=TextBoxStyle(font=_EmbeddedFont(), font_size=9, leading=12),
        inner_content_layout=SimpleBoxLayoutRule(
            x_align=AxisAlignment.ALIGN_MIN,
            y_align=AxisAlignment.ALIGN_MID,
            margins=Margins(8, 8, 4, 4),
        ),
    )


class _EmbeddedFont(FontEngineFactory):
    """The font of the report for visible signatures; pyHanko's own default is not embedded."""

    def create_font_engine(
        self,
        writer: BasePdfFileWriter,
        obj_stream: Any = None,  # noqa: ARG002 - the signature is pyHanko's
    ) -> GlyphAccumulator:
        """The font, read at once so that no file stays open."""
        data = resource("report", "fonts", FILES[REGULAR]).read_bytes()
        return GlyphAccumulator(writer, font_handle=io.BytesIO(data), font_size=9)
