"""Start the program: `python -m inspectiebezoek`."""

from __future__ import annotations

import io
import sys


def main() -> None:
    """Run the command line and end with its exit code."""
    # What goes into a file or another program is UTF-8 everywhere, also where the system writes
    # an older encoding that lacks half of our signs (Windows).
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")

    from inspectiebezoek.cli.start import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
