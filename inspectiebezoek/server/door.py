"""The door of each log: who may read it, write it, or say who else may; and who was let in."""

from __future__ import annotations

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.server.people import OWNER, Caller, People
from inspectiebezoek.server.readings import Readings
from inspectiebezoek.server.tombstones import Tombstones

LOG = "/logs/{kind}/{uuid}"


class Door:
    """Lets a caller at a log only with a right on it; a stranger cannot tell it from absent.

    Only who had a right on a log that was destroyed learns of that. What a caller is about to be
    given of a log is written down first, in `readings`.
    """

    def __init__(self, people: People, readings: Readings, tombstones: Tombstones) -> None:
        self._people, self._tombstones = people, tombstones
        self.readings = readings

    def learn(self, log: str, who: Caller) -> None:
        """Raises `LOG_FORBIDDEN` unless the person may know of the log, destroyed or not."""
        if self._people.right(log, who.person) is None:
            raise InspectionError(Code.LOG_FORBIDDEN)

    def read(self, log: str, who: Caller) -> None:
        """Raises `LOG_FORBIDDEN` unless the person may read the log, `LOG_DESTROYED` when gone."""
        self.learn(log, who)
        self._stands(log)

    def write(self, log: str, who: Caller) -> None:
        """As `read`, to write; a log that is nobody's becomes theirs."""
        if self._people.right(log, who.person) is not None:
            self._stands(log)
        elif self._tombstones.holds(log) or not self._people.claim(log, who.person):
            raise InspectionError(Code.LOG_FORBIDDEN)

    def own(self, log: str, who: Caller) -> None:
        """Raises `LOG_FORBIDDEN` unless the log is the person's, `LOG_DESTROYED` when gone."""
        if self._people.right(log, who.person) != OWNER:
            raise InspectionError(Code.LOG_FORBIDDEN)
        self._stands(log)

    def _stands(self, log: str) -> None:
        if self._tombstones.holds(log):
            raise InspectionError(Code.LOG_DESTROYED, log=log)
