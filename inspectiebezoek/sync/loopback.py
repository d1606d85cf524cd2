"""Where the browser comes back to after signing in: a port of this machine, open for that alone.

RFC 8252, section 7.3: the loopback address itself and a port that the system picks.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from hmac import compare_digest
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from types import TracebackType
from urllib.parse import parse_qs, urlsplit

from inspectiebezoek.errors import Code, InspectionError

_A_MOMENT = 0.2


class Loopback:
    """Listens for the one visit of the browser that carries the right `state`."""

    def __init__(self, state: str, page: str) -> None:
        """`page`: what the browser shows once it came, as HTML."""
        came: Queue[str] = Queue()
        self._came = came
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(state, page, came))
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def uri(self) -> str:
        """The address that the provider sends the browser to."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    def wait(self, seconds: float, waiting: Callable[[], object] = lambda: None) -> str:
        """The address with which the browser came; raises `SIGN_IN_FAILED` when it does not.

        `waiting` is called a few times a second meanwhile; what it raises ends the waiting.
        """
        until = monotonic() + seconds
        while (left := until - monotonic()) > 0:
            waiting()
            with suppress(Empty):
                return self._came.get(timeout=min(left, _A_MOMENT))
        raise InspectionError(Code.SIGN_IN_FAILED, reason="time")

    def __enter__(self) -> Loopback:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(state: str, page: str, came: Queue[str]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 5  # a browser opens connections ahead that it may never use

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            told = parse_qs(parts.query).get("state", [""])[0]
            if parts.path != "/":
                self._answer(HTTPStatus.NOT_FOUND, "")
            elif not compare_digest(told.encode(), state.encode()):
                # Another page of the browser can send anything here; we go on waiting.
                self._answer(HTTPStatus.BAD_REQUEST, "")
            else:
                self._answer(HTTPStatus.OK, page)
                came.put(self.path)

        def _answer(self, status: HTTPStatus, body: str) -> None:
            content = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_args: object) -> None:
            """The address holds a code, which belongs in no log."""

    return Handler
