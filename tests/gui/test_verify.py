"""Any report file can be verified in the window: by whom, unchanged, and of this very visit."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.evidence import attach_file
from inspectiebezoek.app.judging import expected_of, judge
from inspectiebezoek.app.reporting import gather, keep_signature, keep_version
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.screens.outcome_panel import OutcomePanel
from inspectiebezoek.report.audience import Audience
from inspectiebezoek.report.produce import produce
from inspectiebezoek.report.sign import Signing, sign
from inspectiebezoek.report.verdict import AGREES, BEHIND, DIFFERS, VISIT_DIFFERS
from inspectiebezoek.visit.header import Header
from tests.support.forms import form_of
from tests.support.reports import CAPACITY, LEAD, PLACE, SECOND, key_of, signers_of
from tests.support.visits import TEAM
from tests.support.window import Files, Hands, open_desk

FORM = """
| | type | name | label |
| | text | naam | Wie spreekt u? |
"""
HEADER = Header(title="Proefbezoek", site="PI-1", site_label="PI Proef", team=TEAM)
Alter = Callable[[dict[str, Any]], None]


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    photo = tmp_path / "gang.png"
    Image.new("RGB", (400, 300), "white").save(photo)
    with open_desk(tmp_path / "laptop", qapp) as made:
        place = made.session.place
        place.introduce("insp-a", "Anna")
        visit = place.plan(form_of(tmp_path, FORM), HEADER)
        attach_file(visit, place.store.evidence, photo)
        made.session.take_up(visit)
        made.session.go("report")
        yield made


def nothing(_document: dict[str, Any]) -> None:
    """As the visit is."""


def another_head(document: dict[str, Any]) -> None:
    for link in document["heads"].values():
        link["head"] = "ab" * 32


def further(document: dict[str, Any]) -> None:
    for link in document["heads"].values():
        link["dseq"] += 40


def another_photo(document: dict[str, Any]) -> None:
    document["evidence"][0]["original"] = "cd" * 32


def signed_report(desk: Desk, file: Path, alter: Alter = nothing, by: str = LEAD) -> Path:
    """A report of the visit, signed by the lead, whose attached data was altered before."""
    place, visit = desk.session.place, desk.session.opened()
    signers = signers_of(by)
    content = gather(place, visit, signers)
    document = json.loads(content.data) | {"lacking": []}
    alter(document)
    content = replace(content, data=json.dumps(document).encode())
    pdf = produce(content, Audience.INTERNAL, place.store.evidence.content)
    version = keep_version(place, visit, Audience.INTERNAL, signers, pdf)
    signing = Signing(CAPACITY, PLACE, place.clock())
    signed = sign(pdf, key_of(by), signing)
    keep_signature(place, visit, version, key_of(by), signing, signed)
    file.write_bytes(signed)
    return file


@pytest.mark.parametrize(
    ("alter", "state", "names"),
    [
        (nothing, AGREES, ()),
        (another_head, DIFFERS, ("insp-a",)),
        (another_photo, DIFFERS, ("E-A01",)),
        (further, BEHIND, ("insp-a",)),
    ],
)
def test_a_report_is_held_against_the_log_and_the_evidence_of_its_visit(
    desk: Desk, tmp_path: Path, alter: Alter, state: str, names: tuple[str, ...]
) -> None:
    file = signed_report(desk, tmp_path / "verslag.pdf", alter)
    pdf = file.read_bytes()

    expected = expected_of(pdf, file, None, desk.session.place)
    verdict = judge(pdf, expected, now=desk.session.place.clock())

    assert (verdict.visit, verdict.differing) == (state, names)
    assert (VISIT_DIFFERS in verdict.faults) is (state == DIFFERS)


def checked(desk: Desk, file: Path, hands: Hands) -> OutcomePanel:
    desk.session.files = Files(file)
    desk.commands.do("verify")
    hands.wait()
    panel = desk.commands.verify.panel
    assert panel is not None
    return panel


def marks(panel: OutcomePanel) -> list[Mark | None]:
    assert panel.list is not None
    return [each.mark for each in panel.list.rows.rows]


def test_a_report_that_holds_is_said_to_hold_with_its_signer(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    panel = checked(desk, signed_report(desk, tmp_path / "verslag.pdf"), Hands(desk, qtbot))

    assert panel.told.text().startswith("verslag.pdf klopt")
    assert set(marks(panel)) == {Mark.READY}
    panel.accept()


def test_data_of_another_visit_is_refused_with_what_to_do(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    file = signed_report(desk, tmp_path / "verslag.pdf", another_photo)
    panel = checked(desk, file, Hands(desk, qtbot))

    assert "E-A01" in panel.told.text() and "Gebruik dit bestand niet" in panel.told.text()
    assert Mark.FAILS in marks(panel)
    panel.accept()


def test_an_altered_report_and_a_file_that_is_none_are_refused(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    hands = Hands(desk, qtbot)
    file = signed_report(desk, tmp_path / "verslag.pdf", by=SECOND)
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 3] + b"!" + data[len(data) // 3 + 1 :])
    panel = checked(desk, file, hands)
    assert "niet (meer) zoals het is ondertekend" in panel.told.text()
    panel.accept()

    file.write_text("geen verslag", encoding="utf-8")
    panel = checked(desk, file, hands)
    assert "verslag.pdf" in panel.told.text() and panel.list is None
    panel.accept()


def test_a_check_can_be_stopped_and_says_nothing_any_more(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    hands = Hands(desk, qtbot)
    desk.session.files = Files(signed_report(desk, tmp_path / "verslag.pdf"))
    desk.commands.do("verify")
    panel = desk.commands.verify.panel
    assert panel is not None
    # At once: a verdict that is ready already has not been told yet, for the window did not turn.
    qtbot.keyPress(panel, Qt.Key.Key_Escape)
    hands.wait()

    assert panel.list is None and not desk.session.background.busy
