"""Look for words in everything that lies in a folder, however they were encoded."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

MARKER = "Kenmerk-Ωµ-geheim-van-de-gedetineerde"

_PAGE = 4096


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


def decrypted(folder: Path, key: bytes) -> bytes:
    """Every page of the database and its write-ahead log, opened with the key, free pages too.

    SQLCipher 4: pages of 4096 bytes, AES-256-CBC, of which the last 80 bytes are the vector of 16
    and the check of 64; the first page begins with the salt. A frame of the log has a head of 24.
    """
    plain = b""
    for path, start, head in (("store.db", 0, 0), ("store.db-wal", 32, 24)):
        file = folder / path
        data = file.read_bytes()[start:] if file.exists() else b""
        for place in range(0, len(data) - head - _PAGE + 1, head + _PAGE):
            page = data[place + head : place + head + _PAGE]
            first = 16 if not head and place == 0 else 0
            vector = page[-80:-64]
            opening = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
            plain += opening.update(page[first:-80])
    return plain
