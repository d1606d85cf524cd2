"""The door of each log: who may read it, write it, or say who else may; and who was let in."""

from __future__ import annotations

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.server.people import OWNER, Caller, People
from inspectiebezoek.server.readings import Readings

LOG = "/logs/{kind}/{uuid}"


class Door:
    """Lets a caller at a log only with a right on it; a stranger cannot tell it from absent.

    What a caller is about to be given of a log is written down first, in `readings`.
    """

    def __init__(self, people: People, readings: Readings) -> None:
        self._people = people
        self.readings = readings

    def read(self, log: str, who: Caller) -> None:
        """Raises `LOG_FORBIDDEN` unless the person may read the log."""
        if self._people.right(log, who.person) is None:
            raise InspectionError(Code.LOG_FORBIDDEN)

    def write(self, log: str, who: Caller) -> None:
        """Raises `LOG_FORBIDDEN` unless the person may; a log that is nobody's becomes theirs."""
        if self._people.right(log, who.person) is None and not self._people.claim(log, who.person):
            raise InspectionError(Code.LOG_FORBIDDEN)

    def own(self, log: str, who: Caller) -> None:
        """Raises `LOG_FORBIDDEN` unless the log is the person's."""
        if self._people.right(log, who.person) != OWNER:
            raise InspectionError(Code.LOG_FORBIDDEN)
