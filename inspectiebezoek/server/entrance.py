"""Who may bring changes into a log, and whose changes: decided with the log locked.

Most pushes alter no right, and are judged by the rights as they were written down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, update

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.change import Entry
from inspectiebezoek.log.rights import WRITER, at_least, touches_rights
from inspectiebezoek.server import schema
from inspectiebezoek.server.admission import Verdicts, rightful
from inspectiebezoek.server.intake import Around
from inspectiebezoek.server.members import Members, members_of, rights_in


def admitted(
    connection: Connection,
    log: str,
    fresh: Sequence[Entry],
    verdicts: Verdicts,
    around: Around,
    bringer: str,
) -> tuple[Verdicts, Members]:
    """The verdicts on the fresh changes with the rights of the log counted, and who may what once
    they are taken: the members of `around` themselves when nothing of that alters.

    An empty log takes in anybody, and who first brings it reads it: else no receipt could be had
    for the visit of a colleague. Who may only read brings changes of others. What counts is the
    role from before or the one that is brought, whichever is more: so somebody who left brings
    what was written before that. Raises `LOG_FORBIDDEN` for a person who has neither.
    """
    kind, before = log.partition("/")[0], around.members.role(bringer)
    if around.vseq and before:
        if not any(touches_rights(kind, entry) for entry in fresh):
            barred = "" if at_least(before, WRITER) else bringer
            return rightful(verdicts, around.members, around.devices, barred), around.members
    elif fresh and not around.vseq and not around.brought_by:
        around = replace(around, brought_by=bringer)
        of_log = update(schema.log).where(schema.log.c.id == log)
        connection.execute(of_log.values(brought_by=bringer))
    return _judged_anew(connection, log, verdicts, around, bringer)


def _judged_anew(
    connection: Connection, log: str, verdicts: Verdicts, around: Around, bringer: str
) -> tuple[Verdicts, Members]:
    def members() -> Members:
        taken = [entry for entry, code in known if code is None]
        rights = rights_in(connection, log, taken)
        return members_of(rights, around.brought_by, around.members)

    known = list(verdicts)
    judged, found = known, members()
    roles = (around.members.role(bringer), found.role(bringer))
    if around.vseq and not any(roles):
        raise InspectionError(Code.LOG_FORBIDDEN)
    barred = "" if any(at_least(role, WRITER) for role in roles) else bringer
    known = list(rightful(iter(known), found, around.devices, barred))
    if known != judged:
        found = members()  # what its author had no right to write counts for nothing
    return iter(known), found
