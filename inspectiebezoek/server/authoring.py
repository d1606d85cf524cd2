"""The office writes: what a person does there becomes changes of the office's own device."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from psycopg.errors import UniqueViolation
from sqlalchemy import Connection, Engine, select

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log import chain, clock
from inspectiebezoek.log.change import Entry, Proposal, decode
from inspectiebezoek.log.composing import compose
from inspectiebezoek.server import schema
from inspectiebezoek.server.ledger import Ledger
from inspectiebezoek.server.people import Caller, office_device, require_person


@dataclass(frozen=True, slots=True)
class Act:
    """What a person (`by`, an id that the office knows) does in one log.

    The parents of a proposal are the heads that the person saw.
    """

    log: str
    proposals: tuple[Proposal, ...]
    by: str


class Author:
    """Writes acts in the logs of the office, by the same way in as a push."""

    def __init__(
        self,
        engine: Engine,
        ledger: Ledger,
        key: Ed25519PrivateKey,
        *,
        now: Callable[[], datetime],
        uuid: Callable[[], UUID] = uuid4,
        random: Callable[[int], bytes] = os.urandom,
        token: Callable[[], str] = secrets.token_urlsafe,
    ) -> None:
        self._engine, self._ledger, self._key = engine, ledger, key
        self._now, self._uuid, self._random, self._token = now, uuid, random, token

    def write(self, acts: Sequence[Act]) -> tuple[Entry, ...]:
        """Write all acts, in as many logs as they are about, or none: one transaction.

        A proposal with a cause that the office wrote before in that log, word for word, is not
        written again. Returns what was written. Raises `MEMBER_UNKNOWN`, `LOG_FORBIDDEN` when
        one of them may not be written by whom it is, `LOG_DESTROYED`.
        """
        try:
            return self._write(acts)
        except UniqueViolation:
            # A row of ours is not where its bytes say that it is. It is set right first.
            for log in sorted({act.log for act in acts}):
                self._ledger.mend(log)
            return self._write(acts)

    def _write(self, acts: Sequence[Act]) -> tuple[Entry, ...]:
        written: list[Entry] = []
        with self._engine.begin() as connection:
            for act in acts:
                require_person(connection, act.by)
            public_key = self._key.public_key().public_bytes_raw()
            device = office_device(connection, public_key, self._uuid, self._token())
            # In one order, whoever writes: two acts over the same logs never wait for each other.
            for log in sorted({act.log for act in acts}):
                self._ledger.lock(connection, log)
            for act in sorted(acts, key=lambda each: each.log):
                written += self._one(connection, act, device)
        return tuple(written)

    def _one(self, connection: Connection, act: Act, device: str) -> tuple[Entry, ...]:
        fresh = [each for each in act.proposals if not _repeated(connection, act.log, each)]
        if not fresh:
            return ()
        link, ticks = _standing(connection, act.log, device)
        entries = compose(
            *(act.log, fresh),
            person=act.by,
            device=device,
            link=link,
            ticks=ticks,
            now=self._now(),
            random=self._random,
        )
        end = chain.Link(entries[-1].change.dseq, entries[-1].id)
        seal = chain.sign(self._key, act.log, device, end)
        who = Caller(device, act.by, revoked=False)
        outcome = self._ledger.take_on(connection, act.log, entries, [seal], who)
        if outcome.quarantined:
            raise InspectionError(Code.LOG_FORBIDDEN)
        return entries


def _standing(connection: Connection, log: str, device: str) -> tuple[chain.Link | None, str]:
    """Where a device stands in a log, and a clock after what it wrote and what came last."""
    table = schema.change
    own = select(table).where(table.c.log == log, table.c.device == device)
    last = connection.execute(own.order_by(table.c.dseq.desc()).limit(1)).first()
    newest = select(table).where(table.c.log == log).order_by(table.c.vseq.desc()).limit(1)
    rows = [row for row in (last, connection.execute(newest).first()) if row is not None]
    ticks = clock.join(clock.START, _clocks(bytes(row.data) for row in rows))
    return None if last is None else chain.Link(last.dseq, last.id), ticks


def _clocks(held: Iterable[bytes]) -> Iterator[str]:
    for data in held:
        with suppress(ValueError):  # a row that is no longer what it was; `mend` tells
            yield decode(data).hlc


def _repeated(connection: Connection, log: str, proposal: Proposal) -> bool:
    """True when the office wrote this before, for the same cause."""
    if proposal.cause is None:
        return False
    table, device = schema.change, schema.device
    offices = select(device.c.id).where(device.c.kind == schema.OFFICE)
    own = select(table).where(table.c.log == log, table.c.device.in_(offices))
    for row in connection.execute(own):
        entry = Entry(row.data, row.salt, row.value)
        change = entry.change
        before = (change.cause, change.field, change.op, entry.content)
        if before == (proposal.cause, proposal.field, proposal.op, proposal.value):
            return True
    return False
