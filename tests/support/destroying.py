"""Write logs with a marker, destroy them at the office, and look for the marker everywhere."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.log.change import Proposal
from inspectiebezoek.server.app import Office
from inspectiebezoek.sync import protocol
from tests.support.marker import MARKER
from tests.support.office import TestOffice

DECISION = "vernietigingslijst 2026, nummer 12"
NOW = datetime(2026, 10, 6, 8, 0, tzinfo=UTC)


def log_number(number: int) -> str:
    """A log of a name that stays the same."""
    return f"visit/{UUID(int=0x0190A0A0000070008000000000000000 + number)}"


def write(place: Workplace, log: str, *contents: bytes) -> list[str]:
    """Words with the marker, and files of these contents; the hashes of the files."""
    kept = [place.store.evidence.keep([content]) for content in contents]
    names = tuple(sha256 for sha256, _ in kept)
    proposal = Proposal("note:1/text", f"gesproken met {MARKER}", blobs=names)
    place.store.append(log, [proposal], now=NOW, files=kept)
    return list(names)


def destroy(office: Office, log: str) -> protocol.Tombstone:
    """Two archivists destroy a log."""
    for person in ("archief-1", "archief-2"):
        office.people.know(person, person)
    office.tombstones.ask(log, DECISION, "archief-1")
    stone = office.tombstones.agree(log, "archief-2")
    office.leaving.remove()
    return stone


def found_at(office: TestOffice) -> set[str]:
    """The tables and files of the office that hold the marker."""
    names = office.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    words, found = MARKER.encode(), set()
    for (name,) in names:
        rows = office.rows(f'SELECT * FROM "{name}"')
        held = [value for row in rows for value in row]
        parts = [bytes(each) if isinstance(each, bytes) else str(each).encode() for each in held]
        if any(words in part for part in parts):
            found.add(str(name))
    folder = office.files.parent
    found |= {
        path.name for path in folder.rglob("*") if path.is_file() and words in path.read_bytes()
    }
    return found
