"""The part of `visit` that fills it: answer, attach, finding and judge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import typer

from inspectiebezoek.app.evidence import attach_file
from inspectiebezoek.cli.common import Visit, context_of
from inspectiebezoek.cli.files import is_file
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.messages import text, texts
from inspectiebezoek.visit import judgments
from inspectiebezoek.visit.kinds import Evidence, Finding
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.places import link_key
from inspectiebezoek.visit.readiness import is_asked
from inspectiebezoek.visit.unanswered import Unanswered

Kind = Literal["foto", "geluid", "document"]
Why = Literal["not-observed", "not-applicable"]
Nature = Literal["risico", "verbeterpunt", "goed_voorbeeld"]


def answer(
    ctx: typer.Context,
    visit: Visit,
    question: Annotated[str, typer.Argument(help="Code or place of the question.")],
    value: Annotated[str, typer.Argument(help="XForms text; empty takes it back.")],
    remark: Annotated[str | None, typer.Option(help="The remark beside it.")] = None,
) -> None:
    """Answer a question; it is on disk when this returns."""
    context = context_of(ctx)
    with context.workplace() as place:
        opened = place.open(visit)
        ref = _place(opened, question)
        with refused_in_words(opened, ref, context.language):
            opened.answer(ref, value)
        if remark is not None:
            opened.set_remark(ref, remark)
        node = opened.instance.node(ref)
        document = {"ref": ref, "value": node.value, "valid": node.valid}
    context.facts(document)


def leave(
    ctx: typer.Context,
    visit: Visit,
    question: Annotated[str, typer.Argument(help="Code or place of the question.")],
    why: Annotated[Why, typer.Option()],
    reason: Annotated[str, typer.Option(help="In words; it stands in the report.")],
) -> None:
    """Leave a question without an answer, with the reason; an answer there is taken back."""
    context = context_of(ctx)
    if not reason.strip():
        raise context.wrong("usage.missing", name="--reason")
    with context.workplace() as place:
        opened = place.open(visit)
        ref = _place(opened, question)
        given = Unanswered(why.replace("-", "_"), reason.strip())
        if not is_asked(opened.instance.node(ref)):
            known = text("cli", "answer.none", context.language)
            raise InspectionError(Code.FORM_VALUE_REFUSED, ref=ref, type=known)
        opened.leave_unanswered([ref], given)
    context.facts({"ref": ref, "why": why, "reason": given.reason})


def _place(visit: OpenVisit, question: str) -> str:
    if question.startswith("/"):
        return question
    for definition in visit.form.walk():
        if question in (definition.ib.get("code"), definition.name):
            return str(definition.ref)
    raise InspectionError(Code.FORM_UNKNOWN_NODE, ref=question)


def _codes(visit: OpenVisit, questions: Sequence[str] | None) -> list[str]:
    """What links name each question by; raises `FORM_UNKNOWN_NODE` where there is none.

    A code of a question in a repeat means all its rows; a place such as `/data/cel[2]/temp` one.
    """
    found = []
    for each in questions or ():
        place = _place(visit, each)
        found.append(link_key(visit.instance.node(place)) if each == place else each)
    return found


def _criteria(visit: OpenVisit, criteria: Sequence[str] | None) -> list[str]:
    """The criteria as given, when each is in the checklist; raises `FORM_UNKNOWN_NODE`."""
    known = {definition.ib.get("criterion", "") for definition in visit.form.walk()}
    for each in criteria or ():
        if each not in known:
            raise InspectionError(Code.FORM_UNKNOWN_NODE, ref=each)
    return list(criteria or ())


@contextmanager
def refused_in_words(visit: OpenVisit, ref: str | None, language: str) -> Iterator[None]:
    """When the form refuses an answer to a question, say in words which answers it takes."""
    try:
        yield
    except InspectionError as error:
        if error.code is not Code.FORM_VALUE_REFUSED or ref is None:
            raise
        node = visit.instance.node(ref)
        choices = ", ".join(choice.value for choice in node.choices)
        kind = "none" if node.readonly else node.definition.bind.type
        known = texts("cli", language)["answer"]
        words = choices or known.get(kind, known["other"])
        raise InspectionError(error.code, ref=ref, type=words) from error


def attach(
    ctx: typer.Context,
    visit: Visit,
    file: Annotated[Path, typer.Argument(help="Photo, sound or document.")],
    caption: Annotated[str, typer.Option()] = "",
    alt_text: Annotated[str, typer.Option(help="What is to be seen, for who cannot see.")] = "",
    question: Annotated[list[str] | None, typer.Option(help="Code it belongs to.")] = None,
    answers: Annotated[str | None, typer.Option(help="Question that it is the answer of.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="By the name of the file if absent.")] = None,
) -> None:
    """Add a piece of evidence; the original is kept as it is, encrypted."""
    context = context_of(ctx)
    if not is_file(file):
        raise InspectionError(Code.FILE_MISSING, file=str(file))
    with context.workplace() as place:
        opened = place.open(visit)
        piece = attach_file(
            opened,
            place.store.evidence,
            file,
            kind=kind or "",
            caption=caption,
            alt_text=alt_text,
            questions=_codes(opened, question),
            answers=_place(opened, answers) if answers else "",
        )
        found = next(each for each in opened.all(Evidence) if each.id == piece)
    document = {"evidence": found.id, "label": found.label, "sha256": found.original}
    context.facts(document)


def finding(
    ctx: typer.Context,
    visit: Visit,
    title: Annotated[str, typer.Argument()],
    nature: Annotated[Nature, typer.Option()],
    words: Annotated[str, typer.Option("--text")] = "",
    observed: Annotated[str, typer.Option(help="What was seen.")] = "",
    question: Annotated[list[str] | None, typer.Option(help="Code it rests on.")] = None,
    criterion: Annotated[list[str] | None, typer.Option()] = None,
) -> None:
    """Write down a finding; prints its label."""
    context = context_of(ctx)
    with context.workplace() as place:
        opened = place.open(visit)
        uuid = opened.add(
            Finding,
            title=title,
            nature=nature,
            text=words,
            observed=observed,
            questions=_codes(opened, question),
            criteria=_criteria(opened, criterion),
        )
        label = next(each.label for each in opened.all(Finding) if each.id == uuid)
    context.result({"finding": uuid, "label": label}, [label])


def judge(
    ctx: typer.Context,
    visit: Visit,
    criterion: Annotated[str, typer.Argument(help="Criterion or phase, such as 1.5.")],
    judgment: Annotated[str, typer.Argument(help="A value of the checklist's own scale.")],
    motive: Annotated[str, typer.Option(help="Why; a judgment is never automatic.")],
) -> None:
    """Judge a criterion, with the motive."""
    context = context_of(ctx)
    if not motive.strip():
        raise context.wrong("usage.missing", name="--motive")
    with context.workplace() as place:
        opened = place.open(visit)
        judgments.judge(opened, criterion, judgment, motive)
    context.result({"criterion": criterion, "judgment": judgment}, [judgment])
