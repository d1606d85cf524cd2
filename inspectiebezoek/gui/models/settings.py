"""What the settings show beside the preferences themselves."""

from __future__ import annotations

from dataclasses import dataclass

from inspectiebezoek.gui.models.preferences import Preferences

SECTIONS = ("view", "keys", "recording", "storage", "sync", "about")


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsPage:
    """`locked`: there is a passphrase. `office`: the address of the office, empty for none.

    `forbidden` are the devices that the visit at hand does not allow; `visit` is its title,
    empty when none is open.
    """

    now: Preferences
    locked: bool = False
    folder: str = ""
    logs: str = ""
    version: str = ""
    office: str = ""
    visit: str = ""
    forbidden: tuple[str, ...] = ()
