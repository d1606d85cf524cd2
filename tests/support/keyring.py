"""A keyring in memory that stands for the one of the operating system."""

from __future__ import annotations

from keyring.errors import KeyringLocked


class Kept:
    """A keyring in memory that stands for the one of the operating system."""

    priority = 5

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}
        self.locked = False
        self.persist = "enterprise"

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked("locked")
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise KeyringLocked("locked")
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


Kept.__module__, Kept.__qualname__ = "keyring.backends.SecretService", "Keyring"
