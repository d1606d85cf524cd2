"""The table of faults and the tests agree: each row has its tests, each such test has its row."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "faults.md"
WHOLLY_ABOUT_FAULTS = (
    "tests/sync/test_faults.py",
    "tests/sync/test_cut.py",
    "tests/sync/test_kill.py",
    "tests/sync/test_lost_files.py",
    "tests/sync/test_asked_again.py",
    "tests/server/test_disk_full.py",
    "tests/journeys/test_office_killed.py",
)


def promised_in(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {
        f"{path}::{node.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def rows() -> dict[str, list[str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    cells = [line.strip("|").split("|") for line in lines if line.startswith("| ")][1:]
    return {fault.strip(): re.findall(r"`([^`]+)`", tests) for fault, tests in cells}


@pytest.mark.parametrize("fault", rows())
def test_each_fault_has_tests_that_exist(fault: str) -> None:
    named = rows()[fault]
    assert named, "a fault without a test"
    for each in named:
        assert each in promised_in(each.partition("::")[0])


@pytest.mark.parametrize("path", WHOLLY_ABOUT_FAULTS)
def test_each_test_about_a_fault_has_its_row(path: str) -> None:
    assert promised_in(path) <= {each for named in rows().values() for each in named}
