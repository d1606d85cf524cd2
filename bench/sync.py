"""How fast laptops and office are, each beside a raw limit in the same run.

    python bench/sync.py [PART…] [--rounds N] [--visits N] [--megabytes N]

The parts are `changes`, `evidence`, `first` and `crowd`; without one, all are measured.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sync_changes import changes
from sync_crowd import crowd
from sync_evidence import evidence
from sync_first import first

PARTS = ("changes", "evidence", "first", "crowd")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--visits", type=int, default=20, help="of the first sync")
    parser.add_argument("--megabytes", type=int, default=512, help="of evidence")
    asked = parser.parse_args()
    for name in asked.parts or PARTS:
        if name == "changes":
            changes(asked.rounds)
        elif name == "evidence":
            evidence(asked.rounds, asked.megabytes)
        elif name == "first":
            first(asked.rounds, asked.visits, asked.megabytes)
        elif name == "crowd":
            crowd(asked.rounds)
        else:
            parser.error(f"no such part: {name}")


if __name__ == "__main__":
    main()
