"""How fast laptops and office are, each beside a raw limit in the same run.

    python bench/sync.py [PART…] [--rounds N]

The parts are `changes` for now; without one, all are measured.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping

from sync_changes import changes
from sync_evidence import evidence

PARTS: Mapping[str, Callable[[int], None]] = {"changes": changes, "evidence": evidence}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    for name in asked.parts or PARTS:
        PARTS[name](asked.rounds)


if __name__ == "__main__":
    main()
