"""What a visit needs of the place that keeps its changes and files: a seam, not a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from inspectiebezoek.log.change import Entry, Proposal


class Author(Protocol):
    """The person and the device that write."""

    @property
    def id(self) -> str:
        """The device."""

    @property
    def person(self) -> str:
        """The person enrolled on it."""


class FileKeeper(Protocol):
    """Keeps evidence files by the hash of their content."""

    def keep(self, source: Iterable[bytes]) -> tuple[str, int]:
        """Write a file down for good; its SHA-256 (hex) and size in bytes."""

    def read(self, sha256: str) -> Iterator[bytes]:
        """The content in chunks, checked against its hash."""


class Journal(Protocol):
    """Keeps changes in order; what `append` returned is on disk."""

    @property
    def evidence(self) -> FileKeeper:
        """Where the files go."""

    def device(self) -> Author:
        """Who writes here."""

    def letter(self, log: str) -> str:
        """The letters of the device in labels that people quote, in this log."""

    def entries(self, log: str) -> tuple[Entry, ...]:
        """All changes of a log, in the order they came here."""

    def append(
        self,
        log: str,
        proposals: Sequence[Proposal],
        *,
        now: datetime,
        drafts: Iterable[str] = (),
        files: Iterable[tuple[str, int]] = (),
    ) -> tuple[Entry, ...]:
        """Put what a person did on disk, all or nothing.

        `drafts` became changes with it; `files` (SHA-256, size) come with it to the office.
        """

    def keep_draft(self, log: str, field: str, words: str, *, now: datetime) -> None:
        """Put text that is still being typed on disk."""

    def drafts(self, log: str) -> Mapping[str, str]:
        """Text that was being typed when the program stopped, by field."""

    def drop_draft(self, log: str, field: str) -> None:
        """Forget typed text that was given up."""
