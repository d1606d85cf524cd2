"""Who starts the window from the desktop sees why it does not open."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from tests.cli.conftest import Laptop


@pytest.fixture
def shown(qapp: object, monkeypatch: pytest.MonkeyPatch) -> list[QMessageBox]:
    """The messages that were shown, on a machine with a screen."""
    boxes: list[QMessageBox] = []
    monkeypatch.setattr(QGuiApplication, "platformName", staticmethod(lambda: "screen"))
    monkeypatch.setattr(QMessageBox, "exec", lambda self: boxes.append(self) or 0)
    return boxes


def test_a_wrong_passphrase_is_shown_and_told(laptop: Laptop, shown: list[QMessageBox]) -> None:
    laptop.passphrase.write_text("anders\n", encoding="utf-8")
    told = laptop()
    (box,) = shown
    assert told.code == 8
    assert "opent deze gegevens niet" in box.text()
    assert "nog versleuteld op deze laptop" in box.informativeText()
    assert "IB-O-301" in box.informativeText() and "IB-O-301" in told.err


def test_a_missing_keyring_is_shown(
    laptop: Laptop, shown: list[QMessageBox], tmp_path: Path
) -> None:
    told = laptop.run("--data", tmp_path / "nieuw", "--language", "en")
    (box,) = shown
    assert told.code == 8
    assert "no keyring" in box.text()


def test_a_folder_for_the_log_that_cannot_be_made_is_told(
    laptop: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "vol").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "vol"))
    told = laptop()
    assert told.code == 4
    assert "kan niet worden geschreven" in told.err
