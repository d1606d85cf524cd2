"""The key of a data folder: in the keyring, or wrapped by a passphrase in a file beside it.

`key.json` holds the folder's id and its slots. A slot is the key under AES-256-GCM with a key
that Argon2id (RFC 9106) derives from a passphrase; the slot's kind is its associated data.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from inspectiebezoek import credentials
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store.database import KEY_BYTES
from inspectiebezoek.store.durable import make_folder, sync_folder

_FILE = "key.json"
# RFC 9106 §4, second recommended option: 3 passes over 64 MiB, 4 lanes.
_PASSES, _MEMORY_KIB, _LANES = 3, 65536, 4


def unlock(
    folder: Path, passphrase: str | None, random: Callable[[int], bytes] = os.urandom
) -> bytes:
    """The 32-byte key of a data folder; the first time it makes one.

    With a passphrase the key is wrapped in a slot; without one it lies in the keyring. Raises
    `KEY_WRONG`, `KEYRING_MISSING`, or `STORE_DAMAGED` when `key.json` cannot be read.
    """
    make_folder(folder)
    book = _read(folder)
    if book is None:
        if (folder / "store.db").exists():
            raise InspectionError(Code.STORE_DAMAGED, file=_FILE)
        return _first_key(folder, passphrase, random)
    if passphrase is not None:
        return _from_slots(book, passphrase)
    backend = credentials.trusted_keyring()
    key = credentials.fetch_key(str(book["folder"]), backend)
    if key is None:
        raise InspectionError(Code.KEY_WRONG, file=_FILE)
    return key


def _first_key(folder: Path, passphrase: str | None, random: Callable[[int], bytes]) -> bytes:
    key, folder_id = random(KEY_BYTES), str(UUID(bytes=random(16), version=4))
    slots = []
    if passphrase is None:
        credentials.keep_key(folder_id, key, credentials.trusted_keyring())
    else:
        slots.append(_slot("passphrase", key, passphrase, random))
    _write(folder, {"version": 1, "folder": folder_id, "slots": slots})
    return key


def _slot(
    kind: str, key: bytes, passphrase: str, random: Callable[[int], bytes]
) -> dict[str, object]:
    salt, nonce = random(16), random(12)
    wrapped = AESGCM(_derive(passphrase, salt)).encrypt(nonce, key, kind.encode())
    return {
        "kind": kind,
        "salt": salt.hex(),
        "nonce": nonce.hex(),
        "wrapped": wrapped.hex(),
        "argon2id": [_PASSES, _MEMORY_KIB, _LANES],
    }


def _from_slots(book: dict[str, Any], passphrase: str) -> bytes:
    for slot in book["slots"]:
        try:
            cipher = AESGCM(_derive(passphrase, bytes.fromhex(slot["salt"]), *slot["argon2id"]))
            nonce, wrapped = bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["wrapped"])
            return cipher.decrypt(nonce, wrapped, slot["kind"].encode())
        except InvalidTag:
            continue
        except (ValueError, TypeError, KeyError, AttributeError, HashingError) as error:
            raise InspectionError(Code.STORE_DAMAGED, file=_FILE) from error
    raise InspectionError(Code.KEY_WRONG, file=_FILE)


def _derive(
    passphrase: str,
    salt: bytes,
    passes: int = _PASSES,
    memory: int = _MEMORY_KIB,
    lanes: int = _LANES,
) -> bytes:
    return hash_secret_raw(passphrase.encode(), salt, passes, memory, lanes, 32, Type.ID)


def _read(folder: Path) -> dict[str, Any] | None:
    path = folder / _FILE
    if not path.exists():
        return None
    try:
        book: dict[str, Any] = json.loads(path.read_bytes())
        slots = [slot["wrapped"] and slot["salt"] and slot["nonce"] for slot in book["slots"]]
    except (ValueError, KeyError, TypeError) as error:
        raise InspectionError(Code.STORE_DAMAGED, file=_FILE) from error
    if not isinstance(book.get("folder"), str) or not all(slots):
        raise InspectionError(Code.STORE_DAMAGED, file=_FILE)
    return book


def _write(folder: Path, book: dict[str, object]) -> None:
    temporary = folder / (_FILE + ".part")
    with temporary.open("w", encoding="utf-8") as file:
        json.dump(book, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / _FILE)
    sync_folder(folder)
