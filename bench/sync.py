"""How fast changes come in at the office and go out again, against a raw PostgreSQL COPY.

The limit is a binary COPY of the same bytes into a bare table, 500 rows a commit, in the same
database. A push is the whole way: HTTP over loopback to another process, rights, decoding,
hashes, links, signature, numbering under the lock, COPY. Making the requests is not counted.
"""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from time import perf_counter
from uuid import uuid4

import httpx
import psycopg
from table import show

from inspectiebezoek.app.office_link import enrol_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.log import chain
from inspectiebezoek.log.change import Entry, Proposal
from inspectiebezoek.server.database import EmbeddedPostgres
from inspectiebezoek.server.serve import opened_office
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync import protocol

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
BATCHES, SIZE = 10, 500
COPY, PUSH, PULL = "raw COPY, 500 a commit", "push, 500 a request", "pull, 500 a request"


def serve(folder: Path, database: str) -> tuple[subprocess.Popen[bytes], str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    words = ["office", "serve", "--folder", str(folder), "--port", port, "--database", database]
    process = subprocess.Popen([sys.executable, "-m", "inspectiebezoek", *words])
    url = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            if httpx.get(url + "/health").status_code == 200:
                break
        except httpx.TransportError:
            Event().wait(0.1)
    return process, url


def written(store: Store, log: str) -> tuple[Entry, ...]:
    proposals = [
        Proposal(f"answer:/data/v{number}", f"antwoord nummer {number}, met een toelichting")
        for number in range(BATCHES * SIZE)
    ]
    return store.append(log, proposals, now=datetime.now(UTC))


def bodies(store: Store, log: str, entries: Sequence[Entry]) -> list[bytes]:
    device, found = store.device(), []
    for start in range(0, len(entries), SIZE):
        piece = entries[start : start + SIZE]
        link = chain.Link(piece[-1].change.dseq, piece[-1].id)
        seal = chain.sign(device.key, log, device.id, link)
        push = protocol.Push(
            changes=[protocol.WireChange.of(entry) for entry in piece],
            seals=[protocol.WireSeal.of(seal)],
        )
        found.append(push.model_dump_json().encode())
    return found


def copy(sql: psycopg.Connection, log: str, entries: Sequence[Entry]) -> float:
    start = perf_counter()
    for first in range(0, len(entries), SIZE):
        with (
            sql.transaction(),
            sql.cursor() as cursor,
            cursor.copy("COPY bare FROM STDIN (FORMAT BINARY)") as out,
        ):
            out.set_types(("text", "text", "bytea", "bytea", "bytea"))
            for each in entries[first : first + SIZE]:
                out.write_row((log, each.id, each.data, each.salt, each.value))
    return perf_counter() - start


def push(http: httpx.Client, log: str, sent: Sequence[bytes]) -> float:
    start = perf_counter()
    for body in sent:
        http.post(f"/logs/{log}/changes", content=body).raise_for_status()
    return perf_counter() - start


def pull(http: httpx.Client, log: str) -> float:
    start, after, roll, more = perf_counter(), 0, chain.ROLL_START.hex(), True
    while more:
        answer = http.get(f"/logs/{log}/changes", params={"after": after, "roll": roll})
        found = answer.raise_for_status().json()
        after, roll, more = found["vseq"], found["roll"], found["more"]
    assert after == BATCHES * SIZE
    return perf_counter() - start


def main() -> None:
    times: dict[str, list[float]] = {COPY: [], PUSH: [], PULL: []}
    with TemporaryDirectory() as place:
        folder = Path(place)
        database = EmbeddedPostgres(folder / "postgres")
        with opened_office(folder / "office", database=database.url) as office:
            code = office.people.invite("p", "P")
        process, url = serve(folder / "office", database.url)
        store = Store(folder / "laptop", bytes(32))
        device = enrol_here(Workplace(store), url, code)
        headers = {"Authorization": f"Bearer {device.token}", "Content-Type": "application/json"}
        with (
            psycopg.connect(database.url, autocommit=True) as sql,
            httpx.Client(base_url=url, headers=headers, timeout=60) as http,
        ):
            sql.execute("CREATE TABLE bare (log text, id text, data bytea, salt bytea, v bytea)")
            for _ in range(ROUNDS):
                log = f"visit/{uuid4()}"
                entries = written(store, log)
                sent = bodies(store, log, entries)
                times[COPY].append(copy(sql, log, entries))
                times[PUSH].append(push(http, log, sent))
                times[PULL].append(pull(http, log))
        process.terminate()
        process.wait(20)
        store.close()
        database.close()
    title = f"{BATCHES * SIZE} changes to the office, {ROUNDS} rounds"
    show(title, list(times.items()), COPY)
    middle = {name: sorted(found)[len(found) // 2] for name, found in times.items()}
    speeds = {name: middle[COPY] / each for name, each in middle.items()}
    print(f"push {speeds[PUSH]:.2f} x COPY, pull {middle[PUSH] / middle[PULL]:.2f} x push")


main()
