"""A piece of evidence as it is looked at: which version of it, and whether it is what it was."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """`kind`: `pages`, `text`, `sound`, `none` (cannot be shown here) or `wait` (being read).

    `version` names what is seen (the original or a copy), `other` what one can switch to; empty
    without another. `checked`: the original was read whole and is what its hash says.
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
