"""How long until the window stands there, against an empty PySide6 window in the same run.

Each start is a new process, timed from before it exists until its first window was painted. The
program is started as a person starts it, on a data folder that is already there; only its event
loop is replaced by one that ends at the first painted window.
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

TIMES = int(sys.argv[1]) if len(sys.argv) > 1 else 8
SHOWN = "shown"

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
from PySide6.QtWidgets import QApplication

def until_painted(*_):
    windows = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    assert windows, "no window"
    for each in windows:
        each.repaint()
    QApplication.processEvents()
    print("{SHOWN}", flush=True)
    return 0

QApplication.exec = until_painted
from inspectiebezoek.cli.start import run
sys.exit(run(sys.argv[1:]))
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


def main() -> None:
    python = sys.executable
    with TemporaryDirectory() as place:
        passphrase = Path(place) / "passphrase"
        passphrase.write_text("bench", encoding="utf-8")
        options = ["--passphrase-file", str(passphrase), "--data", str(Path(place) / "data")]
        commands = {
            "an empty PySide6 window": [python, "-c", EMPTY],
            "Argon2id alone, as for a passphrase": [python, "-c", ARGON2],
            "inspectiebezoek": [python, "-c", PROGRAM, *options],
        }
        seconds(commands["inspectiebezoek"])  # makes the data folder, and warms the disk
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(TIMES):
            for name, command in commands.items():
                times[name].append(seconds(command))
    show(f"Cold start, {TIMES} times", list(times.items()), "an empty PySide6 window")


if __name__ == "__main__":
    main()
