"""The printed summary: one or two sheets to leave behind."""

from __future__ import annotations

from inspectiebezoek.report.content import Report
from inspectiebezoek.report.layout.story import Story
from inspectiebezoek.report.texts import Words

_MOST_FACTS = 6


def head(story: Story, report: Report, words: Words) -> None:
    """What this is, with the first facts: where and when, by whom."""
    story.heading(1, f"{words('brief')}: {report.title}")
    if report.practice:
        story.paragraph(words("practice_long"), "practice")
    story.facts(report.facts[:_MOST_FACTS], words("facts"))


def judgments(story: Story, report: Report, words: Words) -> None:
    """Per judgment which criteria got it."""
    story.heading(2, words("judgments"))
    story.items(_counted(report))


def findings(story: Story, report: Report, words: Words) -> None:
    """The findings by title."""
    story.heading(2, words("findings"))
    told = [f"{each.label} {each.title} ({each.nature})" for each in report.findings]
    story.items(told or [words("none")])


def feedback(story: Story, report: Report, words: Words) -> None:
    """What was told on the spot, and to whom."""
    if report.feedback:
        story.heading(2, words("feedback"))
        rows = [each.cells for each in report.feedback]
        story.items([f"{when}, {whom}: {what}" for when, whom, what, *_ in rows])


def recommendations(story: Story, report: Report, words: Words) -> None:
    """What should become better, by whom and by when."""
    if report.recommendations:
        story.heading(2, words("recommendations"))
        found = report.recommendations
        story.items([f"{each.label} {each.text} ({each.owner}, {each.due})" for each in found])


def _counted(report: Report) -> list[str]:
    lines = []
    for value, label in report.scale.items():
        names = [each.criterion for each in report.judgments if each.value == value]
        if names:
            lines.append(f"{label} ({len(names)}): {', '.join(names)}")
    return lines
