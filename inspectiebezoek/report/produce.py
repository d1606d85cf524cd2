"""Make the report for one audience: filter, lay out, seal."""

from __future__ import annotations

from collections.abc import Callable
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
from inspectiebezoek.report.leaks import leaks
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
    see still stand in what it may.
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
    return seal(drawn, about, shown.data, words("data_described"))


def _filtered(report: Report, audience: Audience) -> Report:
    shown = for_audience(report, audience)
    told = leaks(report, shown) if audience is not Audience.INTERNAL else ()
    if told:
        raise InspectionError(Code.REPORT_LEAKS, count=len(told), words=told[0])
    return shown


def template_of(own: Path | None) -> Template:
    """The template to make reports with; `own` is a file that changes the shipped one.

    Raises `TEMPLATE_BROKEN`.
    """
    return read_template(PARTS, own)
