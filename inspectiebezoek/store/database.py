"""Open the encrypted database of this laptop, and be sure that it is encrypted and durable."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from errno import ENOSPC
from pathlib import Path
from threading import Lock
from typing import Any

import sqlcipher3.dbapi2 as cipher
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store import schema
from inspectiebezoek.store.copy_file import Record
from inspectiebezoek.store.key_book import KEY_BYTES
from inspectiebezoek.store.migrations import bring_up, copy_before
from inspectiebezoek.store.wal_room import make_room

_PLAIN_HEADER = b"SQLite format 3\x00"
_WAITING_SECONDS = 30.0
_REFUSALS = (
    "full",
    "malformed",
    "not a database",  # a page whose check does not hold
    "I/O",
    "locked",
    "readonly",
    "unable to open",
)


COPIED = "copied"
"""The name under which a connection gathers what the second copy gets once it is committed."""


class Database:
    """The encrypted database file; one connection, so that one fact is one transaction.

    `on_commit` is told, after each commit, what was written that the second copy keeps.
    """

    def __init__(self, path: Path, key: bytes, *, made: bool = False) -> None:
        """Open or make the file. `key`: 32 raw bytes; `made`: it was made before.

        Raises `KEY_WRONG`, `STORE_DAMAGED`, `STORE_NEWER`, `STORE_IN_USE`,
        `STORE_UNENCRYPTED` or `DISK_FULL`; the file is left as it was.
        """
        if len(key) != KEY_BYTES:
            raise InspectionError(Code.KEY_WRONG, file=path.name)
        self._path = path
        self._gone: InspectionError | None = None
        self.on_commit: Callable[[Sequence[Record]], None] = lambda _records: None
        _refuse_plain(path)
        if made and (not path.exists() or path.stat().st_size == 0):
            # A new, empty database in its place would look like a visit that never was.
            raise InspectionError(Code.STORE_DAMAGED, file=path.name)
        self._engine = _engine(path, key)
        self._connection: Connection | None = None
        self._free = Lock()
        try:
            with self.transaction() as connection:
                version = _prepare(connection)
            if version < schema.VERSION:
                self._bring_up(version)
        except BaseException:
            self.close()
            raise
        _refuse_plain(path)

    def _bring_up(self, version: int) -> None:
        """Give a database of an earlier release the form of this one, after a copy of before."""
        # The copy is made of a closed file: reading it beside SQLite would drop SQLite's locks.
        self.close()
        try:
            copy_before(self._path, version)
        except OSError as error:
            folder = str(self._path.parent)
            if error.errno == ENOSPC:
                raise InspectionError(Code.DISK_FULL, folder=folder) from error
            raise InspectionError(Code.FILE_UNWRITABLE, file=folder) from error
        with self.transaction() as connection:
            bring_up(connection, version)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One fact: everything written in here is on disk when it ends, or nothing is."""
        if self._gone is not None:
            raise InspectionError(self._gone.code, **self._gone.facts)
        connection = self._take()
        try:
            driver = driver_of(connection)
            driver.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                # Where the disk is full it is this that fails: nothing may stay open then.
                driver.execute("COMMIT")
            except BaseException:
                connection.info.pop(COPIED, None)
                if driver.in_transaction:
                    driver.execute("ROLLBACK")
                raise
            self.on_commit(connection.info.pop(COPIED, ()))
        except DBAPIError as error:
            raise _fault(error, error.orig, self._path) from error
        except cipher.DatabaseError as error:
            raise _fault(error, error, self._path) from error
        finally:
            self._give_back()

    def _take(self) -> Connection:
        """The one connection, for one thread at a time; opened where it is not."""
        if not self._free.acquire(timeout=_WAITING_SECONDS):
            raise TimeoutError("the database was not let go of")
        try:
            if self._connection is None:
                self._connection = self._engine.connect()
        except BaseException as error:
            self._free.release()
            if isinstance(error, DBAPIError):
                raise _fault(error, error.orig, self._path) from error
            raise
        return self._connection

    def _give_back(self) -> None:
        if self._connection is not None and self._connection.invalidated:
            self._let_go()
        self._free.release()

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def pragma(self, name: str) -> str:
        """A setting of the open connection as the library reports it."""
        with self.transaction() as connection:
            return str(connection.execute(text(f"PRAGMA {name}")).scalar())

    def check_pages(self) -> None:
        """Read every page of the file; raises `STORE_DAMAGED` when one was altered.

        A page put back as it once was passes the cipher. Where an index and its table no longer
        agree the second check tells, and of the rest the chain of the log.
        """
        with self.transaction() as connection:
            altered = connection.exec_driver_sql("PRAGMA cipher_integrity_check").first()
            agrees = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
            if altered is not None or agrees != "ok":
                raise InspectionError(Code.STORE_DAMAGED, file=self._path.name)

    def drop_traces(self) -> None:
        """Empty the write-ahead log, which still holds pages as they were before."""
        connection = self._take()
        try:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            make_room(self._path)
        finally:
            self._give_back()

    def close_for_good(self, why: InspectionError) -> None:
        """Let go of the file; who still asks something of it gets this."""
        self._gone = why
        self.close()

    def close(self) -> None:
        """Let go of the file, once nobody is at it any more."""
        if not self._free.acquire(timeout=_WAITING_SECONDS):
            raise TimeoutError("the database was not let go of")
        try:
            self._let_go()
        finally:
            self._free.release()


def driver_of(connection: Connection) -> Any:
    """The driver's own connection, in the transaction at hand.

    What runs with every answer is said to it directly: SQLAlchemy takes longer to pass a
    sentence on than the database takes to do what it says.
    """
    return connection.connection.dbapi_connection


def _engine(path: Path, key: bytes) -> Engine:
    def connect() -> Any:
        # isolation_level=None: this driver otherwise commits around DDL behind our back.
        return cipher.connect(str(path), isolation_level=None, check_same_thread=False, timeout=0.5)

    engine = create_engine(
        "sqlite://",
        module=cipher,
        creator=connect,
        poolclass=NullPool,
        pool_reset_on_return=None,
        isolation_level="AUTOCOMMIT",
    )

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:
        unlock(connection, key, path)
        # A new database has its write-ahead log from the first look on.
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        make_room(path)

    return engine


def unlock(connection: Any, key: bytes, path: Path) -> None:
    """Give a raw driver connection its key and durable settings, and read them back.

    Raises `KEY_WRONG` when the key does not open the file, `STORE_UNENCRYPTED` when the library
    cannot encrypt: the standard driver takes `PRAGMA key` without a word and writes plain text.
    """
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        if not connection.execute("PRAGMA cipher_version").fetchone():
            connection.close()
            raise InspectionError(Code.STORE_UNENCRYPTED, file=path.name)
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        # What is erased is written over with zeros, not only let go of.
        connection.execute("PRAGMA secure_delete = ON")
        level = connection.execute("PRAGMA synchronous").fetchone()[0]
    except cipher.DatabaseError as error:
        connection.close()
        raise _opening_fault(error, path) from error
    if mode != "wal" or level != 2:
        connection.close()
        raise InspectionError(Code.STORE_DAMAGED, file=path.name)


def _refuse_plain(path: Path) -> None:
    if not path.exists():
        return
    try:
        with path.open("rb") as file:
            head = file.read(len(_PLAIN_HEADER))
    except OSError as error:  # a folder in its place, or not ours to read
        raise InspectionError(Code.STORE_DAMAGED, file=path.name) from error
    if head == _PLAIN_HEADER:
        raise InspectionError(Code.STORE_UNENCRYPTED, file=path.name)


def _prepare(connection: Connection) -> int:
    """Make the tables of a new database; the version of its form."""
    version = int(connection.execute(text("PRAGMA user_version")).scalar() or 0)
    if version > schema.VERSION:
        raise InspectionError(Code.STORE_NEWER, found=version, known=schema.VERSION)
    tables = connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar()
    if version == 0 and tables == 0:  # new, or stopped before it was made
        schema.metadata.create_all(connection)
        for trigger in (
            *(*schema.TRIGGERS, *schema.REMOVAL_TRIGGERS),
            *schema.SUMMARY_TRIGGERS,
        ):
            connection.execute(text(trigger))
        connection.execute(text(f"PRAGMA application_id = {schema.APPLICATION_ID}"))
        connection.execute(text(f"PRAGMA user_version = {schema.VERSION}"))
        return schema.VERSION
    if version == 0:
        raise InspectionError(Code.STORE_DAMAGED, file="store.db")
    return version


def _opening_fault(error: Exception, path: Path) -> InspectionError:
    words = str(error)
    if "locked" in words:
        return InspectionError(Code.STORE_IN_USE, folder=str(path.parent))
    if "not a database" in words:
        # SQLCipher cannot tell a wrong key from a damaged first page.
        return InspectionError(Code.KEY_WRONG, file=path.name)
    return _named(words, path)


def _fault(error: Exception, cause: BaseException | None, path: Path) -> Exception:
    """What the database refused, as one of our codes; anything else is a bug and stays one."""
    if isinstance(cause, cipher.DatabaseError) and not isinstance(
        cause, cipher.IntegrityError | cipher.ProgrammingError
    ):
        words = str(cause)
        if any(known in words for known in _REFUSALS):
            return _named(words, path)
    return error


def _named(words: str, path: Path) -> InspectionError:
    if "full" in words:
        return InspectionError(Code.DISK_FULL, folder=str(path.parent))
    if "locked" in words:
        return InspectionError(Code.STORE_IN_USE, folder=str(path.parent))
    return InspectionError(Code.STORE_DAMAGED, file=path.name)
