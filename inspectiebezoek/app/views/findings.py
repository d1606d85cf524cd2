"""The findings of a visit, the open one, and the judgment of its criterion."""

from __future__ import annotations

from collections.abc import Iterator

from inspectiebezoek.app.views.checklist import FROZEN, choices_of
from inspectiebezoek.app.views.evidence import (
    PIECE,
    QUESTION,
    TALK,
    coded_questions,
    reader_options,
)
from inspectiebezoek.app.views.names import documents, people
from inspectiebezoek.app.views.registers import conversations
from inspectiebezoek.app.views.spots import quoted, ref_of_code
from inspectiebezoek.app.views.words import sayer
from inspectiebezoek.form.nodes import Node
from inspectiebezoek.gui.models.findings import (
    FindingDetail,
    FindingsPage,
    JudgmentItem,
    RecommendationItem,
    Source,
)
from inspectiebezoek.gui.models.line import Line, Option
from inspectiebezoek.gui.models.link import LinkOption
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.messages import text
from inspectiebezoek.report import reading
from inspectiebezoek.report.formats import lexical, moment
from inspectiebezoek.report.texts import words_of
from inspectiebezoek.visit.judgments import ROLES, JudgmentPlaces, judgment_places
from inspectiebezoek.visit.kinds import Evidence, Finding, Recommendation
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.places import ANSWER
from inspectiebezoek.visit.readiness import questions

NATURES = ("risico", "verbeterpunt", "goed_voorbeeld", "feit")
_WANTED_SOURCES = 2


def findings_page(visit: OpenVisit, current: str, language: str) -> FindingsPage:
    """All findings under their criterion; `current` is the UUID of the one that is open."""
    found = visit.all(Finding)
    names = criterion_names(visit)
    opened = next((each for each in found if each.id == current), None)
    bare = [each.label for each in found if not _has_sources(each)]
    unjudged = [each for each in _touched(found) if not _is_judged(visit, each)]
    return FindingsPage(
        lines=tuple(_lines(found, names, language)),
        total=len(found),
        detail=_detail(visit, opened, names, language) if opened else None,
        judgment=_judgment(visit, opened, language) if opened else None,
        warning=_told("without_evidence", bare, language),
        warning_detail=_told("without_judgment", unjudged, language),
        frozen=visit.header.state in FROZEN,
    )


def _told(key: str, labels: list[str], language: str) -> str:
    return text("views", key, language, labels=", ".join(labels)) if labels else ""


def criterion_names(visit: OpenVisit) -> dict[str, str]:
    """The criteria or phases that are judged: number → name with the number."""
    return {
        each.criterion: visit.instance.node(each.group).label
        for each in judgment_places(visit.form)
    }


def _touched(findings: tuple[Finding, ...]) -> list[str]:
    return sorted({each.criteria[0] for each in findings if each.criteria}, key=_in_order)


def _in_order(criterion: str) -> tuple[tuple[int, str], ...]:
    """`1.10` comes after `1.9`."""
    parts = criterion.split(".")
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in parts)


def _is_judged(visit: OpenVisit, criterion: str) -> bool:
    place = _place(visit, criterion)
    return place is None or bool(visit.instance.node(place.refs["judgment"]).value)


def _place(visit: OpenVisit, criterion: str) -> JudgmentPlaces | None:
    found = judgment_places(visit.form)
    return next((each for each in found if each.criterion == criterion), None)


def _has_sources(finding: Finding) -> bool:
    return bool(finding.evidence or finding.heard or finding.read or finding.observed)


def _lines(findings: tuple[Finding, ...], names: dict[str, str], language: str) -> Iterator[Line]:
    words = words_of(language)
    groups: dict[str, list[Finding]] = {}
    for each in findings:
        groups.setdefault(each.criteria[0] if each.criteria else "", []).append(each)
    for criterion in sorted(groups, key=_in_order):
        title = names.get(criterion, criterion) or text("views", "no_criterion", language)
        yield Line(title, right=str(len(groups[criterion])), heading=True)
        for each in groups[criterion]:
            count = len(each.source_kinds)
            sources = text(
                "views", "sources.one" if count == 1 else "sources.many", language, n=count
            )
            detail = [each.label, words(f"nature_{each.nature}"), sources]
            yield Line(
                each.title or text("views", "no_title", language),
                " · ".join(part for part in detail if part),
                Mark.READY if count >= _WANTED_SOURCES else Mark.MISSING,
                ref=each.id,
            )


def _detail(
    visit: OpenVisit, finding: Finding, names: dict[str, str], language: str
) -> FindingDetail:
    words = words_of(language)
    criterion = finding.criteria[0] if finding.criteria else ""
    last = max((head.at for head in _heads(visit, finding)), default=finding.at)
    return FindingDetail(
        id=finding.id,
        label=finding.label,
        title=finding.title,
        criterion=names.get(criterion, criterion),
        nature=finding.nature,
        natures=tuple(
            Option(each, words(f"nature_{each}").capitalize())
            for each in NATURES
            if each != "feit" or finding.nature == "feit"
        ),
        reader=finding.confidentiality,
        readers=reader_options(language),
        observed=finding.observed,
        heard=tuple(_heard(each.get("interview", ""), each) for each in finding.heard),
        read=tuple(Source(each.get("document", ""), each.get("text", "")) for each in finding.read),
        links=tuple(_links(visit, finding, language)),
        source_kinds=len(finding.source_kinds),
        recommendations=tuple(
            RecommendationItem(each.id, each.label, each.text, each.owner_role, each.due)
            for each in recommendations_of(visit, finding)
        ),
        saved=text("views", "saved", language, at=moment(last, language)),
        people=people(visit),
        documents=documents(visit),
    )


def recommendations_of(visit: OpenVisit, finding: Finding) -> tuple[Recommendation, ...]:
    """What should become better because of a finding, in the order of making."""
    return tuple(each for each in visit.all(Recommendation) if finding.label in each.findings)


def _heard(interview: str, table: object) -> Source:
    assert isinstance(table, dict)
    role = str(table.get("role", ""))
    origin = f"{role} ({interview})" if interview and role else role or interview
    return Source(origin, str(table.get("text", "")))


def _heads(visit: OpenVisit, finding: Finding) -> Iterator:  # type: ignore[type-arg]
    for field in visit.state.fields(f"finding:{finding.id}/"):
        yield from visit.state.heads(field)


def _links(visit: OpenVisit, finding: Finding, language: str) -> Iterator[Line]:
    name = visit.header.name_of
    for code in finding.questions:
        ref = ref_of_code(visit, code)
        if not ref:
            continue
        node = visit.instance.node(ref)
        heads = visit.state.heads(visit.address(ref, ANSWER))
        who = f"{name(heads[-1].by)} · {moment(heads[-1].at, language)}" if heads else ""
        words = reading.words(node, language) or text("views", "no_answer", language)
        yield Line(
            f"{quoted(node)} {reading.label(node)}: {words}".strip(),
            who,
            icon="checklist",
            ref=QUESTION + code,
        )
    pieces = {each.label: each for each in visit.all(Evidence)}
    for label in finding.evidence:
        piece = pieces.get(label)
        if piece is not None:
            about = f"{label} {piece.caption or piece.name}"
            who = f"{name(piece.by)} · {moment(piece.at, language)}"
            yield Line(about, who, icon="evidence", ref=PIECE + piece.id)
    talks = conversations(visit, language) if finding.interviews else {}
    for name_of_talk in finding.interviews:
        talk = talks.get(name_of_talk)
        # One of a colleague may not be here yet; what it is called is known all the same.
        detail, ref = (talk.detail, TALK + talk.ref) if talk is not None else ("", "")
        yield Line(name_of_talk, detail, icon="person", ref=ref)


def link_options(visit: OpenVisit, finding: Finding, language: str) -> tuple[LinkOption, ...]:
    """What a finding can rest on: pieces of evidence first, then conversations and questions."""
    pieces = tuple(
        LinkOption(
            PIECE + each.label,
            f"{each.label} {each.caption or each.name}",
            visit.header.name_of(each.by),
            on=each.label in finding.evidence,
        )
        for each in visit.all(Evidence)
    )
    asked = tuple(
        LinkOption(QUESTION + code, words, on=code in finding.questions)
        for code, words in coded_questions(visit)
    )
    here = conversations(visit, language)
    known = dict.fromkeys((*here, *finding.interviews))
    talks = tuple(
        LinkOption(
            TALK + name,
            name,
            here[name].detail if name in here else "",
            on=name in finding.interviews,
        )
        for name in known
    )
    return (*pieces, *talks, *asked)


def _judgment(visit: OpenVisit, finding: Finding, language: str) -> JudgmentItem | None:
    place = _place(visit, finding.criteria[0]) if finding.criteria else None
    if place is None:
        return None
    node = visit.instance.node(place.refs["judgment"])
    motive = place.refs.get("motive", "")
    suggestion = place.refs.get("suggestion", "")
    value = visit.instance.node(suggestion).value if suggestion else ""
    choices = choices_of(node)
    suggested = next((each for each in choices if each.value == value), None)
    drafts = visit.drafts()
    return JudgmentItem(
        ref=node.ref,
        title=text("views", "judgment_of", language, name=visit.instance.node(place.group).label),
        choices=choices,
        value=node.value,
        motive_ref=motive,
        motive=visit.instance.node(motive).value if motive else "",
        suggestion=suggested.label if suggested else "",
        suggestion_mark=(suggested.mark if suggested and suggested.mark else Mark.UNKNOWN),
        why=tuple(_why(visit, place, language)) if suggested else (),
        draft=drafts.get(visit.address(motive, ANSWER)) if motive else None,
        answers=_answers(visit, place, language),
        others=_judges(visit, node, language),
    )


def _answers(visit: OpenVisit, place: JudgmentPlaces, language: str) -> str:
    """How often each answer was given in the criterion: `3 nee · 1 deels · 2 ja`."""
    counts: dict[str, int] = {}
    for node in questions(visit.instance.node(place.group)):
        own = node.definition.ib.get("role") in ROLES
        if node.definition.control == "select1" and node.value and not own:
            words = reading.words(node, language)
            counts[words] = counts.get(words, 0) + 1
    told = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return " · ".join(f"{count} {words}" for words, count in told)


def _judges(visit: OpenVisit, node: Node, language: str) -> str:
    """Who judged, and when; where people differ, what each of them said."""
    heads = [head for head in visit.state.heads(visit.address(node.ref)) if head.value]
    labels = {choice.value: choice.label for choice in node.choices}
    name = visit.header.name_of
    if len({str(head.value) for head in heads}) > 1:
        said = (f"{name(each.by)}: {labels.get(str(each.value), '?')}" for each in heads)
        return text("views", "judges_differ", language, said=" · ".join(said))
    if not heads:
        return ""
    last = heads[-1]
    return text("views", "judged_by", language, who=name(last.by), at=moment(last.at, language))


def _why(visit: OpenVisit, place: JudgmentPlaces, language: str) -> Iterator[Line]:
    """What the rule of the checklist reckoned with: the workings of the criterion."""
    found = {
        node.definition.name.partition("_")[2]: node.value
        for node in visit.instance.node(place.group).parts
        if node.definition.ib.get("role") == "working"
    }
    say = sayer(language)
    points, answered = found.get("punten", ""), found.get("beantwoord", "")
    if points and answered:
        yield Line(
            say("why.points", points=lexical("decimal", points, language), answered=answered),
            say("why.asked", asked=found.get("vragen", "")),
            icon="checklist",
        )
    if found.get("kern_nee", "0") not in ("", "0"):
        yield Line(say("why.core", count=found["kern_nee"]), say("why.at_most"), icon="key")


def join_options(visit: OpenVisit, finding: Finding) -> tuple[LinkOption, ...]:
    """The findings that a finding can be joined with, those of its own criterion first."""
    others = [each for each in visit.all(Finding) if each.id != finding.id]
    others.sort(key=lambda each: each.criteria[:1] != finding.criteria[:1])
    name = visit.header.name_of
    return tuple(
        LinkOption(each.id, f"{each.label} {each.title}".strip(), name(each.by)) for each in others
    )
