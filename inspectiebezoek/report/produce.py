"""Make the report for one audience: filter, lay out, seal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.report import fonts
from inspectiebezoek.report.audience import Audience, for_audience
from inspectiebezoek.report.content import Report
from inspectiebezoek.report.layout import sections
from inspectiebezoek.report.layout.document import Contents, Running, draw
from inspectiebezoek.report.layout.parts import PARTS, Telling, tell
from inspectiebezoek.report.layout.story import Story
from inspectiebezoek.report.leaks import leaks, still_told, withheld_words
from inspectiebezoek.report.legible import legible
from inspectiebezoek.report.metadata import About
from inspectiebezoek.report.seal import seal
from inspectiebezoek.report.template import Template, read_template
from inspectiebezoek.report.texts import words_of

LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}


def produce(
    report: Report,
    audience: Audience,
    photos: Callable[[str], bytes],
    *,
    concept: bool = False,
    template: Template | None = None,
) -> bytes:
    """The sealed, unsigned PDF of a report.

    `concept`: the version that goes to the inspected (wederhoor): its lines are numbered, it has
    room for remarks, and nobody can sign it.
    `template`: which parts and words, when not the shipped ones.
    `photos` gives the JPEG bytes of a derivative by its SHA-256. Raises `GLYPH_MISSING` for a
    character that no font of ours has, and `REPORT_LEAKS` when words that this audience may not
    see still stand in what it may: first in the content, then in the very file that was made.
    """
    fonts.register()
    used = template or template_of(None)
    words = words_of(report.language, used.words(report.language))
    shown = _filtered(replace(report, signers=()) if concept else report, audience)
    label = words("label_openbaar") if audience is Audience.PUBLIC else shown.label
    running = Running(
        shown.title,
        f"{words('concept')} - {label}" if concept else label,
        words("practice") if shown.practice else "",
        words("page_of"),
        numbered=concept,
    )

    def told(contents: Contents) -> Story:
        story = tell(used.parts[audience], Telling(shown, contents, photos, words))
        if concept:
            sections.remarks(story, words)
        return story

    language = LANGUAGES[report.language]
    drawn = draw(told, running, language)
    about = About(shown.title, words("author"), language, datetime.fromisoformat(shown.made))
    made = seal(drawn, about, shown.data, words("data_described"))
    if audience is not Audience.INTERNAL:
        _refuse(still_told(withheld_words(report), legible(made)))
    return made


def _filtered(report: Report, audience: Audience) -> Report:
    """The report as an audience may see it; nothing is drawn of one that tells too much."""
    shown = for_audience(report, audience)
    if audience is not Audience.INTERNAL:
        _refuse(leaks(report, shown))
    return shown


def _refuse(told: Sequence[str]) -> None:
    if told:
        raise InspectionError(Code.REPORT_LEAKS, count=len(told), words=told[0])


def template_of(own: Path | None) -> Template:
    """The template to make reports with; `own` is a file that changes the shipped one.

    Raises `TEMPLATE_BROKEN`.
    """
    return read_template(PARTS, own)
