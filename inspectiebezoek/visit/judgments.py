"""Judgments per criterion or phase: decided and motivated by a person, kept in the form."""

from __future__ import annotations

from dataclasses import dataclass

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.form import Form
from inspectiebezoek.visit.open_visit import OpenVisit

ROLES = ("judgment", "motive", "compliance", "result", "source-kinds", "deviation", "suggestion")


@dataclass(frozen=True, slots=True)
class JudgmentPlaces:
    """Where the parts of the judgment of one criterion stand in the form, by role.

    `group` is the place of the criterion itself, `aspect` that of the aspect around it; empty
    for phases, which stand alone.
    """

    criterion: str
    group: str
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
                above = group.parent if group is not None else None
                aspect = above if above is not None and above.parent is not None else None
                found[criterion] = JudgmentPlaces(
                    criterion,
                    group.ref if group is not None else "",
                    aspect.ref if aspect is not None else "",
                    {},
                )
            found[criterion].refs[role] = definition.ref
    return tuple(found.values())


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
