"""Which laptops this one knows, and how well: by the office, by its key alone, or not at all.

A laptop is known well when the office vouches for it. One that was met on a stick is known by
its key alone: a person said that it is who it says. Everything else is a stranger.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from inspectiebezoek.store.device import Colleague, Device
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.package.content import Card
from inspectiebezoek.sync.protocol import WireDevice

_MET = "met"


class Trust(Enum):
    """How well this laptop knows another."""

    OWN = "own"
    OFFICE = "office"
    MET = "met"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """A laptop: its key (32 bytes), the names that its changes may carry, and who vouches.

    `office`: it is an office, which writes for whoever is signed in there.
    """

    device: str
    public_key: bytes
    names: frozenset[str]
    name: str
    letter: str
    trust: Trust
    office: bool = False

    def writes_as(self, by: str) -> bool:
        """True when its changes may carry this name."""
        return self.office or by in self.names

    @property
    def fingerprint(self) -> str:
        """What two people can compare over the phone, such as `3fa9 01c2 77d0 be45 9a1c`."""
        return as_compared(hashlib.sha256(self.public_key).hexdigest()[:20])


def as_compared(digits: str) -> str:
    """The digits of a fingerprint as they are shown, however somebody typed them."""
    tidy = "".join(digits.split()).lower()
    return " ".join(tidy[place : place + 4] for place in range(0, len(tidy), 4))


def signed(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """True when the holder of the key signed the message (Ed25519)."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def card_of(device: Device, recipient: str) -> Card:
    """What a laptop of ours says of itself."""
    card = Card(
        device=device.id,
        public_key=device.public_key,
        person=device.person,
        name=device.name,
        letter=device.letter,
        known_as=device.known_as,
        recipient=recipient,
    )
    return card.model_copy(update={"signature": device.key.sign(card.signed_bytes())})


def vouched(store: Store, proof: WireDevice) -> bool:
    """True when our own office signed this."""
    key = store.device().office_key if store.introduced() else b""
    return bool(key) and signed(key, proof.proof, proof.vouched_bytes())


def met(store: Store) -> tuple[Card, ...]:
    """The laptops that were met on a stick, as they told themselves."""
    kept = store.recall(_MET)
    return () if kept is None else tuple(Card.model_validate(each) for each in json.loads(kept))


def meet(store: Store, cards: Iterable[Card]) -> None:
    """A person said that these are who they say; the newest word of a laptop counts."""
    known = {each.device: each for each in met(store)} | {each.device: each for each in cards}
    plain = [each.model_dump(mode="json") for each in known.values()]
    store.remember(_MET, json.dumps(plain).encode())


def acquaintances(store: Store) -> Mapping[str, Acquaintance]:
    """Every laptop that this one knows, by id; the office's word before what was met."""
    found = {card.device: _of_card(card, Trust.MET) for card in met(store)}
    for each in store.colleagues():
        names = frozenset({each.person})
        found[each.device] = Acquaintance(
            each.device, each.public_key, names, each.name, each.letter, Trust.OFFICE
        )
    for kept in store.proofs().values():
        proof = WireDevice.model_validate_json(kept)
        if proof.device in found and found[proof.device].public_key == proof.public_key:
            found[proof.device] = of_proof(proof, Trust.OFFICE)
    own = (*store.earlier_devices(), *((store.device(),) if store.introduced() else ()))
    for device in own:
        names = frozenset({device.person, device.known_as} - {""})
        known = found.get(device.id)
        found[device.id] = Acquaintance(
            *(device.id, device.public_key, names | (known.names if known else names)),
            *(device.name, device.letter, Trust.OWN),
        )
    return found


def colleague_of(proof: WireDevice) -> Colleague:
    """A laptop that the office vouches for, as the store keeps it."""
    return Colleague(proof.device, proof.public_key, proof.person, proof.name, proof.letter)


def of_proof(proof: WireDevice, trust: Trust) -> Acquaintance:
    """A laptop as an office tells it."""
    names = frozenset({proof.person, proof.known_as} - {""})
    members = proof.device, proof.public_key, names, proof.name, proof.letter
    return Acquaintance(*members, trust, proof.office)


def _of_card(card: Card, trust: Trust) -> Acquaintance:
    names = frozenset({card.person, card.known_as} - {""})
    return Acquaintance(card.device, card.public_key, names, card.name, card.letter, trust)


def stranger(card: Card) -> Acquaintance:
    """A laptop as it tells itself, while nobody said that this is right."""
    return _of_card(card, Trust.STRANGER)
