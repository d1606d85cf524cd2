"""The pieces of evidence of a visit, with where they came from and what they are linked to."""

from __future__ import annotations

from dataclasses import dataclass

from inspectiebezoek.gui.models.checklist import Tile
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.mark import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece. `state` with `state_words` says whether original and office agree."""

    tile: Tile
    caption: str = ""
    alt_text: str = ""
    by: str = ""
    at: str = ""
    size: str = ""
    sha256: str = ""
    state: Mark = Mark.READY
    state_words: str = ""
    links: tuple[Line, ...] = ()
    log: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """All pieces of the visit; `current` is the id of the chosen one."""

    pieces: tuple[Piece, ...] = ()
    current: str = ""
    frozen: bool = False
