"""How long until the window stands there, against an empty PySide6 window in the same run.

Each start is a new process, timed from before it exists until its first window was painted. The
program is started as a person starts it, on a data folder that is already there; only its event
loop is replaced by one that ends at the first painted window. It unlocks by passphrase, and by a
keyring that keeps its keys in a file: the library is loaded and asked, no other process answers.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from table import show

SHOWN = "shown"
EMPTY_WINDOW, BY_PASSPHRASE, BY_KEYRING = (
    "an empty PySide6 window",
    "the window, unlocked by passphrase",
    "the window, unlocked by keyring",
)

ARGON2 = f"""
from argon2.low_level import Type, hash_secret_raw
hash_secret_raw(b"bench", b"0" * 16, 3, 65536, 4, 32, Type.ID)
print("{SHOWN}", flush=True)
"""

EMPTY = f"""
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.show()
window.repaint()
app.processEvents()
print("{SHOWN}", flush=True)
"""

PROGRAM = f"""
import sys
from contextlib import contextmanager
from inspectiebezoek.cli import start

def until_painted(*_):
    from PySide6.QtWidgets import QApplication
    windows = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    assert windows, "no window"
    for each in windows:
        each.repaint()
    QApplication.processEvents()
    print("{SHOWN}", flush=True)
    return 0

collector_paused = start.collector_paused

@contextmanager
def loading():
    with collector_paused():
        yield
    from PySide6.QtWidgets import QApplication
    QApplication.exec = until_painted

start.collector_paused = loading
if "KEYS" in globals():
    import keyring
    import keyring.backend
    class Keyring(keyring.backend.KeyringBackend):
        priority = 1
        def get_password(self, service, name):
            return KEYS.read_text() if KEYS.exists() else None
        def set_password(self, service, name, word):
            KEYS.write_text(word)
        def delete_password(self, service, name):
            KEYS.unlink()
    Keyring.__module__ = "keyring.backends.libsecret"
    keyring.set_keyring(Keyring())
sys.exit(start.run(sys.argv[1:]))
"""


def seconds(command: Sequence[str]) -> float:
    """From before the process exists until it says that its window is there."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    # An installed program has its bytecode; the first start here, which is not counted, makes it.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        said = process.stdout.readline().strip()
        took = perf_counter() - start
        if said != SHOWN:
            raise SystemExit(f"{command[-1]}: no window came")
    return took


def starts(times: int) -> dict[str, list[float]]:
    """Seconds of so many starts of each kind, in turns."""
    python = sys.executable
    with TemporaryDirectory() as place:
        passphrase = Path(place) / "passphrase"
        passphrase.write_text("bench", encoding="utf-8")
        keys = f"from pathlib import Path\nKEYS = Path({str(Path(place) / 'keys')!r})\n"
        by_file = ["--passphrase-file", str(passphrase), "--data", str(Path(place) / "one")]
        by_keyring = ["--data", str(Path(place) / "other")]
        commands = {
            EMPTY_WINDOW: [python, "-c", EMPTY],
            "Argon2id alone, as for a passphrase": [python, "-c", ARGON2],
            BY_PASSPHRASE: [python, "-c", PROGRAM, *by_file],
            BY_KEYRING: [python, "-c", keys + PROGRAM, *by_keyring],
        }
        for name in (BY_PASSPHRASE, BY_KEYRING):
            seconds(commands[name])  # makes the data folder, and warms the disk
        found: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(times):
            for name, command in commands.items():
                found[name].append(seconds(command))
    return found


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    show(f"Cold start, {times} times", list(starts(times).items()), EMPTY_WINDOW)


if __name__ == "__main__":
    main()
