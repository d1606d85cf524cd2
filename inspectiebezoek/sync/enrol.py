"""Make this laptop known at an office, or let it go on as another device after a restore.

Both can be asked again: the laptop writes down what it is about to become, and makes its own
token. When the answer is lost, the same request gives the same answer.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store.device import Device
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.lettering import letter_anew
from inspectiebezoek.sync.protocol import EarlierDevice, SignedIn, Welcome
from inspectiebezoek.sync.terms import heed

if TYPE_CHECKING:
    from inspectiebezoek.sync.client import OfficeClient

_BECOMING = "becoming"


def enrol(store: Store, client: OfficeClient, code: str, fresh: Device) -> Device:
    """Use the code for this laptop and write down what the office calls it.

    `fresh` brings an id and a key, which are used unless an earlier try already chose others; the
    office gives the person, the name and the letter. What the laptop was before goes along, so
    that changes of then find their place. Raises `ENROL_CODE_UNKNOWN`, `ENROL_CODE_USED`,
    `ENROL_CODE_EXPIRED` or `OFFICE_UNREACHABLE`; the laptop is then as it was.
    """

    def ask(device: Device) -> Welcome:
        return client.enrol(
            code,
            device.id,
            device.public_key,
            _hash(device.token),
            known_as=device.person,
            earlier=_told(each for each in _been(store) if each.id != device.id),
        )

    return _become(store, *_welcomed(store, fresh, ask), client.url)


def enrol_signed_in(
    store: Store, client: OfficeClient, fresh: Device, prove: Callable[[str], str], salt: bytes
) -> Device:
    """Enrol as the person who signs in at the provider of the organisation.

    `prove` takes the nonce and gives the ID token that carries it; `salt`: 32 bytes that nobody
    can guess. Raises `SIGN_IN_FAILED`, `PERSON_UNKNOWN` or `OFFICE_UNREACHABLE`, and what `prove`
    raises; the laptop is then as it was.
    """

    def ask(device: Device) -> Welcome:
        proof = SignedIn(
            salt=salt,
            device=device.id,
            public_key=device.public_key,
            token_hash=_hash(device.token),
            known_as=device.person,
            earlier=_told(each for each in _been(store) if each.id != device.id),
        )
        return client.sign_in(proof.model_copy(update={"id_token": prove(proof.nonce())}))

    return _become(store, *_welcomed(store, fresh, ask), client.url)


def succeed(store: Store, client: OfficeClient, fresh: Device) -> Device:
    """Let this laptop go on as a device whose id and key no copy of it has."""

    def ask(device: Device) -> Welcome:
        told = _told(_been(store))
        return client.succeed(device.id, device.public_key, _hash(device.token), told)

    return _become(store, *_welcomed(store, fresh, ask), client.url)


def _welcomed(
    store: Store, fresh: Device, ask: Callable[[Device], Welcome]
) -> tuple[Device, Welcome]:
    """Ask for the identity that was chosen at an earlier try, or else for the fresh one.

    It is on disk before it is asked for. An office that was put back to a backup and reminded of
    the earlier one keeps that out for good: then the fresh one takes its place.
    """
    chosen = _chosen_before(store, fresh)
    if chosen is not None:
        try:
            return chosen, ask(chosen)
        except InspectionError as error:
            if error.code is not Code.DEVICE_TAKEN:
                raise
    device = replace(fresh, token=_token(fresh))
    store.remember(_BECOMING, device.encode())
    return device, ask(device)


def _chosen_before(store: Store, fresh: Device) -> Device | None:
    been = {each.id for each in _been(store)}
    kept = store.recall(_BECOMING)
    chosen = None if kept is None or fresh.id in been else Device.read(kept)
    return chosen if chosen is not None and chosen.id not in been else None


def _token(device: Device) -> str:
    """A secret that follows from the device's key: whoever has the one could make the other."""
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"token")
    return urlsafe_b64encode(derive.derive(device.private_key)).decode()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _been(store: Store) -> list[Device]:
    """What the laptop was until now; the office may have been put back to before it knew that."""
    now = [store.device()] if store.introduced() else []
    return [*store.earlier_devices(), *now]


def _told(devices: Iterable[Device]) -> list[EarlierDevice]:
    return [
        EarlierDevice(device=each.id, public_key=each.public_key, person=each.person)
        for each in devices
    ]


def _become(store: Store, device: Device, welcome: Welcome, url: str) -> Device:
    known = replace(
        device,
        person=welcome.person,
        name=welcome.name,
        letter=welcome.letter,
        office=url,
        known_as=welcome.known_as,
        office_key=welcome.office_key,
    )
    store.introduce(known)
    letter_anew(store)
    heed(store, welcome.terms)
    return known
