"""The recovery key of an organisation: two files for two holders, who can do nothing alone.

The private key (X25519) is split into two shares whose exclusive or it is. Each share by itself
is random bytes; the whole key lies in no file.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from inspectiebezoek.errors import Code, InspectionError

_BYTES = 32
_WHAT = "inspectiebezoek recovery key, one of two parts"


@dataclass(frozen=True, slots=True)
class SplitKey:
    """The public key (32 raw bytes), and the content of the files for the two holders."""

    public: bytes
    parts: tuple[bytes, bytes]


def make_recovery_key(random: Callable[[int], bytes] = os.urandom) -> SplitKey:
    """A new recovery key, split."""
    private, first = random(_BYTES), random(_BYTES)
    public = X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    shares = first, _xor(private, first)
    files = (
        {"what": _WHAT, "part": name, "public": public.hex(), "share": share.hex()}
        for name, share in zip("AB", shares, strict=True)
    )
    a, b = (json.dumps(each, indent=1).encode() for each in files)
    return SplitKey(public, (a, b))


def join_recovery_key(first: tuple[str, bytes], second: tuple[str, bytes]) -> bytes:
    """The private key of two files (name, content); raises `RECOVERY_PART` for any other two."""
    public, share = _read(*first)
    other_public, other_share = _read(*second)
    private = _xor(share, other_share)
    derived = X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    if other_public != public or derived != public:
        raise InspectionError(Code.RECOVERY_PART, file=second[0])
    return private


def fingerprint(public: bytes) -> str:
    """What two people can compare of a recovery key."""
    digits = hashlib.sha256(public).hexdigest()[:20]
    return " ".join(digits[place : place + 4] for place in range(0, len(digits), 4))


def _read(name: str, content: bytes) -> tuple[bytes, bytes]:
    try:
        found = json.loads(content)
        public, share = bytes.fromhex(found["public"]), bytes.fromhex(found["share"])
    except (ValueError, KeyError, TypeError) as error:
        raise InspectionError(Code.RECOVERY_PART, file=name) from error
    if len(public) != _BYTES or len(share) != _BYTES:
        raise InspectionError(Code.RECOVERY_PART, file=name)
    return public, share


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
