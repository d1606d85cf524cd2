"""The office is killed in an upload and started again: both laptops end with n of n."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from threading import Event

import httpx
import pytest

from inspectiebezoek.app.evidence import attach_file
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.form.loading import load_form
from inspectiebezoek.store.keys import unlock
from inspectiebezoek.store.local import Store
from inspectiebezoek.visit.header import Header, Member

pytestmark = pytest.mark.timeout(300)
PROGRAM = [sys.executable, "-m", "inspectiebezoek"]
PASSPHRASE = "wachtwoord oefening"
LARGE = 24_000_000
CHECKLIST = """| survey |
| | type | name | label |
| | text | toelichting | Toelichting |
| settings |
| | form_title | form_id | version |
| | Klein | klein | 1 |
"""


class ServedOffice:
    """`office serve` as a process of its own, with its own PostgreSQL."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        words = ("office", "serve", "--folder", str(self.folder), "--port", str(self.port))
        self.process = subprocess.Popen([*PROGRAM, *words])
        for _ in range(600):
            try:
                if httpx.get(self.url + "/health").status_code == 200:
                    return
            except httpx.TransportError:
                assert self.process.poll() is None
            Event().wait(0.1)
        raise AssertionError("the office did not start")

    def kill(self, *, with_its_database: bool) -> None:
        """The plug is pulled: no process of the office gets to say goodbye."""
        self.process.kill()
        self.process.wait()
        if with_its_database:
            pid = int((self.folder / "postgres" / "postmaster.pid").read_text().split()[0])
            os.kill(pid, signal.SIGKILL)

    def bytes_under_way(self) -> int:
        return sum(each.stat().st_size for each in (self.folder / "uploads").glob("*.part"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ServedOffice]:
    served = ServedOffice(tmp_path / "office")
    served.start()
    yield served
    served.process.terminate()
    served.process.wait(30)


def command(place: Path, *words: str) -> list[str]:
    options = ("--data", str(place), "--passphrase-file", str(place.parent / "zin.txt"))
    return [*PROGRAM, *options, *words]


def said(words: list[str]) -> str:
    done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def planned(place: Path, tmp_path: Path) -> None:
    """A visit of two inspectors on Anna's laptop, with an answer and a large film."""
    form = tmp_path / "klein.md"
    form.write_text(CHECKLIST, encoding="utf-8")
    film = tmp_path / "film.mp4"
    film.write_bytes(Random(1).randbytes(LARGE))
    store = Store(place, unlock(place, PASSPHRASE))
    workplace = Workplace(store)
    team = (Member("anna", "Anna", "lead"), Member("jan", "Jan", "inspector"))
    visit = workplace.plan(load_form(form), Header(title="Oefening", team=team))
    visit.answer("/data/toelichting", "gezien")
    attach_file(visit, store.evidence, film, kind="document")
    store.close()


@pytest.mark.parametrize("with_its_database", [pytest.param(False, marks=pytest.mark.long), True])
def test_the_office_killed_in_an_upload_and_started_again_ends_with_all_of_it(
    office: ServedOffice, tmp_path: Path, with_its_database: bool
) -> None:
    (tmp_path / "zin.txt").write_text(PASSPHRASE, encoding="utf-8")
    anna, jan = tmp_path / "anna", tmp_path / "jan"
    for place in (anna, jan):
        who = ("--person", place.name, "--name", place.name, "--folder", str(office.folder))
        told = said([*PROGRAM, "office", "invite", *who, "--json"])
        said(command(place, "enrol", office.url, json.loads(told)["code"]))
    planned(anna, tmp_path)

    under_way = subprocess.Popen(command(anna, "sync"), stderr=subprocess.DEVNULL)
    while office.bytes_under_way() < LARGE // 4:
        assert under_way.poll() is None
        Event().wait(0.002)
    office.kill(with_its_database=with_its_database)
    assert under_way.wait(60) == 6, "incomplete, and all of it is safe"
    assert office.bytes_under_way() >= LARGE // 4

    office.start()
    for place in (anna, jan, anna):
        line = said(command(place, "sync"))
        received, items = re.search(r"(\d+) (?:van|of) (\d+)", line).groups()  # type: ignore[union-attr]
        assert received == items and int(items) > 5, line
    films = [each for each in (office.folder / "files").rglob("*") if each.is_file()]
    assert LARGE in {each.stat().st_size for each in films}
