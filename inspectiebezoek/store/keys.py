"""The key of a data folder: from the keyring, by a passphrase, or by the recovery key.

Without a lock the keyring of the machine holds the key. A lock takes it out of there: then the
key lies in a slot that only the passphrase opens, together with a secret that the keyring holds
instead, so that a copied disk is no use to someone who guesses passphrases elsewhere. Where there
is no keyring, the passphrase alone opens the slot.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from uuid import UUID

from argon2.exceptions import HashingError

from inspectiebezoek import credentials
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store import slots
from inspectiebezoek.store.durable import make_folder, sync_folder
from inspectiebezoek.store.key_book import FILE, KEY_BYTES, KeyBook, damaged, read_book, write_book

# NIST SP 800-63B-4 §3.1.1.2: at least 8 signs where something else is needed as well.
SHORTEST = 8
Random = Callable[[int], bytes]
# A slot that is written over one that was just made would lose it; a sync writes one too. Between
# programs the database keeps watch: who writes here has it open.
_ONE_WRITER = Lock()


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
    with _ONE_WRITER:
        if locked(folder):
            raise InspectionError(Code.LOCK_SET)
        key = unlock(folder, None)
        _lock(folder, _book(folder), key, passphrase, random)


def change_lock(folder: Path, current: str, passphrase: str, random: Random = os.urandom) -> None:
    """Another passphrase; raises `LOCK_MISSING`, `KEY_WRONG`, `PASSPHRASE_SHORT`."""
    with _ONE_WRITER:
        book = _locked_book(folder)
        key = _by_passphrase(book, current)
        beside = _beside(book) if book.of_kind(slots.LOCK) else b""
        _check_length(passphrase)
        slot = slots.close_by_passphrase(key, passphrase, random, beside=beside)
        write_book(folder, book.with_passphrase(slot))


def remove_lock(folder: Path, current: str) -> None:
    """Give the key back to the keyring; raises `LOCK_MISSING`, `KEY_WRONG`, `KEYRING_MISSING`."""
    with _ONE_WRITER:
        book = _locked_book(folder)
        key = _by_passphrase(book, current)
        keyring = credentials.trusted_keyring()
        credentials.keep_key(book.folder_id, key, keyring)
        write_book(folder, book.with_passphrase())
        credentials.forget_key(_lock_name(book.folder_id), keyring)


def _locked_book(folder: Path) -> KeyBook:
    if not locked(folder):
        raise InspectionError(Code.LOCK_MISSING)
    return _book(folder)


# recovery and the end


def close_for_recovery(folder: Path, key: bytes, recovery_key: bytes) -> None:
    """Let the holders of a recovery key (32 raw bytes; empty: nobody) open the folder as well."""
    with _ONE_WRITER:
        book = read_book(folder)
        if book is None:
            return  # opened with a key that lies elsewhere
        known = [slot.get("to") for slot in book.of_kind(slots.RECOVERY)]
        if known != ([recovery_key.hex()] if recovery_key else []):
            made = [slots.close_for_recovery(key, recovery_key)] if recovery_key else []
            write_book(folder, book.with_recovery(*made))


def recovered_key(folder: Path, private_key: bytes) -> bytes:
    """The key of a folder by the recovery key; raises `RECOVERY_IMPOSSIBLE` when it was never
    closed for this one, `STORE_MISSING`, `STORE_DAMAGED`."""
    return _by_recovery_key(_book(folder), private_key)


def close_anew(folder: Path, key: bytes, passphrase: str, random: Random = os.urandom) -> None:
    """Close a recovered folder with a new passphrase; where there is a keyring, it joins in.

    Raises `PASSPHRASE_SHORT`.
    """
    _check_length(passphrase)
    with _ONE_WRITER:
        book = _book(folder)
        try:
            credentials.trusted_keyring()
        except InspectionError:
            slot = slots.close_by_passphrase(key, passphrase, random)
            write_book(folder, book.with_passphrase(slot))
        else:
            _lock(folder, book, key, passphrase, random)


def _by_recovery_key(book: KeyBook, private_key: bytes) -> bytes:
    for slot in book.of_kind(slots.RECOVERY):
        try:
            key = slots.open_for_recovery(slot, private_key)
        except (ValueError, TypeError, KeyError) as error:
            raise damaged() from error
        if key is not None:
            return key
    raise InspectionError(Code.RECOVERY_IMPOSSIBLE)


def destroy_keys(folder: Path) -> None:
    """Take the key of a folder out of the keyring and out of all slots; nothing opens it then."""
    with _ONE_WRITER:
        book = read_book(folder)
        if book is None:
            return
        with suppress(InspectionError):  # a keyring that does not answer must not save the slots
            keyring = credentials.trusted_keyring()
            for name in (book.folder_id, _lock_name(book.folder_id)):
                credentials.forget_key(name, keyring)
        (folder / FILE).unlink()
        sync_folder(folder)


def tidy_keys(folder: Path) -> None:
    """Let the keyring go of a bare key that a lock should have taken out of it: setting the lock
    was stopped half-way. Whoever calls this has the database open, so nobody else writes here."""
    with _ONE_WRITER:
        book = read_book(folder)
        if book is not None and book.of_kind(slots.LOCK):
            credentials.forget_key(book.folder_id, credentials.trusted_keyring())


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
