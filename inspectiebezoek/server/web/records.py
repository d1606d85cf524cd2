"""What the pages tell of logs, people and laptops, read from the office's tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, func, select

from inspectiebezoek.log.change import Entry, decode
from inspectiebezoek.log.rights import Grant
from inspectiebezoek.log.state import State
from inspectiebezoek.server import schema
from inspectiebezoek.server.members import rights_in
from inspectiebezoek.server.projections import Projections
from inspectiebezoek.server.visit_facts import VisitFacts


@dataclass(frozen=True, slots=True)
class LogRecord:
    """A log in a list: what it says of itself, and how much of it came in.

    `changes`, `files` are counts, `lost` of files that are asked for again; `received` is by the
    office's clock.
    """

    log: str
    facts: VisitFacts
    changes: int
    files: int
    lost: int
    received: datetime | None


@dataclass(frozen=True, slots=True)
class Deed:
    """A change as a page tells it: never its value. `by` and `field` are empty where the row is
    no longer what it was."""

    number: int
    at: str
    received: datetime
    by: str
    device: str
    field: str


@dataclass(frozen=True, slots=True)
class Apart:
    """Changes of a log that were set apart: why, how many, brought by which laptop, last when."""

    code: str
    count: int
    brought_by: str
    received: datetime


@dataclass(frozen=True, slots=True)
class Laptop:
    """A laptop of a person; `enrolled` is None where the office did not note it yet."""

    device: str
    letter: str
    revoked: bool
    enrolled: datetime | None


class Records:
    """Read only; whoever asks must have passed the door of the log."""

    def __init__(self, engine: Engine, projections: Projections) -> None:
        self._engine = engine
        self._projections = projections

    def names(self) -> dict[str, str]:
        """The people the office knows: id → name."""
        table = schema.person
        with self._engine.begin() as connection:
            return {row.id: row.name for row in connection.execute(select(table))}

    def laptops(self, person: str) -> tuple[Laptop, ...]:
        """The laptops of a person, in order of letter."""
        table = schema.device
        mine = (table.c.person == person) & (table.c.kind == schema.LAPTOP)
        query = select(table).where(mine)
        with self._engine.begin() as connection:
            rows = list(connection.execute(query.order_by(func.length(table.c.letter), "letter")))
        return tuple(Laptop(row.id, row.letter, row.revoked, row.enrolled) for row in rows)

    def kinds(self) -> tuple[str, ...]:
        """The kinds of logs that the office holds."""
        with self._engine.begin() as connection:
            kind = func.split_part(schema.log.c.id, "/", 1)
            return tuple(connection.execute(select(kind).distinct().order_by(kind)).scalars())

    def listed(self, logs: Sequence[str]) -> tuple[LogRecord, ...]:
        """These logs, the one of which something came in last first."""
        visits = [log for log in logs if log.startswith("visit/")]
        facts = {line.log: line.facts for line in self._projections.visits(visits)}
        with self._engine.begin() as connection:
            others = _headers(connection, [log for log in logs if log not in facts])
            facts |= {log: _facts_of(log, state) for log, state in others.items()}
            rows = connection.execute(_counted(logs))
            return tuple(
                _record(row, facts.get(row.id, _facts_of(row.id, State()))) for row in rows
            )

    def newest(self, logs: Sequence[str]) -> tuple[str, ...]:
        """These logs in that order: only what is shown needs to be read."""
        log, change = schema.log, schema.change
        last = (change.c.log == log.c.id) & (change.c.vseq == log.c.vseq)
        query = select(log.c.id).outerjoin(change, last).where(log.c.id.in_(logs))
        query = query.order_by(change.c.received.desc().nulls_last(), log.c.id)
        with self._engine.begin() as connection:
            return tuple(connection.execute(query).scalars())

    def deeds(self, log: str, before: int, most: int) -> tuple[Deed, ...]:
        """So many changes before a number, the newest first."""
        table = schema.change
        query = select(table.c.vseq, table.c.data, table.c.device, table.c.received)
        query = query.where(table.c.log == log, table.c.vseq < before)
        with self._engine.begin() as connection:
            rows = connection.execute(query.order_by(table.c.vseq.desc()).limit(most))
            return tuple(_deed(row) for row in rows)

    def members(self, log: str) -> tuple[Grant, ...]:
        """Who has which role on a log, in order of id; where the log says so, since when and by
        whom. The person `""` is everyone who is not named."""
        table = schema.log_member
        query = select(table.c.person, table.c.right).where(table.c.log == log)
        with self._engine.begin() as connection:
            rows = connection.execute(query.order_by(table.c.person)).all()
            named = rights_in(connection, log).named
        return tuple(named.get(row.person, Grant(row.person, row.right)) for row in rows)

    def apart(self, log: str) -> tuple[Apart, ...]:
        """What was set apart and why."""
        table = schema.quarantine
        query = select(
            table.c.code, func.count(), table.c.brought_by, func.max(table.c.received)
        ).where(table.c.log == log)
        query = query.group_by(table.c.code, table.c.brought_by).order_by(table.c.code)
        with self._engine.begin() as connection:
            return tuple(Apart(*row) for row in connection.execute(query))


def _counted(logs: Sequence[str]) -> Any:
    log, change, citation = schema.log, schema.change, schema.citation
    last = (change.c.log == log.c.id) & (change.c.vseq == log.c.vseq)
    of_log = select(func.count()).where(citation.c.log == log.c.id)
    files = of_log.scalar_subquery().label("files")
    lost = of_log.where(citation.c.wanted).scalar_subquery().label("lost")
    query = select(log.c.id, log.c.vseq, change.c.received, files, lost)
    query = query.outerjoin(change, last).where(log.c.id.in_(logs))
    return query.order_by(change.c.received.desc().nulls_last(), log.c.id)


def _headers(connection: Connection, logs: Sequence[str]) -> dict[str, State]:
    """What each log says of itself, folded from those changes alone that can say it."""
    table = schema.change
    query = select(table).where(table.c.log.in_(logs), _speaks_of(":/"))
    said: dict[str, list[Entry]] = {}
    for row in connection.execute(query.order_by(table.c.log, table.c.vseq)):
        try:
            said.setdefault(row.log, []).append(Entry(row.data, row.salt, row.value))
        except ValueError:
            continue  # a row that is no longer what it was; `office check` tells of it
    return {log: State(entries) for log, entries in said.items()}


def _speaks_of(path: str) -> ColumnElement[bool]:
    # The bytes are canonical JSON, so a field has one spelling: that of the log's own kind.
    kind = func.split_part(schema.change.c.log, "/", 1)
    sought = func.convert_to(func.concat('"field":"', kind, path), "UTF8")
    return func.position(sought.op("IN")(schema.change.c.data)) > 0


def _facts_of(log: str, state: State) -> VisitFacts:
    """What a log of another kind than a visit says of itself, in the same words."""
    kind = log.partition("/")[0]

    def said(name: str) -> str:
        value = state.value(f"{kind}:/{name}")
        return value if isinstance(value, str) else ""

    return VisitFacts(
        title=said("title"),
        kind=said("kind"),
        site=said("site_label"),
        state=said("state"),
        start=said("start"),
        end=said("end"),
        lead="",
        label=said("security_label"),
    )


def _record(row: Row[Any], facts: VisitFacts) -> LogRecord:
    return LogRecord(row.id, facts, row.vseq, row.files, row.lost, row.received)


def _deed(row: Any) -> Deed:
    try:
        change = decode(row.data)
    except ValueError:
        return Deed(row.vseq, "", row.received, "", row.device, "")
    return Deed(row.vseq, change.at, row.received, change.by, change.device, change.field)
