"""An office that runs inside this process, on a port of its own: for the demo and for tests."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import uvicorn

from inspectiebezoek.server.app import Office, create_app
from inspectiebezoek.server.serve import loopback_url, opened_office

_START_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class RunningOffice:
    """A served office: where it listens, and the office itself behind it."""

    url: str
    office: Office


class _Server(uvicorn.Server):
    """A server that says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()


@contextmanager
def running(office: Office, port: int = 0) -> Iterator[RunningOffice]:
    """Serve an opened office on the loopback address in a thread; port 0 picks a free one."""
    # Said to be TCP in so many words, or asyncio leaves small answers waiting for 40 ms.
    place = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    place.bind(("127.0.0.1", port))
    url = loopback_url("127.0.0.1", place.getsockname()[1])
    office = replace(office, public_url=office.public_url or url)
    config = uvicorn.Config(
        create_app(office), log_level="error", lifespan="off", ws="none", timeout_keep_alive=2
    )
    server = _Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [place]}, daemon=True)
    thread.start()
    if not server.listening.wait(_START_SECONDS):
        raise RuntimeError("the office did not start listening")
    try:
        yield RunningOffice(url, office)
    finally:
        server.should_exit = True
        thread.join(_START_SECONDS)
        place.close()


@contextmanager
def running_office(folder: Path, *, database: str | None = None) -> Iterator[RunningOffice]:
    """The office of a folder, served in this process."""
    with opened_office(folder, database=database) as office, running(office) as served:
        yield served
