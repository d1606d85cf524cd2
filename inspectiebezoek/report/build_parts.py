"""The larger parts of a report's content: findings, judgments, decisions, evidence."""

from __future__ import annotations

from collections.abc import Mapping

from inspectiebezoek.report import content, reading
from inspectiebezoek.report.formats import day, moment
from inspectiebezoek.report.texts import Words
from inspectiebezoek.visit import places
from inspectiebezoek.visit.judgments import judgment_places
from inspectiebezoek.visit.kinds import Comment, Decision, Evidence, Finding, Recommendation
from inspectiebezoek.visit.open_visit import OpenVisit

PHOTO, GOOD = "foto", "goed_voorbeeld"


def build_findings(visit: OpenVisit, words: Words) -> tuple[content.Finding, ...]:
    """The findings with the photos that they rest on, in the order of their numbers."""
    pieces = {each.label: each for each in visit.all(Evidence)}
    ordered = sorted(visit.all(Finding), key=lambda each: each.label)
    return tuple(_finding(each, pieces, words) for each in ordered)


def _finding(finding: Finding, pieces: Mapping[str, Evidence], words: Words) -> content.Finding:
    photos = tuple(
        _photo(pieces[label])
        for label in finding.evidence
        if label in pieces and pieces[label].derivative
    )
    heard = tuple(
        heard_sentence(each.get("interview", ""), each.get("role", ""), each.get("text", ""))
        for each in finding.heard
    )
    read = tuple(_sentence(each.get("document", ""), each.get("text", "")) for each in finding.read)
    return content.Finding(
        label=finding.label,
        title=finding.title,
        nature=words(f"nature_{finding.nature}"),
        text=finding.text,
        observed=finding.observed,
        heard=heard,
        read=read,
        criteria=finding.criteria,
        evidence=finding.evidence,
        photos=photos,
        sensitivity=finding.sensitivity,
        confidentiality=finding.confidentiality,
        good=finding.nature == GOOD,
    )


def heard_sentence(interview: str, role: str, text: str) -> str:
    """What someone said and who: an interview need not have a number, nor a person a role."""
    person = f"{interview} ({role})" if interview and role else interview or role
    return _sentence(person, text)


def _sentence(source: str, text: str) -> str:
    return f"{source}: {text}" if source else text


def _photo(piece: Evidence) -> content.Photo:
    return content.Photo(
        piece.label, piece.derivative, piece.caption, piece.alt_text, piece.confidentiality
    )


def free_photos(visit: OpenVisit) -> tuple[content.Photo, ...]:
    """The photos that no finding shows."""
    shown = {label for finding in visit.all(Finding) for label in finding.evidence}
    return tuple(
        _photo(each) for each in visit.all(Evidence) if each.derivative and each.label not in shown
    )


def build_judgments(visit: OpenVisit, language: str) -> tuple[content.Judgment, ...]:
    """Every judgment that was given, in the order of the checklist."""
    found = []
    for place in judgment_places(visit.form):
        given = {
            role: reading.words(visit.instance.node(ref), language)
            for role, ref in place.refs.items()
        }
        node = visit.instance.node(place.refs["judgment"])
        if not node.relevant or not node.value:
            continue
        group = visit.instance.node(place.group)
        above = visit.instance.node(place.aspect) if place.aspect else None
        found.append(
            content.Judgment(
                criterion=place.criterion,
                name=group.label.removeprefix(place.criterion).strip(),
                aspect=above.label if above is not None else "",
                value=node.value,
                words=given["judgment"],
                compliance=given.get("compliance", ""),
                result=given.get("result", ""),
                sources=given.get("source-kinds", ""),
                motive=given.get("motive", ""),
                deviation=given.get("deviation", ""),
                norm=group.definition.ib.get("norm", ""),
                basis=group.definition.ib.get("basis", ""),
                sensitivity=_motive_sensitivity(visit, place.refs),
            )
        )
    return tuple(found)


def _motive_sensitivity(visit: OpenVisit, refs: Mapping[str, str]) -> str:
    if "motive" not in refs:
        return content.ORDINARY
    motive = visit.instance.node(refs["motive"])
    return motive.definition.ib.get("sensitivity", content.ORDINARY)


def scale_of(visit: OpenVisit) -> dict[str, str]:
    """The scale of judgments, as the checklist has it: value → label."""
    for place in judgment_places(visit.form):
        choices = visit.instance.node(place.refs["judgment"]).choices
        return {choice.value: choice.label for choice in choices}
    return {}


def build_recommendations(visit: OpenVisit, language: str) -> tuple[content.Recommendation, ...]:
    """What should become better, by whom and by when."""
    return tuple(
        content.Recommendation(
            each.label, each.text, each.owner_role, day(each.due, language), each.findings
        )
        for each in visit.all(Recommendation)
    )


def build_decisions(visit: OpenVisit, language: str) -> tuple[content.Decision, ...]:
    """Where inspectors differed, each with both sides and the choice."""
    found = []
    for each in visit.all(Decision):
        ref = places.ref_of(visit.instance, each.field)
        node = visit.instance.node(ref) if ref else None
        labels = {choice.value: choice.label for choice in node.choices} if node else {}
        variants = tuple(
            f"{visit.header.name_of(side['by'])}, {moment(side['at'], language)}: "
            f"{labels.get(side['value'], side['value'])}. {side['remark']}".strip()
            for side in each.variants
        )
        question = reading.label(node) if node else each.field
        chosen = labels.get(each.chosen, each.chosen)
        found.append(content.Decision(question, variants, chosen, each.reason))
    return tuple(found)


def build_comments(visit: OpenVisit, words: Words) -> tuple[content.Comment, ...]:
    """What the inspected said of a concept, and what became of it."""
    return tuple(
        content.Comment(
            each.label,
            words("comment_place", version=each.version, page=each.page, line=each.line)
            if each.page
            else each.version,
            f"{each.by_role}: {each.text}" if each.by_role else each.text,
            words(f"comment_{each.sort}") if each.sort else "",
            each.reply,
            words(f"changed_{each.changed}") if each.changed else "",
            each.confidentiality,
        )
        for each in visit.all(Comment)
    )


def build_evidence(visit: OpenVisit, language: str, words: Words) -> tuple[content.Evidence, ...]:
    """The list of evidence with the hash of each original."""
    return tuple(
        content.Evidence(
            each.label,
            each.sort,
            each.caption,
            each.original,
            visit.header.name_of(each.by),
            moment(each.at, language),
            words("seen") if each.held_as else "",
            each.confidentiality,
        )
        for each in visit.all(Evidence)
    )
