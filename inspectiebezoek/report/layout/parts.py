"""The parts that a template can name, each with what tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from inspectiebezoek.report.content import Report
from inspectiebezoek.report.layout import brief, sections
from inspectiebezoek.report.layout.document import Contents
from inspectiebezoek.report.layout.sections import Photos
from inspectiebezoek.report.layout.story import Story
from inspectiebezoek.report.texts import Words


@dataclass(frozen=True, slots=True)
class Telling:
    """What every part is told with."""

    report: Report
    contents: Contents
    photos: Photos
    words: Words


def tell(names: Iterable[str], telling: Telling) -> Story:
    """The story of these parts, in this order."""
    story = Story()
    for name in names:
        if name in _PAGES:
            PARTS[name](story, telling)
            continue
        with story.section():
            PARTS[name](story, telling)
    return story


def _findings(story: Story, of: Telling) -> None:
    mend = [each for each in of.report.findings if not each.good]
    sections.findings(story, mend, of.words("findings"), of.photos, of.words)


def _good(story: Story, of: Telling) -> None:
    good = [each for each in of.report.findings if each.good]
    sections.findings(story, good, of.words("good"), of.photos, of.words)


def _plain(section: Callable[[Story, Report, Words], None]) -> Callable[[Story, Telling], None]:
    return lambda story, of: section(story, of.report, of.words)


_PAGES = ("title", "contents", "brief")
PARTS: Mapping[str, Callable[[Story, Telling], None]] = {
    "title": _plain(sections.title_page),
    "contents": lambda story, of: sections.contents_page(story, of.contents, of.words),
    "summary": _plain(sections.summary),
    "visit": _plain(sections.visit),
    "findings": _findings,
    "good": _good,
    "judgments": _plain(sections.judgments),
    "recommendations": _plain(sections.recommendations),
    "decisions": _plain(sections.decisions),
    "timeline": _plain(sections.timeline),
    "interviews": _plain(sections.interviews),
    "documents": _plain(sections.documents),
    "evidence": _plain(sections.evidence),
    "photos": lambda story, of: sections.more_photos(story, of.report, of.photos, of.words),
    "answers": _plain(sections.answers),
    "comments": _plain(sections.comments),
    "withheld": _plain(sections.withheld),
    "signatures": _plain(sections.signatures),
    "brief": _plain(brief.head),
    "brief_judgments": _plain(brief.judgments),
    "brief_findings": _plain(brief.findings),
    "brief_feedback": _plain(brief.feedback),
    "brief_recommendations": _plain(brief.recommendations),
}
