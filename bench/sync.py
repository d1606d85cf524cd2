"""How fast laptops and office are, each beside a raw limit in the same run.

    python bench/sync.py [PART…] [--rounds N] [--megabytes N] [--visits N] [--first N] [--cuts N]

The parts are `changes`, `evidence`, `answer`, `first`, `crowd` and `visits`; without one, all are
measured. A first sync with 10 GB of evidence is `first --first 10000`; it takes four times that on
the disk.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from answer_to_disk import answers
from many_visits import visits
from sync_changes import changes
from sync_crowd import crowd
from sync_evidence import evidence
from sync_first import first


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--megabytes", type=int, default=512, help="of the file of `evidence`")
    parser.add_argument("--visits", type=int, default=200, help="of the first sync")
    parser.add_argument("--first", type=int, default=2000, help="MB of evidence in the first sync")
    parser.add_argument("--cuts", type=int, default=5, help="of the line in the first sync")
    asked = parser.parse_args()
    parts: dict[str, Callable[[], None]] = {
        "changes": lambda: changes(asked.rounds),
        "evidence": lambda: evidence(asked.rounds, asked.megabytes),
        "answer": answers,
        "first": lambda: first(asked.cuts, asked.visits, asked.first),
        "crowd": lambda: crowd(asked.rounds),
        "visits": visits,
    }
    for name in asked.parts or parts:
        if name not in parts:
            parser.error(f"no such part: {name}")
        parts[name]()


if __name__ == "__main__":
    main()
