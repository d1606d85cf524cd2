"""What takes seconds to load waits until a command needs it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from inspectiebezoek.cli.group import LazyGroup
from tests.cli.conftest import Laptop
from tests.support.command import Command

HEAVY = ("pyhanko", "httpx", "reportlab", "fastapi", "keyring")

PROGRAM = """
import sys
from inspectiebezoek.cli.start import run

if sys.argv[1] == "window":
    from PySide6.QtWidgets import QApplication
    QApplication.exec = lambda *_: 0

code = run(sys.argv[2:])
print("loaded:", *[name for name in {heavy!r} if name in sys.modules])
sys.exit(code)
"""


def loaded(what: str, *words: object, heavy: tuple[str, ...] = HEAVY) -> list[str]:
    """The heavy libraries that a run in a new process has loaded at its end."""
    program = PROGRAM.format(heavy=heavy)
    command = [sys.executable, "-c", program, what, *(str(word) for word in words)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1].split()[1:]


def test_the_window_loads_nothing_of_commands_signing_the_office_or_the_report(
    laptop: Laptop,
) -> None:
    options = ("--data", laptop.folder, "--passphrase-file", laptop.passphrase)
    assert loaded("window", *options) == []
    assert loaded("window", *options, "--log-level=INFO", heavy=("typer", "pydantic")) == []


def test_a_wrong_option_of_the_window_is_told_as_with_any_command(laptop: Laptop) -> None:
    command = [sys.executable, "-m", "inspectiebezoek", "--language", "fr"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--language" in done.stderr


def test_the_list_of_visits_loads_nothing_for_signing_the_office_or_the_report(
    laptop: Laptop,
) -> None:
    options = ("--data", laptop.folder, "--passphrase-file", laptop.passphrase)
    assert loaded("command", "visit", "list", *options) == []


def test_the_help_names_every_command_and_loads_none(command: Command) -> None:
    told = command("--help")
    assert told.code == 0
    for name, (_, words) in LazyGroup.places.items():
        assert f"  {name} " in told.out
        assert words.split()[0] in told.out
    assert loaded("command", "--help") == []


@pytest.mark.parametrize("name", list(LazyGroup.places))
def test_a_command_says_of_itself_what_the_list_of_commands_says(
    command: Command, name: str
) -> None:
    told = command(name, "--help")
    assert told.code == 0
    assert " ".join(LazyGroup.places[name][1].split()) in " ".join(told.out.split())
