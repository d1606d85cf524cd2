"""Someone before the real window on a screen of its own, working it by keys from outside.

Keys go in through the X server, and the command line tells what is in the data folder once the
window is closed: nothing inside the program is asked. The program is the source, or the bundle
that `make bundle` built.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import wave
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import pi, sin
from pathlib import Path
from typing import Any

import psutil
import pytest

from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.store.keys import unlock
from inspectiebezoek.store.local import Store
from tests.support.trial import MOST

ROOT = Path(__file__).parent.parent.parent
TITLE = "inspectiebezoek"
PASSPHRASE = "vier woorden voor oefening"
SOURCE, BUNDLE = "source", "bundle"
SAID = "gezegd.txt"
"""Where goes what the program says on stderr."""


def program(kind: str) -> list[str]:
    """The command that starts the program; skips where there is no bundle."""
    if kind == SOURCE:
        return [sys.executable, "-m", "inspectiebezoek"]
    usual = ROOT / "out" / "bundle" / "inspectiebezoek" / "inspectiebezoek"
    built = Path(os.environ.get("INSPECTIEBEZOEK_BUNDLE", usual))
    if not built.is_file():
        pytest.skip("needs the tool make bundle: nothing was built")
    return [str(built)]


@dataclass
class Outside:
    """`steps` counts keys as a person would; `folder` is the home of the person."""

    command: list[str]
    environment: dict[str, str]
    folder: Path
    steps: int = 0
    programs: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def laptop(self) -> Path:
        """The data folder."""
        return self.folder / "laptop"

    @property
    def options(self) -> tuple[str, ...]:
        """Where the data is, and what opens it."""
        secret = self.folder / "wachtwoordzin.txt"
        return ("--data", str(self.laptop), "--passphrase-file", str(secret))

    def start(self) -> None:
        """Start the program, and wait until its window is there and has the keys."""
        command = [*self.command, *self.options]
        with (self.folder / SAID).open("ab") as said:
            self.programs.append(
                subprocess.Popen(command, env=self.environment, cwd=self.folder, stderr=said)
            )
        self.see(TITLE)
        self.rest()
        self.steps = 0

    def see(self, title: str) -> None:
        """Wait until a window with these words in its title is there, and has the keys."""
        found = self._tool("search", "--sync", "--onlyvisible", "--name", title).split()
        self._tool("windowfocus", "--sync", found[-1])

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
        self.wait(0.25)

    def choose(self, title: str, file: Path) -> None:
        """Choose a file in the dialog of the machine."""
        self.see(title)
        self.write(str(file))
        self.press("Return")

    @contextmanager
    def sounds(self) -> Iterator[None]:
        """A room in which a tone sounds, and a microphone that hears it."""
        for tool in ("pulseaudio", "paplay"):
            if shutil.which(tool) is None:
                pytest.skip(f"needs the tool {tool}")
        tone, server = self.folder / "toon.wav", f"unix:{self.folder / 'geluid'}"
        _write_tone(tone)
        self.environment["PULSE_SERVER"] = server
        modules = ("null-sink sink_name=kamer", f"native-protocol-unix socket={server[5:]}")
        modules = (*modules, "remap-source master=kamer.monitor source_name=microfoon")
        loads = [f"--load=module-{each}" for each in modules]
        command = ["pulseaudio", "-n", "--exit-idle-time=-1", *loads]
        room = [subprocess.Popen(command, env=self.environment)]
        while not Path(server[5:]).exists():
            self.wait(0.1)
        room.append(subprocess.Popen(["paplay", str(tone)], env=self.environment))
        try:
            yield
        finally:
            for each in room:
                each.kill()
                each.wait(10)

    def done(self, task: str) -> None:
        """The task is done: it took no more steps than it may."""
        assert self.steps <= MOST[task].steps, f"{task}: {self.steps} steps"

    def close(self) -> None:
        """Close the window as a person does, and wait until the program is gone."""
        self._tool("key", "ctrl+q")
        assert self.programs[-1].wait(30) == 0
        said = (self.folder / SAID).read_text(encoding="utf-8")
        assert "Error" not in said and "Traceback" not in said, said

    def kill(self) -> None:
        """The power goes."""
        self.programs[-1].kill()
        self.programs[-1].wait(10)

    def told(self, *words: str) -> Any:
        """What the command line tells of the data folder."""
        done = subprocess.run(
            [*self.command, *words, *self.options, "--json"],
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(done.stdout)

    def shown(self) -> dict[str, Any]:
        """How the only visit stands, as `visit show` tells it."""
        (visit,) = self.told("visit", "list")
        found: dict[str, Any] = self.told("visit", "show", visit["visit"])
        return found

    def exported(self) -> dict[str, Any]:
        """The only visit as `visit export` writes it out."""
        (visit,) = self.told("visit", "list")
        file = self.folder / f"uit-{len(list(self.folder.glob('uit-*')))}.json"
        self.told("visit", "export", visit["visit"], str(file))
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return found

    def rest(self) -> None:
        """Wait until the program has nothing to do: its use of the processor tells."""
        process, quiet = psutil.Process(self.programs[-1].pid), 0
        for _ in range(300):
            before = process.cpu_times()
            self.wait(0.3)
            now = process.cpu_times()
            used = now.user + now.system - before.user - before.system
            quiet = quiet + 1 if used < 0.04 and not _wants_on(process.pid) else 0
            if quiet == 3:
                return
        raise AssertionError("the program does not come to rest")

    def record(self, kind: str) -> dict[str, Any]:
        """The latest record of a kind in the only visit."""
        found: list[dict[str, Any]] = self.exported()["records"][kind]
        return found[-1]

    def original(self, record: Mapping[str, Any]) -> bytes:
        """The untouched original of a piece of evidence."""
        with laptop_of(self.folder) as place:
            return place.store.evidence.content(record["original"])

    def wait(self, seconds: float) -> None:
        """Let the screen follow."""
        subprocess.run(["sleep", str(seconds)], check=True)

    def _tool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        return done.stdout


@pytest.fixture(params=[SOURCE, BUNDLE])
def outside(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Outside]:
    """Someone before the screen, with the source and with the bundle."""
    with before_the_screen(tmp_path, request.param) as made:
        yield made


@contextmanager
def before_the_screen(folder: Path, kind: str) -> Iterator[Outside]:
    """Someone with a screen and a home of their own."""
    for tool in ("Xvfb", "xdotool", "openbox"):
        if shutil.which(tool) is None:
            pytest.skip(f"needs the tool {tool}")
    command = program(kind)
    (folder / "wachtwoordzin.txt").write_text(PASSPHRASE, encoding="utf-8")
    with _screen() as display:
        environment = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8"}
        environment |= {"HOME": str(folder), "PATH": os.environ["PATH"]}
        # Windows get and give back the keys as on a real desktop.
        desktop = subprocess.Popen(["openbox", "--sm-disable"], env=environment)
        made = Outside(command, environment, folder)
        try:
            yield made
        finally:
            for each in (*made.programs, desktop):
                each.kill()
                each.wait(10)


@contextmanager
def _screen() -> Iterator[str]:
    """A screen that nobody sees; its name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield ":" + told.readline().strip()
    finally:
        server.terminate()
        server.wait(10)


@contextmanager
def laptop_of(folder: Path) -> Iterator[Workplace]:
    """The workplace on the laptop in a home, to make ready what a task begins with."""
    store = Store(folder / "laptop", unlock(folder / "laptop", PASSPHRASE))
    try:
        yield Workplace(store)
    finally:
        store.close()


def _write_tone(file: Path) -> None:
    """A minute of 440 Hz."""
    rate = 8000
    wave_of_a = [round(12000 * sin(2 * pi * 440 * at / rate)) for at in range(rate)]
    with wave.open(str(file), "wb") as sound:
        sound.setparams((1, 2, rate, 0, "NONE", ""))
        sound.writeframes(
            60 * b"".join(each.to_bytes(2, "little", signed=True) for each in wave_of_a)
        )


def _wants_on(pid: int) -> bool:
    """True while a thread of a program waits for its turn, as on a machine with much to do."""
    states = (
        each.read_text().rpartition(")")[2] for each in Path(f"/proc/{pid}/task").glob("*/stat")
    )
    return any(each.split()[0] == "R" for each in states)
