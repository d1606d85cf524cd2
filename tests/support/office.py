"""A real office for tests: the real server on a free port, a real PostgreSQL, fresh each time."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import psycopg
import pytest

from inspectiebezoek.app.office_link import enrol_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.server.database import EmbeddedPostgres, migrate, open_engine
from inspectiebezoek.server.running import RunningOffice, running
from inspectiebezoek.server.serve import opened_office
from inspectiebezoek.store.local import Store

START = datetime(2026, 10, 6, 8, 0, tzinfo=UTC)


class SteppingClock:
    """A clock that goes on one second at each look."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@dataclass(frozen=True)
class TestOffice:
    """A served office with what tests ask of it."""

    __test__ = False

    served: RunningOffice
    database: str
    files: Path
    laptop: Callable[[str], Workplace]
    clock: SteppingClock

    @property
    def url(self) -> str:
        return self.served.url

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.database) as connection:
            return connection.execute(query).fetchall()  # type: ignore[arg-type]

    def execute(self, command: str) -> None:
        with psycopg.connect(self.database) as connection:
            connection.execute(command)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """One embedded PostgreSQL for the whole run."""
    server = EmbeddedPostgres(tmp_path_factory.mktemp("postgres"))
    yield server
    server.close()


def new_database(server: str, like: str = "template1") -> tuple[str, str]:
    """A new database, made after another one: its name and URL."""
    name = f"t{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')  # type: ignore[arg-type]
    return name, server.replace("/postgres?", f"/{name}?")


@lru_cache
def _tables(server: str) -> str:
    """The name of a database with the tables of an office and nothing in them."""
    name, url = new_database(server)
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
    return name


@pytest.fixture
def office(postgres: EmbeddedPostgres, tmp_path: Path) -> Iterator[TestOffice]:
    """An empty office, served on a free port."""
    _name, database = new_database(postgres.url, _tables(postgres.url))
    clock = SteppingClock()
    with ExitStack() as stack:
        opened = stack.enter_context(
            opened_office(tmp_path / "office", database=database, clock=clock)
        )
        served = stack.enter_context(running(opened))

        def laptop(person: str) -> Workplace:
            folder = tmp_path / f"laptop-{person}-{uuid.uuid4().hex[:6]}"
            store = Store(folder, bytes(32))
            stack.callback(store.close)
            place = Workplace(store, clock=SteppingClock())
            code = served.office.people.invite(person, f"Inspecteur {person}")
            enrol_here(place, served.url, code)
            return place

        yield TestOffice(served, database, tmp_path / "office" / "files", laptop, clock)
