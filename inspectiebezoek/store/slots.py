"""Key slots: the key of a data folder, closed in a way that one holder can open; pure.

A slot is a table of plain values as `key.json` holds it; its `kind` says who opens it:
`passphrase` (a person), `lock` (a person, on this machine only: a secret of the keyring joins in)
or `recovery` (the two holders of the organisation's recovery key).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PASSPHRASE, LOCK, RECOVERY = "passphrase", "lock", "recovery"
BY_PASSPHRASE = (LOCK, PASSPHRASE)
Slot = Mapping[str, Any]

# RFC 9106 §4, second recommended option: 3 passes over 64 MiB, 4 lanes.
_PASSES, _MEMORY_KIB, _LANES = 3, 65536, 4
# RFC 9180: the key is sealed to a public key, with nothing to agree on beforehand.
_SEALING = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_PURPOSE = b"inspectiebezoek recovery slot"


def close_by_passphrase(
    key: bytes, passphrase: str, random: Callable[[int], bytes], *, beside: bytes = b""
) -> Slot:
    """Close a key with a passphrase; with a secret `beside`, both are needed to open it."""
    kind, salt, nonce = LOCK if beside else PASSPHRASE, random(16), random(12)
    costs = [_PASSES, _MEMORY_KIB, _LANES]
    wrapped = AESGCM(_derive(passphrase, salt, costs, beside)).encrypt(nonce, key, kind.encode())
    return {
        "kind": kind,
        "salt": salt.hex(),
        "nonce": nonce.hex(),
        "wrapped": wrapped.hex(),
        "argon2id": costs,
    }


def open_by_passphrase(slot: Slot, passphrase: str, *, beside: bytes = b"") -> bytes | None:
    """The key; None when the passphrase or the secret is another.

    Raises what a slot that is none makes: `ValueError`, `TypeError`, `KeyError`,
    `AttributeError` or Argon2's `HashingError`.
    """
    salt, nonce, wrapped = (bytes.fromhex(slot[name]) for name in ("salt", "nonce", "wrapped"))
    closing = AESGCM(_derive(passphrase, salt, slot["argon2id"], beside))
    try:
        return closing.decrypt(nonce, wrapped, slot["kind"].encode())
    except InvalidTag:
        return None


def _derive(passphrase: str, salt: bytes, costs: list[int], beside: bytes) -> bytes:
    passes, memory, lanes = costs
    found = hash_secret_raw(passphrase.encode(), salt, passes, memory, lanes, 32, Type.ID)
    if not beside:
        return found
    join = HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=LOCK.encode())
    return join.derive(found + beside)


def close_for_recovery(key: bytes, recovery_key: bytes) -> Slot:
    """Seal a key to a recovery key (X25519, 32 raw bytes); raises `ValueError` when it is none."""
    public = X25519PublicKey.from_public_bytes(recovery_key)
    sealed = _SEALING.encrypt(key, public, _PURPOSE)
    return {"kind": RECOVERY, "to": recovery_key.hex(), "wrapped": sealed.hex()}


def open_for_recovery(slot: Slot, private_key: bytes) -> bytes | None:
    """The key; None when the slot was sealed to another recovery key.

    Raises `ValueError`, `TypeError` or `KeyError` for a slot that is none.
    """
    private = X25519PrivateKey.from_private_bytes(private_key)
    try:
        return _SEALING.decrypt(bytes.fromhex(slot["wrapped"]), private, _PURPOSE)
    except InvalidTag:
        return None
