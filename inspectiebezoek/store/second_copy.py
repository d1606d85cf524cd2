"""A second copy of the log, beside the database or in a folder that a person chose.

What the database has committed is added here before the act is acknowledged, and put on disk a
moment later, beside the work. At each opening the two are compared from where they last agreed:
what the copy lacks is added, and what the database lost is brought back from the copy.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, func, select

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log import clock
from inspectiebezoek.log.chain import Seal
from inspectiebezoek.log.change import Entry
from inspectiebezoek.store import schema
from inspectiebezoek.store.copy_file import (
    CHANGE,
    FACT,
    SEAL,
    CopyDamagedError,
    CopyFile,
    Mark,
    Record,
    seal_record,
)
from inspectiebezoek.store.database import Database
from inspectiebezoek.store.removal import gone_for_good
from inspectiebezoek.store.rows import (
    CHECKPOINT,
    copied_facts,
    entry_columns,
    insert_seal,
    insert_unknown,
    note_files,
    read_clock,
    read_fact,
    write_clock,
    write_fact,
)

UNREACHABLE, BEHIND, DAMAGED = "unreachable", "behind", "damaged"
"""Why a copy is not good."""
_FLUSH_SECONDS = 0.2
_HERE = "copy"
_CHOSEN = "copy-folder"


@dataclass(frozen=True, slots=True)
class CopyState:
    """How the second copy is.

    `path`: the file; `good`: it has every change of the database and all of it holds; `changes`:
    how many are in it; `brought_back`: how many the database had lost at the last opening;
    `reason`: why it is not good.
    """

    path: Path
    good: bool
    changes: int
    brought_back: int
    reason: str


def copy_path(folder: Path, key: bytes) -> Path:
    """The file of the copy of a data folder; its name tells the key and nothing else."""
    name = hashlib.sha256(b"copy" + key).hexdigest()[:16]
    chosen = folder / _CHOSEN
    place = Path(chosen.read_text(encoding="utf-8")) if chosen.exists() else folder / _HERE
    return place / f"{name}.ibcopy"


def choose_folder(folder: Path, place: Path) -> None:
    """Keep the second copy of a data folder elsewhere from the next opening on."""
    (folder / _CHOSEN).write_text(str(place.resolve()), encoding="utf-8")


class SecondCopy:
    """The copy of an opened database; trouble with it never stands in the way of the work."""

    def __init__(
        self, database: Database, path: Path, key: bytes, random: Callable[[int], bytes]
    ) -> None:
        self._database = database
        self._open: Callable[[], CopyFile] = partial(CopyFile, path, key, random)
        self._file = self._open()
        self._brought_back = 0
        self._reason = ""
        self._flusher = _Flusher(self._file)
        try:
            self._meet()
        except OSError:
            self._reason = UNREACHABLE
        except InspectionError as error:
            if error.code is not Code.DISK_FULL:
                raise
            self._reason = BEHIND
        database.on_commit = self._note

    @property
    def brought_back(self) -> int:
        """How many changes the database had lost at this opening."""
        return self._brought_back

    @property
    def reason(self) -> str:
        """Why the copy does not take what is written now; empty when it does."""
        return self._reason

    def close(self) -> None:
        """Put all of it on disk, and remember that both agree."""
        self._database.on_commit = lambda _records: None
        self._flusher.close()
        if not self._reason:
            with suppress(InspectionError):  # a full disk: the next opening compares a little more
                self._keep_checkpoint()
        self._file.close()

    def remove(self) -> None:
        """Take the copy away, wherever it lies; what the system holds on to opens no more."""
        self._database.on_commit = lambda _records: None
        self._reason = UNREACHABLE
        self._flusher.close()
        self._file.close()
        with suppress(OSError):
            self._file.path.unlink(missing_ok=True)

    def check(self) -> CopyState:
        """Read the whole copy and compare it with the database."""
        held, reason = set[str](), self._reason
        try:
            for record in self._open().read():
                if record.kind == CHANGE:
                    held.add(entry_of(record).id)
        except CopyDamagedError:
            reason = DAMAGED
        except OSError:
            reason = UNREACHABLE
        with self._database.transaction() as connection:
            ids = set(connection.execute(select(schema.change.c.id)).scalars())
        if not reason and ids - held:
            reason = BEHIND
        return CopyState(self._file.path, not reason, len(held), self._brought_back, reason)

    def make_anew(self) -> None:
        """Write the copy again from the database.

        Raises `OSError`; the copy is then what it was.
        """
        self._file.make(self._everything())
        self._reason = ""
        self._keep_checkpoint()

    def forget_before(self) -> None:
        """Keep nothing that the database no longer has, in a copy that was set aside neither.

        Raises `OSError`.
        """
        self.make_anew()
        self._set_aside_as.unlink(missing_ok=True)

    @property
    def _set_aside_as(self) -> Path:
        return self._file.path.with_name(self._file.path.name + ".damaged")

    # at opening

    def _meet(self) -> None:
        if not self._file.path.exists():
            self.make_anew()
            return
        checkpoint = self._checkpoint()
        after, seq = checkpoint if checkpoint else (None, 0)
        records: list[Record] = []
        try:
            records.extend(self._file.read(after))
        except CopyDamagedError:
            self._set_aside(records)
            return
        self._bring_back(records)
        self._catch_up(records, seq)
        self._keep_checkpoint()

    def _set_aside(self, records: Sequence[Record]) -> None:
        """What still could be read is brought back; the damaged file stays, under another name."""
        self._bring_back(records)
        self._file.path.replace(self._set_aside_as)
        self.make_anew()

    def _bring_back(self, records: Sequence[Record]) -> None:
        with self._database.transaction() as connection:
            self._brought_back = put_back(connection, records)
            if self._brought_back:  # the database is older than the copy, in all that it says
                put_back_facts(connection, records)

    def _catch_up(self, records: Iterable[Record], seq: int) -> None:
        """Add what the database has and the copy lacks, as when the copy was out of reach."""
        held = {entry_of(record).id for record in records if record.kind == CHANGE}
        query = entry_columns().where(schema.change.c.seq > seq)
        with self._database.transaction() as connection:
            missing = [
                Record(CHANGE, (row.data, row.salt, row.value))
                for row in connection.execute(query)
                if row.id not in held
            ]
        if missing:
            self._file.add(missing)
            self._file.flush()

    def _everything(self) -> Iterator[Record]:
        with self._database.transaction() as connection:
            yield from copied_facts(connection)
            for row in connection.execute(entry_columns()):
                yield Record(CHANGE, (row.data, row.salt, row.value))
            for seal in connection.execute(select(schema.seal)).mappings():
                yield seal_record(Seal(**seal))

    def _checkpoint(self) -> tuple[Mark, int] | None:
        with self._database.transaction() as connection:
            kept = read_fact(connection, CHECKPOINT)
        if kept is None:
            return None
        members = json.loads(kept)
        return Mark.of(members), members["seq"]

    def _keep_checkpoint(self) -> None:
        with self._database.transaction() as connection:
            last = connection.execute(select(func.max(schema.change.c.seq))).scalar() or 0
            kept = json.dumps({**self._file.end.plain(), "seq": last}).encode()
            if read_fact(connection, CHECKPOINT) != kept:
                write_fact(connection, CHECKPOINT, kept)

    # at each commit

    def _note(self, records: Sequence[Record]) -> None:
        if self._reason or not records:
            return  # the next opening catches up
        try:
            self._file.add(records)
        except OSError:
            self._reason = BEHIND
        else:
            self._flusher.ask()


class _Flusher:
    """Puts the file on disk beside the work; what comes meanwhile goes with the next time.

    It waits a moment first: a flush of this file while the next answer is being written would
    hold up the disk for that, and the database has the answer already.
    """

    def __init__(self, file: CopyFile) -> None:
        self._file = file
        self._asked, self._ending = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    def ask(self) -> None:
        """Something was added."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, daemon=True)
            self._thread.start()
        if not self._asked.is_set():
            self._asked.set()

    def close(self) -> None:
        """Put all of it on disk and end."""
        if self._thread is not None:
            self._ending.set()
            self._asked.set()
            self._thread.join()
            self._thread = None
            self._flush()

    def _flush(self) -> None:
        with suppress(OSError):  # told by `check`, which reads what is there
            self._file.flush()

    def _work(self) -> None:
        while not self._ending.is_set():
            self._asked.wait()
            self._ending.wait(_FLUSH_SECONDS)
            self._asked.clear()
            self._flush()


def put_back(connection: Connection, records: Iterable[Record]) -> int:
    """Write changes and seals that the database does not have; how many changes."""
    kept = list(records)
    ticks = read_clock(connection)
    purged, erased = gone_for_good(connection)
    held = [entry_of(each) for each in kept if each.kind == CHANGE]
    fresh = insert_unknown(connection, [each for each in held if each.change.log not in purged])
    for entry in fresh:
        if entry.id in erased:
            continue
        note_files(connection, entry.change.log, [(sha256, 0) for sha256 in entry.change.blobs])
    for record in kept:
        if record.kind == SEAL and seal_of(record).log not in purged:
            insert_seal(connection, seal_of(record))
    if fresh:
        write_clock(connection, clock.join(ticks, (entry.change.hlc for entry in fresh)))
    return len(fresh)


def put_back_facts(connection: Connection, records: Iterable[Record]) -> None:
    """Write what the records say of the device itself, over what the database says."""
    for record in records:
        if record.kind == FACT:
            name, value = record.parts
            write_fact(connection, (name or b"").decode(), value or b"")


def seal_of(record: Record) -> Seal:
    """What `seal_record` made."""
    members = json.loads(record.parts[0] or b"")
    return Seal(**{**members, "signature": bytes.fromhex(members["signature"])})


def entry_of(record: Record) -> Entry:
    """The change of a record."""
    data, salt, value = record.parts
    return Entry(data or b"", salt, value)
