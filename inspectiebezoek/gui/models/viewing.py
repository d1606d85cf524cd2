"""A piece of evidence as it is looked at: which version of it, and whether it is what it was."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """`kind`: `pages`, `text`, `sound`, `film`, `none` (cannot be shown here) or `wait`.

    `version` names what is seen (the original or a copy), `other` what one can switch to; empty
    without another. `sound`: the bytes of a sound or film. `checked`: the original was read whole
    and is what its hash says. `evidence`: false for what belongs to the checklist, which is
    neither saved nor linked.
    """

    title: str
    detail: str = ""
    kind: str = "wait"
    pages: int = 0
    text: str = ""
    sound: bytes = b""
    version: str = ""
    other: str = ""
    sha256: str = ""
    checked: bool = False
    evidence: bool = True
