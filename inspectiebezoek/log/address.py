"""Addresses of fields: `kind:[uuid]/path`, one grammar for everything a log can hold."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ADDRESS = re.compile(r"(?P<kind>[a-z][a-z-]*):(?P<entity>[^/]*)/(?P<path>.*)", re.DOTALL)
_ROW = re.compile(r"\[([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Address:
    """A field: the kind of thing, which one (empty where a log holds just one), and the path.

    `answer:/data/rep_cel[<uuid>]/temp` → kind `answer`, entity ``, path
    `data/rep_cel[<uuid>]/temp`; `finding:<uuid>/text` → kind `finding`, the uuid, `text`.
    """

    kind: str
    entity: str
    path: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.entity}/{self.path}"


def parse(text: str) -> Address:
    """Read an address; raises `ValueError` when the text does not follow the grammar."""
    match = _ADDRESS.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return Address(match["kind"], match["entity"], match["path"])


def containers(address: str) -> tuple[str, ...]:
    """The entity and the repeat rows that a field lies in, outermost first.

    `answer:/data/rep_cel[a]/x` lies in `answer:/data/rep_cel[a]`; `finding:b/text` lies in
    `finding:b/`. A container is not in itself.
    """
    found = [address[: match.end()] for match in _ROW.finditer(address)]
    entity = re.match(r"[a-z][a-z-]*:[^/]+/", address)
    if entity is not None:
        found.insert(0, entity[0])
    return tuple(each for each in found if each != address)


def inside(container: str) -> str:
    """The prefix that the fields inside a repeat row or an entity share."""
    return container if container.endswith("/") else container + "/"
