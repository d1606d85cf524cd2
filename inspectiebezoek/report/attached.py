"""Read the visit's data that is sealed into a report."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from typing import Any

import pikepdf

from inspectiebezoek.report.seal import DATA_NAME


@dataclass(frozen=True, slots=True)
class NamedSigner:
    """A signer as the report names them; the fingerprint is empty while a place is open."""

    name: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Attached:
    """The visit's data in a report: its SHA-256 (hex), log, chain heads, signers in order.

    `evidence`: of each piece its label, original and derivative (SHA-256); None in a version that
    leaves the list out. `lacking`: what it did not say when it was made, as (kind, place, label)
    of `minima.Lack`.
    """

    sha256: str
    log: str
    heads: dict[str, Any]
    signers: tuple[NamedSigner, ...]
    lacking: tuple[tuple[str, str, str], ...] = ()
    evidence: tuple[tuple[str, str, str], ...] | None = None


def read_attached(pdf: bytes) -> bytes | None:
    """The bytes of `visit.json`; None when the file has none or cannot be read."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            if DATA_NAME not in document.attachments:
                return None
            return document.attachments[DATA_NAME].get_file().read_bytes()
    except (pikepdf.PdfError, ValueError, KeyError, RuntimeError, TypeError, AttributeError):
        # pikepdf has no error of its own for an object of another kind than the standard wants.
        return None


def understand(data: bytes | None) -> Attached | None:
    """What the attached data says; None when it is not the data of one of our reports."""
    try:
        document = json.loads(data or b"")
        return Attached(
            sha256=hashlib.sha256(data or b"").hexdigest(),
            log=str(document["log"]),
            heads=dict(document["heads"]),
            signers=tuple(
                NamedSigner(str(each["name"]), str(each.get("fingerprint", "")))
                for each in document["signers"]
            ),
            lacking=tuple(
                (str(each["kind"]), str(each["place"]), str(each["label"]))
                for each in document.get("lacking", ())
            ),
            evidence=tuple(
                (str(each["label"]), str(each["original"]), str(each["derivative"]))
                for each in document["evidence"]
            )
            if "evidence" in document
            else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
