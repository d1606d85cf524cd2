"""Erase at the office what two persons agreed on: values, and files that only those cited."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from inspectiebezoek.log.change import Entry
from inspectiebezoek.log.erasure import erasable, erasures
from inspectiebezoek.server import schema
from inspectiebezoek.server.leaving import note_leaving


def settle_erasures(connection: Connection, log: str) -> tuple[str, ...]:
    """Erase in a locked log what is agreed on, also what a laptop brought back since.

    Numbers, bytes, roll and signatures stay. Returns the files (SHA-256) that the log does not
    cite any more; they are noted, for `Leaving`.
    """
    change, quarantine, citation = schema.change, schema.quarantine, schema.citation
    rows = connection.execute(select(change).where(change.c.log == log))
    held = [Entry(row.data, row.salt, row.value) for row in rows]
    agreed = erasures(held).keys()
    gone = [entry for entry in held if entry.id in agreed and erasable(entry)]
    if not gone:
        return ()
    names = [entry.id for entry in gone]
    known = insert(schema.erased).on_conflict_do_nothing()
    connection.execute(known, [{"log": log, "change": name} for name in names])
    for table in (change, quarantine):
        of_them = (table.c.log == log, table.c.id.in_(names), table.c.value.is_not(None))
        connection.execute(update(table).where(*of_them).values(salt=None, value=None))
    cited = {sha256 for each in held if each not in gone for sha256 in each.change.blobs}
    lost = {sha256 for each in gone for sha256 in each.change.blobs} - cited
    mine = (citation.c.log == log, citation.c.sha256.in_(lost))
    taken = set(
        connection.execute(delete(citation).where(*mine).returning(citation.c.sha256)).scalars()
    )
    note_leaving(connection, taken)
    return tuple(sorted(taken))
