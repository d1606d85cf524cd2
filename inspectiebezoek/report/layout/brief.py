"""The printed summary: one or two sheets to leave behind."""

from __future__ import annotations

from inspectiebezoek.report.content import Report
from inspectiebezoek.report.layout.sections import signatures
from inspectiebezoek.report.layout.story import Story
from inspectiebezoek.report.texts import Words

_MOST_FACTS = 6


def tell_summary(report: Report, words: Words) -> Story:
    """Facts, judgments, findings by title, what was told, recommendations, signatures."""
    story = Story()
    story.heading(1, f"{words('brief')}: {report.title}")
    if report.practice:
        story.paragraph(words("practice_long"), "practice")
    story.facts(report.facts[:_MOST_FACTS], words("facts"))
    with story.section():
        story.heading(2, words("judgments"))
        story.items(_counted(report))
    with story.section():
        story.heading(2, words("findings"))
        story.items(
            [f"{each.label} {each.title} ({each.nature})" for each in report.findings]
            or [words("none")]
        )
    if report.feedback:
        with story.section():
            story.heading(2, words("feedback"))
            story.items(
                [f"{each.cells[0]}, {each.cells[1]}: {each.cells[2]}" for each in report.feedback]
            )
    if report.recommendations:
        with story.section():
            story.heading(2, words("recommendations"))
            story.items(
                [
                    f"{each.label} {each.text} ({each.owner}, {each.due})"
                    for each in report.recommendations
                ]
            )
    if report.signers:
        with story.section():
            signatures(story, report, words)
    return story


def _counted(report: Report) -> list[str]:
    lines = []
    for value, label in report.scale.items():
        names = [each.criterion for each in report.judgments if each.value == value]
        if names:
            lines.append(f"{label} ({len(names)}): {', '.join(names)}")
    return lines
