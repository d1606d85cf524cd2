"""The letter of this laptop in labels that people quote, while no office gives it one."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import replace
from string import ascii_uppercase

from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.known import Trust, acquaintances


def take_own_letter(store: Store) -> None:
    """Take another letter when a laptop that was met has the one of this laptop.

    Whoever takes in a colleague's visit moves, and made no label in it yet. An office gives every
    laptop a letter of its own; then nothing is changed.
    """
    if not store.introduced() or store.device().office:
        return
    device = store.device()
    known = acquaintances(store).values()
    others = {each.letter for each in known if each.trust is not Trust.OWN}
    if device.letter in others:
        store.introduce(replace(device, letter=letters_of(device.id, others)))


def letters_of(device: str, taken: Collection[str]) -> str:
    """Two letters that follow from the id of a laptop, so that two that never met each other, and
    join the same colleague, take others too; free among those taken."""
    number = 0
    while True:
        digest = hashlib.sha256(f"{device}/{number}".encode()).digest()
        letters = "".join(ascii_uppercase[each % len(ascii_uppercase)] for each in digest[:2])
        if letters not in taken:
            return letters
        number += 1
