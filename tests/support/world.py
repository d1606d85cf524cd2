"""A small world of real laptops and one real office in which everything that can go wrong does.

Nothing is imitated but the dice, the clocks and the faults: encrypted stores on disk, the server
over loopback, PostgreSQL. A schedule is a row of steps; afterwards the world heals, and
`judge` tells what was lost.
"""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.change import Entry, Proposal
from inspectiebezoek.log.state import State
from inspectiebezoek.server.app import Office
from inspectiebezoek.store.device import Device
from inspectiebezoek.store.evidence import EvidenceFolder
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.sync.enrol import enrol
from inspectiebezoek.sync.run import SyncRun
from tests.support import acts
from tests.support.model import Survivors, Verdict, judge
from tests.support.network import KILLED, BadNetwork
from tests.support.office import TestOffice
from tests.support.office_backup import Snapshot, restore, take
from tests.support.office_process import OfficeProcess
from tests.support.powercut import written
from tests.support.rights import name_in
from tests.support.smalldisk import refusing

LOG = "visit/0190a0a0-0000-7000-8000-00000000f001"
KEY = bytes(32)
MOST_LAPTOPS = 8
PEOPLE = [f"p{number}" for number in range(MOST_LAPTOPS)]
FIELDS = 8
Run = Callable[[Store, OfficeClient, Callable[[], tuple[str, bytes]]], SyncRun]


def plain_run(
    store: Store, client: OfficeClient, identity: Callable[[], tuple[str, bytes]]
) -> SyncRun:
    """A sync run as the program does it."""
    return SyncRun(store, client, identity=identity)


@dataclass
class Lap:
    """A laptop of the world: its store, whose it is, and how wrong its clock goes."""

    store: Store
    person: str
    skew: timedelta = timedelta()


@dataclass
class World:
    """The laptops, the office's database and address, and the dice."""

    folder: Path
    url: str
    database: str
    office: Office
    files: Path
    dice: Random
    sync_run: Run = plain_run
    plug: OfficeProcess | None = None
    laps: list[Lap] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    written: int = 0

    def __post_init__(self) -> None:
        self.now = datetime.fromisoformat("2026-10-06T10:00:00+02:00")
        self.network = BadNetwork(self.dice, faults=self.faults)
        if self.plug is not None:
            self.network.kill = self.plug.kill
            self.network.kinds = (*self.network.kinds, KILLED)
        self.backups: list[Snapshot] = []
        self.copies: dict[int, list[Path]] = {}
        self._made = 0
        # Opened once: a schedule asks the office's tables a hundred times.
        self.sql = psycopg.connect(self.database, autocommit=True)
        for table in ("change", "log", "log_member", "seal", "quarantine", "citation", "device"):
            self.sql.execute(f"DELETE FROM {table}")  # type: ignore[arg-type]

    def close(self) -> None:
        """Let go of everything."""
        for lap in self.laps:
            lap.store.close()
        self.network.end()
        self.sql.close()

    # what people do

    def add_laptop(self) -> None:
        """Someone gets a laptop and a code, on a good day for the network."""
        lap = Lap(Store(self._place(), KEY), f"p{len(self.laps)}")
        self._enrol(lap)
        self.laps.append(lap)

    def _enrol(self, lap: Lap) -> None:
        fresh, key = self._identity()
        with self._client() as client:
            code = self.office.people.invite(lap.person, lap.person)
            enrol(lap.store, client, code, Device(fresh, "", "", "", key))

    def write(self, number: int, question: int) -> None:
        """A person gives an answer, building on what this laptop shows."""
        lap = self.laps[number % len(self.laps)]
        field_ = f"answer:/data/v{question % FIELDS}"
        parents = State(lap.store.entries(LOG)).head_ids(field_)
        self.now += timedelta(seconds=self.dice.randint(1, 50))
        self.written += 1
        proposal = Proposal(field_, f"{lap.person} {self.written}", parents=parents)
        lap.store.append(LOG, [proposal], now=self.now + lap.skew)

    def share(self) -> None:
        """Who made the log lets all others in."""
        name_in(self.laps[0].store, LOG, *PEOPLE[1:])

    def plan(self) -> None:
        """Somebody plans the visit that the log is about."""
        acts.plan(self.laps[0].store, LOG, PEOPLE, self.now, self.dice)
        self.sync(0, rate=0.0)

    def act(self, number: int, *, disk_full: bool = False) -> None:
        """A person does something to the visit; where it is not here yet, answers and no more.

        `disk_full`: the disk of the laptop takes nothing meanwhile, and the person is told.
        """
        lap = self.laps[number % len(self.laps)]
        self.now += timedelta(seconds=self.dice.randint(1, 50))
        with ExitStack() as trouble:
            if disk_full:
                self.faults["laptop's disk full"] += 1
                trouble.enter_context(suppressed(Code.DISK_FULL))
                trouble.enter_context(refusing(lap.store))
            if not acts.act(lap.store, LOG, self.now + lap.skew, self.dice):
                self.write(number, self.dice.randrange(FIELDS))

    def sync(self, number: int, rate: float = 0.06) -> bool:
        """One sync run over a network that loses, cuts and doubles; true when all is well."""
        lap = self.laps[number % len(self.laps)]
        device = lap.store.device()
        self.network.rate = rate
        with self._client(device.token, self.network) as client:
            result = self.sync_run(lap.store, client, self._identity).run()
        return result.done

    # what goes wrong

    def back_up_office(self) -> None:
        """The office makes a backup."""
        self.backups.append(take(self.sql))

    def restore_office(self, which: int) -> None:
        """The office is put back to an old backup; devices that came later are unknown then."""
        if self.backups:
            self.faults["office restored"] += 1
            restore(self.sql, self.backups[which % len(self.backups)])

    def drop_row(self, which: int) -> None:
        """The office's database silently loses a row."""
        self._spoil(which, "office dropped a row", "DELETE FROM change WHERE vseq = %s")

    def alter_row(self, which: int) -> None:
        """A value at the office is silently another."""
        self._spoil(
            which,
            "office altered a row",
            "UPDATE change SET value = '\"vervalst\"'::bytea WHERE vseq = %s",
        )

    def empty_row(self, which: int) -> None:
        """A value at the office is silently gone, as if two persons had erased it."""
        self._spoil(
            which,
            "office emptied a row",
            "UPDATE change SET salt = NULL, value = NULL WHERE vseq = %s",
        )

    def swap_rows(self, one: int, other: int) -> None:
        """Two changes at the office silently change places."""
        self.faults["office swapped rows"] += 1
        move = "UPDATE change SET vseq = %s WHERE vseq = %s"
        for to, vseq in ((-1, one), (one, other), (other, -1)):
            self.sql.execute(move, (to, vseq))

    def _spoil(self, which: int, fault: str, statement: str) -> None:
        rows = self.sql.execute("SELECT vseq FROM change ORDER BY vseq").fetchall()
        if rows:
            self.faults[fault] += 1
            self.sql.execute(statement, rows[which % len(rows)])  # type: ignore[arg-type]

    def harm_file(self, which: int) -> None:
        """A disk of the office loses a finished file, cuts it short or spoils a byte of it."""
        finished = sorted(each for each in self.files.glob("??/*") if each.is_file())
        if finished:
            file = finished[which % len(finished)]
            data = bytearray(file.read_bytes())
            harm = self.dice.choice(["lost", "cut", "spoiled"])
            self.faults[f"office: a file {harm}"] += 1
            if harm == "lost" or not data:
                file.unlink()
            elif harm == "cut":
                file.write_bytes(data[: self.dice.randrange(len(data))])
            else:
                data[self.dice.randrange(len(data))] ^= 1
                file.write_bytes(data)

    def back_up_laptop(self, number: int) -> None:
        """Somebody copies a laptop's folder as it lies there, write-ahead log and all."""
        number %= len(self.laps)
        self.copies.setdefault(number, []).append(self._copy(self.laps[number]))

    def restore_laptop(self, number: int, which: int, torn: bool = False) -> None:
        """A laptop is put back to a copy; `torn`: the end of its write-ahead log is missing."""
        number %= len(self.laps)
        if self.copies.get(number):
            self.faults["laptop restored, torn log" if torn else "laptop restored"] += 1
            self.laps[number].store.close()
            old = self.copies[number][which % len(self.copies[number])]
            place = self._place()
            shutil.copytree(old, place)
            if torn:
                _tear(place / "store.db-wal", self.dice)
            self.laps[number].store = Store(place, KEY)
            if not self.laps[number].store.introduced():
                self._enrol(self.laps[number])  # torn to before the laptop was anyone's

    def clone_laptop(self, number: int) -> None:
        """A laptop gets a double with the same identity and token."""
        if len(self.laps) < MOST_LAPTOPS:
            self.faults["laptop cloned"] += 1
            lap = self.laps[number % len(self.laps)]
            self.laps.append(Lap(Store(self._copy(lap), KEY), lap.person, lap.skew))

    def kill_laptop(self, number: int) -> None:
        """The power goes: what lies on disk at this moment is all there is."""
        self.faults["laptop killed"] += 1
        lap = self.laps[number % len(self.laps)]
        place = self._copy(lap)
        lap.store.close()
        lap.store = Store(place, KEY)

    def jump_clock(self, number: int, days: int) -> None:
        """A laptop's clock jumps."""
        self.faults["clock jumped"] += 1
        self.laps[number % len(self.laps)].skew = timedelta(days=days)

    # afterwards

    def heal(self) -> None:
        """The office checks itself, people enrol again where needed, all sync until all is well."""
        self.office.ledger.mend(LOG)
        self.office.wanted.look_at_all()
        for lap in self.laps:
            if not self._known(lap):
                self._enrol(lap)
        for _ in range(12):
            done = [self.sync(number, rate=0.0) for number in range(len(self.laps))]
            if all(done) and self._agree():
                return

    def survivors(self) -> Survivors:
        """All that is on any disk, whole: the changes and the files that they speak of."""
        rows = self.sql.execute("SELECT data, salt, value FROM change").fetchall()
        here = [Entry(bytes(d), bytes(s), bytes(v)) for d, s, v in rows if s and v]
        found = {entry.id: entry for entry in here if entry.intact}
        for lap in self.laps:
            found |= {entry.id: entry for entry in lap.store.entries(LOG)}
        cited = {sha256 for entry in found.values() for sha256 in entry.change.blobs}
        whole = frozenset[str]().union(*self._whole(cited))
        return Survivors(frozenset(found), whole)

    def judge(self, survivors: Survivors) -> Verdict:
        """Compare what survived with what each laptop and the office hold after healing."""
        rows = self.sql.execute("SELECT id FROM change WHERE value IS NOT NULL").fetchall()
        office = frozenset(str(row[0]) for row in rows)
        logs = [lap.store.entries(LOG) for lap in self.laps]
        return judge(survivors, office, logs, list(self._whole(survivors.files)))

    # within

    def _whole(self, files: Collection[str]) -> Iterator[frozenset[str]]:
        """Which of these files are what their name says, at the office and on each laptop."""
        yield frozenset(name for name in files if _as_named(self.files / name[:2] / name, name))
        for lap in self.laps:
            keeps = lap.store.evidence
            yield frozenset(name for name in files if name in keeps and _reads(keeps, name))

    def _client(self, token: str = "", network: BadNetwork | None = None) -> OfficeClient:
        """A conversation with the office, which somebody started again if it was killed."""
        if self.plug is not None:
            self.plug.start()
        return OfficeClient(self.url, token, network)

    def _agree(self) -> bool:
        first = {entry.id for entry in self.laps[0].store.entries(LOG)}
        return all({e.id for e in lap.store.entries(LOG)} == first for lap in self.laps)

    def _known(self, lap: Lap) -> bool:
        with self._client(lap.store.device().token) as client:
            try:
                client.hello()
            except InspectionError as error:
                if error.code is Code.NOT_ENROLLED:
                    return False
                raise
        return True

    def _identity(self) -> tuple[str, bytes]:
        raw = self.dice.randbytes(32)
        key = Ed25519PrivateKey.from_private_bytes(raw).private_bytes_raw()
        return str(UUID(bytes=self.dice.randbytes(16))), key

    def _place(self) -> Path:
        self._made += 1
        return self.folder / f"laptop-{self._made}"

    def _copy(self, lap: Lap) -> Path:
        place = self._place()
        shutil.copytree(lap.store.folder, place)
        return place


def world_of(office: TestOffice, folder: Path, seed: object, sync_run: Run = plain_run) -> World:
    """A world around the office of a test."""
    served = office.served.office
    return World(
        folder,
        office.url,
        office.database,
        served,
        office.files,
        Random(str(seed)),
        sync_run,
    )


def _tear(wal: Path, dice: Random) -> None:
    if wal.exists() and written(wal):
        with wal.open("r+b") as file:
            file.truncate(dice.randrange(written(wal)))


def play(world: World, steps: int) -> Verdict:
    """Play a schedule of random steps and faults, heal, and judge."""
    dice = world.dice
    for _ in range(dice.randint(2, 4)):
        world.add_laptop()
    world.plan()
    for _ in range(steps):
        _step(world, dice)
    survivors = world.survivors()
    world.heal()
    return world.judge(survivors)


def _step(world: World, dice: Random) -> None:
    number, which, chance = dice.randrange(100), dice.randrange(100), dice.random()
    steps: list[tuple[float, Callable[[], object]]] = [
        (0.46, lambda: world.act(number)),
        (0.48, lambda: world.act(number, disk_full=True)),
        (0.74, lambda: world.sync(number)),
        (0.78, world.back_up_office),
        (0.81, lambda: world.restore_office(which)),
        (0.85, lambda: world.back_up_laptop(number)),
        (0.88, lambda: world.restore_laptop(number, which, torn=which % 3 == 0)),
        (0.90, lambda: world.clone_laptop(number)),
        (0.92, lambda: world.kill_laptop(number)),
        (0.94, lambda: world.jump_clock(number, which * 7 - 350)),
        (0.96, lambda: world.drop_row(which)),
        (0.97, lambda: world.alter_row(which)),
        (0.98, lambda: world.empty_row(which)),
        (1.01, lambda: world.harm_file(which)),
    ]
    next(step for limit, step in steps if chance < limit)()


def _as_named(file: Path, sha256: str) -> bool:
    return file.exists() and hashlib.sha256(file.read_bytes()).hexdigest() == sha256


def _reads(evidence: EvidenceFolder, sha256: str) -> bool:
    try:
        return sum(len(piece) for piece in evidence.read(sha256)) >= 0
    except InspectionError:
        return False


@contextmanager
def suppressed(code: Code) -> Iterator[None]:
    """A person is told of this trouble, and goes on."""
    try:
        yield
    except InspectionError as error:
        if error.code is not code:
            raise
