"""Draw every screen to pictures: `python -m tests.gui.render FOLDER [theme] [percent]`."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inspectiebezoek.gui.parts.bars import PLACES
from inspectiebezoek.gui.screens.visits import VisitsScreen
from inspectiebezoek.gui.shell import Shell
from tests.support import pages
from tests.support.screens import clipped, make_shell, unreachable


def draw_all(folder: Path, theme: str, percent: int) -> list[str]:
    """Draw the seven screens; the faults that were seen, each with its screen."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    shell = make_shell(app, theme, percent / 100)
    shell.show()
    faults = []
    for place in PLACES:
        shell.go(place)
        QTest.qWait(60)
        faults += [f"{place}: clipped: {words}" for words in clipped(shell)]
        faults += [f"{place}: {fault}" for fault in unreachable(shell)]
        if (shell.width(), shell.height()) != (1366, 768):
            faults.append(f"{place}: grew to {shell.width()}x{shell.height()}")
        shell.grab().save(str(folder / f"{place}-{theme}-{percent}.png"))
    faults += draw_more(shell, folder, f"{theme}-{percent}")
    shell.close()
    return faults


def draw_more(shell: Shell, folder: Path, name: str) -> list[str]:
    """Draw the empty list, the panel for a new visit, and each kind of question."""
    faults = []
    checklist = shell.screens["checklist"]
    shell.go("checklist")
    for item in pages.QUESTIONS:
        checklist.show_page(replace(pages.CHECKLIST, current=item.ref))
        QTest.qWait(40)
        faults += [f"{item.kind.name}: clipped: {words}" for words in clipped(shell)]
        faults += [f"{item.kind.name}: {fault}" for fault in unreachable(shell)]
        shell.grab().save(str(folder / f"q-{item.ref[1:]}-{item.kind.name.lower()}-{name}.png"))
    visits = shell.screens["visits"]
    assert isinstance(visits, VisitsScreen)
    shell.go("visits")
    visits.show_new(pages.NEW_VISIT)
    QTest.qWait(40)
    faults += [f"new: clipped: {words}" for words in clipped(shell)]
    shell.grab().save(str(folder / f"new-{name}.png"))
    visits._back()
    visits.show_page(pages.VisitsPage())
    QTest.qWait(40)
    shell.grab().save(str(folder / f"empty-{name}.png"))
    shell.go("report")
    shell.screens["report"].offer_signing(pages.OFFER)
    QTest.qWait(40)
    panel = shell.screens["report"]._panel
    faults += [f"sign: clipped: {words}" for words in clipped(panel)]
    panel.grab().save(str(folder / f"sign-{name}.png"))
    panel.close()
    return faults


def main() -> None:
    """Draw to a folder, and say what is wrong."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    theme = sys.argv[2] if len(sys.argv) > 2 else "light"
    percent = int(sys.argv[3]) if len(sys.argv) > 3 else 100
    for fault in draw_all(folder, theme, percent):
        sys.stdout.write(f"{fault}\n")


if __name__ == "__main__":
    main()
