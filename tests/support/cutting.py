"""A wire between a laptop and the office that is cut after a given number of bytes."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Wire:
    """Carries bytes both ways until `up` or `down` of them went by, then goes dead for good."""

    target: tuple[str, int]
    up: int | None = None
    down: int | None = None
    dead: bool = False
    carried: dict[str, int] = field(default_factory=lambda: {"up": 0, "down": 0})
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _open: list[socket.socket] = field(default_factory=list)

    def accept(self, listening: socket.socket) -> None:
        """Take in connections until the listening end is closed."""
        with suppress(OSError):
            while True:
                near, _ = listening.accept()
                if self.dead:
                    near.close()
                    continue
                far = socket.create_connection(self.target)
                self._open += [near, far]
                for way in ((near, far, "up"), (far, near, "down")):
                    threading.Thread(target=self._carry, args=way, daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket, way: str) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(self._before_the_cut(data, way))
                if self.dead:
                    self.cut()
                    return
            sink.shutdown(socket.SHUT_WR)

    def _before_the_cut(self, data: bytes, way: str) -> bytes:
        most: int | None = getattr(self, way)
        with self._lock:
            left = len(data) if most is None else max(0, most - self.carried[way])
            passed = data[:left] if not self.dead else b""
            self.carried[way] += len(passed)
            self.dead = self.dead or len(passed) < len(data)
        return passed

    def cut(self) -> None:
        """Break every connection, whatever is under way."""
        for each in self._open:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


@contextmanager
def wire(url: str, *, up: int | None = None, down: int | None = None) -> Iterator[tuple[str, Wire]]:
    """An address that leads to `url` until so many bytes went by; and the wire itself."""
    parts = urlsplit(url)
    made = Wire((str(parts.hostname), int(parts.port or 0)), up, down)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=made.accept, args=(listening,), daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", made
        made.cut()
        # `close` alone leaves a thread waiting in `accept`.
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
