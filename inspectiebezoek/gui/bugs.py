"""A fault of the program itself: written to the log file, and told instead of passed over."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from inspectiebezoek.gui.shell import Shell


@contextmanager
def bugs_told(shell: Shell) -> Iterator[None]:
    """While this lasts, an error that nobody expected is told in the window.

    Qt calls Python from its own loop, so such an error ends nothing: unsaid, a person would go
    on working in a window that did not do what was asked.
    """
    before = sys.excepthook

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        logging.getLogger("inspectiebezoek").critical("bug", exc_info=(kind, error, trace))
        before(kind, error, trace)
        say = shell.look.say
        shell.show_message("bad", say("bug.what"), say("bug.detail", kind=kind.__name__))

    sys.excepthook = tell
    try:
        yield
    finally:
        sys.excepthook = before
