"""The demo says where it cannot write, and which practice visit it cannot read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.command import Command


def test_a_folder_that_cannot_be_made_is_told(command: Command, checklist: Path) -> None:
    told = command("demo", "--to", checklist)
    assert told.code == 4
    assert "kan niet worden geschreven" in told.err


@pytest.mark.parametrize("name", ["nergens.json", "tekst.json"])
def test_a_practice_visit_that_cannot_be_read_is_told(
    command: Command, tmp_path: Path, name: str
) -> None:
    (tmp_path / "tekst.json").write_text("geen bezoek", encoding="utf-8")
    told = command("demo", "--to", tmp_path / "uit", "--visit", tmp_path / name)
    assert told.code == 4
    assert name in told.err
