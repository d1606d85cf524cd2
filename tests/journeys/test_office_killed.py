"""The office is killed in an upload and started again: both laptops end with n of n."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from random import Random
from threading import Event

import pytest

from inspectiebezoek.app.evidence import attach_file
from tests.support.served_office import LaptopCommand, ServedOffice, served_office

__all__ = ["served_office"]

pytestmark = pytest.mark.timeout(300)
LARGE = 24_000_000


def planned(anna: LaptopCommand, tmp_path: Path) -> None:
    """A visit of two inspectors on Anna's laptop, with an answer and a large film."""
    film = tmp_path / "film.mp4"
    film.write_bytes(Random(1).randbytes(LARGE))
    visit = anna.plan("anna", "jan")
    visit.answer("/data/toelichting", "gezien")
    attach_file(visit, anna.keeper, film, kind="document")
    anna.close()


@pytest.mark.parametrize("with_its_database", [False, pytest.param(True, marks=pytest.mark.long)])
def test_the_office_killed_in_an_upload_and_started_again_ends_with_all_of_it(
    office: ServedOffice, tmp_path: Path, with_its_database: bool
) -> None:
    anna, jan = (LaptopCommand(tmp_path / name, office) for name in ("anna", "jan"))
    planned(anna, tmp_path)

    under_way = subprocess.Popen(anna.words("sync"), stderr=subprocess.DEVNULL)
    while office.bytes_under_way() < LARGE // 4:
        assert under_way.poll() is None
        Event().wait(0.002)
    office.kill(with_its_database=with_its_database)
    assert under_way.wait(60) == 6, "incomplete, and all of it is safe"
    assert office.bytes_under_way() >= LARGE // 4

    office.start()
    for laptop in (anna, jan, anna):
        line = laptop("sync")
        received, items = re.search(r"(\d+) (?:van|of) (\d+)", line).groups()  # type: ignore[union-attr]
        assert received == items and int(items) > 5, line
    films = [each for each in (office.folder / "files").rglob("*") if each.is_file()]
    assert LARGE in {each.stat().st_size for each in films}
