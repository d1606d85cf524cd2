"""A push as the database sees it: one way to and fro for all questions, one COPY, one settling.

These few statements go past SQLAlchemy to the driver: they run for every push, and there the
number of ways to and fro is what counts. They stand in the transaction of the connection given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log import chain
from inspectiebezoek.log.change import Entry
from inspectiebezoek.server.admission import UNSEALED, KnownDevice, Places
from inspectiebezoek.server.members import Members
from inspectiebezoek.server.rows import COPY, END, START, Rows

_LOCK = "SELECT vseq, roll, label, brought_by FROM log WHERE id = %s FOR UPDATE"
# A statement of its own: what was committed while the lock was waited for counts.
_MARKS = (
    "SELECT EXISTS (SELECT FROM tombstone WHERE log = %s),"
    " EXISTS (SELECT FROM erased WHERE log = %s),"
    " ARRAY(SELECT DISTINCT code FROM quarantine WHERE log = %s)"
)
_MEMBERS = 'SELECT person, "right", wrote FROM log_member WHERE log = %s'
_BEGIN = "INSERT INTO log (id, vseq, roll) VALUES (%s, 0, %s) ON CONFLICT DO NOTHING"
_HELD = "SELECT id, device, dseq FROM change WHERE log = %s"
_STRETCH = f"{_HELD} AND device = %s AND dseq BETWEEN %s AND %s"
_NAMED = f"{_HELD} AND id = ANY(%s)"
_DEVICES = "SELECT id, public_key, person, known_as, kind = 'office' FROM device WHERE id = ANY(%s)"
_UNSEALED = "SELECT data, salt, value FROM quarantine WHERE log = %s AND code = %s"
_FOLLOWING = "SELECT data FROM change WHERE log = %s AND device = %s AND dseq = ANY(%s)"
_AT_ONCE = 50
_SETTLE = "UPDATE log SET vseq = %s, roll = %s WHERE id = %s"
_CITE = "INSERT INTO citation (log, sha256) VALUES (%s, %s) ON CONFLICT DO NOTHING"
_SEAL = (
    "INSERT INTO seal (log, device, dseq, head, signature) VALUES (%s, %s, %s, %s, %s)"
    " ON CONFLICT DO NOTHING"
)


@dataclass(frozen=True, slots=True)
class Around:
    """What the office holds around a push, with the log locked: where it ends, the places of the
    changes that the push brings or names, the devices it speaks of, and what was set apart for
    want of a signature and may be covered now; `erases`: values of the log were erased; `apart`:
    some of its changes are kept apart; `members`: who may what, as it was before this push;
    `brought_by`: who first came with the log."""

    vseq: int
    roll: bytes
    held: Places
    devices: Mapping[str, KnownDevice]
    unsealed: tuple[Entry, ...]
    erases: bool
    apart: bool
    members: Members
    brought_by: str


def look_around(
    connection: Connection, log: str, entries: Sequence[Entry], seals: Sequence[chain.Seal]
) -> Around:
    """Lock the log, and ask all that judging a push needs; raises `LOG_DESTROYED`."""
    driver = _driver(connection)
    with driver.pipeline():
        ends = driver.execute(_LOCK, (log,), binary=True)
        marks = driver.execute(_MARKS, (log, log, log), binary=True)
        rights = driver.execute(_MEMBERS, (log,), binary=True)
        stretches = _ask_stretches(driver, log, entries)
        asked = sorted({each.change.device for each in entries} | {each.device for each in seals})
        devices = driver.execute(_DEVICES, (asked,), binary=True)
    end = ends.fetchone()
    destroyed, erases, codes = marks.fetchone()
    if destroyed:
        raise InspectionError(Code.LOG_DESTROYED, log=log)
    if end is None:
        driver.execute(_BEGIN, (log, chain.ROLL_START))
        return look_around(connection, log, entries, seals)
    places = _places(driver, log, entries, stretches)
    known = {name: KnownDevice(*rest) for name, *rest in devices}
    waiting: tuple[Entry, ...] = ()
    if UNSEALED in codes:
        found = driver.execute(_UNSEALED, (log, UNSEALED), binary=True)
        waiting = tuple(Entry(*row) for row in found)
        places |= _places(driver, log, waiting, _ask_stretches(driver, log, waiting))
        others = sorted({each.change.device for each in waiting})
        devices = driver.execute(_DEVICES, (others,), binary=True)
        known |= {name: KnownDevice(*rest) for name, *rest in devices}
    vseq, roll, label, brought_by = end
    rows = rights.fetchall()
    wrote = frozenset(person for person, _, once in rows if once)
    members = Members({person: role for person, role, _ in rows}, wrote, label)
    return Around(*(vseq, roll, places, known, waiting, erases, bool(codes)), members, brought_by)


def following(connection: Connection, log: str, entries: Iterable[Entry]) -> list[Entry]:
    """The changes of the log that come directly after these, without their values."""
    later: dict[str, list[int]] = {}
    for entry in entries:
        later.setdefault(entry.change.device, []).append(entry.change.dseq + 1)
    driver = _driver(connection)
    return [
        Entry(data, None, None)
        for device, numbers in later.items()
        for (data,) in driver.execute(_FOLLOWING, (log, device, numbers), binary=True)
    ]


def append(
    connection: Connection,
    log: str,
    verdicts: Iterable[tuple[Entry, str | None]],
    seals: Iterable[chain.Seal],
    around: Around,
) -> dict[str, str]:
    """Write the changes that are taken behind the last one, and the seals; a known seal is left
    as it is. Returns the others, with the code why."""
    vseq, roll = around.vseq, around.roll
    driver, cited = _driver(connection), set[str]()
    refused: dict[str, str] = {}
    packed, waiting = Rows(log), [START]
    # The database writes some changes down while the next ones are still being judged.
    with driver.cursor() as cursor, cursor.copy(COPY) as copy:
        for entry, code in verdicts:
            if code is not None:
                refused[entry.id] = code
                continue
            vseq, roll = vseq + 1, chain.roll(roll, entry.id)
            waiting.append(packed.packed(vseq, entry, roll))
            if len(waiting) == _AT_ONCE:
                copy.write(b"".join(waiting))
                waiting.clear()
            if entry.value is not None:  # a file of what was erased is wanted no more
                cited.update(entry.change.blobs)
        copy.write(b"".join((*waiting, END)))
    with driver.pipeline():
        driver.execute(_SETTLE, (vseq, roll, log))
        for sha256 in sorted(cited):
            driver.execute(_CITE, (log, sha256))
        for seal in seals:
            driver.execute(_SEAL, (seal.log, seal.device, seal.dseq, seal.head, seal.signature))
    return refused


def _ask_stretches(driver: Any, log: str, entries: Iterable[Entry]) -> list[Any]:
    """Ask for the stretch of each device's chain that these changes and their forerunners are in.

    The id of a change is the hash of bytes that name its device and number: the log holds it
    there or not at all.
    """
    numbers: dict[str, list[int]] = {}
    for entry in entries:
        numbers.setdefault(entry.change.device, []).append(entry.change.dseq)
    return [
        driver.execute(_STRETCH, (log, device, min(found) - 1, max(found)), binary=True)
        for device, found in numbers.items()
    ]


def _places(
    driver: Any, log: str, entries: Iterable[Entry], stretches: Iterable[Any]
) -> dict[str, tuple[str, int]]:
    """Where the log holds these changes, and those that they name as the one before.

    One that is named from elsewhere, as only a forger or a damaged log does, is asked for by id.
    """
    places = {name: (device, dseq) for found in stretches for name, device, dseq in found}
    before = {entry.change.prev or "" for entry in entries} - {entry.id for entry in entries}
    if named := before - places.keys() - {""}:
        found = driver.execute(_NAMED, (log, sorted(named)), binary=True)
        places |= {name: (device, dseq) for name, device, dseq in found}
    return places


def _driver(connection: Connection) -> Any:
    """The driver's own connection, in the transaction at hand."""
    return connection.connection.driver_connection
