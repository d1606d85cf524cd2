"""The program can test itself, as it does in a bundle before it goes to laptops."""

from __future__ import annotations

import ast
from pathlib import Path

import inspectiebezoek
from tests.support.command import Command


def test_the_self_test_does_every_part_once(command: Command) -> None:
    told = command("--self-test")
    assert told.code == 0
    parts = [line.partition(":")[0] for line in told.out.splitlines()]
    assert parts == ["modules", "workbook", "form", "store", "report", "window", "self-test"]


def test_nothing_on_a_laptop_loads_the_office_with_itself() -> None:
    """The bundle is without it; a command that serves one says so once it is asked."""
    own = Path(inspectiebezoek.__file__).parent
    loading = [
        path.relative_to(own)
        for path in own.rglob("*.py")
        if path.relative_to(own).parts[0] != "server" and path.name != "demo.py"
        for statement in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(statement, ast.Import | ast.ImportFrom)
        and "inspectiebezoek.server" in ast.unparse(statement)
    ]
    assert loading == []
