"""The program's own log: ids and codes only, never an answer; 10 files of 5 MB at most."""

from __future__ import annotations

import logging
import logging.handlers
from pathlib import Path

_FILES, _BYTES = 10, 5_000_000


def start_logging(folder: Path, level: str = "WARNING") -> None:
    """Write the log of this run in `folder`; library chatter stays at WARNING."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / "inspectiebezoek.log", maxBytes=_BYTES, backupCount=_FILES - 1, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger("inspectiebezoek").setLevel(level)
