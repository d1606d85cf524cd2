"""Convert an XLSForm (Markdown tables, Excel, CSV) to an XForm; pyxform is loaded only here.

Importing pyxform costs 0.85 s, so it never happens when a converted version is at hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Converted:
    """The XForm of an XLSForm, and what the converter warned about.

    Its last line names the converter, so that the identity of a version holds it.
    """

    xform: bytes
    warnings: tuple[str, ...]


class ConversionError(Exception):
    """The converter refused the sheet; its own words say why."""


def convert(path: Path, content: bytes) -> Converted:
    """The XForm of an XLSForm.

    Raises:
        ConversionError: when pyxform finds a fault; the sheet check finds most of them before.
    """
    import pyxform
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert as pyxform_convert

    warnings: list[str] = []
    try:
        made = pyxform_convert(
            xlsform=content,
            warnings=warnings,
            file_type=path.suffix.lower(),
            form_name="data",
        )
    except PyXFormError as error:
        raise ConversionError(str(error)) from error
    version = getattr(pyxform, "__version__", "")
    signed = f"{made.xform}\n<!-- converted by pyxform {version} -->\n"
    return Converted(signed.encode(), tuple(warnings))
