"""A film of 2 GB is attached, brought and fetched in as little memory as one of 2 MB."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.served_office import LaptopCommand, ServedOffice, served_office

__all__ = ["served_office"]

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800)]
SMALL, LARGE = 2_000_000, 2_000_000_000
MB = 1_000_000


def film(path: Path, size: int) -> Path:
    """A file of a size; most of it takes no room on this disk."""
    with path.open("wb") as file:
        file.truncate(size)
        for place in range(0, size - 50, size // 7):
            file.seek(place)
            file.write(os.urandom(50))
    return path


WATCHED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(done.returncode)
"""


def peak(laptop: LaptopCommand, *words: str) -> int:
    """The most memory that a command had at once, in bytes (Linux counts in KiB).

    It is begun by a small process: what that has counts with it, and this one has a lot.
    """
    watched = [sys.executable, "-c", WATCHED, *laptop.words(*words)]
    return int(subprocess.run(watched, capture_output=True, text=True, check=True).stdout) * 1024


def peak_of(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) * 1024  # type: ignore[index]


def test_a_film_of_2_gb_takes_no_more_memory_than_one_of_2_mb(
    office: ServedOffice, tmp_path: Path
) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("the memory of another process is told by Linux alone")
    anna, jan = (LaptopCommand(tmp_path / name, office) for name in ("anna", "jan"))
    visit = anna.plan("anna", "jan").id
    anna.close()

    used: dict[int, dict[str, int]] = {}
    for size in (SMALL, LARGE):
        path = film(tmp_path / "film.mp4", size)
        used[size] = {
            "attach": peak(anna, "visit", "attach", visit, str(path)),
            "bring": peak(anna, "sync"),
            "fetch": peak(jan, "sync"),
            "office": peak_of(office.process.pid),
        }

    logging.getLogger(__name__).info("peaks in bytes: %s", used)
    for what, large in used[LARGE].items():
        assert large - used[SMALL][what] < 60 * MB, what
    whole = [each for each in (tmp_path / "office" / "files").rglob("*") if each.is_file()]
    assert LARGE in {each.stat().st_size for each in whole}
