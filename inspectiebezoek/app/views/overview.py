"""A whole visit at a glance: chapters with who took them, gaps, team, programme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inspectiebezoek.app.views.chapters import Chapter, chapters
from inspectiebezoek.app.views.checklist import MARKS
from inspectiebezoek.app.views.merged import merged_lines
from inspectiebezoek.app.views.spots import first_open_spot, number_at, quoted
from inspectiebezoek.app.views.visits import dates
from inspectiebezoek.app.views.words import unanswered_words
from inspectiebezoek.gui.models.checklist import LEFT
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.link import LinkOption
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.models.overview import ChapterLine, VisitOverview
from inspectiebezoek.messages import text
from inspectiebezoek.report import reading
from inspectiebezoek.report.formats import day, moment
from inspectiebezoek.visit import places
from inspectiebezoek.visit.header import ADOPTED, FINISHED, REPORTED, begun
from inspectiebezoek.visit.kinds import Evidence, Finding, Note, Recommendation
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.readiness import Gap, gaps, left_out, progress
from inspectiebezoek.visit.team import takers


def overview(visit: OpenVisit, language: str) -> VisitOverview:
    """What the screen of the visit shows."""
    header, who = visit.header, takers(visit.state)
    version = text(
        "views", "checklist_version", language, form=visit.form.title, version=visit.form.version
    )
    spot = first_open_spot(visit)
    return VisitOverview(
        title=header.title,
        subtitle=" · ".join(
            part for part in (header.site_label, dates(header, language), version) if part
        ),
        resume=number_at(visit, spot) if begun(visit.state) else "",
        chapters=tuple(_chapter(visit, each, at, who) for at, each in enumerate(chapters(visit))),
        gaps=tuple(_gap(visit, each, language) for each in gaps(visit)),
        unanswered=tuple(
            Line(
                f"{quoted(node)} {reading.label(node)}".strip(),
                unanswered_words(why, language),
                LEFT[why.kind],
                ref=f"unanswered|{node.ref}",
            )
            for node, why in left_out(visit, visit.instance.root)
        ),
        merged=merged_lines(visit, language),
        recommendations=tuple(
            Line(
                each.text,
                " · ".join(p for p in (each.label, each.owner_role, day(each.due, language)) if p),
                icon="improve",
            )
            for each in visit.all(Recommendation)
        ),
        programme=tuple(
            Line(each["text"], moment(each["at"], language), icon="place")
            for each in header.programme
        ),
        team=tuple(_team(visit, language)),
        loose_notes=sum(1 for each in visit.all(Note) if not each.question),
        loose_pieces=_loose_pieces(visit),
        finished=header.state in (FINISHED, REPORTED, ADOPTED),
    )


def _team(visit: OpenVisit, language: str) -> Iterator[Line]:
    """Everyone of the team with how many answers that stand now are theirs."""
    counts: dict[str, int] = {}
    for field in visit.state.fields(places.ANSWER):
        heads = visit.state.heads(field)
        if heads and isinstance(heads[-1].value, str) and heads[-1].value:
            counts[heads[-1].by] = counts.get(heads[-1].by, 0) + 1
    for each in visit.header.team:
        role = each.role_label or text("views", f"role.{each.role}", language)
        yield Line(each.name, role, icon="person", right=str(counts.get(each.person, 0)))


def _gap(visit: OpenVisit, gap: Gap, language: str) -> Line:
    ref: str | None = gap.ref
    if gap.kind in ("difference", "draft"):
        ref = places.ref_of(visit.instance, gap.ref)
    node = visit.instance.node(ref) if ref else None
    title = reading.label(node) if node is not None else gap.ref
    code = quoted(node) if node is not None else ""
    why = gap.words or text("views", f"gap.{gap.kind}", language)
    if gap.kind == "required":
        why = text("views", "gap.required", language)
    part = node.definition.ib.get("criterion", "") if node is not None else ""
    mark = Mark.OPEN if gap.kind == "difference" else Mark.MISSING
    detail = f"{part} · {why}" if part and not code else why
    return Line(f"{code} {title}".strip(), detail, mark, ref=f"{gap.kind}|{gap.ref}")


def _loose_pieces(visit: OpenVisit) -> int:
    shown = {label for finding in visit.all(Finding) for label in finding.evidence}
    pieces = visit.all(Evidence)
    return sum(
        1 for each in pieces if each.original and not each.questions and each.label not in shown
    )


def _chapter(visit: OpenVisit, chapter: Chapter, at: int, who: Mapping[str, str]) -> ChapterLine:
    done = progress(visit, *chapter.parts)
    number = chapter.ib.get("criterion", "")
    judged = next(
        (part for part in chapter.parts if part.definition.ib.get("role") == "judgment"), None
    )
    labels = {choice.value: choice.label for choice in judged.choices} if judged else {}
    value = judged.value if judged is not None else ""
    taker = who.get(chapter.ref, "")
    return ChapterLine(
        title=chapter.label.removeprefix(number).strip() if number else chapter.label,
        at=at,
        number=number,
        mine=bool(taker) and taker == visit.author().person,
        who=visit.header.name_of(taker) if taker else "",
        done=done.answered,
        total=done.total,
        attention=done.attention,
        judgment=MARKS.get(value),
        judgment_words=labels.get(value, value),
        judged=judged is not None,
    )


def assign_options(visit: OpenVisit, part: str, language: str) -> tuple[LinkOption, ...]:
    """Who of the team can get a part of the checklist, and nobody; `on`: who has it now."""
    now = takers(visit.state).get(part, "")
    team = tuple(
        LinkOption(each.person, each.name, each.role_label, on=each.person == now)
        for each in visit.header.team
    )
    return (*team, LinkOption("", text("views", "nobody", language), on=not now))
