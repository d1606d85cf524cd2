"""The door of each log: who may read, write or decide in it; and who was let in."""

from __future__ import annotations

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.rights import DECIDER, READER, WRITER, at_least
from inspectiebezoek.server.people import Caller, People
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
        self._ask(log, who, READER)

    def read(self, log: str, who: Caller) -> None:
        """Raises `LOG_FORBIDDEN` unless the person may read the log, `LOG_DESTROYED` when gone."""
        self.learn(log, who)
        self._stands(log)

    def bring(self, log: str, who: Caller) -> None:
        """Raises as `read` when the log is gone; whether what is brought may come in is judged by
        the ledger, with the log locked."""
        if self._tombstones.holds(log):
            self.read(log, who)

    def write(self, log: str, who: Caller) -> None:
        """As `read`, to write in the log."""
        self._ask(log, who, WRITER)
        self._stands(log)

    def decide(self, log: str, who: Caller) -> None:
        """As `read`, to decide in the log, also who else may."""
        self._ask(log, who, DECIDER)
        self._stands(log)

    def _ask(self, log: str, who: Caller, role: str) -> None:
        if not at_least(self._people.role(log, who.person), role):
            raise InspectionError(Code.LOG_FORBIDDEN)

    def _stands(self, log: str) -> None:
        if self._tombstones.holds(log):
            raise InspectionError(Code.LOG_DESTROYED, log=log)
