"""What came of a sync run: honest counts, and what did not get through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inspectiebezoek.errors import Code
from inspectiebezoek.store.office_view import Counts


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that did not get through, as a code with facts; it stays here and waits."""

    code: Code
    facts: Mapping[str, object]
    log: str = ""


@dataclass(frozen=True, slots=True)
class SyncResult:
    """The honest outcome of a run: per log the counts, and what did not get through.

    `staying` are logs that never leave the laptop and are in no count. `wipe`: the office ordered
    the laptop to be wiped, and nothing stands in the way. `notices` are what a person should know
    although it stands in the way of nothing.
    """

    counts: Mapping[str, Counts]
    problems: tuple[Problem, ...]
    staying: tuple[str, ...] = ()
    wipe: bool = False
    notices: tuple[Problem, ...] = ()

    @property
    def destroyed(self) -> frozenset[str]:
        """The logs that the office destroyed and that left the laptop for it."""
        return frozenset(each.log for each in self.notices if each.code is Code.DESTROYED)

    @property
    def done(self) -> bool:
        """True when everything on this laptop is verifiably at the office."""
        return not self.problems and all(
            counts.received == counts.items for counts in self.counts.values()
        )
