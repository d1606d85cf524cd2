"""From the window to paper: the summary, the whole, or only what asks for attention."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.printed import printable
from inspectiebezoek.gui.printing import PrinterChoice, a4_printer
from inspectiebezoek.report.failing import only_failing
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.kinds import Finding
from tests.report.test_content import text_of
from tests.support.forms import form_of
from tests.support.reports import report_of
from tests.support.visits import TEAM
from tests.support.window import CONTROL, Hands, open_desk

FORM = """
| | type | name | label |
| | text | naam | Wie spreekt u? |
"""
HEADER = Header(title="Proefbezoek", site="PI-1", site_label="PI Proef", team=TEAM, practice=True)


class ToFile(PrinterChoice):
    """A printer that writes what comes out of it to a file, as a person chose it."""

    def __init__(self, file: Path, first: int = 0, last: int = 0) -> None:
        self.file, self.first, self.last = file, first, last

    def choose(self, _title: str) -> QPrinter | None:
        printer = a4_printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.file))
        printer.setResolution(100)
        if self.first:
            printer.setFromTo(self.first, self.last)
        return printer


class Nobody(PrinterChoice):
    """Somebody who thought better of it."""

    def __init__(self) -> None:
        pass

    def choose(self, _title: str) -> QPrinter | None:
        return None


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "laptop", qapp) as made:
        place = made.session.place
        place.introduce("insp-a", "Anna")
        visit = place.plan(form_of(tmp_path, FORM), HEADER)
        visit.add(Finding, title="Raam stuk", nature="risico", text="Het raam sluit niet.")
        visit.add(Finding, title="Mooie tuin", nature="goed_voorbeeld", text="Veel groen.")
        made.session.take_up(visit)
        made.session.go("report")
        yield made


def pages_in(file: Path) -> int:
    document = pypdfium2.PdfDocument(file)
    try:
        return len(document)
    finally:
        document.close()


def test_the_summary_comes_out_of_the_printer_by_two_keys(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    hands, out = Hands(desk, qtbot), tmp_path / "uit.pdf"
    desk.commands.printing.printers = ToFile(out)
    hands.press(Qt.Key.Key_P, CONTROL)
    panel = desk.commands.printing.panel
    assert panel is not None
    hands.until(panel.isActiveWindow)
    hands.press(Qt.Key.Key_Return)
    hands.wait()

    assert pages_in(out) in (1, 2)
    job = desk.commands.printing.job
    assert job is not None and "printer" in job.panel.told.text()
    job.panel.accept()
    assert "report" in {
        desk.session.opened().state.value(field)
        for field in desk.session.opened().state.fields("visit:/exported/")
    }


def test_only_the_pages_that_were_asked_for_come_out(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    out = tmp_path / "uit.pdf"
    desk.commands.printing.printers = ToFile(out, 2, 3)
    desk.commands.printing.print("internal")
    Hands(desk, qtbot).wait()
    assert pages_in(out) == 2


def test_who_thinks_better_of_it_prints_nothing(desk: Desk) -> None:
    desk.commands.printing.printers = Nobody()
    desk.commands.printing.print("internal")
    assert desk.commands.printing.job is None


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_takes_nothing_is_told(desk: Desk, tmp_path: Path) -> None:
    desk.commands.printing.printers = ToFile(tmp_path / "geen-map" / "uit.pdf")
    desk.commands.printing.print("summary")
    assert desk.commands.printing.job is None
    assert "printer" in desk.shell.message()


def test_what_asks_for_attention_leaves_out_what_goes_well(desk: Desk) -> None:
    session = desk.session
    pdf = printable(session.place, session.opened(), "failing", "nl")()

    assert "Raam stuk" in text_of(pdf)
    assert "Mooie tuin" not in text_of(pdf)


def test_a_judgment_that_is_the_best_or_does_not_apply_asks_for_no_attention() -> None:
    report = report_of(())  # its one judgment is voldoet_beperkt
    best_first = replace(report, scale={"voldoet": "", "voldoet_beperkt": ""})
    it_is_the_best = replace(report, scale={"voldoet_beperkt": "", "voldoet_niet": ""})

    assert len(only_failing(best_first).judgments) == 1
    assert only_failing(it_is_the_best).judgments == ()


def test_the_empty_checklist_is_printed_for_when_no_laptop_may_come_in(desk: Desk) -> None:
    session = desk.session
    pdf = printable(session.place, session.opened(), "paper", "nl")()
    assert "Wie spreekt u?" in text_of(pdf)
