"""The key of a data folder: from the keyring, by a passphrase, or by the recovery key.

Without a lock the keyring of the machine holds the key. A lock takes it out of there: then the
key lies in a slot that only the passphrase opens, together with a secret that the keyring holds
instead, so that a copied disk is no use to someone who guesses passphrases elsewhere. Where there
is no keyring, the passphrase alone opens the slot.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from argon2.exceptions import HashingError

from inspectiebezoek import credentials
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store import slots
from inspectiebezoek.store.durable import make_folder
from inspectiebezoek.store.key_book import FILE, KEY_BYTES, KeyBook, damaged, read_book, write_book

# NIST SP 800-63B-4 §3.1.1.2: at least 8 signs where something else is needed as well.
SHORTEST = 8
Random = Callable[[int], bytes]


def unlock(folder: Path, passphrase: str | None, random: Random = os.urandom) -> bytes:
    """The 32-byte key of a data folder; the first time it makes one.

    With a passphrase the key is closed in a slot; without one it lies in the keyring. Raises
    `LOCKED` when a passphrase is needed, `KEY_WRONG`, `KEY_LOST` when the keyring no longer holds
    its part, `KEYRING_MISSING`, or `STORE_DAMAGED` when `key.json` cannot be read.
    """
    make_folder(folder)
    book = read_book(folder)
    if book is None:
        if (folder / "store.db").exists():
            raise damaged()
        return _first_key(folder, passphrase, random)
    if passphrase is not None:
        return _by_passphrase(book, passphrase)
    if book.of_kind(*slots.BY_PASSPHRASE):
        raise InspectionError(Code.LOCKED, folder=str(folder))
    key = credentials.fetch_key(book.folder_id, credentials.trusted_keyring())
    if key is None:
        raise InspectionError(Code.KEY_LOST)
    return key


def locked(folder: Path) -> bool:
    """True when a passphrase is needed to open the data folder; raises `STORE_DAMAGED`."""
    book = read_book(folder)
    return book is not None and bool(book.of_kind(*slots.BY_PASSPHRASE))


def _first_key(folder: Path, passphrase: str | None, random: Random) -> bytes:
    key, folder_id = random(KEY_BYTES), str(UUID(bytes=random(16), version=4))
    book = KeyBook(folder_id)
    if passphrase is None:
        credentials.keep_key(folder_id, key, credentials.trusted_keyring())
    else:
        book = book.with_passphrase(slots.close_by_passphrase(key, passphrase, random))
    write_book(folder, book)
    return key


def _by_passphrase(book: KeyBook, passphrase: str) -> bytes:
    for slot in book.of_kind(*slots.BY_PASSPHRASE):
        beside = _beside(book) if slot["kind"] == slots.LOCK else b""
        try:
            key = slots.open_by_passphrase(slot, passphrase, beside=beside)
        except (ValueError, TypeError, KeyError, AttributeError, HashingError) as error:
            raise damaged() from error
        if key is not None:
            if beside:
                # Setting the lock may have stopped before the keyring let go of the bare key.
                credentials.forget_key(book.folder_id, credentials.trusted_keyring())
            return key
    raise InspectionError(Code.KEY_WRONG, file=FILE)


def _beside(book: KeyBook) -> bytes:
    """The secret that the keyring holds beside the passphrase; raises `KEY_LOST` when gone."""
    found = credentials.fetch_key(_lock_name(book.folder_id), credentials.trusted_keyring())
    if found is None:
        raise InspectionError(Code.KEY_LOST)
    return found


def _lock_name(folder_id: str) -> str:
    return folder_id + "/lock"


# the lock


def set_lock(folder: Path, passphrase: str, random: Random = os.urandom) -> None:
    """Close a folder, whose key lies in the keyring, with a passphrase.

    Raises `LOCK_SET` when there is one, `PASSPHRASE_SHORT`, `KEY_LOST`, `KEYRING_MISSING`.
    Stopped half-way, the folder opens as before or with the passphrase.
    """
    if locked(folder):
        raise InspectionError(Code.LOCK_SET)
    key = unlock(folder, None)
    _lock(folder, _book(folder), key, passphrase, random)


def change_lock(folder: Path, current: str, passphrase: str, random: Random = os.urandom) -> None:
    """Another passphrase; raises `LOCK_MISSING`, `KEY_WRONG`, `PASSPHRASE_SHORT`."""
    if not locked(folder):
        raise InspectionError(Code.LOCK_MISSING)
    book = _book(folder)
    key = _by_passphrase(book, current)
    by_both = book.of_kind(slots.LOCK)
    beside = _beside(book) if by_both else b""
    _check_length(passphrase)
    slot = slots.close_by_passphrase(key, passphrase, random, beside=beside)
    write_book(folder, book.with_passphrase(slot))


def remove_lock(folder: Path, current: str) -> None:
    """Give the key back to the keyring; raises `LOCK_MISSING`, `KEY_WRONG`, `KEYRING_MISSING`."""
    if not locked(folder):
        raise InspectionError(Code.LOCK_MISSING)
    book = _book(folder)
    key = _by_passphrase(book, current)
    keyring = credentials.trusted_keyring()
    credentials.keep_key(book.folder_id, key, keyring)
    write_book(folder, book.with_passphrase())
    credentials.forget_key(_lock_name(book.folder_id), keyring)


def _lock(folder: Path, book: KeyBook, key: bytes, passphrase: str, random: Random) -> None:
    """Each step leaves a folder that opens: by the keyring, or by the passphrase with it."""
    _check_length(passphrase)
    keyring, beside = credentials.trusted_keyring(), random(KEY_BYTES)
    credentials.keep_key(_lock_name(book.folder_id), beside, keyring)
    slot = slots.close_by_passphrase(key, passphrase, random, beside=beside)
    write_book(folder, book.with_passphrase(slot))
    credentials.forget_key(book.folder_id, keyring)


def _check_length(passphrase: str) -> None:
    if len(passphrase) < SHORTEST:
        raise InspectionError(Code.PASSPHRASE_SHORT, least=SHORTEST)


def _book(folder: Path) -> KeyBook:
    book = read_book(folder)
    if book is None:
        raise InspectionError(Code.STORE_MISSING, folder=str(folder))
    return book
