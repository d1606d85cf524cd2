"""A photo in two steps: the key opens the camera, Enter takes it; without one a file is asked."""

from __future__ import annotations

from inspectiebezoek.app.desk.checklist_desk import ChecklistDesk
from inspectiebezoek.app.desk.evidence_desk import EvidenceDesk
from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.views.checklist import FROZEN
from inspectiebezoek.gui.file_choice import PHOTOS
from inspectiebezoek.gui.media import Devices
from inspectiebezoek.gui.screens.camera_panel import CameraPanel
from inspectiebezoek.visit.header import CAMERA


class PhotoDesk:
    """Photos go from the camera to the encrypted store in memory; no file lies in between."""

    def __init__(
        self,
        session: Session,
        devices: Devices,
        checklist: ChecklistDesk,
        evidence: EvidenceDesk,
    ) -> None:
        self._session, self._devices = session, devices
        self._checklist, self._evidence = checklist, evidence

    def take_here(self) -> None:
        """Take a photo at the question at hand, or one that belongs to none yet."""
        at = self._session.shell.place == "checklist"
        self.take(self._checklist.current if at else "")

    def take(self, address: str) -> None:
        """Take a photo at a question; an empty address: at none."""
        session = self._session
        header = session.opened().header
        if header.state in FROZEN or CAMERA in header.forbidden:
            session.news("no_camera.frozen" if header.state in FROZEN else "no_camera.forbidden")
            return
        session.screens_commit()
        shell = session.shell
        camera = self._devices.camera(shell)
        if camera is None:
            self.choose(address)
            return
        panel = CameraPanel(shell.look, camera, shell)
        panel.taken.connect(lambda photo: self.keep(address, photo))
        panel.file_asked.connect(lambda: self.choose(address))
        panel.open()

    def choose(self, address: str) -> None:
        """Ask for a file in place of the camera."""
        if address:
            self._checklist.attach(address, PHOTOS)
        else:
            if self._session.shell.place != "evidence":
                self._session.go("evidence")
            self._evidence.add(PHOTOS)

    def keep(self, address: str, photo: bytes) -> None:
        """A photo is evidence of its question as soon as it was taken."""
        checklist = self._checklist
        key, answers = checklist.code(address), checklist.picture_answer(address)
        self._evidence.attach_picture(photo, key, "jpg", answers)
