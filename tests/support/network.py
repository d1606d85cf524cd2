"""A network that misbehaves between a laptop and the real office, by the roll of given dice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from threading import Timer

import httpx

LOST_REQUEST, LOST_ANSWER, CUT_ANSWER, TWICE, LATE = (
    "lost request",
    "lost answer",
    "answer cut mid-body",
    "request twice",
    "request again, later",
)
KILLED = "office killed"
KINDS = (LOST_REQUEST, LOST_ANSWER, CUT_ANSWER, TWICE, LATE)


@dataclass
class BadNetwork(httpx.BaseTransport):
    """Passes requests on to the office over loopback; one in so many meets with a fault.

    `rate` is the chance of a fault for each request; set it to 0 for the network to heal.
    `kill` pulls the plug of the office, for the kind `KILLED`.
    """

    dice: Random
    rate: float = 0.0
    kinds: tuple[str, ...] = KINDS
    faults: Counter[str] = field(default_factory=Counter)
    kill: Callable[[], None] | None = None

    def __post_init__(self) -> None:
        self._inner = httpx.HTTPTransport()
        self._late: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        fault = self.dice.choice(self.kinds) if self.dice.random() < self.rate else ""
        if fault:
            self.faults[fault] += 1
        if fault == LOST_REQUEST:
            raise httpx.ConnectError("lost", request=request)
        if fault == KILLED and self.kill is not None:
            # Somewhere between receiving the request and having answered it.
            plug = Timer(self.dice.random() * 0.02, self.kill)
            plug.start()
            try:
                return self._send(request)
            finally:
                plug.join()
        answer = self._send(request)
        if fault == TWICE:
            answer = self._send(request)
        if fault == LATE:
            self._late.append(_again(request))
        elif self._late:
            self._send(self._late.pop())
        if fault == LOST_ANSWER:
            raise httpx.ReadError("cut", request=request)
        if fault == CUT_ANSWER and answer.content:
            return httpx.Response(
                answer.status_code,
                headers={"Content-Type": "application/json"},
                content=answer.content[: self.dice.randrange(len(answer.content))],
            )
        return answer

    def _send(self, request: httpx.Request) -> httpx.Response:
        """The whole answer, or what it came to."""
        answer = self._inner.handle_request(_again(request))
        answer.read()
        answer.close()
        return answer

    def close(self) -> None:
        """Keep the connections: one network serves many runs."""

    def end(self) -> None:
        """Let go of the connections."""
        self._inner.close()


def _again(request: httpx.Request) -> httpx.Request:
    return httpx.Request(
        request.method,
        request.url,
        headers=request.headers,
        content=request.read(),
        extensions=request.extensions,
    )
