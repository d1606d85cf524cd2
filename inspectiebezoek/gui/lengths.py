"""How long a sound is, as people read it."""

from __future__ import annotations


def length_words(seconds: int) -> str:
    """Minutes and seconds: `01:05`; hours only where there are any."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes:02d}:{seconds:02d}"
