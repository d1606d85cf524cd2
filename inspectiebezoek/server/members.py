"""The rights on each log as the office looks them up: a projection of the log, never edited.

It is written in the transaction in which the log changes, under the lock of its row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, or_, select, update

from inspectiebezoek.log.change import Entry
from inspectiebezoek.log.rights import NONE, READER, Rights, at_least, rights_of
from inspectiebezoek.server import schema

EVERYONE = ""
"""In place of a person: all who are enrolled and have no row of their own."""


@dataclass(frozen=True, slots=True)
class Members:
    """Who may what in a log: person → role; who ever might write; and the label of the log."""

    roles: Mapping[str, str] = field(default_factory=dict)
    wrote: frozenset[str] = frozenset()
    label: str = ""

    def role(self, person: str) -> str:
        """The role of a person; empty for a stranger."""
        return self.roles.get(person, self.roles.get(EVERYONE, NONE))


def members_of(rights: Rights, brought_by: str, before: Members) -> Members:
    """What the log says, and that who first brought it reads it: all of that was in their hands.

    Where nobody was ever named, who had a right `before` keeps it: rights were not in the log
    once, and the lead's laptop still has to write them there.
    """
    roles = {person: grant.role for person, grant in rights.named.items()}
    wrote = rights.wrote
    if not rights.told:
        roles, wrote = {**before.roles, **roles}, wrote | before.wrote
    if rights.everyone:
        roles[EVERYONE] = rights.everyone
    may_read = at_least(roles.get(EVERYONE, NONE), READER)
    if brought_by and brought_by not in roles and not may_read and not rights.closed:
        roles[brought_by] = READER
    return Members(roles, wrote, rights.label)


def rights_in(connection: Connection, log: str, fresh: Iterable[Entry] = ()) -> Rights:
    """What the log says of rights, with changes that are about to be taken."""
    device = schema.device
    renamed = select(device.c.id, device.c.person).where(device.c.known_as != "")
    persons = {row.id: row.person for row in connection.execute(renamed)}
    held = [*readable(connection, log), *fresh]
    return rights_of(log.partition("/")[0], held, persons)


def readable(connection: Connection, log: str, until: int | None = None) -> list[Entry]:
    """The changes of a log in its order, up to a number, but for those that `mend` is to set
    apart."""
    table, found = schema.change, []
    query = select(table).where(table.c.log == log).order_by(table.c.vseq)
    if until is not None:
        query = query.where(table.c.vseq <= until)
    for row in connection.execute(query):
        try:
            found.append(Entry(row.data, row.salt, row.value))
        except ValueError:
            continue
    return found


def read(connection: Connection, log: str) -> Members:
    """The rights as they were last written down."""
    table = schema.log_member
    rows = connection.execute(select(table).where(table.c.log == log)).all()
    roles = {row.person: row.right for row in rows}
    return Members(roles, frozenset(row.person for row in rows if row.wrote))


def write(connection: Connection, log: str, members: Members) -> None:
    """Write the rights of a locked log down in place of those of before."""
    table = schema.log_member
    connection.execute(delete(table).where(table.c.log == log))
    rows = [
        {"log": log, "person": person, "right": role, "wrote": person in members.wrote}
        for person, role in members.roles.items()
    ]
    if rows:
        connection.execute(insert(table), rows)
    of_log = update(schema.log).where(schema.log.c.id == log)
    connection.execute(of_log.values(label=members.label))


def remake(connection: Connection, log: str) -> None:
    """Make the rights of a locked log again from its changes."""
    brought_by = select(schema.log.c.brought_by).where(schema.log.c.id == log)
    bringer = str(connection.execute(brought_by).scalar_one())
    rights = rights_in(connection, log)
    write(connection, log, members_of(rights, bringer, read(connection, log)))


def remake_all(engine: Engine) -> None:
    """Make the rights of every log again, each under its own lock."""
    table = schema.log
    with engine.begin() as connection:
        logs = list(connection.execute(select(table.c.id)).scalars())
    for log in logs:
        with engine.begin() as connection:
            connection.execute(select(table).where(table.c.id == log).with_for_update())
            remake(connection, log)


def readable_by(log: ColumnElement[str], person: str) -> ColumnElement[bool]:
    """True where a person may read the log of a row."""
    table, own = schema.log_member, schema.log_member.alias()
    mine = select(own.c.log).where(own.c.log == table.c.log, own.c.person == person)
    counts = or_(table.c.person == person, ~mine.exists())
    who = table.c.person.in_((person, EVERYONE))
    return (
        select(table.c.log)
        .where(table.c.log == log, who, counts, table.c.right != NONE)
        .correlate_except(table)
        .exists()
    )
