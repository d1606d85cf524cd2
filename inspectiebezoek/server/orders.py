"""What the office lays down for its laptops: how long they may stay away, who can recover them,
and which are to be wiped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Engine, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.server import schema
from inspectiebezoek.server.people import and_followers
from inspectiebezoek.sync.protocol import WIPE_AFTER, WIPE_NOW, SignedTerms, Terms

_LEASE, _RECOVERY = "lease_days", "recovery_key"


@dataclass(frozen=True, slots=True)
class WipeOrder:
    """An order to wipe a laptop; `begun` and `done` are when it told so, None until then."""

    device: str
    at_once: bool
    ordered: datetime
    begun: datetime | None
    done: datetime | None


class Orders:
    """Terms and orders, in the office's database, signed when they are told."""

    def __init__(
        self, engine: Engine, key: Ed25519PrivateKey, *, clock: Callable[[], datetime]
    ) -> None:
        self._engine, self._key, self._clock = engine, key, clock

    def terms(self, device: str) -> SignedTerms:
        """What holds for a laptop now, with the office's signature over it."""
        table = schema.wipe_order
        with self._engine.begin() as connection:
            lease = _fact(connection, _LEASE)
            recovery = _fact(connection, _RECOVERY)
            order = connection.execute(select(table).where(table.c.device == device)).first()
        wipe = "" if order is None or order.done else WIPE_NOW if order.at_once else WIPE_AFTER
        content = (
            Terms(
                device=device,
                time=self._clock().isoformat(),
                lease_days=int(lease or b"0"),
                recovery_key=(recovery or b"").hex(),
                wipe=wipe,
            )
            .model_dump_json()
            .encode()
        )
        return SignedTerms(content=content, signature=self._key.sign(content))

    def set_lease(self, days: int) -> None:
        """After so many days without contact a laptop locks itself; 0: it never does."""
        with self._engine.begin() as connection:
            _write_fact(connection, _LEASE, str(days).encode())

    def set_recovery_key(self, public_key: bytes) -> None:
        """From now on laptops seal their key to this one (X25519, 32 raw bytes)."""
        with self._engine.begin() as connection:
            _write_fact(connection, _RECOVERY, public_key)

    def recovery_key(self) -> bytes | None:
        """The recovery key of now; None when none was ever made."""
        with self._engine.begin() as connection:
            return _fact(connection, _RECOVERY)

    def order_wipe(self, device: str, *, at_once: bool) -> None:
        """Order a laptop, and what went on from a copy of it, to be wiped at its next contact.

        At once: what it still has is lost, and it is kept out from now on. Else it first brings
        all it has; raises `WIPE_REVOKED` for one that is kept out, for it may bring nothing.
        """
        devices = schema.device
        with self._engine.begin() as connection:
            named = and_followers(connection, device)
            mine = devices.c.id.in_(named)
            revoked = set(connection.execute(select(devices.c.revoked).where(mine)).scalars())
            if True in revoked and not at_once:
                raise InspectionError(Code.WIPE_REVOKED, device=device)
            if at_once:
                connection.execute(update(devices).where(mine).values(revoked=True))
            for each in named:
                _write_order(connection, each, at_once=at_once, ordered=self._clock())

    def cancel_wipe(self, device: str) -> None:
        """Take an order back; raises `WIPE_TOO_LATE` when the laptop has begun, or there is none.

        A laptop that was kept out by it stays out.
        """
        table = schema.wipe_order
        with self._engine.begin() as connection:
            named = and_followers(connection, device)
            waiting = (table.c.device.in_(named), table.c.begun.is_(None))
            if connection.execute(delete(table).where(*waiting)).rowcount == 0:
                raise InspectionError(Code.WIPE_TOO_LATE, device=device)

    def hear_wiped(self, device: str, *, done: bool) -> None:
        """The laptop tells that it begins, or is done; then it is kept out."""
        table, devices = schema.wipe_order, schema.device
        moment = {"done" if done else "begun": self._clock()}
        with self._engine.begin() as connection:
            heard = connection.execute(
                update(table).where(table.c.device == device).values(**moment)
            )
            if done and heard.rowcount:
                mine = update(devices).where(devices.c.id == device)
                connection.execute(mine.values(revoked=True))

    def wipe_orders(self) -> tuple[WipeOrder, ...]:
        """All orders, by device."""
        table = schema.wipe_order
        with self._engine.begin() as connection:
            rows = connection.execute(select(table).order_by(table.c.device)).mappings()
            return tuple(WipeOrder(**row) for row in rows)


def _write_order(connection: Connection, device: str, *, at_once: bool, ordered: datetime) -> None:
    values = {"at_once": at_once, "ordered": ordered, "begun": None, "done": None}
    row = insert(schema.wipe_order).values(device=device, **values)
    connection.execute(row.on_conflict_do_update(index_elements=["device"], set_=values))


def _fact(connection: Connection, name: str) -> bytes | None:
    table = schema.office
    found = connection.execute(select(table.c.value).where(table.c.name == name)).scalar()
    return None if found is None else bytes(found)


def _write_fact(connection: Connection, name: str, value: bytes) -> None:
    row = insert(schema.office).values(name=name, value=value)
    connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
