"""A report in the making: what is still needed, its pages, who signed."""

from __future__ import annotations

from dataclasses import dataclass

from inspectiebezoek.gui.models.line import Line, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """`needs` have the place to mend as their `ref`; `pages` is 0 while nothing is drawn.

    `version` tells which version the preview shows. `signing` and `waiting` say who signed and
    who is to sign. `why_not` says why one cannot sign now; empty when one can.
    """

    needs: tuple[Line, ...] = ()
    open_needs: int = 0
    audiences: tuple[Option, ...] = ()
    audience: str = ""
    pages: int = 0
    version: str = ""
    signing: str = ""
    waiting: str = ""
    why_not: str = ""
    busy: bool = False


@dataclass(frozen=True, slots=True)
class SignOffer:
    """Who can sign now, with which keys, and where (a guess that can be changed).

    `file_value` marks the key that is in a file.
    """

    signer: str
    capacity: str
    document: str
    keys: tuple[Option, ...]
    file_value: str = "file"
    place: str = ""


@dataclass(frozen=True, slots=True)
class SignChoice:
    """How a person wants to sign: one of the offered keys, or a PKCS#12 file with its word."""

    key: str
    file: str = ""
    passphrase: str = ""
    place: str = ""
