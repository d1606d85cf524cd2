"""Print from the window: what, then on which printer, then page by page beside the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspectiebezoek.app.desk.print_job import PrintJob
from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.views.report import AUDIENCES
from inspectiebezoek.errors import InspectionError
from inspectiebezoek.gui.models.line import Option
from inspectiebezoek.gui.screens.print_panel import PrintPanel
from inspectiebezoek.visit.exported import REPORT, exported

if TYPE_CHECKING:
    from inspectiebezoek.gui.printing import PrinterChoice

_FIRST = "summary"  # what is left behind at a visit, so what is printed most
_OFFERED = (_FIRST, *(each for each in AUDIENCES if each != _FIRST), "failing", "paper")


class PrintDesk:
    """Between what can be printed and the printer."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.printers: PrinterChoice | None = None
        self.panel: PrintPanel | None = None
        self.job: PrintJob | None = None

    def ask(self) -> None:
        """Ask what to print."""
        session = self._session
        offered = [Option(each, session.text(f"audience.{each}")) for each in _OFFERED]
        self.panel = PrintPanel(session.shell.look, offered, _FIRST, session.shell)
        self.panel.chosen.connect(self.print)
        self.panel.open()

    def print(self, what: str) -> None:
        """Let the machine ask for printer and paper, then print."""
        # Printing and the report are loaded when one prints: the window opens without them.
        from inspectiebezoek.app.printed import printable
        from inspectiebezoek.gui.printing import Press, PrinterChoice

        session = self._session
        title = f"{session.opened().header.title} - {session.text(f'audience.{what}')}"
        printer = (self.printers or PrinterChoice(session.shell)).choose(title)
        if printer is None:
            return
        try:
            make = printable(session.place, session.opened(), what, session.language)
            if what != "paper":
                # Told in the log first, as every file that leaves the laptop.
                session.opened().write([exported(session.place.uuid(), REPORT)])
            self.job = PrintJob(session, Press(printer, title), make)
        except InspectionError as error:
            session.tell(error)
