"""One fault of a form: where it stands, what it is, and the sentence with its remedy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from inspectiebezoek import messages


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault found in a form.

    `sheet`, `row` (1-based, as a spreadsheet shows it) and `column` (the header) say where; they
    are empty and 0 when the source is an XForm. `code` names the texts in `form.toml`.
    """

    sheet: str
    row: int
    column: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, language: str = "nl") -> str:
        """What is wrong."""
        return messages.text("form", f"faults.{self.code}.what", language, **self.facts)

    def remedy(self, language: str = "nl") -> str:
        """What to do about it."""
        return messages.text("form", f"faults.{self.code}.remedy", language, **self.facts)

    def place(self, language: str = "nl") -> str:
        """Where it stands, in words."""
        if self.row:
            return messages.text(
                "form",
                "place.cell",
                language,
                sheet=self.sheet,
                row=self.row,
                column=self.column or "-",
            )
        ref = self.facts.get("ref")
        return messages.text("form", "place.node", language, ref=ref) if ref else ""
