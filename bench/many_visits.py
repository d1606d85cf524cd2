"""How long listing the visits and opening one take, with a hundred visits and with ten thousand.

Every visit is a real one of a small checklist with some answers. The limit beside it is reading
as many small rows from an SQLite file without a key.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from table import show

from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.form.loading import load_form
from inspectiebezoek.store.local import Store
from inspectiebezoek.visit.header import Header, Member

SIZES = (100, 10_000)
TIMES, QUESTIONS = 7, 20
TEAM = (Member("insp-a", "Inspecteur A (oefening)", "lead"),)
SURVEY = "| survey |\n| | type | name | label |\n" + "".join(
    f"| | text | v{number} | Vraag {number} |\n" for number in range(QUESTIONS)
)
SETTINGS = "| settings |\n| | form_title | form_id | version |\n| | Proef | proef | 1 |\n"


def filled(folder: Path, total: int) -> Workplace:
    """A laptop with so many visits."""
    checklist = folder / "proef.md"
    checklist.write_text(SURVEY + SETTINGS, encoding="utf-8")
    form = load_form(checklist)
    place = Workplace(Store(folder / "laptop", bytes(32)))
    place.introduce("insp-a", "Inspecteur A (oefening)")
    answers = [(f"/data/v{number}", "antwoord") for number in range(QUESTIONS)]
    for number in range(total):
        header = Header(title=f"Bezoek {number}", site=f"PI-{number}", team=TEAM)
        place.plan(form, header).answer_all(answers, {})
    return place


def timed(place: Workplace) -> dict[str, list[float]]:
    """Seconds of each way, so many times."""
    times: dict[str, list[float]] = {"list": [], "one changed": [], "open": []}
    visit = place.open(place.visits()[0].id)
    for turn in range(TIMES):
        for name, act in (
            ("list", place.visits),
            ("one changed", place.visits),
            ("open", lambda: place.open(visit.id)),
        ):
            if name == "one changed":
                visit.answer("/data/v0", f"anders {turn}")
            start = perf_counter()
            act()
            times[name].append(perf_counter() - start)
    return times


def rows(folder: Path, total: int) -> list[float]:
    """Seconds to read as many rows of a plain SQLite file."""
    plain = sqlite3.connect(folder / "plain.db")
    plain.execute("CREATE TABLE line (log TEXT PRIMARY KEY, content BLOB)")
    lines = [(f"visit/{number}", b"x" * 400) for number in range(total)]
    plain.executemany("INSERT INTO line VALUES (?, ?)", lines)
    plain.commit()
    times = []
    for _ in range(TIMES):
        start = perf_counter()
        plain.execute("SELECT * FROM line").fetchall()
        times.append(perf_counter() - start)
    plain.close()
    return times


def visits(sizes: Sequence[int] = SIZES) -> None:
    """Measure a laptop of each size, and print the tables."""
    for total in sizes:
        with TemporaryDirectory() as place:
            folder = Path(place)
            workplace = filled(folder, total)
            limit = f"plain SQLite, {total} rows"
            found = {limit: rows(folder, total), **timed(workplace)}
            workplace.store.close()
        show(f"{total} visits", list(found.items()), limit)


if __name__ == "__main__":
    visits(tuple(int(each) for each in sys.argv[1:]) or SIZES)
