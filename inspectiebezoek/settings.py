"""What a person may set: the language, and nothing that the office or the checklist decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the data lies, in which language we speak, how the key is found.

    `passphrase`: given where there is no keyring; then it unlocks the key of the folder.
    """

    folder: Path
    language: str = "nl"
    passphrase: str | None = None


def local_now() -> datetime:
    """The machine's own clock with its UTC offset; the one place that reads it."""
    return datetime.now().astimezone()
