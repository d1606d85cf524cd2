"""The list of what the office publishes: files by hash, with their version and validity; pure.

The office signs the bytes of the list once; they are kept and passed on as they are, so that an
older laptop can check a list that says more than it understands.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date

from inspectiebezoek.log.canonical import canonical

FORM, SITES = "form", "sites"
DATA_KINDS = ("rules", "calendar", "codes", "texts", "objects")
"""Reference data that the office publishes as it is: a file with an id and a version."""


@dataclass(frozen=True, slots=True)
class Published:
    """One file: a checklist (`form`), a register of sites (`sites`), or one of `DATA_KINDS`.

    `size` in bytes; `valid_from` and `valid_to` are ISO dates that belong to the term, empty for
    no bound.
    """

    kind: str
    id: str
    version: str
    title: str
    sha256: str
    size: int
    valid_from: str = ""
    valid_to: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the file is valid on a day."""
        iso = day.isoformat()
        return (self.valid_from or iso) <= iso <= (self.valid_to or iso)


def write_list(files: Iterable[Published]) -> bytes:
    """The bytes that are signed; the file that was published last comes first."""
    return canonical({"reference": [asdict(each) for each in files]})


def read_list(data: bytes) -> tuple[Published, ...]:
    """The files of a list; raises `ValueError` for bytes that are none."""
    known = {each.name for each in fields(Published)}
    try:
        told = json.loads(data)["reference"]
        return tuple(
            Published(**{name: part for name, part in each.items() if name in known})
            for each in told
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("no list of published files") from error


def newest(files: Iterable[Published], kind: str, day: date) -> tuple[Published, ...]:
    """Of each id of a kind the version that was published last and is valid on a day."""
    found: dict[str, Published] = {}
    for each in files:
        if each.kind == kind and each.holds_on(day):
            found.setdefault(each.id, each)
    return tuple(found.values())
