"""The real window on a real screen, worked by keys from outside.

Nothing inside the program is asked: keys go in through the X server, and the command line tells
what is in the data folder once the window is closed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

pytestmark = [pytest.mark.long, pytest.mark.timeout(240)]
TITLE = "inspectiebezoek"


@dataclass
class Outside:
    """Someone before the screen; `steps` counts keys as a person would."""

    environment: dict[str, str]
    options: tuple[str, ...]
    steps: int = 0
    programs: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> None:
        """Start the program, and wait until its window is there and has the keys."""
        command = [sys.executable, "-m", "inspectiebezoek", *self.options]
        self.programs.append(subprocess.Popen(command, env=self.environment))
        found = self._tool("search", "--sync", "--onlyvisible", "--name", TITLE).split()
        self._tool("windowfocus", "--sync", found[-1])
        self.wait(2.0)

    def press(self, *keys: str) -> None:
        """Press keys, one after another."""
        for key in keys:
            self._tool("key", "--clearmodifiers", key)
            self.steps += 1
            self.wait(0.25)

    def write(self, words: str) -> None:
        """Type words; they are one step."""
        self._tool("type", "--delay", "20", words)
        self.steps += 1

    def close(self) -> None:
        """Close the window as a person does, and wait until the program is gone."""
        self._tool("key", "ctrl+q")
        assert self.programs[-1].wait(30) == 0

    def told(self, *words: str) -> object:
        """What the command line tells of the data folder."""
        command = [sys.executable, "-m", "inspectiebezoek", *words, *self.options, "--json"]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=True
        )
        return json.loads(done.stdout)

    def wait(self, seconds: float) -> None:
        """Let the screen follow."""
        subprocess.run(["sleep", str(seconds)], check=True)

    def _tool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, check=True
        )
        return done.stdout


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Outside]:
    for tool in ("Xvfb", "xdotool"):
        if shutil.which(tool) is None:
            pytest.skip(f"needs the tool {tool}")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24"]
    screen = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as told:
        display = ":" + told.readline().strip()
    secret = tmp_path / "wachtwoordzin.txt"
    secret.write_text("vier woorden voor oefening", encoding="utf-8")
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    options = ("--data", str(tmp_path / "laptop"), "--passphrase-file", str(secret))
    made = Outside(environment, options)
    yield made
    for program in made.programs:
        program.kill()
    screen.terminate()
    screen.wait(10)


def test_the_first_start_leads_to_the_practice_visit(outside: Outside, tmp_path: Path) -> None:
    outside.start()
    outside.press("Return")
    outside.wait(1.5)
    outside.press("ctrl+3")
    outside.close()

    assert outside.steps <= 8
    (visit,) = outside.told("visit", "list")  # type: ignore[misc]
    assert "oefening" in visit["title"]
    assert not (tmp_path / "laptop" / "store.db").read_bytes().startswith(b"SQLite format 3")


def test_questions_are_answered_by_a_digit_and_enter(outside: Outside) -> None:
    outside.start()
    outside.press("Return")
    outside.wait(1.5)
    outside.close()
    (visit,) = outside.told("visit", "list")  # type: ignore[misc]
    before = outside.told("visit", "show", visit["visit"])

    outside.start()
    outside.steps = 0
    outside.press("ctrl+3", *["ctrl+j", "1"] * 10)
    outside.wait(1.0)
    outside.close()
    after = outside.told("visit", "show", visit["visit"])

    assert outside.steps <= 2.25 * 10 + 1
    assert after["answered"] - before["answered"] >= 5, (before, after)  # type: ignore[index]


def test_a_note_on_the_way_is_kept(outside: Outside, tmp_path: Path) -> None:
    outside.start()
    outside.press("Return")
    outside.wait(1.5)
    outside.steps = 0
    outside.press("ctrl+n")
    outside.write("sleutels op het dak")
    outside.press("ctrl+Return")
    outside.close()

    assert outside.steps <= 6
    assert "sleutels op het dak" in exported(outside, tmp_path)


def test_words_of_a_second_before_the_power_went_come_back(
    outside: Outside, tmp_path: Path
) -> None:
    outside.start()
    outside.press("Return")
    outside.wait(1.5)
    outside.press("ctrl+j", "n")
    outside.write("de deur stond open")
    outside.wait(1.2)
    outside.programs[-1].kill()
    outside.programs[-1].wait(10)

    outside.start()
    outside.close()
    assert "de deur stond open" in exported(outside, tmp_path)


def exported(outside: Outside, folder: Path) -> str:
    """The visit as it is written out."""
    (visit,) = outside.told("visit", "list")  # type: ignore[misc]
    outside.told("visit", "export", visit["visit"], str(folder / "uit.json"))
    return (folder / "uit.json").read_text(encoding="utf-8")
