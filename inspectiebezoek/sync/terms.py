"""Heed what the office lays down: how long without contact, who can recover, whether to wipe."""

from __future__ import annotations

from datetime import datetime

from pydantic import ValidationError

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store.local import Store
from inspectiebezoek.store.terms import HeldTerms, keep_terms, read_terms
from inspectiebezoek.sync.known import signed
from inspectiebezoek.sync.protocol import SignedTerms, Terms


def heed(store: Store, told: SignedTerms | None) -> str:
    """Keep the terms, close the key for the recovery key that they name; the order to wipe.

    Raises `OFFICE_UNTRUSTED` when they are not our office's, or another laptop's. Terms from
    before the ones that are known say nothing: an order that was taken back could be among them.
    """
    if told is None:
        return ""
    device = store.device()
    terms = _read(told)
    if terms.device != device.id or not signed(device.office_key, told.signature, told.content):
        raise InspectionError(Code.OFFICE_UNTRUSTED, log="-")
    heard, known = datetime.fromisoformat(terms.time), read_terms(store)
    if known is not None and heard < known.heard:
        return ""
    keep_terms(store, HeldTerms(heard, heard, terms.lease_days))
    store.close_for_recovery(bytes.fromhex(terms.recovery_key))
    return terms.wipe


def told_time(told: SignedTerms) -> datetime:
    """The office's own time in terms that were heeded."""
    return datetime.fromisoformat(_read(told).time)


def _read(told: SignedTerms) -> Terms:
    try:
        return Terms.model_validate_json(told.content)
    except ValidationError as error:
        raise InspectionError(Code.OFFICE_UNTRUSTED, log="-") from error
