"""Fetch what the office gives along for a visit, and keep it beside the visit.

A newer one is kept apart until a person takes it: nothing that a team prepared with is swapped
behind its back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.known import signed
from inspectiebezoek.sync.protocol import CarryIn
from inspectiebezoek.visit.carry_in import read_carry_in

if TYPE_CHECKING:
    from inspectiebezoek.sync.client import OfficeClient

_TAKEN, _OFFERED = "carryin", "carryin-offered"


def fetch_carry_in(store: Store, client: OfficeClient, log: str) -> None:
    """Ask for the newest, and keep it as offered.

    Raises `OFFICE_UNTRUSTED` for one that our office did not sign, or is not about this visit;
    then what is here stays.
    """
    known = offered(store, log) or taken(store, log)
    found = client.carry_in(log, known.version if known else "")
    if found is not None and not offer(store, log, found):
        raise InspectionError(Code.OFFICE_UNTRUSTED, log=log)
    before = taken(store, log)
    if found is not None and before is not None and before.version == found.version:
        store.keep_beside(log, _OFFERED, b"")  # the office came back to what the team has


def offer(store: Store, log: str, found: CarryIn) -> bool:
    """Keep one that came from the office, or on a stick; false when our office did not sign it."""
    if not signed(store.device().office_key, found.signature, found.content):
        return False
    try:
        if read_carry_in(found.content).log != log:
            return False
    except ValueError:
        return False
    before = taken(store, log)
    if before is None or before.version != found.version:
        store.keep_beside(log, _OFFERED, found.model_dump_json().encode())
    return True


def offered(store: Store, log: str) -> CarryIn | None:
    """The one that waits until a person takes it."""
    return _kept(store, log, _OFFERED)


def taken(store: Store, log: str) -> CarryIn | None:
    """The one that a person took on this laptop."""
    return _kept(store, log, _TAKEN)


def take_offered(store: Store, log: str) -> CarryIn | None:
    """Take the one that waits in the place of what was taken before; None when none waits."""
    found = offered(store, log)
    if found is not None:
        store.keep_beside(log, _TAKEN, found.model_dump_json().encode())
        store.keep_beside(log, _OFFERED, b"")
    return found


def _kept(store: Store, log: str, name: str) -> CarryIn | None:
    kept = store.beside(log, name)
    return CarryIn.model_validate_json(kept) if kept else None
