"""Look for words in everything that lies in a folder, however they were encoded."""

from __future__ import annotations

from pathlib import Path

MARKER = "Kenmerk-Ωµ-geheim-van-de-gedetineerde"


def spellings(words: str) -> tuple[bytes, ...]:
    """The bytes that words could lie on disk as; the plain part of them too."""
    plain = max(words.split("-"), key=len)
    return tuple(
        text.encode(coding)
        for text in (words, plain)
        for coding in ("utf-8", "utf-16-le", "utf-16-be")
    )


def files_with(folder: Path, words: str = MARKER) -> list[str]:
    """The files below a folder that hold the words, by name or content."""
    found = []
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        data = path.read_bytes() + str(path.relative_to(folder)).encode()
        if any(spelling in data for spelling in spellings(words)):
            found.append(path.name)
    return found
