"""The keys that packages are encrypted to: this laptop's own, and those of colleagues."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

import pyrage

from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.known import met
from inspectiebezoek.sync.protocol import WireDevice

_AGE, _RECIPIENTS = "age", "recipients"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a package can be for: a person, and the key of one of that person's laptops."""

    person: str
    name: str
    key: str


def make_age_key(store: Store) -> None:
    """Give this laptop the key that packages for it are encrypted to, unless it has one."""
    if store.recall(_AGE) is None:
        store.remember(_AGE, str(pyrage.x25519.Identity.generate()).encode())


def age_key(store: Store) -> str | None:
    """The private key (`AGE-SECRET-KEY-…`); None on a laptop that has not made one."""
    kept = store.recall(_AGE)
    return None if kept is None else kept.decode()


def own_recipient(store: Store) -> str:
    """The public key (`age1…`) that colleagues encrypt to; empty when there is none yet."""
    key = age_key(store)
    return "" if key is None else str(pyrage.x25519.Identity.from_str(key).to_public())


def recipients(store: Store) -> tuple[Recipient, ...]:
    """Everybody of whom this laptop knows a key for packages, by name."""
    kept = json.loads(store.recall(_RECIPIENTS) or b"[]")
    found = [Recipient(**each) for each in kept]
    found += [Recipient(each.person, each.name, each.recipient) for each in met(store)]
    own = own_recipient(store)
    unique = {each.key: each for each in found if each.key not in ("", own)}
    return tuple(sorted(unique.values(), key=lambda each: (each.name, each.key)))


def keep_recipients(store: Store, told: Iterable[WireDevice]) -> None:
    """Remember the keys for packages that the office tells; a revoked laptop has none there."""
    found = [
        {"person": each.person, "name": each.name, "key": each.recipient}
        for each in told
        if each.recipient
    ]
    kept = json.dumps(found).encode()
    if store.recall(_RECIPIENTS) != kept:
        store.remember(_RECIPIENTS, kept)


def recipients_of(store: Store, to: str) -> tuple[str, ...]:
    """The keys for a person, by id or name, or the key itself; empty when none is known."""
    if to.startswith("age1"):
        return (to,)
    wanted = to.casefold()
    return tuple(
        each.key
        for each in recipients(store)
        if wanted in (each.person.casefold(), each.name.casefold())
    )
