"""`key.json`: the id of a data folder and its key slots; written whole, or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store.durable import sync_folder
from inspectiebezoek.store.slots import BY_PASSPHRASE, RECOVERY, Slot

FILE = "key.json"
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class KeyBook:
    """The slots of a data folder; without one for a passphrase the keyring has the key."""

    folder_id: str
    slots: tuple[Slot, ...] = ()

    def of_kind(self, *kinds: str) -> tuple[Slot, ...]:
        """The slots of these kinds."""
        return tuple(slot for slot in self.slots if slot.get("kind") in kinds)

    def with_passphrase(self, *slots: Slot) -> KeyBook:
        """These slots instead of the ones that a passphrase opened."""
        others = (slot for slot in self.slots if slot.get("kind") not in BY_PASSPHRASE)
        return replace(self, slots=(*slots, *others))

    def with_recovery(self, *slots: Slot) -> KeyBook:
        """These slots instead of the ones that a recovery key opened."""
        others = (slot for slot in self.slots if slot.get("kind") != RECOVERY)
        return replace(self, slots=(*others, *slots))


def read_book(folder: Path) -> KeyBook | None:
    """The slots of a folder; None when it has no file; raises `STORE_DAMAGED`."""
    path = folder / FILE
    if not path.exists():
        return None
    try:
        book: dict[str, Any] = json.loads(path.read_bytes())
        found = KeyBook(book["folder"], tuple(book["slots"]))
        whole = all(slot["wrapped"] and slot["kind"] for slot in found.slots)
    except (ValueError, KeyError, TypeError) as error:
        raise damaged() from error
    if not isinstance(found.folder_id, str) or not whole:
        raise damaged()
    return found


def write_book(folder: Path, book: KeyBook) -> None:
    """Write the slots over what was there."""
    temporary = folder / (FILE + ".part")
    content = {"version": 1, "folder": book.folder_id, "slots": _plain(book.slots)}
    with temporary.open("w", encoding="utf-8") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / FILE)
    sync_folder(folder)


def _plain(slots: Iterable[Slot]) -> list[dict[str, Any]]:
    return [dict(slot) for slot in slots]


def damaged() -> InspectionError:
    """What is told of a file that no key can be read from."""
    return InspectionError(Code.STORE_DAMAGED, file=FILE)
