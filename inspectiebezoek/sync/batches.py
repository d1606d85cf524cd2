"""Cut what waits into pushes that the office can verify: each ends, per device, on a seal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from inspectiebezoek.log import chain
from inspectiebezoek.log.change import Entry
from inspectiebezoek.sync.frames import OVERHEAD
from inspectiebezoek.sync.protocol import MOST_BYTES, MOST_CHANGES


def by_device(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Changes per device in the order of its chain."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.change.device, []).append(entry)
    for chained in found.values():
        chained.sort(key=lambda entry: entry.change.dseq)
    return found


def cuts(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Pieces of a chain that fit in one push (500 changes, about 1 MB)."""
    piece: list[Entry] = []
    size = 0
    for entry in entries:
        weight = len(entry.data) + len(entry.salt or b"") + len(entry.value or b"") + OVERHEAD
        if piece and (len(piece) == MOST_CHANGES or size + weight > MOST_BYTES):
            yield piece
            piece, size = [], 0
        piece.append(entry)
        size += weight
    if piece:
        yield piece


def sealed_cuts(entries: Sequence[Entry], seals: Iterable[chain.Seal]) -> Iterator[list[Entry]]:
    """Pieces of a colleague's chain, each ending where that colleague signed.

    What comes after the last of those signatures goes as it is: the office may hold the change
    that follows on it, which covers it as well.
    """
    ends = {seal.head for seal in seals}
    piece: list[Entry] = []
    since_end: list[Entry] = []
    for entry in entries:
        since_end.append(entry)
        if entry.id in ends:
            if piece and len(piece) + len(since_end) > MOST_CHANGES:
                yield piece
                piece = []
            piece += since_end
            since_end = []
    if piece:
        yield piece
    yield from cuts(since_end)
