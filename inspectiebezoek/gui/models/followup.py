"""Earlier recommendations with their state, and the states that the checklist knows."""

from __future__ import annotations

from dataclasses import dataclass

from inspectiebezoek.gui.models.checklist import Choice


@dataclass(frozen=True, slots=True)
class Followup:
    """One earlier recommendation.

    `ref`: the row of the checklist in which it is followed up, empty when it has none yet;
    `label` the number it is quoted by; `state` the words of its state, empty without one.
    """

    ref: str
    label: str
    text: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class FollowupPage:
    """`states` are empty as long as the checklist has no row for any of them."""

    lines: tuple[Followup, ...] = ()
    states: tuple[Choice, ...] = ()
