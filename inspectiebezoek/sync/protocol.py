"""What laptop and office say to each other in JSON; `frames` has how changes travel beside it.

`docs/protocol.md` describes the routes. The server imports these two files and no other of the
room. Bytes in JSON travel as base64.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, PlainValidator

from inspectiebezoek.log import chain
from inspectiebezoek.log.canonical import canonical

VERSION = 1
MOST_CHANGES = 500
MOST_BYTES = 1_000_000


def _decode(value: object) -> bytes:
    if isinstance(value, bytes):
        return value
    if not isinstance(value, str):
        raise ValueError("base64 text expected")
    try:
        return base64.b64decode(value, validate=True)
    except binascii.Error as error:
        raise ValueError("base64 text expected") from error


def _encode(value: bytes) -> str:
    return base64.b64encode(value).decode()


Blob = Annotated[bytes, PlainValidator(_decode), PlainSerializer(_encode, when_used="json")]
TokenHash = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Message(BaseModel):
    """What all messages share: they are fixed once made, and newer members are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class WireSeal(Message):
    """A device's signature over its chain."""

    device: str
    dseq: int
    head: str
    signature: Blob

    @staticmethod
    def of(seal: chain.Seal) -> WireSeal:
        """A seal ready to travel; the log is in the address."""
        return WireSeal(
            device=seal.device, dseq=seal.dseq, head=seal.head, signature=seal.signature
        )

    def seal(self, log: str) -> chain.Seal:
        """The seal of a log."""
        return chain.Seal(log, self.device, self.dseq, self.head, self.signature)


class EarlierDevice(Message):
    """What this laptop was before: the office may have been put back to before it knew that."""

    device: str
    public_key: Blob
    person: str


class Enrolment(Message):
    """`POST /enrol`: a one-time code and the device's public key (32 bytes).

    `known_as`: the name that the laptop's changes carry from before it was enrolled.
    `token_hash`: SHA-256 (hex) of the token that the laptop made for itself, so that the same
    request asked again is answered alike and an answer that was lost locks nobody out.
    """

    code: str
    device: str
    public_key: Blob
    token_hash: TokenHash
    known_as: str = ""
    earlier: list[EarlierDevice] = []


class SignInOffer(Message):
    """`GET /sign-in`: the provider (OpenID Connect) where people sign in, and our id there."""

    issuer: str
    client_id: str


class SignedIn(Message):
    """`POST /sign-in`: what the provider said of a person, for this device alone.

    The nonce inside `id_token` is what `nonce` gives: it names the device with its key and token,
    so that an ID token that leaks lets no other device in.
    """

    id_token: str = ""
    salt: Blob
    device: str
    public_key: Blob
    token_hash: TokenHash
    known_as: str = ""
    earlier: list[EarlierDevice] = []

    def nonce(self) -> str:
        """What ties a signing in to one device: a hash, as the provider puts it in its token."""
        named = {"device": self.device, "key": self.public_key.hex(), "token": self.token_hash}
        return hashlib.sha256(canonical({**named, "salt": self.salt.hex()})).hexdigest()


class Succession(Message):
    """`POST /succeed`: a restored or copied laptop goes on as a device of its own."""

    device: str
    public_key: Blob
    token_hash: TokenHash
    earlier: list[EarlierDevice] = []


ERASED = "erased"
"""Why the office sets a change apart whose value is gone without agreement."""
RIGHT = "right"
"""Why the office sets a change apart whose author never had the right to write in the log."""
WIPE_AFTER, WIPE_NOW = "after", "now"


class Terms(Message):
    """What the office lays down for a laptop: its time (ISO 8601), after how many days without
    contact it locks itself (0: never), the key (X25519, hex) to which it seals its own, and
    whether it is to be wiped: `after` it brought what it has, `now`, or not at all."""

    device: str
    time: str
    lease_days: int = 0
    recovery_key: str = ""
    wipe: str = ""


class SignedTerms(Message):
    """`Terms` as JSON, with the office's signature over those bytes."""

    content: Blob
    signature: Blob


class Welcome(Message):
    """The answer to an enrolment; it holds no secret, for the laptop made its own."""

    device: str
    person: str
    name: str
    letter: str
    office_key: Blob
    known_as: str = ""
    terms: SignedTerms | None = None


class WireDevice(Message):
    """A device that the office vouches for; `proof` is its signature over `vouched_bytes`.

    Laptops keep it, so that an office put back to an old backup knows its own word again.
    `recipient` is the public key that packages for it are encrypted to (`age1…`); empty before
    it told one, and once it is revoked. `office`: it is the office itself, whose changes carry
    the name of whoever was signed in there.
    """

    device: str
    public_key: Blob
    person: str
    name: str
    letter: str
    known_as: str = ""
    recipient: str = ""
    office: bool = False
    proof: Blob = b""

    def vouched_bytes(self) -> bytes:
        """What the office signs of a device; of a laptop, what it always was."""
        beside = {"proof", "public_key"} | (set() if self.office else {"office"})
        members = self.model_dump(exclude=beside)
        return canonical({**members, "public_key": self.public_key.hex()})


class Recipient(Message):
    """`PUT /recipient`: the key that packages for the asking device are encrypted to."""

    recipient: Annotated[str, Field(pattern="^age1[0-9a-z]{58}$")]


class DeviceList(Message):
    """`GET` and `POST /devices`: devices that the office vouches for, or once did."""

    devices: list[WireDevice]


class Hello(Message):
    """`GET /hello`: the office's epoch and terms, and where it thinks this device stands.

    `wanted`: per log the files (SHA-256) that the office had and lost; who has one brings it. A
    device that is revoked gets this answer and no other.
    """

    version: int
    epoch: str
    revoked: bool
    heads: dict[str, tuple[int, str]]
    wanted: dict[str, list[str]] = {}
    terms: SignedTerms | None = None


class Wiped(Message):
    """`POST /wiped`: the laptop begins to wipe itself, or is done."""

    done: bool


class LogList(Message):
    """`GET /logs`: the logs of a kind that the person may read."""

    logs: list[str]


class PulledHead(Message):
    """`GET …/changes`, before the changes themselves: where the stretch ends in the log, with
    the seals; or `reset` when the rolls differ."""

    reset: bool = False
    seals: list[WireSeal] = []
    vseq: int = 0
    roll: str = ""
    more: bool = False


class PushHead(Message):
    """`POST …/changes`, before the changes themselves: the seals that cover them."""

    seals: list[WireSeal]


class Pushed(Message):
    """The answer to a push: ids that were known before and ids set apart, with the code why.

    All else was stored. It is no receipt: only a pull is.
    """

    known: list[str]
    quarantined: dict[str, str]


class Checked(Message):
    """`POST …/check`: the office checked its own log; rows set apart, and if it was redone."""

    damaged: int
    renumbered: bool


class FileChecked(Message):
    """`POST …/blobs/{sha256}/check`: the office read the file again; whether it is whole."""

    whole: bool


class Receipt(Message):
    """`POST …/receipt`: the office's signature over its rolling hash at a number, and over the
    files (SHA-256) of the log that it has just found whole."""

    vseq: int
    roll: str
    files: list[str]
    signature: Blob = b""

    def signed_bytes(self, log: str) -> bytes:
        """What the office signs of a log."""
        return canonical({"log": log, **self.model_dump(exclude={"signature"})})


class Tombstone(Message):
    """`GET …/tombstone`: what stays of a log that was destroyed, signed by the office: how far it
    went (number and roll, hex), on what decision, and when (ISO 8601)."""

    log: str
    vseq: int
    roll: str
    decision: str
    at: str
    signature: Blob = b""

    def signed_bytes(self) -> bytes:
        """What the office signs of it."""
        return canonical(self.model_dump(exclude={"signature"}))


class Manifest(Message):
    """`GET /reference`: the list of published files (`published.write_list`), signed as it is."""

    content: Blob
    signature: Blob


class CarryIn(Message):
    """`GET …/carryin`: what the office gives along for a visit, and its signature over that.

    `content`: as `visit/carry_in.py` writes it; it may hold nothing.
    """

    content: Blob
    signature: Blob

    @property
    def version(self) -> str:
        """SHA-256 (hex) of the content: what the log says the team had, and the ETag."""
        return hashlib.sha256(self.content).hexdigest()


class Refusal(Message):
    """An error as the office tells it: a code and facts, never a sentence or what was sent."""

    code: str
    facts: dict[str, str] = {}
