"""Run the trial tasks of an inspector in every way, and write what each took to `docs/tasks.md`.

    uv run python docs/tasks.py

One step is one key or one stretch of typing; a wait is the time from a key to the next paint where
that is more than 0.1 s. The exit code is 1 where a task took more than it may.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.support.trial import MOST, WAYS

ROOT = Path(__file__).parent.parent
TESTS = ("tests/gui/test_tasks.py", "tests/gui/test_tasks_whole.py")
HEAD = """# The trial tasks
What an inspector must be able to do, by keyboard alone, and how many steps and seconds of waiting
it takes at most. Each runs as it comes, in the dark, and at twice the text size on 1366 × 768.
`uv run python docs/tasks.py` runs them and writes this page. Waits are those of the machine that
ran them, with whatever else it was doing: steps can be compared, waits only on a quiet machine.
A robot counts steps, it does not tell whether a new inspector finds the way. `make long` works the
window from outside as well, with the source and with the bundle (tests/gui/test_from_outside.py and
its neighbour): keys through the X server, success read by the command line.

Both shipped checklists are tried wherever a task has to do with one. T1 is the start of a new
laptop, which has the practice visit of the prison; T2 reads a faulty checklist of its own; T8 needs
recommendations of an earlier visit, which the checklist of departures does not ask about. `proef`
is a made-up checklist of 180 questions, on which every day the tasks run that end a visit. The wait
of T9 is the time from the start of a new process, on the data folder as the power left it, until
the question is painted with the half sentence in it; one is there without a step.

"""
WORDS = {
    "T1": "first start until the practice visit is open",
    "T2": "open a faulty checklist and find the fault",
    "T3": "open a visit and see whether it is ready to go out",
    "T4": "answer 20 questions",
    "T5": "find and answer the last 3 open questions",
    "T6": "speak a note on the way, link it later",
    "T7": "no, with a remark, a photo, an arrow on it and a finding",
    "T8": "see the earlier answer, set a recommendation to half done",
    "T9": "go on after the power went in mid-sentence",
    "T10": "merge the package of a colleague, settle 2 differences",
    "T11": "finish with 2 gaps, black out a name, sign, print the summary",
    "T12": "sync, the network goes, sync again, all is received",
}


def taken() -> list[dict[str, Any]]:
    """Run every task in every way; what each took."""
    with TemporaryDirectory() as folder:
        told = Path(folder) / "tasks.jsonl"
        environment = {**os.environ, "INSPECTIEBEZOEK_TASKS": str(told)}
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        options = ["-q", "-o", "addopts=--import-mode=importlib -p no:cacheprovider"]
        command = [sys.executable, "-m", "pytest", *TESTS, *options]
        done = subprocess.run(command, cwd=ROOT, env=environment, check=False)  # noqa: S603
        if done.returncode:
            raise SystemExit(done.returncode)
        return [json.loads(line) for line in told.read_text(encoding="utf-8").splitlines()]


def table(found: Sequence[Mapping[str, Any]]) -> tuple[list[str], bool]:
    """The rows of the table, and whether every task kept within its most."""
    lines = ["| task | | checklist | steps | most | waited s: as it comes | dark | 200 % | most |"]
    lines.append("|---|---|---|---|---|---|---|---|---|")
    good = True
    for task, most in MOST.items():
        mine = [each for each in found if each["task"] == task]
        for checklist in sorted({each["checklist"] for each in mine}):
            ways = {each["way"]: each for each in mine if each["checklist"] == checklist}
            waits = [f"{ways[way]['waited']:.2f}" if way in ways else "" for way in WAYS]
            steps = max(each["steps"] for each in ways.values())
            good &= steps <= most.steps
            good &= all(each["waited"] <= most.waited for each in ways.values())
            cells = (task, WORDS[task], checklist, steps, most.steps, *waits, most.waited)
            lines.append("| " + " | ".join(str(each) for each in cells) + " |")
    return lines, good


def main() -> None:
    """Run, print and write."""
    lines, good = table(taken())
    page = HEAD + "\n".join(lines) + "\n"
    (Path(__file__).parent / "tasks.md").write_text(page, encoding="utf-8")
    sys.stdout.write(page)
    if not good:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
