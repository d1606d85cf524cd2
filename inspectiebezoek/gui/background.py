"""Long work beside the window: it runs on a thread, its results arrive in the window's thread.

No widget can be touched off the window's thread by construction: the work is a plain function
that gets nothing but a way to tell how far it is.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from inspectiebezoek.errors import InspectionError

Tell = Callable[[Any], None]
Work = Callable[[Tell], Any]
_PATIENCE_SECONDS = 10.0


class StoppedError(Exception):
    """Raised inside work that was asked to stop, at the moment it tells how far it is."""


class Job:
    """One piece of work; `running` until it ended, whatever way it ended."""

    def __init__(self, told: Tell, done: Tell, failed: Callable[[InspectionError], None]) -> None:
        self.told, self.done, self.failed = told, done, failed
        self._stopping = threading.Event()
        self.running = True
        self.thread: threading.Thread | None = None

    def stop(self) -> None:
        """Ask it to stop at its next step; nothing that it did is undone."""
        self._stopping.set()

    @property
    def stopping(self) -> bool:
        """True once it was asked to stop."""
        return self._stopping.is_set()


class Background(QObject):
    """Runs jobs; `told`, `done` and `failed` are called in the thread that this object lives in."""

    _told = Signal(object, object)
    _ended = Signal(object, object, object)

    def __init__(self) -> None:
        super().__init__()
        self._jobs: set[Job] = set()
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Work,
        *,
        done: Tell,
        failed: Callable[[InspectionError], None],
        told: Tell = lambda _value: None,
    ) -> Job:
        """Start work. `done` gets what it returns, `failed` the error that people are told."""
        job = Job(told, done, failed)
        self._jobs.add(job)
        job.thread = threading.Thread(target=self._work, args=(job, work), daemon=True)
        job.thread.start()
        return job

    @property
    def busy(self) -> bool:
        """True while any work is under way."""
        return bool(self._jobs)

    def close(self) -> None:
        """Ask all work to stop and wait for it; what it still tells is not heard any more."""
        for job in tuple(self._jobs):
            job.stop()
            job.running = False
            if job.thread is not None:
                job.thread.join(_PATIENCE_SECONDS)
        self._jobs.clear()

    def _work(self, job: Job, work: Work) -> None:
        def tell(value: object) -> None:
            if job.stopping:
                raise StoppedError
            self._told.emit(job, value)

        result: object = None
        error: Exception | None = None
        try:
            result = work(tell)
        except Exception as caught:  # noqa: BLE001 - told, or raised again in the window's thread
            error = caught
        self._ended.emit(job, result, error)

    def _hear(self, job: Job, value: object) -> None:
        if job in self._jobs and not job.stopping:
            job.told(value)

    def _end(self, job: Job, result: object, error: Exception | None) -> None:
        if job not in self._jobs:
            return
        self._jobs.discard(job)
        job.running = False
        if isinstance(error, InspectionError):
            job.failed(error)
        elif isinstance(error, StoppedError):
            return
        elif error is not None:
            raise error
        else:
            job.done(result)
