"""The sections of a report, one function each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from inspectiebezoek.report.content import Finding, Judgment, Photo, Report, Row
from inspectiebezoek.report.formats import day
from inspectiebezoek.report.layout.charts import judgment_bars, moment_charts
from inspectiebezoek.report.layout.document import Contents
from inspectiebezoek.report.layout.story import Story
from inspectiebezoek.report.texts import Words

REMARK_SHARES = (0.09, 0.13, 0.3, 0.14, 0.22, 0.12)
_ROOM = 12  # places for remarks on a concept; more go on paper of one's own

Photos = Callable[[str], bytes]


def title_page(story: Story, report: Report, words: Words) -> None:
    """What this is, where and when, by whom: the minima that a court looks for."""
    story.space(90)
    story.paragraph(report.kind, "subtitle")
    story.heading(1, report.title)
    if report.practice:
        story.paragraph(words("practice_long"), "practice")
    story.space(14)
    story.facts(report.facts, words("facts"))
    if report.signers:
        story.paragraph(words("signed_by"), "label")
        story.items([f"{each.name}, {each.capacity}, {each.place}" for each in report.signers])
    story.page()


def contents_page(story: Story, contents: Contents, words: Words) -> None:
    """The table of contents."""
    story.heading(1, words("contents"))
    with story.section("TOC"):
        for number, (level, title, page) in enumerate(contents.lines):
            if number > 1 and level <= 2:
                story.contents_line(level, title, page, number)
    story.page()


def summary(story: Story, report: Report, words: Words) -> None:
    """The judgments at a glance, with the key figures."""
    story.heading(1, words("summary"))
    _at_a_glance(story, report, words)
    if report.figures:
        story.heading(2, words("figures"))
        story.facts(report.figures, words("figures"))


def _at_a_glance(story: Story, report: Report, words: Words) -> None:
    if not report.judgments:
        story.paragraph(words("no_judgments"), "lead")
        return
    counts = [
        (value, label, sum(1 for each in report.judgments if each.value == value))
        for value, label in report.scale.items()
    ]
    shown = [each for each in counts if each[2]]
    told = ", ".join(f"{label}: {number}" for _, label, number in shown)
    story.paragraph(words("judgments_told", count=len(report.judgments), told=told), "lead")
    story.chart(judgment_bars(counts), words("judgments_alt", told=told))
    head = (words("criterion"), words("name"), words("judgment"))
    story.table(head, _overview(report.judgments), (0.12, 0.58, 0.3), words("judgment_overview"))


def _overview(found: Sequence[Judgment]) -> list[tuple[str, ...]]:
    """A row for each judgment, below a row for its aspect."""
    rows: list[tuple[str, ...]] = []
    aspect = ""
    for each in found:
        if each.aspect != aspect and each.aspect:
            aspect = each.aspect
            rows.append((aspect,))
        rows.append((each.criterion, each.name, each.words))
    return rows


def visit(story: Story, report: Report, words: Words) -> None:
    """How the visit went: access, programme, limits, refusals."""
    story.heading(1, words("visit"))
    story.paragraph(words("method"))
    _rows(story, report.access, words("access"), words("access_head"), (0.2, 0.2, 0.2, 0.4))
    _rows(story, report.programme, words("programme"), words("programme_head"), (0.28, 0.72))
    story.heading(2, words("limits"))
    story.items(report.limits or (words("no_limits"),))
    _rows(
        story,
        report.refusals,
        words("refusals"),
        words("refusals_head"),
        (0.16, 0.17, 0.2, 0.22, 0.25),
    )


def findings(
    story: Story, found: Sequence[Finding], title: str, photos: Photos, words: Words
) -> None:
    """Finding blocks: what was seen, heard and read stay apart."""
    story.heading(1, title)
    if not found:
        story.paragraph(words("none"))
    for each in found:
        with story.section():
            _finding(story, each, photos, words)


def _finding(story: Story, finding: Finding, photos: Photos, words: Words) -> None:
    with story.together():
        story.heading(2, f"{finding.label}  {finding.title}")
        marks = [finding.nature]
        if finding.criteria:
            marks.append(words("criteria") + " " + ", ".join(finding.criteria))
        story.paragraph(" · ".join(marks), "small")
        story.paragraph(finding.text)
    story.labelled(words("observed"), finding.observed)
    _sentences(story, words("heard"), finding.heard)
    shown: list[tuple[Photo, bytes]] = [(each, photos(each.sha256)) for each in finding.photos]
    with story.together():
        _sentences(story, words("read"), finding.read)
        if finding.evidence:
            story.paragraph(words("rests_on") + " " + ", ".join(finding.evidence), "small")
        story.photos(shown[:2], words("photo"))
    story.photos(shown[2:], words("photo"))


def _sentences(story: Story, label: str, sentences: Sequence[str]) -> None:
    if sentences:
        story.paragraph(label, "label")
        story.items(sentences)


def judgments(story: Story, report: Report, words: Words) -> None:
    """Every judgment with its motive, per aspect."""
    story.heading(1, words("judgments"))
    if not report.judgments:
        story.paragraph(words("none"))
    aspect = ""
    for each in report.judgments:
        if each.aspect != aspect and each.aspect:
            aspect = each.aspect
            story.heading(2, aspect)
        with story.together():
            story.heading(3 if aspect else 2, f"{each.criterion}  {each.name}: {each.words}")
            story.paragraph(f"{words('norm')}: {each.norm}" if each.norm else "", "small")
            story.note(f"{words('basis')}: {each.basis}" if each.basis else "")
            story.paragraph(each.motive)
            if each.deviation:
                story.labelled(words("deviation"), each.deviation)
            marks = (
                (words("compliance"), each.compliance),
                (words("result"), each.result),
                (words("sources"), each.sources),
            )
            told = " · ".join(f"{name}: {value}" for name, value in marks if value)
            story.paragraph(told, "small")


def recommendations(story: Story, report: Report, words: Words) -> None:
    """What should become better, by whom and by when; and what came of earlier advice."""
    story.heading(1, words("recommendations"))
    rows = [
        (each.label, each.text, each.owner, each.due, ", ".join(each.findings))
        for each in report.recommendations
    ]
    head = words("recommendations_head").split("|")
    if rows:
        story.table(head, rows, (0.09, 0.45, 0.2, 0.14, 0.12), words("recommendations"))
    else:
        story.paragraph(words("none"))
    _rows(
        story,
        report.followups,
        words("followups"),
        words("followups_head"),
        (0.1, 0.09, 0.36, 0.2, 0.25),
    )
    _rows(
        story, report.feedback, words("feedback"), words("feedback_head"), (0.18, 0.2, 0.34, 0.28)
    )


def decisions(story: Story, report: Report, words: Words) -> None:
    """Where inspectors differed, and how that was settled."""
    if not report.decisions:
        return
    story.heading(1, words("decisions"))
    for each in report.decisions:
        with story.together():
            story.heading(2, each.question)
            story.items(each.variants)
            story.labelled(words("chosen"), f"{each.chosen}. {each.reason}")


def timeline(story: Story, report: Report, words: Words) -> None:
    """What happened when, as it was stamped or told."""
    if not report.timeline:
        return
    story.heading(1, words("timeline"))
    moments = [(datetime.fromisoformat(row.at), row.cells[1]) for row in report.timeline if row.at]
    for part in moment_charts(sorted(moments), lambda at: day(at.isoformat(), report.language)):
        first, last = part.times
        on = day(part.day.isoformat(), report.language)
        told = words("timeline_alt", day=on, count=part.count, first=first, last=last)
        story.chart(part.chart, told)
    shares = (0.24, 0.3, 0.16, 0.3)
    head = words("timeline_head").split("|")
    story.table(head, [row.cells for row in report.timeline], shares, words("timeline"))


def interviews(story: Story, report: Report, words: Words) -> None:
    """Who was spoken with, by role."""
    shares = (0.12, 0.28, 0.6)
    _rows(story, report.interviews, words("interviews"), words("interviews_head"), shares, 1)


def documents(story: Story, report: Report, words: Words) -> None:
    """What was read, and how it was obtained."""
    shares = (0.14, 0.56, 0.3)
    _rows(story, report.documents, words("documents"), words("documents_head"), shares, 1)


def evidence(story: Story, report: Report, words: Words) -> None:
    """The list of evidence with the hash of each untouched original."""
    if not report.evidence:
        return
    story.heading(1, words("evidence"))
    story.paragraph(words("evidence_told"))
    rows = [
        (each.label, each.caption, f"{each.at} {each.by}".strip(), each.sha256 or each.held_as)
        for each in report.evidence
    ]
    head = words("evidence_head").split("|")
    story.table(head, rows, (0.13, 0.37, 0.2, 0.3), words("evidence"), small=(3,))


def more_photos(story: Story, report: Report, photos: Photos, words: Words) -> None:
    """Photos that no finding shows."""
    if report.photos:
        story.heading(1, words("more_photos"))
        story.photos([(each, photos(each.sha256)) for each in report.photos], words("photo"))


def answers(story: Story, report: Report, words: Words) -> None:
    """Every answer, chapter by chapter."""
    if not report.answers:
        return
    story.heading(1, words("answers"))
    head = words("answers_head").split("|")
    for chapter in report.answers:
        story.heading(2, chapter.title)
        lines = [(each.question, each.answer, each.remark) for each in chapter.answers]
        story.table(head, lines, (0.46, 0.22, 0.32), chapter.title)


def comments(story: Story, report: Report, words: Words) -> None:
    """What the inspected said of a concept, the answer to each, and whether the report changed."""
    if not report.comments:
        return
    story.heading(1, words("comments"))
    story.paragraph(words("comments_told"))
    rows = [
        (each.label, each.place, each.text, each.sort, each.reply, each.changed)
        for each in report.comments
    ]
    head = words("remarks_head").split("|")
    story.table(head, rows, REMARK_SHARES, words("comments"))


def withheld(story: Story, report: Report, words: Words) -> None:
    """What was left out of this version, and on which ground."""
    if not report.withheld:
        return
    story.heading(1, words("withheld"))
    story.paragraph(words("withheld_told"))
    rows = [
        (words(f"withheld_{each.what}"), str(each.count), words(f"ground_{each.ground}"))
        for each in report.withheld
    ]
    story.table(words("withheld_head").split("|"), rows, (0.34, 0.12, 0.54), words("withheld"))


def signatures(story: Story, report: Report, words: Words) -> None:
    """The block where the signatures come to stand."""
    if not report.signers:
        return
    with story.together():
        story.heading(1, words("signatures"))
        story.paragraph(words("signatures_told"))
        for number, each in enumerate(report.signers, start=1):
            story.paragraph(f"{each.name}, {each.capacity}, {each.place}", "label")
            story.signature_place(f"Signature{number}", f"{words('signature_of')} {each.name}")


def _rows(
    story: Story,
    rows: Sequence[Row],
    title: str,
    head: str,
    shares: Sequence[float],
    level: int = 2,
) -> None:
    if rows:
        story.heading(level, title)
        story.table(head.split("|"), [row.cells for row in rows], shares, title)


def remarks(story: Story, words: Words) -> None:
    """Room for the remarks of the inspected on a concept: where, what, and what became of it."""
    with story.section():
        story.page()
        story.heading(1, words("remarks"))
        story.paragraph(words("remarks_how"))
        head = words("remarks_head").split("|")
        rows = [[f"{number}\n\n", *[""] * (len(head) - 1)] for number in range(1, _ROOM + 1)]
        story.table(head, rows, REMARK_SHARES, words("remarks"))
