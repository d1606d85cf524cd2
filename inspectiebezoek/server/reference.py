"""What the office publishes to every laptop: checklists and registers, in a signed list."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields, replace
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Engine, Row, select
from sqlalchemy.dialects.postgresql import insert

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.server import schema
from inspectiebezoek.server.files import Files
from inspectiebezoek.server.publishing import Prepared
from inspectiebezoek.sync import protocol
from inspectiebezoek.sync.published import SITES, Published, write_list

_PIECE = 4_000_000


class Reference:
    """The published files: their list in the database, their content among the files."""

    def __init__(
        self,
        engine: Engine,
        files: Files,
        key: Ed25519PrivateKey,
        clock: Callable[[], datetime],
    ) -> None:
        self._engine = engine
        self._files = files
        self._key = key
        self._clock = clock

    def publish(
        self, ready: Sequence[Prepared], *, valid_from: str = "", valid_to: str = ""
    ) -> tuple[Published, ...]:
        """Publish files, valid between two ISO dates (empty: no bound); all of them or none.

        What is published already stays what it is and only gets these dates. Raises
        `VERSION_TAKEN` when a version was published with another content.
        """
        told = []
        for each in ready:
            sha256 = hashlib.sha256(each.content).hexdigest()
            self._keep(sha256, each.content)
            size = len(each.content)
            told.append(
                Published(
                    each.kind, each.id, each.version, each.title, sha256, size, valid_from, valid_to
                )
            )
        with self._engine.begin() as connection:
            return tuple(self._list(connection, each) for each in told)

    def _keep(self, sha256: str, content: bytes) -> None:
        # Content first: a row whose file is missing would stop laptops, a file alone is harmless.
        if self._files.size(sha256) is None:
            offset = self._files.offset(sha256)
            for start in range(offset, len(content), _PIECE):
                piece = content[start : start + _PIECE]
                self._files.add(sha256, start, len(content), piece)

    def _list(self, connection: Connection, file: Published) -> Published:
        table = schema.reference
        same = (table.c.kind == file.kind) & (table.c.id == file.id)
        # The version of a register is when it was published: the same content is the same one.
        alike = table.c.version == file.version
        alike = table.c.sha256 == file.sha256 if file.kind == SITES else alike
        known = connection.execute(select(table).where(same, alike)).first()
        if known is None:
            connection.execute(insert(table).values(**asdict(file), published=self._clock()))
            return file
        if known.sha256 != file.sha256:
            raise InspectionError(Code.VERSION_TAKEN, id=file.id, version=file.version)
        row = same & (table.c.version == known.version)
        told = replace(_published(known), valid_from=file.valid_from, valid_to=file.valid_to)
        connection.execute(table.update().where(row).values(asdict(told)))
        return told

    def listed(self) -> tuple[Published, ...]:
        """Every published file; the one that was published last first."""
        table = schema.reference
        order = (table.c.published.desc(), table.c.kind, table.c.id, table.c.version)
        with self._engine.begin() as connection:
            rows = connection.execute(select(table).order_by(*order))
            return tuple(_published(row) for row in rows)

    def manifest(self) -> protocol.Manifest:
        """The list with the office's signature."""
        content = write_list(self.listed())
        return protocol.Manifest(content=content, signature=self._key.sign(content))

    def holds(self, sha256: str) -> bool:
        """True for the content of a published file."""
        table = schema.reference
        with self._engine.begin() as connection:
            query = select(table.c.id).where(table.c.sha256 == sha256)
            return connection.execute(query).first() is not None


def _published(row: Row[Any]) -> Published:
    return Published(**{each.name: getattr(row, each.name) for each in fields(Published)})
