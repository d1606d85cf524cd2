"""Files come in: chosen, let go over the window, or pasted; each to where one works."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from inspectiebezoek.app.desk.checklist_desk import ChecklistDesk
from inspectiebezoek.app.desk.evidence_desk import EvidenceDesk
from inspectiebezoek.app.desk.package_desk import SUFFIX, PackageDesk
from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.desk.visits_desk import VisitsDesk
from inspectiebezoek.gui.file_choice import FILES


class AddingDesk:
    """Evidence goes to the question at hand, or to none yet; packages and checklists are read."""

    def __init__(
        self,
        session: Session,
        visits: VisitsDesk,
        checklist: ChecklistDesk,
        evidence: EvidenceDesk,
        packages: PackageDesk,
    ) -> None:
        self._session, self._visits, self._packages = session, visits, packages
        self._checklist, self._evidence = checklist, evidence
        session.shell.dropped.connect(self.drop)

    def _here(self) -> str:
        """The address of the question at hand; empty where none is."""
        return self._checklist.current if self._session.shell.place == "checklist" else ""

    def choose(self) -> None:
        """Ask for files."""
        if here := self._here():
            self._checklist.attach(here, FILES)
            return
        if self._session.shell.place != "evidence":
            self._session.go("evidence")
        self._evidence.add(FILES)

    def drop(self, files: Sequence[Path]) -> None:
        """Files that someone let go over the window: a package, evidence, or a checklist."""
        session = self._session
        packages = [path for path in files if path.suffix.lower() == SUFFIX]
        if packages:
            self._packages.read(packages[0])
        elif session.visit is None or session.shell.place == "visits":
            self._visits.read(files[0])
        else:
            self._take_in(files)

    def _take_in(self, files: Sequence[Path]) -> None:
        if here := self._here():
            self._checklist.attach_files(here, files)
            return
        if self._session.shell.place != "evidence":
            self._session.go("evidence")
        self._evidence.attach(files)

    def open_file(self, path: Path) -> None:
        """A file that the window was started with: a package, or a checklist."""
        if path.suffix.lower() == SUFFIX:
            self._packages.read(path)
        else:
            self._visits.read(path)

    def paste(self) -> None:
        """What is on the clipboard becomes evidence: files, or a picture such as of the screen."""
        session = self._session
        files, data = session.shell.pasted_files(), session.shell.pasted_picture()
        if files:
            self._take_in(files)
        elif data:
            here, checklist = self._here(), self._checklist
            answers = checklist.picture_answer(here)
            self._evidence.attach_picture(data, checklist.code(here), "png", answers)
        else:
            session.news("nothing_to_paste")
