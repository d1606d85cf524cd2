"""What would be erased by two persons, and what was asked and agreed so far."""

from __future__ import annotations

from dataclasses import dataclass

from inspectiebezoek.gui.models.line import Line


@dataclass(frozen=True, slots=True)
class EraseOffer:
    """`about` names what is erased, ready to read; `count` values of it ever stood there.

    `addresses` is where they stand; `seconds` are the names of who may agree.
    """

    about: str
    count: int
    addresses: tuple[str, ...]
    seconds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ErasuresPage:
    """Every request, the latest first; `may` are the refs of those that the reader may agree to."""

    lines: tuple[Line, ...] = ()
    may: frozenset[str] = frozenset()
