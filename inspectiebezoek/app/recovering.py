"""Open a laptop with the organisation's recovery key and give it a new passphrase."""

from __future__ import annotations

from pathlib import Path

from inspectiebezoek.store.keys import close_anew, recovered_key
from inspectiebezoek.store.local import Store


def recover_folder(folder: Path, private_key: bytes, passphrase: str) -> None:
    """Close a folder anew with a passphrase, by the private recovery key (32 raw bytes).

    The database is opened meanwhile: the key must be the right one, and nobody else may write.
    Raises `RECOVERY_IMPOSSIBLE`, `PASSPHRASE_SHORT`, `STORE_IN_USE`.
    """
    key = recovered_key(folder, private_key)
    store = Store(folder, key)
    try:
        close_anew(folder, key, passphrase)
    finally:
        store.close()
