"""Tables made from the logs, that follow each log in the order of its numbers and can be thrown
away.

The log itself is the outbox: a projection stands at a number and roll of each log, and what came
after that is still to be told. It is brought up to date when it is read, so that no push waits for
it and none can fail by it. Rows and place go in one transaction. Where the order of a log was
redone its roll is another one, and the log is told again.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    delete,
    false,
    func,
    literal,
    or_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import insert

from inspectiebezoek.log import chain
from inspectiebezoek.log.change import ACT, SET, Entry
from inspectiebezoek.server import schema
from inspectiebezoek.server.visit_facts import VisitFacts, visit_facts

_VISITS, _KIND = "visit_fact", "visit/"


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit in a list: its facts, how many changes the office has, and when the last came in.

    `unread`: how many changes of its header are no changes any more; `office check` tells why.
    """

    log: str
    facts: VisitFacts
    changes: int
    received: datetime
    unread: int


class Projections:
    """The projections of an office; today one, the list of visits."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def visits(self, logs: Collection[str] | None = None) -> tuple[VisitLine, ...]:
        """These visits, or all: who was heard of last comes first, as things stand now."""
        self._catch_up_all(logs)
        table = schema.visit_fact
        query = select(table).order_by(table.c.received.desc(), table.c.log)
        if logs is not None:
            query = query.where(table.c.log.in_(logs))
        with self._engine.begin() as connection:
            rows = [dict(row) for row in connection.execute(query).mappings()]
        names = VisitFacts.__slots__
        return tuple(
            VisitLine(
                log=row["log"],
                facts=VisitFacts(**{name: row[name] for name in names}),
                changes=row["changes"],
                received=row["received"],
                unread=row["unread"],
            )
            for row in rows
        )

    def at(self, site: str, objects: Collection[str]) -> tuple[str, ...]:
        """The logs of the visits to a site (its code) or to one of these objects (UUIDs)."""
        self._catch_up_all(None)
        table = schema.visit_fact
        named = [table.c.objects.contains(each, autoescape=True) for each in objects]
        here = table.c.site_code == site if site else false()
        query = select(table.c.log).where(or_(here, *named)).order_by(table.c.log)
        with self._engine.begin() as connection:
            return tuple(connection.execute(query).scalars())

    def rebuild(self) -> int:
        """Throw all away and make it again from the logs; how many logs were told."""
        with self._engine.begin() as connection:
            hold_still(connection)
            connection.execute(delete(schema.projected))
            connection.execute(delete(schema.visit_fact))
        return len(self.visits())

    def _catch_up_all(self, logs: Collection[str] | None) -> None:
        for log in self._behind(logs):
            self._catch_up(log)

    def _behind(self, logs: Collection[str] | None) -> list[str]:
        """The visits whose log went on, or was redone, since they were told."""
        log, place = schema.log, schema.projected
        of_log = (place.c.log == log.c.id) & (place.c.name == _VISITS)
        moved = or_(
            place.c.vseq.is_distinct_from(log.c.vseq), place.c.roll.is_distinct_from(log.c.roll)
        )
        query = select(log.c.id).outerjoin(place, of_log).order_by(log.c.id)
        # One of which nothing is left once it was set right has still to leave the table.
        holds = or_(log.c.vseq > 0, place.c.vseq > 0)
        query = query.where(log.c.id.startswith(_KIND, autoescape=True), holds, moved)
        if logs is not None:
            query = query.where(log.c.id.in_(logs))
        with self._engine.begin() as connection:
            return list(connection.execute(query).scalars())

    def _catch_up(self, log: str) -> None:
        with self._engine.begin() as connection:
            place = _held_place(connection, log)
            row = connection.execute(select(schema.log).where(schema.log.c.id == log)).first()
            if row is None:  # destroyed meanwhile, and its rows here with it
                connection.execute(delete(schema.projected).where(schema.projected.c.log == log))
            elif place != (row.vseq, bytes(row.roll)):
                _tell(connection, log, row.vseq)
                at = {"vseq": row.vseq, "roll": row.roll}
                mine = (schema.projected.c.name == _VISITS, schema.projected.c.log == log)
                connection.execute(schema.projected.update().where(*mine).values(at))


def hold_still(connection: Connection) -> None:
    """Let no projection move until this transaction ends, and wait for those that are moving.

    For whoever removes rows of several projections at once: what is being told right now would
    come in between, and stay.
    """
    connection.execute(text("LOCK TABLE projected IN SHARE ROW EXCLUSIVE MODE"))


def _held_place(connection: Connection, log: str) -> tuple[int, bytes]:
    """Where the projection stands in a log; no other worker moves it meanwhile."""
    table = schema.projected
    first = insert(table).values(name=_VISITS, log=log, vseq=0, roll=chain.ROLL_START)
    connection.execute(first.on_conflict_do_nothing())
    mine = select(table).where(table.c.name == _VISITS, table.c.log == log)
    row = connection.execute(mine.with_for_update()).one()
    return row.vseq, bytes(row.roll)


def _tell(connection: Connection, log: str, until: int) -> None:
    """Make the line of a visit from its log up to a number."""
    table, change = schema.visit_fact, schema.change
    upto = (change.c.log == log, change.c.vseq <= until)
    count = select(func.count(), func.max(change.c.received)).where(*upto)
    changes, received = connection.execute(count).one()
    if received is None:
        connection.execute(delete(table).where(table.c.log == log))
        return
    entries, unread = _header(connection, upto)
    line = {
        **asdict(visit_facts(entries)),
        "changes": changes,
        "received": received,
        "unread": unread,
    }
    row = insert(table).values(log=log, **line)
    connection.execute(row.on_conflict_do_update(index_elements=["log"], set_=line))


def _header(
    connection: Connection, upto: tuple[ColumnElement[bool], ...]
) -> tuple[list[Entry], int]:
    """The changes of the header in order, and one answer of a person; how many cannot be read."""
    change = schema.change
    query = select(change).where(*upto).order_by(change.c.vseq)
    answers = query.where(
        _says("field", "answer:"), or_(*(_says("op", op + '"') for op in (SET, ACT)))
    )
    entries, unread = [], 0
    for asked in (query.where(_says("field", "visit:/")), answers.limit(1)):
        for row in connection.execute(asked):
            try:
                entries.append(Entry(row.data, row.salt, row.value))
            except ValueError:
                unread += 1
    return entries, unread


def _says(member: str, beginning: str) -> ColumnElement[bool]:
    # The bytes are canonical JSON, so a member has one spelling, and most rows need no reading.
    sought = literal(f'"{member}":"{beginning}'.encode())
    return func.position(sought.op("IN")(schema.change.c.data)) > 0
