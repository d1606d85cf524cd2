"""Talk to the office over HTTP; trouble on the way becomes one of our codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log import chain
from inspectiebezoek.log.change import Entry
from inspectiebezoek.sync import frames, protocol
from inspectiebezoek.sync.secure import trust

_TIMEOUT = httpx.Timeout(30.0, connect=5.0)
Answer = TypeVar("Answer", bound=BaseModel)
_BY_STATUS = {
    401: Code.NOT_ENROLLED,
    403: Code.DEVICE_REVOKED,
    404: Code.FILE_MISSING,
    410: Code.LOG_DESTROYED,
    507: Code.OFFICE_FULL,
}
_BY_QUOTE = {code.quote: code for code in Code}


class OfficeClient:
    """One conversation with the office; close it, or use it as a context."""

    def __init__(
        self, url: str, token: str = "", transport: httpx.BaseTransport | None = None
    ) -> None:
        """`url` must be https, or http on this machine; raises `OFFICE_INSECURE`."""
        secure = trust(url)
        self.url = url
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._http = httpx.Client(
            base_url=url, headers=headers, timeout=_TIMEOUT, verify=secure, transport=transport
        )

    def __enter__(self) -> OfficeClient:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def go_on_as(self, token: str) -> None:
        """Go on with the conversation as the device that this laptop now is."""
        self._http.headers["Authorization"] = f"Bearer {token}"

    def close(self) -> None:
        """End the conversation."""
        self._http.close()

    def enrol(
        self,
        code: str,
        device: str,
        public_key: bytes,
        token_hash: str,
        *,
        known_as: str = "",
        earlier: Sequence[protocol.EarlierDevice] = (),
    ) -> protocol.Welcome:
        """Use a one-time code; raises `ENROL_CODE_UNKNOWN`, `…_USED` or `…_EXPIRED`."""
        body = protocol.Enrolment(
            code=code,
            device=device,
            public_key=public_key,
            token_hash=token_hash,
            known_as=known_as,
            earlier=list(earlier),
        )
        return self._read(protocol.Welcome, self._send("POST", "/enrol", body))

    def sign_in_offer(self) -> protocol.SignInOffer:
        """Where people of this office sign in; raises `SIGN_IN_NOT_OFFERED`."""
        return self._read(protocol.SignInOffer, self._send("GET", "/sign-in"))

    def sign_in(self, proof: protocol.SignedIn) -> protocol.Welcome:
        """Bring the proof of who somebody is; raises `SIGN_IN_FAILED`, `PERSON_UNKNOWN`."""
        return self._read(protocol.Welcome, self._send("POST", "/sign-in", proof))

    def succeed(
        self,
        device: str,
        public_key: bytes,
        token_hash: str,
        earlier: Sequence[protocol.EarlierDevice],
    ) -> protocol.Welcome:
        """Go on as a device of its own, after this laptop was restored or copied."""
        body = protocol.Succession(
            device=device, public_key=public_key, token_hash=token_hash, earlier=list(earlier)
        )
        return self._read(protocol.Welcome, self._send("POST", "/succeed", body))

    def check(self, log: str) -> protocol.Checked:
        """Ask the office to check its own log and to set right what does not hold."""
        return self._read(protocol.Checked, self._send("POST", f"/logs/{log}/check"))

    def hello(self) -> protocol.Hello:
        """How the office is, and where it thinks this device stands."""
        return self._read(protocol.Hello, self._send("GET", "/hello"))

    def receipt(self, log: str) -> protocol.Receipt:
        """The office's signature for what it has of a log now."""
        return self._read(protocol.Receipt, self._send("POST", f"/logs/{log}/receipt"))

    def tombstone(self, log: str) -> protocol.Tombstone:
        """What the office signs of a log that it destroyed; else raises `FILE_MISSING`."""
        return self._read(protocol.Tombstone, self._send("GET", f"/logs/{log}/tombstone"))

    def tell_wiped(self, *, done: bool) -> None:
        """Tell that the laptop begins to wipe itself, or is done."""
        self._send("POST", "/wiped", protocol.Wiped(done=done))

    def devices(self) -> tuple[protocol.WireDevice, ...]:
        """The devices that the office vouches for."""
        return tuple(self._read(protocol.DeviceList, self._send("GET", "/devices")).devices)

    def tell_recipient(self, recipient: str) -> None:
        """Tell the office the key that packages for this laptop are encrypted to (`age1…`)."""
        self._send("PUT", "/recipient", protocol.Recipient(recipient=recipient))

    def remind(self, devices: Sequence[protocol.WireDevice]) -> None:
        """Show the office devices that it vouched for and no longer knows."""
        self._send("POST", "/devices", protocol.DeviceList(devices=list(devices)))

    def logs(self, kind: str) -> list[str]:
        """The logs of a kind that this person may read."""
        answer = self._send("GET", f"/logs?kind={kind}")
        return self._read(protocol.LogList, answer).logs

    def pull(
        self, log: str, after: int, roll: bytes
    ) -> tuple[protocol.PulledHead, list[frames.Framed]]:
        """The next stretch of a log: what is said of it, and its changes."""
        path = f"/logs/{log}/changes?after={after}&roll={roll.hex()}"
        answer = self._send("GET", path)
        try:
            head, changes = frames.read(answer.content)
            return protocol.PulledHead.model_validate_json(head), changes
        except ValueError as error:  # pydantic's are among these
            raise InspectionError(Code.OFFICE_FAULT, reason="answer") from error

    def push(
        self, log: str, entries: Sequence[Entry], seals: Sequence[chain.Seal]
    ) -> protocol.Pushed:
        """Bring changes; the answer is no receipt."""
        head = protocol.PushHead(seals=[protocol.WireSeal.of(seal) for seal in seals])
        body = frames.write(
            head.model_dump_json().encode(), [frames.Framed.of(entry) for entry in entries]
        )
        path, headers = f"/logs/{log}/changes", {"Content-Type": frames.CONTENT_TYPE}
        answer = self._send("POST", path, content=body, headers=headers)
        return self._read(protocol.Pushed, answer)

    def carry_in(self, log: str, known: str) -> protocol.CarryIn | None:
        """What the office gives along for a visit; None when it is the known one (SHA-256)."""
        headers = {"If-None-Match": f'"{known}"'} if known else {}
        answer = self._send("GET", f"/logs/{log}/carryin", headers=headers)
        return None if answer.status_code == 304 else self._read(protocol.CarryIn, answer)

    def file_state(self, log: str, sha256: str) -> tuple[int, bool]:
        """How many bytes of a file the office has, and whether it is complete and right."""
        answer = self._send("HEAD", f"/logs/{log}/blobs/{sha256}")
        offset = int(answer.headers["Upload-Offset"])
        return offset, answer.headers["Upload-Complete"] == "?1"

    def add_to_file(
        self, log: str, sha256: str, offset: int, length: int, piece: Iterable[bytes], size: int
    ) -> int:
        """Bring a piece of a file, `size` bytes that are never all in memory; the new offset."""
        headers = {
            "Upload-Offset": str(offset),
            "Upload-Length": str(length),
            "Content-Length": str(size),
        }
        path = f"/logs/{log}/blobs/{sha256}"
        answer = self._send("PATCH", path, content=piece, headers=headers)
        return int(answer.headers["Upload-Offset"])

    def check_file(self, log: str, sha256: str) -> bool:
        """Let the office read a file again; one that it lacks whole it asks of everyone."""
        answer = self._send("POST", f"/logs/{log}/blobs/{sha256}/check")
        return self._read(protocol.FileChecked, answer).whole

    @contextmanager
    def file(self, log: str, sha256: str, start: int = 0) -> Iterator[Iterator[bytes]]:
        """The content of a file from a byte onwards, in pieces.

        Raises `FILE_MISSING` while it is not complete there.
        """
        with self._content(f"/logs/{log}/blobs/{sha256}", start) as content:
            yield content

    def reference(self) -> protocol.Manifest:
        """The signed list of what the office publishes."""
        return self._read(protocol.Manifest, self._send("GET", "/reference"))

    @contextmanager
    def reference_file(self, sha256: str, start: int = 0) -> Iterator[Iterator[bytes]]:
        """The content of a published file from a byte onwards; raises `FILE_MISSING`."""
        with self._content(f"/reference/{sha256}", start) as content:
            yield content

    @contextmanager
    def _content(self, path: str, start: int = 0) -> Iterator[Iterator[bytes]]:
        headers = {"Range": f"bytes={start}-"} if start else {}
        with self._trouble(), self._http.stream("GET", path, headers=headers) as answer:
            if answer.is_error:
                answer.read()
                raise _refusal(answer)
            if answer.status_code != (206 if start else 200):
                raise InspectionError(Code.OFFICE_FAULT, reason="range")
            yield answer.iter_bytes()

    def _send(
        self,
        method: str,
        path: str,
        body: BaseModel | None = None,
        *,
        content: bytes | Iterable[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        if body is not None:
            content = body.model_dump_json().encode()
            headers = {"Content-Type": "application/json"}
        with self._trouble():
            answer = self._http.request(method, path, content=content, headers=headers)
        if answer.is_error:
            raise _refusal(answer)
        return answer

    @contextmanager
    def _trouble(self) -> Iterator[None]:
        try:
            yield
        except httpx.TransportError as error:
            raise InspectionError(Code.OFFICE_UNREACHABLE, url=self.url) from error

    def _read(self, kind: type[Answer], answer: httpx.Response) -> Answer:
        try:
            return kind.model_validate_json(answer.content)
        except ValidationError as error:
            raise InspectionError(Code.OFFICE_FAULT, reason="answer") from error


def _refusal(answer: httpx.Response) -> InspectionError:
    try:
        refusal = protocol.Refusal.model_validate_json(answer.content)
    except ValidationError:
        # A HEAD has no body to tell more.
        code = _BY_STATUS.get(answer.status_code, Code.OFFICE_FAULT)
        return InspectionError(code, reason=str(answer.status_code))
    code = _BY_QUOTE.get(refusal.code, Code.OFFICE_FAULT)
    facts: dict[str, object] = {"reason": str(answer.status_code), **refusal.facts}
    return InspectionError(code, **facts)
