"""How fast changes come in at the office and go out again, against a raw PostgreSQL COPY.

The limit is a binary COPY of the same rows into a table with the columns, types and indexes of
the office's own, 500 rows a commit, in the same database with the same settings. The bare table
beside it has no index: nobody could find anything in it again.

A push is the whole way: HTTP over loopback to another process, rights, decoding, hashes, links,
signature, what is known already, numbering under the lock, COPY. Making the requests is not
counted, nor is what a laptop does with what it pulled; `a laptop` is everything on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from statistics import median
from time import perf_counter
from uuid import uuid4

import httpx
import psycopg
from served import served
from table import show

from inspectiebezoek.log import chain
from inspectiebezoek.log.change import Entry, Proposal
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync import frames, protocol
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.sync.run import SyncRun

BATCHES, SIZE = 10, 500
BARE, COPY = "COPY into a table without indexes", "COPY into a table like the office's"
PUSH, PULL, BOTH = (
    "push, 500 a request",
    "pull, 500 a request",
    "a laptop: push, pull, check, keep",
)
COLUMNS = {
    "log": "text",
    "vseq": "int4",
    "id": "text",
    "device": "text",
    "dseq": "int4",
    "data": "bytea",
    "salt": "bytea",
    "value": "bytea",
    "roll": "bytea",
}
Row = tuple[object, ...]


def written(store: Store, log: str) -> tuple[Entry, ...]:
    """As many answers of some words as the batches hold."""
    proposals = [
        Proposal(f"answer:/data/v{number}", f"antwoord nummer {number}, met een toelichting")
        for number in range(BATCHES * SIZE)
    ]
    return store.append(log, proposals, now=datetime.now(UTC))


def bodies(store: Store, log: str, entries: Sequence[Entry]) -> list[bytes]:
    """The requests that bring them."""
    device, found = store.device(), []
    for start in range(0, len(entries), SIZE):
        piece = entries[start : start + SIZE]
        link = chain.Link(piece[-1].change.dseq, piece[-1].id)
        seal = chain.sign(device.key, log, device.id, link)
        head = protocol.PushHead(seals=[protocol.WireSeal.of(seal)])
        changes = [frames.Framed.of(entry) for entry in piece]
        found.append(frames.write(head.model_dump_json().encode(), changes))
    return found


def rows(log: str, entries: Sequence[Entry]) -> Iterator[Row]:
    """The same changes as the office writes them down."""
    roll = chain.ROLL_START
    for vseq, each in enumerate(entries, start=1):
        roll, change = chain.roll(roll, each.id), each.change
        beside = (each.data, each.salt, each.value, roll)
        yield (log, vseq, each.id, change.device, change.dseq, *beside)


def copy(sql: psycopg.Connection, table: str, found: Sequence[Row]) -> float:
    """Seconds to write the rows down."""
    command = f"COPY {table} ({', '.join(COLUMNS)}) FROM STDIN (FORMAT BINARY)"
    start = perf_counter()
    for first in range(0, len(found), SIZE):
        with sql.transaction(), sql.cursor() as cursor, cursor.copy(command) as out:  # type: ignore[arg-type]
            out.set_types(list(COLUMNS.values()))
            for row in found[first : first + SIZE]:
                out.write_row(row)
    return perf_counter() - start


def push(http: httpx.Client, log: str, sent: Sequence[bytes]) -> float:
    """Seconds to bring the requests to the office."""
    start = perf_counter()
    for body in sent:
        http.post(f"/logs/{log}/changes", content=body).raise_for_status()
    return perf_counter() - start


def pull(http: httpx.Client, log: str) -> float:
    """Seconds to fetch the log from the office."""
    start, after, roll, more = perf_counter(), 0, chain.ROLL_START.hex(), True
    while more:
        answer = http.get(f"/logs/{log}/changes", params={"after": after, "roll": roll})
        head, _changes = frames.read(answer.raise_for_status().content)
        found = protocol.PulledHead.model_validate_json(head)
        after, roll, more = found.vseq, found.roll, found.more
    assert after == BATCHES * SIZE
    return perf_counter() - start


def both(store: Store, url: str) -> float:
    """Seconds of a run of the laptop itself."""
    start = perf_counter()
    with OfficeClient(url, store.device().token) as client:
        assert SyncRun(store, client).run("proof").done
    return perf_counter() - start


def changes(rounds: int) -> None:
    """Measure in turns, and print the table."""
    times: dict[str, list[float]] = {name: [] for name in (COPY, BARE, PUSH, PULL, BOTH)}
    with served() as office:
        store = office.laptop("p").store
        token = store.device().token
        headers = {"Authorization": f"Bearer {token}", "Content-Type": frames.CONTENT_TYPE}
        with (
            psycopg.connect(office.database, autocommit=True) as sql,
            httpx.Client(base_url=office.url, headers=headers, timeout=60) as http,
        ):
            sql.execute("CREATE TABLE alike (LIKE change INCLUDING ALL)")
            sql.execute("CREATE TABLE bare (LIKE change INCLUDING DEFAULTS)")
            for turn in range(rounds + 1):
                log = f"visit/{uuid4()}"
                entries = written(store, log)
                found, sent = list(rows(log, entries)), bodies(store, log, entries)
                # A kind of its own, so that the laptop's run meets this log alone.
                written(store, f"proof/{uuid4()}")
                acts = {
                    BARE: lambda found=found: copy(sql, "bare", found),
                    COPY: lambda found=found: copy(sql, "alike", found),
                    PUSH: lambda log=log, sent=sent: push(http, log, sent),
                    PULL: lambda log=log: pull(http, log),
                    BOTH: lambda: both(store, office.url),
                }
                for name, act in acts.items():
                    taken = act()
                    if turn:  # the first one warms up
                        times[name].append(taken)
    show(f"{BATCHES * SIZE} changes to the office, {rounds} rounds", list(times.items()), COPY)
    speed = median(times[COPY]) / median(times[PUSH])
    bare = median(times[BARE]) / median(times[PUSH])
    print(f"push {speed:.2f} x COPY ({bare:.2f} x COPY without indexes; floor 0.4, goal 0.6)")
    print(f"pull {median(times[PUSH]) / median(times[PULL]):.2f} x push (floor 1)")
