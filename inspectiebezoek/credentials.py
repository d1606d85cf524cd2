"""The only user of the operating system's keyring: one key per data folder.

The library loads when it is asked: it takes a tenth of a second, and where a passphrase opens the
folder nobody needs it.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from inspectiebezoek.errors import Code, InspectionError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "inspectiebezoek"

# By class, not by priority: a null or plain-text backend also answers, and drops what it is given.
_TRUSTED = {
    "keyring.backends.SecretService.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
    "keyring.backends.libsecret.Keyring",
    "keyring.backends.macOS.Keyring",
    "keyring.backends.Windows.WinVaultKeyring",
}


def trusted_keyring() -> KeyringBackend:
    """The keyring of this machine; raises `KEYRING_MISSING` when there is none we trust."""
    import keyring

    backend = keyring.get_keyring()
    # A chain may hide an untrusted member that would take the secret: take a trusted one out.
    members = getattr(backend, "backends", [backend])
    for member in members:
        if f"{type(member).__module__}.{type(member).__qualname__}" in _TRUSTED:
            if hasattr(member, "persist"):
                member.persist = "local machine"  # Windows: the key must not roam
            found: KeyringBackend = member
            return found
    raise InspectionError(Code.KEYRING_MISSING, found=type(backend).__name__)


def keep_key(folder_id: str, key: bytes, backend: KeyringBackend) -> None:
    """Put the key of a data folder in the keyring and read it back.

    Raises `KEYRING_MISSING` when the keyring did not keep it.
    """
    from keyring.errors import KeyringError

    try:
        backend.set_password(SERVICE, folder_id, base64.b64encode(key).decode())
        kept = fetch_key(folder_id, backend)
    except KeyringError as error:
        raise InspectionError(Code.KEYRING_MISSING, found=type(backend).__name__) from error
    if kept != key:
        raise InspectionError(Code.KEYRING_MISSING, found=type(backend).__name__)


def fetch_key(folder_id: str, backend: KeyringBackend) -> bytes | None:
    """The key of a data folder; None when the keyring does not hold it."""
    from keyring.errors import KeyringError

    try:
        found = backend.get_password(SERVICE, folder_id)
    except KeyringError as error:
        raise InspectionError(Code.KEYRING_MISSING, found=type(backend).__name__) from error
    try:
        return base64.b64decode(found, validate=True) if found else None
    except ValueError:
        return None  # something else wrote there; it is not our key


def forget_key(folder_id: str, backend: KeyringBackend) -> None:
    """Take the key of a data folder out of the keyring; nothing when it is not there."""
    from keyring.errors import KeyringError

    try:
        if backend.get_password(SERVICE, folder_id) is not None:
            backend.delete_password(SERVICE, folder_id)
    except KeyringError as error:
        raise InspectionError(Code.KEYRING_MISSING, found=type(backend).__name__) from error
