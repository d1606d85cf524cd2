"""The time-stamp authority is named in the window, and a mistake in it is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.stamp_service import service_of
from tests.support.authority import local_authority
from tests.support.window import Hands, open_desk


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "laptop", qapp) as made:
        made.session.place.introduce("insp-a", "Anna")
        yield made


def name(desk: Desk, address: str, roots: str) -> None:
    desk.commands.do("authority")
    panel = desk.commands.authority.panel
    assert panel is not None
    panel.address.setText(address)
    panel.roots.setText(roots)
    panel.confirm()


def test_an_authority_is_named_shown_again_and_forgotten(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    hands, root = Hands(desk, qtbot), tmp_path / "wortel.crt"
    with local_authority(tmp_path, datetime.now(UTC)) as authority:
        root.write_bytes(authority.root.dump())
        name(desk, authority.stamps, str(root))
        hands.settle()
        known = service_of(desk.session.place.store)
        assert known is not None and known.address == authority.stamps
        name(desk, "", "")
        hands.settle()
    assert service_of(desk.session.place.store) is None


def test_an_authority_without_certificates_or_with_wrong_ones_is_not_kept(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    name(desk, "https://tsa.example/", "")
    panel = desk.commands.authority.panel
    assert panel is not None and panel.isVisible()
    panel.roots.setText(str(tmp_path / "er-is-niets.pem"))
    panel.confirm()
    Hands(desk, qtbot).settle()

    assert service_of(desk.session.place.store) is None
    assert "er-is-niets.pem" in desk.shell.message()
