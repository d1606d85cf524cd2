"""Keep Python's cycle collector out of the way while many lasting objects are made.

A checklist is some hundred thousand small objects that all stay, and so are the modules of a
program that starts; the collector would look through them several times over while they are made,
which doubled the time of opening a checklist and took a tenth of a second of every start.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """No collection of cycles inside; afterwards it is as it was."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            if gc.get_freeze_count() == 0:
                # What was made will stay: it goes to the old objects without being looked through.
                gc.freeze()
                gc.unfreeze()
            gc.enable()
