"""The letters of this laptop in labels that people quote, in a visit that came by a package."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from string import ascii_uppercase

from inspectiebezoek.log.change import ADD, Entry
from inspectiebezoek.store.local import LETTERS, Store
from inspectiebezoek.sync.known import Trust, acquaintances
from inspectiebezoek.sync.package.content import Card

_LETTERED = re.compile(r"([A-Z]+)[0-9]+")


def take_letters(store: Store, log: str, entries: Sequence[Entry], cards: Sequence[Card]) -> None:
    """Take letters of its own in a log that others began, and in which a laptop is at work that
    our office does not vouch for; what was quoted stays as it is.

    `entries`: all of the log with what now comes in; `cards`: what laptops say of themselves in
    the package. An office gives each of its laptops another letter, so among those nothing
    changes; nor does it where this laptop has letters of its own already, and nobody else has.
    """
    if not store.introduced():
        return
    known = acquaintances(store)
    own = {name for name, each in known.items() if each.trust is Trust.OWN}
    vouched = {name for name, each in known.items() if each.trust is Trust.OFFICE}
    at_work = {entry.change.device for entry in entries} | {card.device for card in cards}
    if not entries or entries[0].change.device in own or not at_work - own - vouched:
        return
    taken = {each.letter for name, each in known.items() if name not in own}
    taken |= {card.letter for card in cards if card.device not in own}
    taken |= set(_quoted(entries, own))
    letters, lettered = store.letter(log), store.device().letter
    if letters == lettered or letters in taken:
        _write(store, log, letters_of(store.device().id, {*taken, lettered}))


def letter_anew(store: Store) -> None:
    """A laptop that goes on as another device takes other letters where it had its own: a copy of
    it may still write with those of before."""
    for log, (device, letters) in _lettered(store).items():
        now = store.device()
        if device != now.id:
            _write(store, log, letters_of(now.id, {letters, now.letter}))


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


def _quoted(entries: Iterable[Entry], own: Collection[str]) -> Iterator[str]:
    """The letters in the labels that others gave."""
    for entry in entries:
        if entry.change.op == ADD and entry.change.device not in own:
            content = entry.content
            label = content.get("label") if isinstance(content, dict) else None
            found = _LETTERED.search(label) if isinstance(label, str) else None
            if found:
                yield found[1]


def _lettered(store: Store) -> dict[str, tuple[str, str]]:
    kept = store.recall(LETTERS)
    return (
        {} if kept is None else {log: (each[0], each[1]) for log, each in json.loads(kept).items()}
    )


def _write(store: Store, log: str, letters: str) -> None:
    written = {**_lettered(store), log: (store.device().id, letters)}
    store.remember(LETTERS, json.dumps(written).encode())
