"""Files that the office should hold and does not: it says so, and whoever has one brings it.

A laptop that was told *ontvangen* never brings a file again by itself. When a disk of the office
loses a file or spoils it, this is how the laptops come to know.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, select, update

from inspectiebezoek.server import schema
from inspectiebezoek.server.files import Files
from inspectiebezoek.server.members import readable_by


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a check of all files: how many were looked at, and those that lack."""

    files: int
    lacking: tuple[str, ...]


class Wanted:
    """Which files are asked for, in the database beside the logs that cite them."""

    def __init__(self, engine: Engine, files: Files) -> None:
        self._engine = engine
        self.files = files

    def look(self, sha256: str) -> bool:
        """Read a file again; true when it is whole, else it is asked for from now on."""
        whole = self.files.check(sha256)
        table = schema.citation
        with self._engine.begin() as connection:
            of_file = update(table).where(table.c.sha256 == sha256, table.c.wanted == whole)
            connection.execute(of_file.values(wanted=not whole))
        return whole

    def look_at_all(self) -> Checked:
        """Read every file that a log cites or that is published.

        After a restore, and when a disk is not trusted. What is only published no laptop brings:
        it is published again.
        """
        cited, published = select(schema.citation.c.sha256), select(schema.reference.c.sha256)
        with self._engine.begin() as connection:
            names = list(connection.execute(cited.union(published)).scalars())
        return Checked(len(names), tuple(name for name in sorted(names) if not self.look(name)))

    def got(self, sha256: str) -> None:
        """The file is whole again: nobody needs to bring it."""
        table = schema.citation
        with self._engine.begin() as connection:
            asked = update(table).where(table.c.sha256 == sha256, table.c.wanted)
            connection.execute(asked.values(wanted=False))

    def of(self, person: str) -> dict[str, list[str]]:
        """The files asked for in the logs that a person may read."""
        table = schema.citation
        mine = readable_by(table.c.log, person)
        query = select(table.c.log, table.c.sha256).where(table.c.wanted, mine)
        found: dict[str, list[str]] = {}
        with self._engine.begin() as connection:
            for row in connection.execute(query.order_by(table.c.log, table.c.sha256)):
                found.setdefault(row.log, []).append(row.sha256)
        return found
