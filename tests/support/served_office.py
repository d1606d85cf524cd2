"""`office serve` and laptops as processes of their own, as they run at an inspectorate."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import httpx
import pytest

from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.form.loading import load_form
from inspectiebezoek.store.keys import unlock
from inspectiebezoek.store.local import Store
from inspectiebezoek.visit.header import Header, Member
from inspectiebezoek.visit.open_visit import OpenVisit

PROGRAM = [sys.executable, "-m", "inspectiebezoek"]
PASSPHRASE = "wachtwoord oefening"
CHECKLIST = """| survey |
| | type | name | label |
| | text | toelichting | Toelichting |
| settings |
| | form_title | form_id | version |
| | Klein | klein | 1 |
"""


class ServedOffice:
    """The office, with its own PostgreSQL where no other is given."""

    def __init__(self, folder: Path, database: str = "") -> None:
        self.folder = folder
        self.database = ("--database", database) if database else ()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        words = ("office", "serve", "--folder", str(self.folder), "--port", str(self.port))
        self.process = subprocess.Popen([*PROGRAM, *words, *self.database])
        for _ in range(600):
            try:
                if httpx.get(self.url + "/health").status_code == 200:
                    return
            except httpx.TransportError:
                assert self.process.poll() is None
            Event().wait(0.1)
        raise AssertionError("the office did not start")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)

    def kill(self, *, with_its_database: bool) -> None:
        """The plug is pulled: no process of the office gets to say goodbye."""
        self.process.kill()
        self.process.wait()
        if with_its_database:
            pid = int((self.folder / "postgres" / "postmaster.pid").read_text().split()[0])
            os.kill(pid, signal.SIGKILL)

    def bytes_under_way(self) -> int:
        return sum(each.stat().st_size for each in (self.folder / "uploads").glob("*.part"))


@pytest.fixture(name="office")
def served_office(tmp_path: Path) -> Iterator[ServedOffice]:
    """An office that runs."""
    served = ServedOffice(tmp_path / "office")
    served.start()
    yield served
    served.stop()


class LaptopCommand:
    """A data folder, and the command line that works on it."""

    def __init__(self, folder: Path, office: ServedOffice) -> None:
        self.folder = folder
        secret = folder.with_suffix(".zin")
        secret.write_text(PASSPHRASE, encoding="utf-8")
        self._options = ("--data", str(folder), "--passphrase-file", str(secret))
        who = ("--person", folder.name, "--name", folder.name, "--folder", str(office.folder))
        told = said([*PROGRAM, "office", "invite", *who, "--json"])
        self("enrol", office.url, json.loads(told)["code"])

    def words(self, *words: str) -> list[str]:
        return [*PROGRAM, *self._options, *words]

    def __call__(self, *words: str) -> str:
        """What a command says when all is well."""
        return said(self.words(*words))

    def plan(self, *team: str) -> OpenVisit:
        """A visit of these persons, the first of whom leads; close its store with `close`."""
        form = self.folder.with_suffix(".md")
        form.write_text(CHECKLIST, encoding="utf-8")
        self._store = Store(self.folder, unlock(self.folder, PASSPHRASE))
        self.keeper = self._store.evidence
        members = tuple(
            Member(each, each, "inspector" if number else "lead")
            for number, each in enumerate(team)
        )
        header = Header(title="Oefening", team=members)
        return Workplace(self._store).plan(load_form(form), header)

    def close(self) -> None:
        """Let go of what `plan` opened."""
        self._store.close()


def said(words: list[str]) -> str:
    done = subprocess.run(words, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
