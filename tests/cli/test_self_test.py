"""The program can test itself, as it does in a bundle before it goes to laptops."""

from __future__ import annotations

from tests.support.command import Command


def test_the_self_test_does_every_part_once(command: Command) -> None:
    told = command("--self-test")
    assert told.code == 0
    parts = [line.partition(":")[0] for line in told.out.splitlines()]
    assert parts == ["modules", "workbook", "form", "store", "report", "window", "self-test"]
