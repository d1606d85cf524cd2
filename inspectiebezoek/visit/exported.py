"""Write in the log of a visit that something of it left the program as a readable file.

A version of a report needs no such line: it is a record of the log already.
"""

from __future__ import annotations

from uuid import UUID

from inspectiebezoek.log.change import Proposal

EXPORTED = "visit:/exported/"
JSON, TABLES, REPORT, EVIDENCE = "json", "tables", "report", "evidence"


def exported(uuid: UUID, what: str, *files: str) -> Proposal:
    """The change that says so; `what`: `json`, `tables`, `report` or `evidence`.

    `files`: SHA-256 of the files of the log that were handed out as they are. A field of its own
    each time: two exports are never a difference.
    """
    return Proposal(f"{EXPORTED}{uuid}", what, blobs=files)
