"""A small world of real laptops and one real office in which everything that can go wrong does.

Nothing is imitated but the dice, the clocks and the faults: encrypted stores on disk, the server
over loopback, PostgreSQL. A schedule is a row of steps; afterwards the world heals, and
`judge` tells what was lost.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
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
from inspectiebezoek.store.device import Device
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.sync.enrol import enrol
from inspectiebezoek.sync.run import SyncRun
from tests.support.network import BadNetwork
from tests.support.office import TestOffice
from tests.support.office_backup import Snapshot, restore, take

LOG = "visit/0190a0a0-0000-7000-8000-00000000f001"
KEY = bytes(32)
MOST_LAPTOPS = 8
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


@dataclass(frozen=True)
class Verdict:
    """What was left after healing: changes at the office, and what did not come through."""

    changes: int
    lost: int
    silent: int
    apart: int

    @property
    def good(self) -> bool:
        """True when nothing was lost, no field fell silent and all laptops agree."""
        return not (self.lost or self.silent or self.apart)


@dataclass
class World:
    """The laptops, the office's database and address, and the dice."""

    folder: Path
    url: str
    database: str
    invite: Callable[[str, str], str]
    mend: Callable[[str], object]
    dice: Random
    sync_run: Run = plain_run
    laps: list[Lap] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    written: int = 0

    def __post_init__(self) -> None:
        self.now = datetime.fromisoformat("2026-10-06T10:00:00+02:00")
        self.network = BadNetwork(self.dice, faults=self.faults)
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
        self._let_in(lap.person)

    def _enrol(self, lap: Lap) -> None:
        fresh, key = self._identity()
        with OfficeClient(self.url) as client:
            code = self.invite(lap.person, lap.person)
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

    def sync(self, number: int, rate: float = 0.06) -> bool:
        """One sync run over a network that loses, cuts and doubles; true when all is well."""
        lap = self.laps[number % len(self.laps)]
        device = lap.store.device()
        self.network.rate = rate
        with OfficeClient(self.url, device.token, self.network) as client:
            result = self.sync_run(lap.store, client, self._identity).run()
        self._let_in_all()
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
            self._let_in_all()

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

    def _spoil(self, which: int, fault: str, statement: str) -> None:
        rows = self.sql.execute("SELECT vseq FROM change ORDER BY vseq").fetchall()
        if rows:
            self.faults[fault] += 1
            self.sql.execute(statement, rows[which % len(rows)])  # type: ignore[arg-type]

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
        self.mend(LOG)
        for lap in self.laps:
            if not self._known(lap):
                self._enrol(lap)
        for _ in range(12):
            self._let_in_all()
            done = [self.sync(number, rate=0.0) for number in range(len(self.laps))]
            if all(done) and self._agree():
                return

    def survivors(self) -> frozenset[str]:
        """The ids of all changes that are on any disk, whole."""
        rows = self.sql.execute("SELECT data, salt, value FROM change").fetchall()
        here = [Entry(bytes(d), bytes(s), bytes(v)) for d, s, v in rows]
        found = {entry.id for entry in here if entry.intact}
        for lap in self.laps:
            found |= {entry.id for entry in lap.store.entries(LOG)}
        return frozenset(found)

    def judge(self, survivors: frozenset[str]) -> Verdict:
        """Compare what survived with what each laptop and the office hold after healing."""
        rows = self.sql.execute("SELECT id FROM change").fetchall()
        office = {str(row[0]) for row in rows}
        logs = [lap.store.entries(LOG) for lap in self.laps]
        each = [{entry.id for entry in log} for log in logs]
        everywhere = office.intersection(*each)
        superseded = {parent for log in logs for entry in log for parent in entry.change.parents}
        state = State(logs[0])
        shown = {head for name in state.fields() for head in state.head_ids(name)}
        heads = {tuple(sorted((f, State(log).head_ids(f)) for f in state.fields())) for log in logs}
        return Verdict(
            changes=len(survivors),
            lost=len(survivors - everywhere),
            silent=len(everywhere - superseded - shown),
            apart=len(heads) - 1,
        )

    # within

    def _agree(self) -> bool:
        first = {entry.id for entry in self.laps[0].store.entries(LOG)}
        return all({e.id for e in lap.store.entries(LOG)} == first for lap in self.laps)

    def _known(self, lap: Lap) -> bool:
        with OfficeClient(self.url, lap.store.device().token) as client:
            try:
                client.hello()
            except InspectionError as error:
                if error.code is Code.NOT_ENROLLED:
                    return False
                raise
        return True

    def _let_in_all(self) -> None:
        for person in {lap.person for lap in self.laps}:
            self._let_in(person)

    def _let_in(self, person: str) -> None:
        row = "INSERT INTO log_member VALUES (%s, %s, 'owner') ON CONFLICT DO NOTHING"
        self.sql.execute(row, [LOG, person])

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
        served.people.invite,
        served.ledger.mend,
        Random(str(seed)),
        sync_run,
    )


def _tear(wal: Path, dice: Random) -> None:
    if wal.exists() and wal.stat().st_size:
        with wal.open("r+b") as file:
            file.truncate(dice.randrange(wal.stat().st_size))


def play(world: World, steps: int) -> Verdict:
    """Play a schedule of random steps and faults, heal, and judge."""
    dice = world.dice
    for _ in range(dice.randint(2, 4)):
        world.add_laptop()
    for _ in range(steps):
        _step(world, dice)
    survivors = world.survivors()
    world.heal()
    return world.judge(survivors)


def _step(world: World, dice: Random) -> None:
    number, which, chance = dice.randrange(100), dice.randrange(100), dice.random()
    acts: list[tuple[float, Callable[[], object]]] = [
        (0.50, lambda: world.write(number, which)),
        (0.76, lambda: world.sync(number)),
        (0.80, world.back_up_office),
        (0.83, lambda: world.restore_office(which)),
        (0.87, lambda: world.back_up_laptop(number)),
        (0.90, lambda: world.restore_laptop(number, which, torn=which % 3 == 0)),
        (0.92, lambda: world.clone_laptop(number)),
        (0.94, lambda: world.kill_laptop(number)),
        (0.96, lambda: world.jump_clock(number, which * 7 - 350)),
        (0.98, lambda: world.drop_row(which)),
        (1.01, lambda: world.alter_row(which)),
    ]
    next(act for limit, act in acts if chance < limit)()
