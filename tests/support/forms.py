"""Small checklists for tests, written as the Markdown tables that people edit."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from inspectiebezoek.form.form import Form
from inspectiebezoek.form.instance import Instance
from inspectiebezoek.form.loading import load_form

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=AMSTERDAM)
LISTS = """
| choices |
| | list_name | name | label |
| | jn | ja | Ja |
| | jn | nee | Nee |
| | kleur | rood | Rood |
| | kleur | blauw | Blauw |
| | kleur | groen | Groen |
"""
SETTINGS = """
| settings |
| | form_title | form_id | version | namespaces |
| | Proef | proef | 1 | ib="https://inspectiebezoek.nl/ns" |
"""


def write_sheet(folder: Path, survey: str, lists: str = LISTS, name: str = "proef.md") -> Path:
    """A checklist file with the given survey sheet."""
    path = folder / name
    path.write_text(f"| survey |\n{survey.strip()}\n{lists}{SETTINGS}", encoding="utf-8")
    return path


def form_of(
    folder: Path, survey: str, lists: str = LISTS, media: Mapping[str, bytes] | None = None
) -> Form:
    """The form of a survey sheet."""
    return load_form(write_sheet(folder, survey, lists), media=media)


def fixed_clock() -> datetime:
    """A clock that stands still at noon on 23 November 2026 in Amsterdam."""
    return NOON


class Uuids:
    """Random ids that are the same in every run."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)

    def __call__(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)


def fill(form: Form, language: str | None = None) -> Instance:
    """A new instance of a form with the fixed clock."""
    return form.new_instance(fixed_clock, Uuids(), language)
