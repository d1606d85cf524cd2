"""Make what the office gives along for a visit, from the logs that all of its team may read."""

from __future__ import annotations

from collections.abc import Iterable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine

from inspectiebezoek.log.change import Entry
from inspectiebezoek.log.rights import COMPARTMENT
from inspectiebezoek.log.state import State
from inspectiebezoek.server.ledger import Ledger
from inspectiebezoek.server.members import read
from inspectiebezoek.server.projections import Projections
from inspectiebezoek.sync import protocol
from inspectiebezoek.visit.carry_in import OVER, Stand, carry_in, fits, write_carry_in
from inspectiebezoek.visit.header import Header, read_header

_VISIT = "visit/"


class CarryIns:
    """What goes along, signed by the office."""

    def __init__(
        self, engine: Engine, ledger: Ledger, projections: Projections, key: Ed25519PrivateKey
    ) -> None:
        self._engine, self._ledger = engine, ledger
        self._projections, self._key = projections, key

    def of(self, log: str) -> protocol.CarryIn:
        """The carry-in of a visit as things stand now; that of another kind of log is empty."""
        header = self._read(log)[2] if log.startswith(_VISIT) else Header()
        earlier, left_behind = [], 0
        for each in self._projections.at(header.site, header.objects):
            stand, entries, theirs = self._read(each)
            if each == log or theirs.state not in OVER:
                continue
            known = fits(theirs.security_label, header.security_label) and not _closed(entries)
            if known and self._may_all_read(log, each):
                earlier.append((stand, entries))
            else:
                left_behind += 1
        content = write_carry_in(carry_in(log, earlier, left_behind=left_behind))
        return protocol.CarryIn(content=content, signature=self._key.sign(content))

    def _read(self, log: str) -> tuple[Stand, tuple[Entry, ...], Header]:
        vseq, roll, entries = self._ledger.stand(log)
        return Stand(log, vseq, roll.hex()), entries, read_header(State(entries))

    def _may_all_read(self, log: str, other: str) -> bool:
        """True when whoever may read the one log may read the other one too."""
        with self._engine.begin() as connection:
            mine, theirs = read(connection, log), read(connection, other)
        return all(theirs.role(person) for person, role in mine.roles.items() if role)


def _closed(entries: Iterable[Entry]) -> bool:
    """True when somebody ever closed the log, whether that counts or not: then nothing of it
    goes anywhere."""
    state = State(each for each in entries if each.change.field == COMPARTMENT)
    return any(head.value or head.expunged for head in state.heads(COMPARTMENT))
