"""How long it takes until an answer is safe, against a bare SQLite commit on the same disk.

The limit is one row of the same size in plain SQLite with WAL and synchronous=FULL. All are
measured in turns in one run, so that a busy disk is busy for each.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from uuid import uuid4

import sqlcipher3.dbapi2 as sqlcipher
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from table import show

from inspectiebezoek.form.loading import load_form
from inspectiebezoek.log.change import Proposal
from inspectiebezoek.paths import shared
from inspectiebezoek.store.device import Device
from inspectiebezoek.store.local import Store
from inspectiebezoek.store.wal_room import make_room
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.planning import plan_visit

TIMES, WARM_UP = 400, 20
LIMIT, ANSWER = "bare SQLite, WAL, FULL", "an answer in the PI checklist"
KEY = bytes(range(32))
LOG = "visit/0190a0a0-0000-7000-8000-000000000001"
ROW_BYTES = 700  # what a change weighs: its bytes, salt, value and keys


def now() -> datetime:
    return datetime.now().astimezone()


def bare(
    driver: object, path: Path, key: str = "", *, roomy: bool = False
) -> Callable[[int], None]:
    """A commit of one row with nothing around it.

    `roomy`: its write-ahead log got its room beforehand, as ours does.
    """
    connection = driver.connect(str(path), isolation_level=None)  # type: ignore[attr-defined]
    if key:
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, data BLOB)")
    if roomy:
        make_room(path)
    row = bytes(ROW_BYTES)

    def write(_: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO t (data) VALUES (?)", [row])
        connection.execute("COMMIT")

    return write


def store_in(folder: Path) -> Store:
    store = Store(folder, KEY)
    private = Ed25519PrivateKey.generate().private_bytes_raw()
    store.introduce(Device(str(uuid4()), "insp-a", "Anna", "A", private))
    return store


def appending(store: Store) -> Callable[[int], None]:
    """A change in the log: chain, hash, salt, encryption, commit."""

    def write(number: int) -> None:
        field = f"answer:/data/v{number % 200}"
        store.append(LOG, [Proposal(field, f"antwoord {number}")], now=now())

    return write


def answering(store: Store) -> Callable[[int], None]:
    """An answer in the doorlichting: the form reckons, the log keeps, the disk has it."""
    form = load_form(shared("forms", "doorlichting-pi.md"))
    visit = plan_visit(store, form, Header(title="bench"), clock=now, uuid=uuid4)
    questions = [
        node
        for node in visit.instance.walk()
        if node.definition.control == "select1" and node.relevant and len(node.choices) > 1
    ]

    def write(number: int) -> None:
        node = questions[number % len(questions)]
        choices = [choice.value for choice in node.choices]
        visit.answer(node.ref, choices[(number // len(questions)) % len(choices)])

    return write


def answers(times: int = TIMES) -> None:
    """Measure in turns, and print the table."""
    with TemporaryDirectory(dir=Path.cwd()) as place:
        folder = Path(place)
        first, second = store_in(folder / "log"), store_in(folder / "visit")
        acts = {
            LIMIT: bare(sqlite3, folder / "plain.db"),
            "bare SQLCipher, WAL, FULL": bare(sqlcipher, folder / "cipher.db", KEY.hex()),
            "bare SQLite, room made beforehand": bare(sqlite3, folder / "roomy.db", roomy=True),
            "a change in the log (Store.append)": appending(first),
            ANSWER: answering(second),
        }
        taken: dict[str, list[float]] = {name: [] for name in acts}
        for number in range(WARM_UP + times):
            for name, act in acts.items():
                start = perf_counter()
                act(number)
                if number >= WARM_UP:
                    taken[name].append(perf_counter() - start)
        first.close()
        second.close()
    show(f"Answer to disk, {times} times", list(taken.items()), LIMIT)
    ratio = median(taken[ANSWER]) / median(taken[LIMIT])
    print(f"an answer takes {ratio:.2f} x a bare commit (at most 1.5)")


if __name__ == "__main__":
    answers(int(sys.argv[1]) if len(sys.argv) > 1 else TIMES)
