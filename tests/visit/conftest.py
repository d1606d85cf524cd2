"""Laptops and visits for the tests of a visit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspectiebezoek.visit.open_visit import OpenVisit
from tests.support.laptop import Laptop
from tests.support.visits import Pair, plan


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    """One laptop."""
    laptop = Laptop(tmp_path / "a")
    yield laptop
    laptop.close()


@pytest.fixture
def visit(laptop: Laptop) -> OpenVisit:
    """A new visit on one laptop."""
    return plan(laptop)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    """Two laptops with the same visit."""
    pair = Pair(tmp_path)
    yield pair
    pair.close()
