"""The log of what was told on the spot."""

from __future__ import annotations

from inspectiebezoek.app.views.checklist import FROZEN
from inspectiebezoek.app.views.names import people
from inspectiebezoek.app.views.words import sayer
from inspectiebezoek.gui.models.feedback import FeedbackItem, FeedbackPage
from inspectiebezoek.gui.models.line import Line, Option
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.report.formats import moment
from inspectiebezoek.visit.kinds import FEEDBACK_SORTS, Feedback
from inspectiebezoek.visit.open_visit import OpenVisit


def feedback_page(visit: OpenVisit, current: str, language: str) -> FeedbackPage:
    """Everything that was told; `current` is the UUID of the one that is open."""
    say = sayer(language)
    found = visit.all(Feedback)[::-1]
    opened = next((each for each in found if each.id == current), found[0] if found else None)
    # A sort of another program is shown as it is written, and stays.
    known = (*FEEDBACK_SORTS, *{each.sort for each in found if each.sort not in FEEDBACK_SORTS})
    return FeedbackPage(
        lines=tuple(_line(each, language) for each in found),
        sorts=tuple(
            Option(each, say(f"feedback.{each}") if each in FEEDBACK_SORTS else each)
            for each in known
        ),
        item=_item(opened, language) if opened is not None else None,
        frozen=visit.header.state in FROZEN,
        people=people(visit),
    )


def _line(feedback: Feedback, language: str) -> Line:
    say = sayer(language)
    detail = (moment(feedback.told_at or feedback.at, language), feedback.to_role)
    return Line(
        feedback.text or say("nothing_yet"),
        " · ".join(part for part in detail if part),
        Mark.DONE if feedback.text and feedback.to_role else Mark.MISSING,
        right=feedback.label,
        ref=feedback.id,
    )


def _item(feedback: Feedback, language: str) -> FeedbackItem:
    return FeedbackItem(
        id=feedback.id,
        label=feedback.label,
        at=moment(feedback.told_at or feedback.at, language),
        sort=feedback.sort,
        to_role=feedback.to_role,
        text=feedback.text,
        response=feedback.response,
    )
