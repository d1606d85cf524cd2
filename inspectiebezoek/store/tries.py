"""Wrong passphrases in a row, counted beside the key slots so that starting anew does not forget.

The count is no secret and opens nothing: who alters or removes it wins back the waiting, and still
has to guess what Argon2id and the keyring close.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from inspectiebezoek.store.durable import sync_folder

FILE = "tries.json"
_FREE, _LONGEST_SECONDS = 2, 300
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Tries:
    """How many wrong passphrases were given in a row, and when the last one was."""

    wrong: int = 0
    last: datetime | None = None

    def another(self, now: datetime) -> Tries:
        """One more."""
        return Tries(min(self.wrong + 1, _MOST), now)

    @property
    def pause(self) -> int:
        """Seconds after the last one in which nothing can be tried."""
        wrong = self.wrong - _FREE
        return 0 if wrong <= 0 else min(2 ** min(wrong, 10), _LONGEST_SECONDS)

    def wait(self, now: datetime) -> int:
        """Seconds to wait from now; a clock that was set back shortens nothing."""
        if self.last is None:
            return self.pause
        passed = (now - self.last).total_seconds()
        return self.pause if passed < 0 else max(0, round(self.pause - passed))


def read_tries(folder: Path) -> Tries:
    """What was counted in a folder; nothing where the file is absent or is none.

    A count that was spoiled must not keep out who knows the passphrase.
    """
    try:
        found = json.loads((folder / FILE).read_bytes())
        wrong, last = int(found["wrong"]), datetime.fromisoformat(found["last"])
    except (OSError, ValueError, KeyError, TypeError):
        return Tries()
    whole = 0 < wrong <= _MOST and last.tzinfo is not None
    return Tries(wrong, last) if whole else Tries()


def write_tries(folder: Path, tries: Tries) -> None:
    """Keep a count; without wrong ones the file goes. Raises `OSError`."""
    if tries.last is None or not tries.wrong:
        (folder / FILE).unlink(missing_ok=True)
        return
    temporary = folder / (FILE + ".part")
    with temporary.open("w", encoding="utf-8") as file:
        json.dump({"wrong": tries.wrong, "last": tries.last.isoformat()}, file)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / FILE)
    sync_folder(folder)
