"""Write in the log of a visit that something of it left the program for somebody to read.

A version of a report needs no such line: it is a record of the log already.
"""

from __future__ import annotations

from uuid import UUID

from inspectiebezoek.log.change import Proposal

EXPORTED = "visit:/exported/"
JSON, TABLES, REPORT, EVIDENCE, PACKAGE = "json", "tables", "report", "evidence", "package"


def exported(uuid: UUID, what: str, *files: str) -> Proposal:
    """The change that says so; `what`: one of the words above.

    `files`: SHA-256 of the files of the log that were handed out as they are. A field of its own
    each time: two exports are never a difference.
    """
    return Proposal(f"{EXPORTED}{uuid}", what, blobs=files)
