"""A stolen laptop tells nothing, with the window at work: typed, answered, shown as a report."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.store.local import Store
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.kinds import Finding
from tests.support.marker import MARKER, files_with
from tests.support.visits import UITLEG, checklist
from tests.support.window import Hands, window_on


def test_no_file_tells_what_was_done_in_the_window(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    store = Store(tmp_path / "data", bytes(32))
    place = Workplace(store)
    place.introduce("insp-a", MARKER)
    header = Header(title=MARKER, site_label=MARKER, start="2026-10-06T10:00:00+02:00")
    visit = place.plan(checklist(), header)
    visit.answer(UITLEG, MARKER)
    visit.add(Finding, title=MARKER)
    with window_on(place, qapp) as desk:
        desk.visits.open(visit.id)
        desk.session.opened().typing(UITLEG, f"half {MARKER}")
        for name in desk.shell.screens:
            desk.session.go(name)
        desk.commands.do("preview")
        Hands(desk, qtbot).wait()
        assert files_with(tmp_path) == []
    store.close()
    assert files_with(tmp_path) == []
    (tmp_path / "gewoon.txt").write_text(MARKER, encoding="utf-16")
    assert files_with(tmp_path) == ["gewoon.txt"]  # the search would have found it
