"""The command line on a laptop without a keyring, with a small visit in its data folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from shutil import copytree

import keyring
import keyring.backends.fail
import pytest

from inspectiebezoek.cli.main import run
from inspectiebezoek.store import slots
from tests.support.command import Command, Outcome
from tests.support.light_age import light_passphrases
from tests.support.office import office, postgres

__all__ = ["light_passphrases", "office", "postgres"]

CHECKLIST = """| survey |
| | type | name | label | required | bind::ib:code | bind::ib:criterion | bind::ib:role |
| | select_one jn | veilig | Is het veilig? | yes | A1 | | |
| | integer | aantal | Hoeveel kamers? | | A2 | | |
| | select_one jn | oordeel | Oordeel | | | 1.1 | judgment |
| | text | motief | Motief | | | 1.1 | motive |
| choices |
| | list_name | name | label |
| | jn | ja | ja |
| | jn | nee | nee |
| settings |
| | form_title | form_id | version | namespaces |
| | Klein | klein | 1 | ib="https://inspectiebezoek.nl/ns" |
"""


@dataclass(frozen=True)
class Laptop:
    """A data folder with one visit, and the words that open it."""

    run: Command
    folder: Path
    passphrase: Path
    visit: str

    def __call__(self, *words: object) -> Outcome:
        options = ("--data", self.folder, "--passphrase-file", self.passphrase)
        return self.run(*words, *options)


@pytest.fixture(autouse=True)
def no_keyring(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, light_passphrases: None
) -> Iterator[None]:
    """No keyring and no data folder of whoever runs the tests, and no passphrase worth guessing."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    found = keyring.get_keyring()
    keyring.set_keyring(keyring.backends.fail.Keyring())
    yield
    keyring.set_keyring(found)


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


@pytest.fixture(scope="session")
def checklist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("form") / "klein.md"
    path.write_text(CHECKLIST, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory, checklist: Path) -> Path:
    """A data folder with one visit, to be copied."""
    folder = tmp_path_factory.mktemp("planned")
    (folder / "passphrase").write_text("oefening\n", encoding="utf-8")
    words = ["visit", "new", str(checklist), "--title", "Proefbezoek"]
    words += ["--person", "insp-a", "--name", "Anna"]
    options = ["--data", str(folder / "data"), "--passphrase-file", str(folder / "passphrase")]
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()) as told:
        # Every command opens the folder anew; guessing at this passphrase need not be slow.
        patch.setattr(slots, "_MEMORY_KIB", 64)
        assert run([*words, *options]) == 0
    (folder / "visit").write_text(told.getvalue().strip(), encoding="utf-8")
    return folder


@pytest.fixture
def laptop(planned: Path, command: Command, tmp_path: Path) -> Laptop:
    folder = tmp_path / "laptop"
    copytree(planned, folder)
    visit = (folder / "visit").read_text(encoding="utf-8")
    return Laptop(command, folder / "data", folder / "passphrase", visit)
