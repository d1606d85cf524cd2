"""What is in a package: lines of JSON, and after some of them the raw bytes of a file.

    {"opening": …}                       who made it, when
    {"card": …} {"proof": …}             the laptops whose changes are in it
    {"log": "visit/…", "title": …, "carryin": …}   then its changes and seals
    {"change": …} {"seal": …} {"absent": sha256}
    {"file": sha256} {"piece": n} + n bytes … {"whole": true|false}
    {"end": changes}

Nothing in it is a name on disk, and nothing is packed together: a package unpacks to less than
its own size. `docs/package.md` describes it for others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.canonical import canonical
from inspectiebezoek.log.change import Entry
from inspectiebezoek.sync.protocol import Blob, CarryIn, Message, WireDevice, WireSeal

MOST_LINE = 16_000_000
MOST_LINES_BYTES = 400_000_000
MOST_PIECE = 1 << 24
_HASH = re.compile("[0-9a-f]{64}")


class Opening(Message):
    """Who made the package, and when by their own clock."""

    person: str
    name: str
    made_at: str


class PackedChange(Message):
    """A change as it lies in a log: its bytes, and beside them salt and value."""

    data: Blob
    salt: Blob | None = None
    value: Blob | None = None

    @staticmethod
    def of(entry: Entry) -> PackedChange:
        """A change, ready to be packed."""
        return PackedChange(data=entry.data, salt=entry.salt, value=entry.value)

    def entry(self) -> Entry:
        """The change as a log keeps it; raises `ValueError` when the bytes are none."""
        return Entry(self.data, self.salt, self.value)


class Card(Message):
    """What a laptop says of itself, signed with its own key: it proves the key, not the person.

    `recipient` is its public key for packages (`age1…`).
    """

    device: str
    public_key: Blob
    person: str
    name: str
    letter: str
    known_as: str = ""
    recipient: str = ""
    signature: Blob = b""

    def signed_bytes(self) -> bytes:
        """What the laptop signs; no other thing that it signs reads like this."""
        members = self.model_dump(exclude={"signature", "public_key"})
        return canonical({"card": {**members, "public_key": self.public_key.hex()}})


class Reading:
    """Is told what is in a package, in order; what a subclass does not ask for passes by.

    A method may raise to stop the reading.
    """

    def opening(self, opening: Opening) -> None:
        """Who made it."""

    def card(self, card: Card) -> None:
        """A laptop as it tells itself."""

    def proof(self, proof: WireDevice) -> None:
        """A laptop as an office vouches for it."""

    def log(self, log: str, title: str) -> None:
        """A visit; what follows is of it."""

    def carry_in(self, carried: CarryIn) -> None:
        """What the office gave along for the visit, as its maker had it."""

    def change(self, change: PackedChange) -> None:
        """A change of the visit."""

    def seal(self, seal: WireSeal) -> None:
        """A signature over a chain of the visit."""

    def absent(self, sha256: str) -> None:
        """A file of the visit that its maker did not have."""

    def file(self, sha256: str) -> None:
        """A file begins."""

    def piece(self, data: bytes) -> None:
        """The next bytes of the file."""

    def whole(self, *, right: bool) -> None:
        """The file ends; not `right`: what came of it is not what it was."""


def line(**members: object) -> bytes:
    """One line of a package."""
    plain = {
        name: each.model_dump(mode="json") if isinstance(each, BaseModel) else each
        for name, each in members.items()
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def file_lines(sha256: str, pieces: Iterable[bytes], broken: tuple[Code, ...]) -> Iterator[bytes]:
    """The lines of a file; one of the errors in `broken` ends it as not whole."""
    yield line(file=sha256)
    right = True
    try:
        for piece in pieces:
            yield line(piece=len(piece)) + piece
    except InspectionError as error:
        if error.code not in broken:
            raise
        right = False
    yield line(whole=right)


class Parser:
    """Takes the bytes of a package as they come, and tells what they say.

    Raises `PACKAGE_BROKEN` where they are none, `PACKAGE_TOO_BIG` beyond our limits; `close`
    raises it when the end is missing.
    """

    def __init__(self, reading: Reading, name: str) -> None:
        self._reading, self._name = reading, name
        self._waiting = bytearray()
        self._searched = self._raw = self._lines = self._changes = 0
        self._begun = self._ended = self._in_log = self._in_file = False

    def write(self, data: bytes, /) -> int:
        """Take the next bytes; all of them are taken."""
        self._waiting += data
        while self._waiting:
            if self._raw:
                self._hand_over()
            elif not self._take_line():
                break
        return len(data)

    def flush(self) -> None:
        """Nothing is held back that can be told."""

    def close(self) -> None:
        """All bytes came; raises `PACKAGE_BROKEN` when there should be more."""
        if not self._ended or self._waiting:
            raise self._broken("end")

    def _hand_over(self) -> None:
        piece = bytes(self._waiting[: self._raw])
        del self._waiting[: len(piece)]
        self._raw -= len(piece)
        self._reading.piece(piece)

    def _take_line(self) -> bool:
        # A long line comes in small parts: only what is new is searched for its end.
        end = self._waiting.find(b"\n", self._searched)
        if end < 0:
            if len(self._waiting) > MOST_LINE:
                raise InspectionError(Code.PACKAGE_TOO_BIG, file=self._name)
            self._searched = len(self._waiting)
            return False
        found = bytes(self._waiting[:end])
        del self._waiting[: end + 1]
        self._searched = 0
        self._lines += len(found)
        if self._lines > MOST_LINES_BYTES:
            raise InspectionError(Code.PACKAGE_TOO_BIG, file=self._name)
        self._understand(found)
        return True

    def _understand(self, found: bytes) -> None:
        try:
            members: dict[str, Any] = json.loads(found)
            kind, content = next(iter(members.items()))
            if self._ended or self._begun == (kind == "opening"):
                raise self._broken(kind)
            self._tell(kind, content, members)
        except (ValueError, RecursionError, StopIteration, TypeError, AttributeError) as error:
            # pydantic's error is a ValueError.
            raise self._broken("line") from error

    def _tell(self, kind: str, content: Any, members: dict[str, Any]) -> None:
        reading = self._reading
        if self._in_file != (kind in ("piece", "whole")):
            raise self._broken(kind)
        if kind in ("change", "seal", "absent") and not self._in_log:
            raise self._broken(kind)
        if kind == "opening":
            self._begun = True
            reading.opening(Opening.model_validate(content))
        elif kind == "card":
            reading.card(Card.model_validate(content))
        elif kind == "proof":
            reading.proof(WireDevice.model_validate(content))
        elif kind == "log":
            self._in_log = True
            reading.log(str(content), str(members.get("title", "")))
            if members.get("carryin") is not None:
                reading.carry_in(CarryIn.model_validate(members["carryin"]))
        elif kind == "change":
            self._changes += 1
            reading.change(PackedChange.model_validate(content))
        elif kind == "seal":
            reading.seal(WireSeal.model_validate(content))
        elif kind == "absent":
            reading.absent(_hash(content))
        else:
            self._tell_file(kind, content)

    def _tell_file(self, kind: str, content: Any) -> None:
        if kind == "file":
            self._in_file = True
            self._reading.file(_hash(content))
        elif kind == "piece":
            if not isinstance(content, int) or not 0 <= content <= MOST_PIECE:
                raise self._broken(kind)
            self._raw = content
        elif kind == "whole":
            self._in_file = False
            self._reading.whole(right=content is True)
        elif kind == "end" and content == self._changes:
            self._ended = True
        else:
            raise self._broken(kind)

    def _broken(self, reason: str) -> InspectionError:
        return InspectionError(Code.PACKAGE_BROKEN, file=self._name, reason=reason[:20])


def _hash(content: object) -> str:
    """A SHA-256 in hex; raises `ValueError` for anything else."""
    if not isinstance(content, str) or not _HASH.fullmatch(content):
        raise ValueError("no hash")
    return content
