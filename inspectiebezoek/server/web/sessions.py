"""Browser sessions: who is signed in, proved by a random token of which the office keeps a hash."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, Row, and_, delete, select, update

from inspectiebezoek.server import schema
from inspectiebezoek.server.people import Caller

LASTS = timedelta(hours=8)
IDLE = timedelta(minutes=30)
BROWSER = "browser"
"""Stands where else a laptop is named, as in the account of readings."""
_NOTED_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Session:
    """A session that is open: whose, and the secret (hex) that its forms carry.

    `id` is the hash of its token, hex: it opens nothing. Moments are by the office's clock.
    """

    id: str
    person: str
    form_secret: str
    begun: datetime
    used: datetime
    ends: datetime

    @property
    def caller(self) -> Caller:
        """Who asks, as the doors of the logs want to know it."""
        return Caller(BROWSER, self.person, revoked=False)


class Sessions:
    """Begin, find and end sessions; kept in the database, so that all workers know them."""

    def __init__(
        self,
        engine: Engine,
        clock: Callable[[], datetime],
        random: Callable[[int], str] = secrets.token_hex,
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._random = random

    def begin(self, person: str) -> str:
        """A new session of a person: its token, 256 bits in hex, which is told only here."""
        token, now, table = self._random(32), self._clock(), schema.browser_session
        row = {
            "token_hash": _hash(token),
            "person": person,
            "form_secret": self._random(32),
            "begun": now,
            "used": now,
            "ends": now + LASTS,
        }
        with self._engine.begin() as connection:
            connection.execute(delete(table).where(~_open(now)))
            connection.execute(table.insert().values(**row))
        return token

    def find(self, token: str) -> Session | None:
        """The session of a token, now used once more; None when there is none or it ended."""
        now, table = self._clock(), schema.browser_session
        mine = table.c.token_hash == _hash(token)
        with self._engine.begin() as connection:
            row = connection.execute(select(table).where(mine, _open(now))).first()
            if row is not None and now - row.used >= _NOTED_AFTER:
                connection.execute(update(table).where(mine).values(used=now))
        return None if row is None else _session(row)

    def of(self, person: str = "") -> tuple[Session, ...]:
        """The sessions that are open, of one person or of all, the newest first."""
        table = schema.browser_session
        query = select(table).where(_open(self._clock())).order_by(table.c.begun.desc())
        if person:
            query = query.where(table.c.person == person)
        with self._engine.begin() as connection:
            return tuple(_session(row) for row in connection.execute(query))

    def end(self, session: Session) -> None:
        """End one session: its token opens nothing any more."""
        self._end(schema.browser_session.c.token_hash == session.id)

    def end_others(self, session: Session) -> int:
        """End the person's other sessions; how many."""
        table = schema.browser_session
        return self._end(and_(table.c.person == session.person, table.c.token_hash != session.id))

    def end_all(self, person: str) -> int:
        """End every session of a person; how many."""
        return self._end(schema.browser_session.c.person == person)

    def _end(self, which: ColumnElement[bool]) -> int:
        table, alive = schema.browser_session, _open(self._clock())
        with self._engine.begin() as connection:
            ended = connection.execute(delete(table).where(which).returning(alive))
            return sum(bool(each) for each in ended.scalars())


def _open(now: datetime) -> ColumnElement[bool]:
    table = schema.browser_session
    return and_(table.c.ends > now, table.c.used > now - IDLE)


def _session(row: Row[Any]) -> Session:
    return Session(row.token_hash, row.person, row.form_secret, row.begun, row.used, row.ends)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
