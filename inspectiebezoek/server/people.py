"""Who may come in and what they may see: invitations, devices, tokens and the role per log."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.dialects.postgresql import insert

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.rights import NONE
from inspectiebezoek.server import schema
from inspectiebezoek.server.database import asking
from inspectiebezoek.server.members import EVERYONE, readable_by
from inspectiebezoek.sync.protocol import EarlierDevice, WireDevice

VALID_FOR = timedelta(days=7)
_LETTERS = 0x49424C54  # the lock that is held while a letter is chosen
# No letters or digits that look alike on paper; 10 of 30 is 49 bits, guessed over the network.
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ2345678"
_CODE_LENGTH = 10
OFFICE_NAME = "Kantoor"
"""What the office is called where laptops have the name of a person."""
_CALLER = "SELECT id, person, revoked FROM device WHERE token_hash = %s"
# A row of one's own comes before that of everyone, whose name is empty.
_ROLE = (
    'SELECT "right" FROM log_member WHERE log = %s AND person IN (%s, %s)'
    " ORDER BY person DESC LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Caller:
    """The device that asks, and the person enrolled on it."""

    device: str
    person: str
    revoked: bool


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What a device is told once it is enrolled."""

    person: str
    name: str
    letter: str
    known_as: str = ""


@dataclass(frozen=True, slots=True)
class _Told:
    """What a laptop tells of itself: its id, public key and the SHA-256 of its token."""

    device: str
    public_key: bytes
    token_hash: str


class People:
    """Invitations, devices and roles, in the office's database."""

    def __init__(
        self,
        engine: Engine,
        *,
        clock: Callable[[], datetime],
        choose: Callable[[str], str] = secrets.choice,
        token: Callable[[], str] = secrets.token_urlsafe,
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._choose = choose
        self._token = token

    def invite(self, person: str, name: str) -> str:
        """A one-time code with which a person enrols one device; valid for a week."""
        code = "".join(self._choose(_ALPHABET) for _ in range(_CODE_LENGTH))
        with self._engine.begin() as connection:
            row = insert(schema.person).values(id=person, name=name)
            connection.execute(
                row.on_conflict_do_update(index_elements=["id"], set_={"name": name})
            )
            invitation = {
                "code_hash": _hash(code),
                "person": person,
                "expires": self._clock() + VALID_FOR,
                "used": False,
            }
            connection.execute(insert(schema.invitation).values(**invitation))
        return f"{code[:5]}-{code[5:]}"

    def enrol(
        self,
        code: str,
        device: str,
        public_key: bytes,
        token_hash: str,
        *,
        known_as: str = "",
        earlier: Sequence[EarlierDevice] = (),
    ) -> Enrolled:
        """Use a code: the device is known from now on, and so are the person's earlier ones.

        `known_as`: the name under which the laptop wrote before; taken over unless it is
        somebody else's. Asked again word for word, for the answer was lost, it is answered alike.
        Raises `ENROL_CODE_UNKNOWN`, `ENROL_CODE_USED` or `ENROL_CODE_EXPIRED`.
        """
        told = _Told(device, public_key, token_hash)
        table = schema.invitation
        tidy = "".join(code.upper().split()).replace("-", "")
        with self._engine.begin() as connection:
            query = select(table).where(table.c.code_hash == _hash(tidy)).with_for_update()
            row = connection.execute(query).first()
            before = None if row is None else _as_before(connection, row.person, told)
            if before is not None:
                return before
            self._check(row)
            assert row is not None
            used = table.update().where(table.c.code_hash == row.code_hash).values(used=True)
            connection.execute(used)
            return self._register(connection, row.person, told, known_as=known_as, earlier=earlier)

    def know(self, person: str, name: str) -> None:
        """Let a person be known without a code; one who is known already keeps the name."""
        row = insert(schema.person).values(id=person, name=name)
        with self._engine.begin() as connection:
            connection.execute(row.on_conflict_do_nothing())

    def require(self, person: str) -> None:
        """Raises `MEMBER_UNKNOWN` for an id that is nobody's."""
        with self._engine.begin() as connection:
            require_person(connection, person)

    def enrol_known(
        self,
        person: str,
        device: str,
        public_key: bytes,
        token_hash: str,
        *,
        known_as: str = "",
        earlier: Sequence[EarlierDevice] = (),
    ) -> Enrolled:
        """Enrol a device of a person who was vouched for; raises `PERSON_UNKNOWN`.

        Asked again word for word, it is answered alike.
        """
        told = _Told(device, public_key, token_hash)
        table = schema.person
        with self._engine.begin() as connection:
            if connection.execute(select(table.c.id).where(table.c.id == person)).first() is None:
                raise InspectionError(Code.PERSON_UNKNOWN, person=person)
            before = _as_before(connection, person, told)
            return before or self._register(
                connection, person, told, known_as=known_as, earlier=earlier
            )

    def succeed(
        self,
        caller: Caller,
        device: str,
        public_key: bytes,
        token_hash: str,
        earlier: Sequence[EarlierDevice] = (),
    ) -> Enrolled:
        """A laptop that was restored or copied goes on as a device of its own.

        Revoking the device it came from revokes this one as well.
        """
        told = _Told(device, public_key, token_hash)
        with self._engine.begin() as connection:
            before = _as_before(connection, caller.person, told)
            return before or self._register(
                connection, caller.person, told, earlier=earlier, came_from=caller.device
            )

    def _register(
        self,
        connection: Connection,
        person: str,
        told: _Told,
        *,
        known_as: str = "",
        earlier: Sequence[EarlierDevice] = (),
        came_from: str = "",
    ) -> Enrolled:
        # One at a time, also beside other workers: each laptop gets a letter of its own.
        connection.execute(select(func.pg_advisory_xact_lock(_LETTERS)))
        table = schema.device
        taken_over = _free_name(connection, person, known_as)
        row: dict[str, object] = {
            "id": told.device,
            "person": person,
            "letter": (letter := _free_letter(connection)),
            "public_key": told.public_key,
            "token_hash": told.token_hash,
            "revoked": False,
            "known_as": taken_over,
            "came_from": came_from,
        }
        made = insert(table).values(**row).on_conflict_do_nothing().returning(table.c.id)
        if connection.execute(made).first() is None:
            # Two requests at once, or the id of another device: nothing of it is altered.
            raise InspectionError(Code.DEVICE_TAKEN)
        for each in earlier:
            # An office put back from an old backup may not know it; it may not come in again.
            row |= {
                "id": each.device,
                "public_key": each.public_key,
                "letter": _free_letter(connection),
                "token_hash": _hash(self._token()),
                "known_as": _free_name(connection, person, each.person),
            }
            connection.execute(insert(table).values(**row).on_conflict_do_nothing())
        return Enrolled(person, _name(connection, person), letter, taken_over)

    def _check(self, row: object) -> None:
        if row is None:
            raise InspectionError(Code.ENROL_CODE_UNKNOWN)
        if getattr(row, "used", False):
            raise InspectionError(Code.ENROL_CODE_USED)
        if getattr(row, "expires", self._clock()) < self._clock():
            raise InspectionError(Code.ENROL_CODE_EXPIRED)

    def caller(self, token: str) -> Caller | None:
        """Who a token belongs to; None for a stranger."""
        with asking(self._engine) as driver:
            row = driver.execute(_CALLER, (_hash(token),), binary=True).fetchone()
        return None if row is None else Caller(*row)

    def recall(self, devices: Sequence[WireDevice]) -> None:
        """Know devices again that this office vouched for before it was put back to a backup.

        Their changes are taken again; their tokens are not: they come in with a new code.
        """
        with self._engine.begin() as connection:
            for each in devices:
                if not each.office:
                    person = insert(schema.person).values(id=each.person, name=each.name)
                    connection.execute(person.on_conflict_do_nothing())
                row = {
                    "id": each.device,
                    "kind": schema.OFFICE if each.office else schema.LAPTOP,
                    "person": each.person,
                    "letter": _free_letter(connection, each.letter),
                    "public_key": each.public_key,
                    "token_hash": _hash(self._token()),
                    "revoked": True,
                    "known_as": each.known_as,
                }
                connection.execute(insert(schema.device).values(**row).on_conflict_do_nothing())

    def revoke(self, device: str) -> None:
        """A device and those that came from it may not come in any more; what they brought stays.

        A copied laptop holds the same secrets, under whatever id it goes on.
        """
        table = schema.device
        with self._engine.begin() as connection:
            found = and_followers(connection, device)
            connection.execute(table.update().where(table.c.id.in_(found)).values(revoked=True))

    def devices(self) -> list[WireDevice]:
        """Every device that was ever enrolled, so that old signatures stay verifiable."""
        device, person = schema.device, schema.person
        query = select(device, person.c.name).outerjoin(person, person.c.id == device.c.person)
        with self._engine.begin() as connection:
            return [
                WireDevice(
                    device=row.id,
                    public_key=row.public_key,
                    person=row.person,
                    name=row.name or OFFICE_NAME,
                    letter=row.letter,
                    known_as=row.known_as,
                    office=row.kind == schema.OFFICE,
                    # Nobody should encrypt to a laptop that was stolen.
                    recipient="" if row.revoked else row.recipient,
                )
                for row in connection.execute(query.order_by(device.c.id))
            ]

    def set_recipient(self, device: str, recipient: str) -> None:
        """Keep the key that packages for a device are encrypted to."""
        table = schema.device
        with self._engine.begin() as connection:
            mine = table.update().where(table.c.id == device)
            connection.execute(mine.values(recipient=recipient))

    def role(self, log: str, person: str) -> str:
        """The role of a person in a log; empty for a stranger."""
        with asking(self._engine) as driver:
            row = driver.execute(_ROLE, (log, person, EVERYONE), binary=True).fetchone()
        return NONE if row is None else str(row[0])

    def logs(self, person: str, kind: str) -> list[str]:
        """The logs of a kind that a person may read, without those that were destroyed."""
        table = schema.log
        of_kind = table.c.id.startswith(kind + "/", autoescape=True)
        query = select(table.c.id).where(of_kind, readable_by(table.c.id, person))
        with self._engine.begin() as connection:
            return sorted(connection.execute(query).scalars())


def require_person(connection: Connection, person: str) -> None:
    """Raises `MEMBER_UNKNOWN` for an id that is nobody's."""
    table = schema.person
    if connection.execute(select(table.c.id).where(table.c.id == person)).first() is None:
        raise InspectionError(Code.MEMBER_UNKNOWN, person=person)


def _as_before(connection: Connection, person: str, told: _Told) -> Enrolled | None:
    """What this very laptop was told when it asked the same before; None when it never did."""
    table = schema.device
    row = connection.execute(select(table).where(table.c.id == told.device)).first()
    if row is None or row.revoked or row.person != person:
        return None
    if (bytes(row.public_key), row.token_hash) != (told.public_key, told.token_hash):
        return None
    return Enrolled(person, _name(connection, person), row.letter, row.known_as)


def _name(connection: Connection, person: str) -> str:
    table = schema.person
    query = select(table.c.name).where(table.c.id == person)
    return str(connection.execute(query).scalar_one())


def office_device(
    connection: Connection, public_key: bytes, uuid: Callable[[], UUID], token: str
) -> str:
    """The id under which the office itself writes now; made when it has none.

    `token`: one that nobody is told, so that nobody comes in as the office.
    """
    table = schema.device
    mine = select(table.c.id).where(table.c.kind == schema.OFFICE, ~table.c.revoked)
    found = connection.execute(mine).scalar()
    if found is None:
        # One at a time, also beside other workers; who waited finds what the other one made.
        connection.execute(select(func.pg_advisory_xact_lock(_LETTERS)))
        found = connection.execute(mine).scalar()
    if found is None:
        row = {
            "id": (found := str(uuid())),
            "person": "",
            "letter": _free_letter(connection),
            "public_key": public_key,
            "token_hash": _hash(token),
            "kind": schema.OFFICE,
        }
        connection.execute(insert(table).values(**row))
    return str(found)


def retire(connection: Connection, devices: Iterable[str]) -> None:
    """Let the office write under another id from now on.

    A laptop brought back what the office wrote and does not hold any more: it was put back to an
    old backup, and going on under the same id would give one number to two changes.
    """
    table = schema.device
    gone = table.c.id.in_(sorted(devices)), table.c.kind == schema.OFFICE
    connection.execute(table.update().where(*gone).values(revoked=True))


def and_followers(connection: Connection, device: str) -> set[str]:
    """A device and those that came from it: a copied laptop goes on under another id."""
    table, found, ahead = schema.device, {device}, {device}
    while ahead:
        later = select(table.c.id).where(table.c.came_from.in_(ahead))
        ahead = set(connection.execute(later).scalars()) - found
        found |= ahead
    return found


def _free_name(connection: Connection, person: str, known_as: str) -> str:
    """The name a laptop wrote under before, unless it is the person's own or somebody else's."""
    if known_as in ("", person):
        return ""
    table = schema.person
    taken = connection.execute(select(table.c.id).where(table.c.id == known_as)).first()
    return "" if taken else known_as


def _free_letter(connection: Connection, wanted: str = "") -> str:
    taken = set(connection.execute(select(schema.device.c.letter)).scalars())
    if wanted and wanted not in taken:
        return wanted
    number = 0
    while (letter := _letters(number)) in taken:
        number += 1
    return letter


def _letters(number: int) -> str:
    """0 → A, 25 → Z, 26 → AA: as columns of a spreadsheet."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
