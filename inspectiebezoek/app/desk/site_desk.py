"""What the site does not allow: camera and microphone are off for the visit, for the whole team."""

from __future__ import annotations

from dataclasses import replace

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.visit.header import CAMERA, MICROPHONE


class SiteDesk:
    """Written in the header of the visit: a colleague's laptop hears of it with the next sync."""

    def __init__(self, session: Session) -> None:
        self._session = session
        session.on_change(self._mark)

    def turn(self, device: str) -> None:
        """Forbid a device at this visit, or allow it again."""
        session = self._session
        visit = session.opened()
        known = visit.header.forbidden
        off = device not in known
        wanted = (*known, device) if off else tuple(each for each in known if each != device)
        if session.do(lambda: visit.set_header(replace(visit.header, forbidden=wanted))):
            session.news("device_off" if off else "device_on")

    def _mark(self) -> None:
        visit, menus = self._session.visit, self._session.shell.menus
        for device in (CAMERA, MICROPHONE):
            off = visit is not None and device in visit.header.forbidden
            menus.mark(f"no_{device}", on=off)
