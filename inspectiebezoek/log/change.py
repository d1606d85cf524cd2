"""A change: the one fact that everything else is read from, as bytes that are hashed once.

The bytes hold a commitment H(salt ‖ value) instead of the value, so that a value can be
erased later (a name typed by mistake, the end of the retention term) without breaking the
chain. Salt and value travel beside the bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import msgspec
from msgspec.structs import force_setattr, replace

from inspectiebezoek.log.canonical import Value, canonical_again

VERSION = 1

SET = "set"
"""One value for the field of the change."""
ACT = "act"
"""A value for the field and for the fields that the act set off:
`{"value": …, "effects": [[field, value], …]}`."""
GENESIS = "genesis"
"""What a new form instance begins with:
`{"values": [[field, value], …], "rows": [[field, order], …]}`."""
ADD = "add"
"""A repeat row is born; the value holds its order key and its label."""
REMOVE = "remove"
"""A repeat row is taken out; the parents are the heads of the row and of all it held, and the
value is the one it had, so that its label is never given again and it can be put back."""
EXPUNGE = "expunge"
"""The value of another change is erased everywhere; the value names it, the ground, the two."""


class FormRef(msgspec.Struct, frozen=True, gc=False):
    """The version of a form that an answer was given to."""

    id: str
    version: str
    sha256: str


class Cause(msgspec.Struct, frozen=True, gc=False):
    """The change, perhaps in another log, that made this one necessary."""

    log: str
    id: str


class Change(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """The envelope, as it is hashed.

    `log` is `kind/uuid`; `field` an address; `by` the person; `device` and `dseq` (from 1) the
    place in that device's chain in this log and `prev` the id before it; `parents` the heads of
    the field that the author saw; `hlc` the hybrid clock (order and display only); `at` the
    author's own clock with its UTC offset, as text; `value` the commitment, hex.
    """

    log: str
    field: str
    op: str
    value: str
    by: str
    device: str
    dseq: int
    prev: str | None
    parents: tuple[str, ...]
    hlc: str
    at: str
    form: FormRef | None = None
    cause: Cause | None = None
    blobs: tuple[str, ...] = msgspec.field(default_factory=lambda: ())
    v: int = msgspec.field(default_factory=lambda: VERSION)

    def encode(self) -> bytes:
        """The bytes of the change; made once, kept and passed on as they are.

        They are those that `canonical` gives. Of the members only `form` and `cause` are left
        out where there is none; a default that a factory makes is written down.
        """
        if len(self.parents) > 1:
            return _WRITER.encode(replace(self, parents=tuple(sorted(self.parents))))
        return _WRITER.encode(self)


_VALUES = json.JSONDecoder()
_READER, _WRITER = msgspec.json.Decoder(Change), msgspec.json.Encoder(order="sorted")
_NUL, _MOST = b"\\u0000", 2**31 - 1


def decode(data: bytes) -> Change:
    """Read the bytes of a change; unknown members are left alone, they stay in the bytes.

    Raises `ValueError` when a member is missing or of the wrong kind.
    """
    try:
        change = _READER.decode(data)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError("not a change") from error
    # What no database can hold: a laptop of ours never writes it, a forger may.
    if (b"\\" in data and _NUL in data) or not 0 < change.dseq <= _MOST:
        raise ValueError("not a change")
    return change


def commitment(salt: bytes, value: bytes) -> str:
    """H(salt ‖ value), hex: what the hashed bytes hold in place of the value."""
    return hashlib.sha256(salt + value).hexdigest()


class Entry(msgspec.Struct, frozen=True, gc=False):
    """A change as it lies in a log: its bytes, and beside them the salt and the value.

    `salt` and `value` (canonical bytes) are both None once the value was expunged. `id` and
    `change` always come from the bytes, whatever is given.
    """

    data: bytes
    salt: bytes | None
    value: bytes | None
    id: str = ""
    change: Change = cast("Change", None)

    def __post_init__(self) -> None:
        force_setattr(self, "id", hashlib.sha256(self.data).hexdigest())
        force_setattr(self, "change", decode(self.data))

    @property
    def expunged(self) -> bool:
        """True once the value was erased; the chain still holds."""
        return self.value is None

    @property
    def canonical(self) -> bool:
        """True when the bytes are the one way to write down what they say."""
        # A change with no members but the known ones comes out as it went in.
        return self.change.encode() == self.data or canonical_again(self.data)

    @property
    def promised(self) -> bool:
        """True when salt and value are the ones that the hashed bytes promise, or both erased."""
        if self.salt is None or self.value is None:
            return self.salt is None and self.value is None
        return commitment(self.salt, self.value) == self.change.value

    @property
    def intact(self) -> bool:
        """True when salt and value are the promised ones, and readable."""
        return self.promised and (self.value is None or canonical_again(self.value))

    @property
    def content(self) -> Value:
        """The value itself; None when it was expunged."""
        return None if self.value is None else _content(self.value)


def _content(value: bytes) -> Value:
    content: Value = _VALUES.decode(value.decode())
    return content


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a person did, before the store gives it its place in the chain.

    `upon`: numbers (from 0) of earlier proposals of the same fact that this one builds on; their
    ids, which are not known yet, join the parents.
    """

    field: str
    value: Value
    parents: tuple[str, ...] = ()
    op: str = SET
    blobs: tuple[str, ...] = ()
    form: FormRef | None = None
    cause: Cause | None = None
    upon: tuple[int, ...] = ()


def touched(op: str, field: str, content: Value) -> Sequence[tuple[str, Value]]:
    """The fields that a change gives a value, with that value.

    An expunged `act` or `genesis` still touches its own field, with no value.
    """
    if op == ACT and isinstance(content, Mapping):
        effects = content.get("effects") or []
        return [(field, content.get("value")), *_pairs(effects)]
    if op == GENESIS and isinstance(content, Mapping):
        return [(field, ""), *_pairs(content.get("values")), *_pairs(content.get("rows"))]
    return [(field, content)]


def _pairs(value: Value) -> list[tuple[str, Value]]:
    if not isinstance(value, list | tuple):
        return []
    pairs = [pair for pair in value if isinstance(pair, list | tuple) and len(pair) == 2]
    return [(str(field), content) for field, content in pairs]
