"""The file of a package: who can open it, and the age file that holds the rest.

A line that names the format, four bytes with the length of a wrapped key (0 without passphrase),
that key, and an age file (age-encryption.org/v1). The age file is for the public keys of
laptops and for one key made for this package alone; a passphrase wraps that key, as an age file
of its own. So a package of any size is read and written as a stream, and with the `age` program
it opens without ours (`docs/package.md`).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

import pyrage

from inspectiebezoek.errors import Code, InspectionError

_NAME = b"inspectiebezoek-package/"
_VERSION = b"1\n"
_MOST_WRAPPED = 4096
_NO_KEY_FITS = "No matching keys"


@dataclass(frozen=True, slots=True)
class Lock:
    """Who can open a package: `recipients` (`age1…`), and whoever knows the passphrase."""

    recipients: tuple[str, ...] = ()
    passphrase: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Keys:
    """What one opens a package with: private keys (`AGE-SECRET-KEY-…`), and a passphrase."""

    identities: tuple[str, ...] = field(default=(), repr=False)
    passphrase: str | None = field(default=None, repr=False)


class Sink(Protocol):
    """Takes what was in a package, piece by piece."""

    def write(self, data: bytes, /) -> int:
        """Take the next bytes."""

    def flush(self) -> None:
        """All that came so far was handed over."""


def recipient(text: str) -> pyrage.x25519.Recipient:
    """A public key as people copy it; raises `RECIPIENT_UNKNOWN`."""
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise InspectionError(Code.RECIPIENT_UNKNOWN, to=text[:80]) from error


def write(target: BinaryIO, content: Iterable[bytes], lock: Lock) -> Keys:
    """Write a package; returns the key with which its maker can read it back."""
    own = pyrage.x25519.Identity.generate()
    wrapped = b""
    if lock.passphrase is not None:
        wrapped = pyrage.passphrase.encrypt(str(own).encode(), lock.passphrase)
    target.write(_NAME + _VERSION + len(wrapped).to_bytes(4, "big") + wrapped)
    source = _Source(iter(content))
    try:
        pyrage.encrypt_io(source, target, [own.to_public(), *map(recipient, lock.recipients)])
    except (pyrage.EncryptError, OSError):
        if source.error is not None:
            raise source.error from None
        raise
    return Keys((str(own),))


def without_passphrase(path: Path, keys: Keys) -> Keys:
    """The same keys, with the one that a passphrase unwraps in its place.

    Unwrapping takes a second, and a package is read twice. Raises as `read`.
    """
    if keys.passphrase is None:
        return keys
    try:
        with path.open("rb") as file:
            wrapped = _head(file, path.name)
    except OSError as error:
        raise InspectionError(Code.FILE_MISSING, file=path.name) from error
    return Keys((*keys.identities, *map(str, _unwrapped(wrapped, keys, path.name))))


def read(path: Path, keys: Keys, sink: Sink, tell: Callable[[int], None]) -> None:
    """Hand what is in a package to `sink`, which gets bytes that prove right only at the end.

    `tell` gets how many bytes there were so far.

    Raises `FILE_MISSING`, `PACKAGE_UNREADABLE` for another kind of file, `PACKAGE_NEWER`,
    `PACKAGE_LOCKED` when a passphrase is wanted, `PACKAGE_KEY` when nothing given opens it, and
    `PACKAGE_BROKEN` when it was altered or cut off.
    """
    try:
        with path.open("rb") as file:
            wrapped = _head(file, path.name)
            identities = [*map(_identity, keys.identities), *_unwrapped(wrapped, keys, path.name)]
            _decrypt(file, _Counted(sink, tell), identities, path.name, locked=bool(wrapped))
    except OSError as error:
        raise InspectionError(Code.FILE_MISSING, file=path.name) from error


def _decrypt(
    file: BinaryIO,
    sink: Sink,
    identities: list[pyrage.x25519.Identity],
    name: str,
    *,
    locked: bool,
) -> None:
    try:
        pyrage.decrypt_io(file, sink, identities)
    except pyrage.DecryptError as error:
        if not str(error).startswith(_NO_KEY_FITS):
            raise InspectionError(Code.PACKAGE_BROKEN, file=name, reason="age") from error
        code = Code.PACKAGE_LOCKED if locked else Code.PACKAGE_KEY
        raise InspectionError(code, file=name) from error
    except OSError as error:
        if error.errno is not None:
            raise  # the stick was pulled out, or the disk is full
        raise InspectionError(Code.PACKAGE_BROKEN, file=name, reason="age") from error


def _head(file: BinaryIO, name: str) -> bytes:
    """Read up to the age file; the wrapped key."""
    if file.read(len(_NAME)) != _NAME:
        raise InspectionError(Code.PACKAGE_UNREADABLE, file=name)
    version = file.read(len(_VERSION))
    if version != _VERSION:
        raise InspectionError(Code.PACKAGE_NEWER, file=name)
    length = int.from_bytes(file.read(4), "big")
    wrapped = file.read(length) if length <= _MOST_WRAPPED else b""
    if len(wrapped) != length:
        raise InspectionError(Code.PACKAGE_BROKEN, file=name, reason="head")
    return wrapped


def _unwrapped(wrapped: bytes, keys: Keys, name: str) -> Iterator[pyrage.x25519.Identity]:
    if keys.passphrase is None:
        return
    if not wrapped:
        raise InspectionError(Code.PACKAGE_KEY, file=name)
    try:
        yield _identity(pyrage.passphrase.decrypt(wrapped, keys.passphrase).decode())
    except (pyrage.DecryptError, pyrage.IdentityError, UnicodeDecodeError) as error:
        raise InspectionError(Code.PACKAGE_KEY, file=name) from error


def _identity(text: str) -> pyrage.x25519.Identity:
    return pyrage.x25519.Identity.from_str(text)


class _Counted:
    """Hands bytes on, and tells how many there were."""

    def __init__(self, sink: Sink, tell: Callable[[int], None]) -> None:
        self._sink, self._tell, self._count = sink, tell, 0

    def write(self, data: bytes, /) -> int:
        self._count += len(data)
        self._tell(self._count)
        return self._sink.write(data)

    def flush(self) -> None:
        self._sink.flush()


class _Source(io.RawIOBase):
    """Pieces as a file that can be read; what went wrong in making them is kept."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, memoryview(b"")
        self.error: BaseException | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            while not self._rest:
                self._rest = memoryview(next(self._pieces))
        except StopIteration:
            return b""
        except BaseException as error:
            # The library would pass on the words of it alone.
            self.error = error
            raise
        taken = self._rest if size < 0 else self._rest[:size]
        self._rest = self._rest[len(taken) :]
        return bytes(taken)
