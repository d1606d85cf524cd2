"""What something can be linked to, and whether it is."""

from __future__ import annotations

from dataclasses import dataclass

from inspectiebezoek.gui.models.query import fits


@dataclass(frozen=True, slots=True)
class LinkOption:
    """One thing to link to; `value` is what is given back when it is chosen."""

    value: str
    label: str
    detail: str = ""
    icon: str = ""
    on: bool = False

    def matches(self, query: str) -> bool:
        """True when every word of the query is in the label or the detail."""
        return fits(query, f"{self.label} {self.detail}")
