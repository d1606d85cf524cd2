"""A reference: a value that points into another log, at the change that its author saw."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from inspectiebezoek.log.address import parse
from inspectiebezoek.log.canonical import Value

_LOG = re.compile(r"[a-z][a-z-]*/[^/\s]+")
_CHANGE = re.compile(r"[0-9a-f]{64}|")
_PARTS = {"log", "entity", "at"}


@dataclass(frozen=True, slots=True)
class Ref:
    """`log`: `kind/uuid`; `entity`: an address in it, such as `recommendation:<uuid>/`, or empty
    for the log as a whole; `at`: the id of the change that was seen (hex), empty where unknown.

    It stays valid when the log leaves a laptop: it names, and holds nothing.
    """

    log: str
    entity: str = ""
    at: str = ""

    def plain(self) -> dict[str, Value]:
        """As a change carries it."""
        return {"log": self.log, "entity": self.entity, "at": self.at}


def read_ref(value: Value) -> Ref:
    """The reference that a change carries; raises `ValueError` for a value that is none."""
    if not isinstance(value, Mapping) or set(value) != _PARTS:
        raise ValueError("a reference has a log, an entity and a change")
    log, entity, at = value["log"], value["entity"], value["at"]
    if not (isinstance(log, str) and isinstance(entity, str) and isinstance(at, str)):
        raise ValueError("the parts of a reference are texts")
    if not _LOG.fullmatch(log) or not _CHANGE.fullmatch(at):
        raise ValueError(f"{log} at {at or '-'}")
    if entity:
        parse(entity)
    return Ref(log, entity, at)
