"""The register of sites: a CSV with a code (`name`) and a name (`label`) on each row."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO

from inspectiebezoek.errors import Code, InspectionError

_COLUMNS = ("name", "label")


def is_register(data: bytes) -> bool:
    """Whether a CSV has the columns of a register, whatever is in them."""
    head = data.decode("utf-8-sig", errors="replace").partition("\n")[0]
    return set(_COLUMNS) <= {cell.strip() for cell in next(csv.reader([head]), [])}


def read_sites(data: bytes, file: str = "") -> Mapping[str, str]:
    """Code → name, in the order of the register.

    Raises `SITES_FAULTY` with the row (the head is row 1) of a code or name that is missing, a
    code that is there twice, or text that is not UTF-8.
    """
    try:
        rows = csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""))
        found: dict[str, str] = {}
        for number, row in enumerate(rows, start=2):
            code, label = ((row.get(name) or "").strip() for name in _COLUMNS)
            if not code or not label or code in found:
                raise InspectionError(Code.SITES_FAULTY, file=file, row=number)
            found[code] = label
    except (UnicodeDecodeError, csv.Error) as error:
        raise InspectionError(Code.SITES_FAULTY, file=file, row=1) from error
    if not found:
        raise InspectionError(Code.SITES_FAULTY, file=file, row=1)
    return found
