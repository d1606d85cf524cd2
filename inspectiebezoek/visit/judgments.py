"""Judgments per criterion or phase: decided and motivated by a person, kept in the form."""

from __future__ import annotations

from dataclasses import dataclass

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.definition import Definition
from inspectiebezoek.form.form import Form
from inspectiebezoek.visit.open_visit import OpenVisit

ROLES = ("judgment", "motive", "compliance", "result", "source-kinds", "deviation", "suggestion")


@dataclass(frozen=True, slots=True)
class JudgmentPlaces:
    """Where the parts of the judgment of one criterion stand in the form, by role."""

    criterion: str
    name: str
    aspect: str
    refs: dict[str, str]


def judgment_places(form: Form) -> tuple[JudgmentPlaces, ...]:
    """The criteria or phases of a form that are judged, in the order of the form."""
    found: dict[str, JudgmentPlaces] = {}
    for definition in form.walk():
        role, criterion = definition.ib.get("role", ""), definition.ib.get("criterion", "")
        if role in ROLES and criterion:
            if criterion not in found:
                group = definition.parent
                found[criterion] = JudgmentPlaces(
                    criterion, _label(group), _label(_above(group)), {}
                )
            found[criterion].refs[role] = definition.ref
    return tuple(found.values())


def _above(group: Definition | None) -> Definition | None:
    return group.parent if group is not None else None


def _label(group: Definition | None) -> str:
    return group.ref if group is not None else ""


def judge(visit: OpenVisit, criterion: str, judgment: str, motive: str) -> None:
    """Give a judgment with its motive, as one fact.

    Raises `FORM_UNKNOWN_NODE` for a criterion that the form does not judge, and
    `FORM_VALUE_REFUSED` for a value outside the scale of the form.
    """
    places = {each.criterion: each for each in judgment_places(visit.form)}
    if criterion not in places:
        raise InspectionError(Code.FORM_UNKNOWN_NODE, ref=criterion)
    refs = places[criterion].refs
    scale = [choice.value for choice in visit.instance.node(refs["judgment"]).choices]
    if judgment not in scale:
        raise InspectionError(Code.FORM_VALUE_REFUSED, ref=criterion, type="|".join(scale))
    visit.answer_all([(refs["judgment"], judgment), (refs["motive"], motive)], {})
