"""Answer, remark, attach and type without end in a data folder, and say what was acknowledged.

Run as a program with the folder and a number of answers as its arguments; each line on stdout is
one acknowledgement. The test kills it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from inspectiebezoek.log.change import Proposal
from tests.support.laptop import LOG, Laptop
from tests.support.marker import MARKER


def main(folder: Path, most: int) -> None:
    """Go on until killed, or until so many answers were given."""
    laptop = Laptop(folder)
    start = len(laptop.entries(LOG))
    for number in range(start, start + most):
        words = f"{MARKER} {number}"
        entry = laptop.append(
            LOG,
            [
                Proposal(f"answer:/data/v{number}", words),
                Proposal(f"remark:/data/v{number}", words),
            ],
            now=laptop.clock(),
        )[-1]
        say("answer", entry.id)
        if number % 3 == 0:
            laptop.keep_draft(LOG, "answer:/data/typing", words, now=laptop.clock())
            say("draft", str(number))
        if number % 5 == 0:
            sha256, _ = laptop.evidence.keep([words.encode() * 3000])
            say("file", sha256)


def say(what: str, which: str) -> None:
    """Acknowledge, at once."""
    sys.stdout.write(f"{what} {which}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
