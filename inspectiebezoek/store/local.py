"""The store of one laptop: the log, its place at the office, drafts and evidence."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, insert, select, text

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log import chain
from inspectiebezoek.log.change import EXPUNGE, Entry, Proposal
from inspectiebezoek.log.composing import compose
from inspectiebezoek.store import schema
from inspectiebezoek.store.carried import CarriedLog, take_carried
from inspectiebezoek.store.database import Database, driver_of
from inspectiebezoek.store.device import Colleague, Device
from inspectiebezoek.store.drafts import Drafts, drop_rows
from inspectiebezoek.store.durable import make_folder
from inspectiebezoek.store.evidence import EvidenceFolder
from inspectiebezoek.store.keys import close_for_recovery
from inspectiebezoek.store.office_view import OfficeView
from inspectiebezoek.store.recordings import Recordings
from inspectiebezoek.store.removal import (
    Purged,
    beside,
    come_back,
    finish_removal,
    purge,
    purged_logs,
    settle_erasures,
    stay_away,
)
from inspectiebezoek.store.rows import (
    DEVICE,
    entries,
    entry_columns,
    insert_entries,
    insert_seal,
    note_files,
    read_fact,
    read_stand,
    sorted_out,
    write_fact,
)
from inspectiebezoek.store.second_copy import SecondCopy, copy_path
from inspectiebezoek.store.summaries import Summaries, begins
from inspectiebezoek.store.wiping import wipe

# A log that was purged may be coming back: its last change counts, also where it is not here.
_LAST = (
    "SELECT dseq, id FROM (SELECT dseq, id FROM change WHERE log = ? AND device = ?"
    " ORDER BY dseq DESC LIMIT 1) UNION ALL SELECT dseq, head FROM purged"
    " WHERE log = ? AND device = ? AND head <> '' ORDER BY dseq DESC LIMIT 1"
)
SEAL_EVERY = 500
_EARLIER, _PROOF = "earlier/", "proof/"
LETTERS = "letters"
"""Where this laptop keeps its letters per log: `{log: [device, letters]}` in JSON."""


class Store:
    """What this laptop keeps. One method call is one transaction: one fact."""

    def __init__(
        self, folder: Path, key: bytes, random: Callable[[int], bytes] = os.urandom
    ) -> None:
        """Open or make the store in `folder` with a raw key of 32 bytes; raises as `Database`."""
        make_folder(folder)
        self.folder = folder
        self._random, self._key = random, key
        # The evidence folder is made once the database is whole: where it is, a database was.
        made = (folder / "evidence").is_dir()
        self._database = Database(folder / "store.db", key, made=made)
        self.evidence = EvidenceFolder(folder / "evidence", key, random)
        self.evidence.tidy()
        self.recordings = Recordings(folder / "recordings", key, random)
        self.office = OfficeView(self._database)
        self.typed = Drafts(self._database)
        self.summaries = Summaries(self._database)
        self.copy = SecondCopy(self._database, copy_path(folder, key), key, random)
        self.finish_removal()

    # what goes

    def purge(self, purged: Purged, shared: Iterable[str], *, whole: bool = True) -> None:
        """Take a log from this laptop that the office signed for, with the files that nothing else
        cites and that are not in `shared` (SHA-256). Not `whole`: also what the office never had.
        Raises `PURGE_WAITS`."""
        purge(self._database, purged, shared, whole=whole)
        self.finish_removal()

    def purged(self) -> tuple[Purged, ...]:
        """The logs that were taken from this laptop and are not back, latest last."""
        return purged_logs(self._database)

    def come_back(self, log: str) -> None:
        """A log that was taken from this laptop is wanted here again."""
        come_back(self._database, log)

    def stay_away(self, log: str, signature: bytes | None = None) -> None:
        """A log that was wanted here again did not come; `signature` is that of its tombstone."""
        stay_away(self._database, log, signature)

    def finish_removal(self) -> None:
        """Remove from the disk what was purged or erased and still lies there."""
        finish_removal(self._database, self.evidence, self.folder / "store.db", self.copy)

    def last_link(self, log: str) -> chain.Link | None:
        """Where this laptop stands in a log, whether the log is here or not."""
        with self._database.transaction() as connection:
            return _link(connection, log, _device(connection).id)

    def close(self) -> None:
        """Let go of the files; everything acknowledged is already on disk."""
        self.copy.close()
        self._database.close()

    def close_for_recovery(self, recovery_key: bytes) -> None:
        """Let the holders of the recovery key (32 raw bytes; empty: nobody) open this store too."""
        close_for_recovery(self.folder, self._key, recovery_key)

    def wipe(self, at: str) -> None:
        """Destroy keys and data by order of the office; from then on all here raises `WIPED`."""
        self._database.close_for_good(InspectionError(Code.WIPED, at=at))
        self.copy.remove()
        wipe(self.folder, at)

    def pragma(self, name: str) -> str:
        """A setting of the open database, for `doctor` and tests."""
        return self._database.pragma(name)

    def check_pages(self) -> None:
        """Read every page of the database; raises `STORE_DAMAGED` when one was altered."""
        self._database.check_pages()

    # identity

    def device(self) -> Device:
        """Who this laptop is. Raises `NOT_ENROLLED` before `introduce`."""
        with self._database.transaction() as connection:
            return _device(connection)

    def introduced(self) -> bool:
        """True once this laptop is somebody's."""
        with self._database.transaction() as connection:
            return read_fact(connection, DEVICE) is not None

    def introduce(self, device: Device) -> None:
        """Write down who this laptop is, or what the office now calls it.

        Another id than before: what it was is kept, for changes of then still carry it, and
        they are signed now, for later nobody has the key at hand.
        """
        with self._database.transaction() as connection:
            known = read_fact(connection, DEVICE)
            before = None if known is None else Device.read(known)
            if before is not None and before.id != device.id:
                _seal_all(connection, before)
                without_token = replace(before, token="")
                write_fact(connection, f"{_EARLIER}{before.id}", without_token.encode())
            write_fact(connection, DEVICE, device.encode())

    def earlier_devices(self) -> tuple[Device, ...]:
        """What this laptop was before it was restored, copied or enrolled again; by id."""
        table = schema.fact
        query = select(table.c.value).where(table.c.name.startswith(_EARLIER, autoescape=True))
        with self._database.transaction() as connection:
            rows = connection.execute(query.order_by(table.c.name))
            return tuple(Device.read(row.value) for row in rows)

    def learn_colleagues(self, colleagues: Iterable[Colleague]) -> None:
        """Remember the devices that the office vouches for."""
        with self._database.transaction() as connection:
            for each in colleagues:
                members = {name: getattr(each, name) for name in Colleague.__slots__}
                connection.execute(insert(schema.colleague).prefix_with("OR REPLACE"), members)

    def colleagues(self) -> tuple[Colleague, ...]:
        """The devices that the office vouches for, by id."""
        with self._database.transaction() as connection:
            rows = connection.execute(select(schema.colleague).order_by("device")).mappings()
            return tuple(Colleague(**row) for row in rows)

    def keep_proofs(self, proofs: Mapping[str, bytes]) -> None:
        """Keep the office's signed word on devices (device → the message), for its bad days."""
        with self._database.transaction() as connection:
            for device, proof in proofs.items():
                write_fact(connection, f"{_PROOF}{device}", proof)

    def proofs(self) -> Mapping[str, bytes]:
        """The office's signed word on each device that it ever vouched for here."""
        table = schema.fact
        query = select(table).where(table.c.name.startswith(_PROOF, autoescape=True))
        with self._database.transaction() as connection:
            rows = connection.execute(query)
            return {row.name.removeprefix(_PROOF): row.value for row in rows}

    # what only this laptop needs to know

    def remember(self, name: str, value: bytes) -> None:
        """Keep something about how this laptop is used; it never leaves it."""
        with self._database.transaction() as connection:
            write_fact(connection, f"own/{name}", value)

    def recall(self, name: str) -> bytes | None:
        """What was kept under a name."""
        with self._database.transaction() as connection:
            return read_fact(connection, f"own/{name}")

    def letter(self, log: str) -> str:
        """The letters of this laptop in the labels of a log; its own letter in nearly all."""
        device, kept = self.device(), self.recall(LETTERS)
        of, letters = ("", "") if kept is None else json.loads(kept).get(log, ("", ""))
        return letters if of == device.id else device.letter

    def keep_beside(self, log: str, name: str, value: bytes) -> None:
        """Keep something beside a log that is not of it; it goes when the log is taken away."""
        with self._database.transaction() as connection:
            write_fact(connection, f"{beside(log)}{name}", value)

    def beside(self, log: str, name: str) -> bytes | None:
        """What was kept beside a log under a name."""
        with self._database.transaction() as connection:
            return read_fact(connection, f"{beside(log)}{name}")

    # the log

    def logs(self, kind: str, beginning: str = "") -> tuple[str, ...]:
        """The logs of a kind that this laptop holds, by the order they came.

        `beginning`: of the UUID, where only those that begin so are asked for.
        """
        query = select(schema.summary.c.log).where(begins(f"{kind}/{beginning}"))
        with self._database.transaction() as connection:
            return tuple(row.log for row in connection.execute(query.order_by(text("rowid"))))

    def kinds(self) -> frozenset[str]:
        """The kinds of the logs that this laptop holds."""
        kind = func.substr(schema.summary.c.log, 1, func.instr(schema.summary.c.log, "/") - 1)
        with self._database.transaction() as connection:
            return frozenset(connection.execute(select(kind).distinct()).scalars())

    def entries(self, log: str) -> tuple[Entry, ...]:
        """All changes of a log, in the order this laptop took them in; raises `LOG_BROKEN`."""
        with self._database.transaction() as connection:
            query = entry_columns().where(schema.change.c.log == log)
            return entries(connection, query)

    def readable(self, log: str) -> tuple[Entry, ...]:
        """The changes of a log that still are what was written, for one that is broken."""
        with self._database.transaction() as connection:
            query = entry_columns().where(schema.change.c.log == log)
            found, _faults = sorted_out(connection, query)
        return tuple(entry for entry in found if entry.promised)

    def append(
        self,
        log: str,
        proposals: Sequence[Proposal],
        *,
        now: datetime,
        drafts: Iterable[str] = (),
        files: Iterable[tuple[str, int]] = (),
    ) -> tuple[Entry, ...]:
        """Give what a person did its place in the chain and put it on disk, all or nothing.

        `now` is aware: the author's own clock. `drafts` are the fields whose typed text has now
        become a change; those drafts go in the same transaction. `files` (SHA-256, size in
        bytes) come with the changes and must reach the office. When this returns, the changes
        are on disk. Raises `DISK_FULL`, `NOT_ENROLLED`.
        """
        taken = tuple(drafts)
        with self._database.transaction() as connection:
            data, ticks, typed = read_stand(connection)
            device = _known(data)
            added = compose(
                *(log, proposals),
                person=device.person,
                device=device.id,
                link=_link(connection, log, device.id),
                ticks=ticks,
                now=now,
                random=self._random,
            )
            for entry in added:
                if entry.change.dseq % SEAL_EVERY == 0:
                    link = chain.Link(entry.change.dseq, entry.id)
                    insert_seal(connection, chain.sign(device.key, log, device.id, link))
            insert_entries(connection, added)
            if typed:
                drop_rows(connection, log, taken)
            note_files(connection, log, files)
            settle_erasures(connection, log, added)
        self.typed.let_go(log, taken)
        if any(entry.change.op == EXPUNGE for entry in added):
            self.finish_removal()
        return added

    def seal(self, log: str, at: chain.Link | None = None) -> None:
        """Sign this laptop's chain in a log up to `at`, or up to its last change."""
        with self._database.transaction() as connection:
            device = _device(connection)
            link = at or _link(connection, log, device.id)
            if link is not None:
                insert_seal(connection, chain.sign(device.key, log, device.id, link))

    def holds(self, change_id: str) -> bool:
        """True when the change is on this laptop."""
        with self._database.transaction() as connection:
            query = select(schema.change.c.seq).where(schema.change.c.id == change_id)
            return connection.execute(query).first() is not None

    def take_carried(self, logs: Iterable[CarriedLog]) -> tuple[Entry, ...]:
        """Write what came on a stick, all or nothing; the changes that were new here.

        None of it counts as received. Raises `DISK_FULL`.
        """
        return take_carried(self._database, logs)

    def seals(self, log: str) -> tuple[chain.Seal, ...]:
        """The signatures over the chains of a log, of this laptop and of others."""
        with self._database.transaction() as connection:
            rows = connection.execute(select(schema.seal).where(schema.seal.c.log == log))
            return tuple(chain.Seal(**row) for row in rows.mappings())

    def check(self, log: str, others: Mapping[str, bytes] | None = None) -> tuple[chain.Fault, ...]:
        """Every fault in the chains and signatures of a log, as it lies on this disk.

        `others`: the public keys of further devices that are known, by id. Raises
        `STORE_DAMAGED` when a page of the database is not as it was written.
        """
        self._database.check_pages()
        with self._database.transaction() as connection:
            query = entry_columns().where(schema.change.c.log == log)
            held, broken = sorted_out(connection, query)
        seals = self.seals(log)
        keys = {each.device: each.public_key for each in self.colleagues()} | dict(others or {})
        device = self.device()
        keys[device.id] = device.public_key
        known = tuple(seal for seal in seals if seal.device in keys)
        return (*broken, *chain.check(log, held), *chain.check_seals(held, known, keys))

    def note_files(self, log: str, files: Iterable[tuple[str, int]]) -> None:
        """Files (SHA-256, size in bytes) that the log speaks of and the office must get."""
        self.office.note_files(log, files)

    # typing

    def keep_draft(self, log: str, field: str, words: str, *, now: datetime) -> None:
        """Put text that is still being typed on disk; raises `DISK_FULL`, the text is held then."""
        self.typed.keep(log, field, words, now=now)

    def drafts(self, log: str) -> Mapping[str, str]:
        """Text that was being typed when the program stopped, by field."""
        return self.typed.of(log)

    def drop_draft(self, log: str, field: str) -> None:
        """Forget typed text that was given up."""
        self.typed.drop(log, field)


def _link(connection: Connection, log: str, device: str) -> chain.Link | None:
    row = driver_of(connection).execute(_LAST, (log, device, log, device)).fetchone()
    return None if row is None else chain.Link(*row)


def _seal_all(connection: Connection, device: Device) -> None:
    table = schema.change
    logs = select(table.c.log).where(table.c.device == device.id).distinct()
    for log in connection.execute(logs).scalars().all():
        link = _link(connection, log, device.id)
        if link is not None:
            insert_seal(connection, chain.sign(device.key, log, device.id, link))


def _device(connection: Connection) -> Device:
    return _known(read_fact(connection, DEVICE))


def _known(data: bytes | None) -> Device:
    if data is None:
        raise InspectionError(Code.NOT_ENROLLED)
    return Device.read(data)
