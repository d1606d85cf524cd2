"""Make the report for one audience: filter, lay out, seal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.report import fonts
from inspectiebezoek.report.audience import Audience, for_audience
from inspectiebezoek.report.content import Report
from inspectiebezoek.report.layout import sections
from inspectiebezoek.report.layout.brief import tell_summary
from inspectiebezoek.report.layout.document import Contents, Running, draw
from inspectiebezoek.report.layout.story import Story
from inspectiebezoek.report.leaks import leaks
from inspectiebezoek.report.metadata import About
from inspectiebezoek.report.seal import seal
from inspectiebezoek.report.texts import Words, words_of

LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}


def produce(
    report: Report,
    audience: Audience,
    photos: Callable[[str], bytes],
    *,
    concept: bool = False,
) -> bytes:
    """The sealed, unsigned PDF of a report.

    `concept`: the version that goes to the inspected (wederhoor): its lines are numbered, it has
    room for remarks, and nobody can sign it.
    `photos` gives the JPEG bytes of a derivative by its SHA-256. Raises `GLYPH_MISSING` for a
    character that no font of ours has, and `REPORT_LEAKS` when words that this audience may not
    see still stand in what it may.
    """
    fonts.register()
    words = words_of(report.language)
    shown = _filtered(replace(report, signers=()) if concept else report, audience)
    label = words("label_openbaar") if audience is Audience.PUBLIC else shown.label
    running = Running(
        shown.title,
        f"{words('concept')} - {label}" if concept else label,
        words("practice") if shown.practice else "",
        words("page_of"),
        numbered=concept,
    )

    def tell(contents: Contents) -> Story:
        if audience is Audience.SUMMARY:
            story = tell_summary(shown, words)
        else:
            story = _tell_report(shown, contents, photos, words)
        if concept:
            sections.remarks(story, words)
        return story

    language = LANGUAGES[report.language]
    drawn = draw(tell, running, language)
    about = About(shown.title, words("author"), language, datetime.fromisoformat(shown.made))
    return seal(drawn, about, shown.data, words("data_described"))


def _filtered(report: Report, audience: Audience) -> Report:
    shown = for_audience(report, audience)
    told = leaks(report, shown) if audience is not Audience.INTERNAL else ()
    if told:
        raise InspectionError(Code.REPORT_LEAKS, count=len(told), words=told[0])
    return shown


def _tell_report(
    report: Report, contents: Contents, photos: Callable[[str], bytes], words: Words
) -> Story:
    story = Story()
    sections.title_page(story, report, words)
    sections.contents_page(story, contents, words)
    mend = [each for each in report.findings if not each.good]
    good = [each for each in report.findings if each.good]
    parts: list[Callable[[], None]] = [
        lambda: sections.summary(story, report, words),
        lambda: sections.visit(story, report, words),
        lambda: sections.findings(story, mend, words("findings"), photos, words),
        lambda: sections.findings(story, good, words("good"), photos, words),
        lambda: sections.judgments(story, report, words),
        lambda: sections.recommendations(story, report, words),
        lambda: sections.decisions(story, report, words),
        lambda: sections.annexes(story, report, photos, words),
        lambda: sections.withheld(story, report, words),
    ]
    if report.signers:
        parts.append(lambda: sections.signatures(story, report, words))
    for part in parts:
        with story.section():
            part()
    return story
