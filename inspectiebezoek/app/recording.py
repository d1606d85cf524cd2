"""Make evidence of a recording: its encrypted pieces become one WAV file, linked to a question."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from inspectiebezoek.app.evidence import SOUND
from inspectiebezoek.log.canonical import Value
from inspectiebezoek.store.local import Store
from inspectiebezoek.visit.kinds import Evidence
from inspectiebezoek.visit.open_visit import OpenVisit

_SAMPLE = 2
_HEAD = 36


@dataclass(frozen=True, slots=True)
class Kept:
    """A recording whose file is kept as evidence: its hash, its size, how long it is in seconds."""

    original: str
    size: int
    seconds: int
    facts: Mapping[str, str]


def facts_of(
    visit: OpenVisit, now: datetime, *, rate: int, channels: int, question: str, caption: str
) -> dict[str, str]:
    """What must be known of a recording before its first second; `question`: a code or empty."""
    return {
        "visit": visit.id,
        "begun": now.isoformat(timespec="seconds"),
        "name": f"opname-{now:%Y%m%d-%H%M%S}.wav",
        "rate": str(rate),
        "channels": str(channels),
        "question": question,
        "caption": caption,
    }


def keep(store: Store, recording: str) -> Kept | None:
    """Put a recording down as a file of evidence; None where no second of it was ever on disk.

    Safe beside the work: it touches files alone. Raises `DISK_FULL`; the pieces stay then.
    """
    facts, size, pieces = store.recordings.read(recording)
    if not size:
        store.recordings.drop(recording)
        return None
    rate, channels = int(facts["rate"]), int(facts["channels"])
    original, whole = store.evidence.keep(_wav(size, rate, channels, pieces))
    seconds = size // (rate * channels * _SAMPLE)
    return Kept(original, whole, seconds, facts)


def attach(store: Store, visit: OpenVisit, recording: str, kept: Kept) -> str:
    """Make the piece of evidence, and forget the pieces; its UUID.

    Done twice it is done once: a crash in between leaves the piece and no second one. Raises
    `VISIT_FROZEN`, `DISK_FULL`.
    """
    known = next((each for each in visit.all(Evidence) if each.original == kept.original), None)
    piece = known.id if known is not None else _attached(visit, kept)
    store.recordings.drop(recording)
    return piece


def _attached(visit: OpenVisit, kept: Kept) -> str:
    question = kept.facts["question"]
    questions: list[Value] = [question] if question else []
    return visit.attach(
        sort=SOUND,
        name=kept.facts["name"],
        caption=kept.facts["caption"],
        media_type="audio/wav",
        original=kept.original,
        original_size=kept.size,
        derivative="",
        derivative_size=0,
        questions=questions,
    )


def _wav(size: int, rate: int, channels: int, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """A WAV file (RIFF, PCM of 16 bits) around `size` bytes of sound."""
    frame = channels * _SAMPLE
    form = struct.pack("<IHHIIHH", 16, 1, channels, rate, rate * frame, frame, 8 * _SAMPLE)
    yield b"RIFF" + struct.pack("<I", _HEAD + size) + b"WAVEfmt " + form
    yield b"data" + struct.pack("<I", size)
    yield from pieces
