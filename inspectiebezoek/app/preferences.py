"""Keep preferences, and the place where one left off, inside the encrypted store."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import Any

from inspectiebezoek.gui.keys import sound
from inspectiebezoek.gui.look import zoom
from inspectiebezoek.gui.look.tokens import COLOURS
from inspectiebezoek.gui.models.preferences import IDLE_MINUTES, Preferences
from inspectiebezoek.messages import LANGUAGES
from inspectiebezoek.store.local import Store

_PREFERENCES, _PLACE = "window", "window/place"


def read_preferences(store: Store, language: str) -> Preferences:
    """What was kept; what cannot be read any more counts as not kept."""
    made = Preferences(language=language)
    for name, value in _read(store, _PREFERENCES).items():
        if hasattr(made, name) and type(value) is type(getattr(made, name)):
            made = replace(made, **{name: value})
    if not sound(made.keys):
        # A newer program may have given one of these keys to something else.
        made = replace(made, keys={})
    seen = made.theme in COLOURS and made.percent in zoom.STEPS
    fits = seen and made.language in LANGUAGES and made.idle in IDLE_MINUTES
    return made if fits else Preferences(language=language)


def write_preferences(store: Store, preferences: Preferences) -> None:
    """Keep preferences."""
    store.remember(_PREFERENCES, json.dumps(asdict(preferences)).encode())


@dataclass(frozen=True, slots=True)
class Place:
    """Where one is: visit, screen and question, and the shape of the window as Qt keeps it (hex).

    `left`: the window was closed there; without it the program stopped while one was at work.
    """

    visit: str = ""
    screen: str = ""
    address: str = ""
    shape: str = ""
    left: bool = True


def read_place(store: Store) -> Place:
    """Where one was last; empty where that is not known."""
    made = Place()
    for name, value in _read(store, _PLACE).items():
        if hasattr(made, name) and type(value) is type(getattr(made, name)):
            made = replace(made, **{name: value})
    return made


def write_place(store: Store, place: Place) -> None:
    """Keep where one is."""
    store.remember(_PLACE, json.dumps(asdict(place)).encode())


def _read(store: Store, name: str) -> dict[str, Any]:
    try:
        found = json.loads(store.recall(name) or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
