"""An office in a process of its own, whose plug can be pulled and put back in no time."""

from __future__ import annotations

import multiprocessing
import socket
import sys
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Event
from types import ModuleType

import httpx

# One that has read the whole program already, and makes copies of itself.
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["inspectiebezoek.server.running", "tests.support.office_process"])


def _serve(folder: Path, database: str, port: int) -> None:
    from inspectiebezoek.server.running import running
    from inspectiebezoek.server.serve import opened_office

    with opened_office(folder, database=database) as office, running(office, port):
        Event().wait()


class OfficeProcess:
    """Serves an office from a folder and a database, until it is killed."""

    def __init__(self, folder: Path, database: str) -> None:
        self._folder, self._database = folder, database
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self._process: BaseProcess | None = None

    def start(self) -> None:
        """Start it, if it does not run, and wait until it answers."""
        if self._process is not None and self._process.is_alive():
            return
        place = (self._folder, self._database, self._port)
        self._process = _FORKS.Process(target=_serve, args=place, daemon=True)
        # Without a main program of ours to read again, which would take longer than the office.
        main, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
        try:
            self._process.start()
        finally:
            sys.modules["__main__"] = main
        for _ in range(1000):
            try:
                if httpx.get(self.url + "/health").status_code == 200:
                    return
            except httpx.TransportError:
                Event().wait(0.02)
        raise RuntimeError("the office did not start")

    def kill(self) -> None:
        """Pull the plug (SIGKILL)."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
