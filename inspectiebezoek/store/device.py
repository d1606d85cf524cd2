"""Who this laptop is: its id and letter, its signing key, the person and the office it knows."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True, slots=True)
class Device:
    """The identity of this laptop, kept inside the encrypted database.

    `letter` goes into labels that people quote (`G-A03`), because two laptops would both make
    number 3; `Store.letter` tells which a log has, for in a visit from a package it may be another.
    `office` and `token` are empty until the laptop is enrolled; `known_as` is the name it wrote
    under before, where the office took that over. `office_key`: the public key (32 raw bytes)
    that the office had when the laptop was enrolled; what it publishes is signed with it.
    """

    id: str
    person: str
    name: str
    letter: str
    private_key: bytes = field(repr=False)
    office: str = ""
    token: str = field(default="", repr=False)
    known_as: str = ""
    office_key: bytes = b""

    @property
    def key(self) -> Ed25519PrivateKey:
        """The key that signs this laptop's chains."""
        return Ed25519PrivateKey.from_private_bytes(self.private_key)

    @property
    def public_key(self) -> bytes:
        """32 raw bytes."""
        return self.key.public_key().public_bytes_raw()

    def encode(self) -> bytes:
        """As the database keeps it."""
        members = {name: getattr(self, name) for name in ("id", "person", "name", "letter")}
        members |= {"office": self.office, "token": self.token, "known_as": self.known_as}
        members["key"] = self.private_key.hex()
        members["office_key"] = self.office_key.hex()
        return json.dumps(members).encode()

    @staticmethod
    @lru_cache(maxsize=4)
    def read(data: bytes) -> Device:
        """What `encode` wrote; the same bytes, as with each answer, are not read again."""
        members = json.loads(data)
        key = bytes.fromhex(members.pop("key"))
        office_key = bytes.fromhex(members.pop("office_key", ""))
        return Device(private_key=key, office_key=office_key, **members)


@dataclass(frozen=True, slots=True)
class Colleague:
    """A device that the office vouches for: its public key and the person enrolled on it."""

    device: str
    public_key: bytes
    person: str
    name: str
    letter: str
