"""Which values are erased by agreement: one person asks, giving the ground, another one agrees.

Both are changes of the log, so that whoever holds the log comes to the same answer. The erased
change stays in its chain: its bytes hold a commitment and never held the value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inspectiebezoek.log.canonical import Value
from inspectiebezoek.log.change import EXPUNGE, GENESIS, Entry


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody asks to erase the value of a change; `id` is the change that asks, at `at`."""

    id: str
    change: str
    ground: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Erasure:
    """The value of a change that is erased: on what ground, who asked, who agreed and when.

    `request` is the change that asked for it.
    """

    change: str
    ground: str
    asked_by: str
    agreed_by: str
    agreed_at: str
    request: str


def asking(change_id: str, ground: str) -> Value:
    """What a change holds that asks to erase the value of another."""
    return {"change": change_id, "ground": ground}


def agreeing(request: Request) -> Value:
    """What a change holds that agrees to a request."""
    return {"change": request.change, "request": request.id}


def requests(entries: Iterable[Entry]) -> dict[str, Request]:
    """Every request, by its own id."""
    found = {}
    for entry in entries:
        content = entry.content
        if entry.change.op == EXPUNGE and isinstance(content, Mapping) and "ground" in content:
            change, ground = str(content.get("change")), str(content["ground"])
            by, at = entry.change.by, entry.change.at
            found[entry.id] = Request(entry.id, change, ground, by, at)
    return found


def erasures(entries: Iterable[Entry]) -> dict[str, Erasure]:
    """What is erased, by the id of the change: asked by one person and agreed to by another."""
    held = [entry for entry in entries if entry.change.op == EXPUNGE]
    asked, found = requests(held), dict[str, Erasure]()
    for entry in held:
        content, by = entry.content, entry.change.by
        if not isinstance(content, Mapping) or "request" not in content:
            continue
        request = asked.get(str(content["request"]))
        fits = request is not None and request.change == content.get("change")
        if request is not None and fits and request.by != by:
            agreed = Erasure(
                *(request.change, request.ground, request.by, by, entry.change.at, request.id)
            )
            found.setdefault(request.change, agreed)
    return found


def unagreed(entries: Iterable[Entry], among: Iterable[Entry]) -> frozenset[str]:
    """The ids of the changes whose value is gone while nothing in `among` agrees to that."""
    gone = {entry.id for entry in entries if entry.expunged}
    return frozenset(gone - erasures(among).keys()) if gone else frozenset()


def erasable(entry: Entry) -> bool:
    """True for a change whose value can be erased.

    What a form instance began with holds the rows that all answers lie in, and a request or an
    agreement is what says that something is gone.
    """
    return entry.change.op not in (GENESIS, EXPUNGE)
