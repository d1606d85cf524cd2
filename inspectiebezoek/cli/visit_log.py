"""`visit log`: who changed what when, from what to what, and how well each change is proved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from inspectiebezoek.app.proofs import Proof, proofs
from inspectiebezoek.app.views.history import HistoryLine, erased_words, history_lines
from inspectiebezoek.app.views.spots import ref_of_code
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.cli.common import Context, Visit, context_of, table
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.erasure import Erasure
from inspectiebezoek.log.state import State
from inspectiebezoek.messages import text
from inspectiebezoek.visit.differences import as_text
from inspectiebezoek.visit.header import Header, read_header
from inspectiebezoek.visit.history import Deed, Told, history, of_question
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.places import ANSWER

_CANNOT_OPEN = (
    Code.EVIDENCE_UNREADABLE,
    Code.EVIDENCE_DAMAGED,
    Code.LOG_BROKEN,
    Code.FORM_UNREADABLE,
    Code.FORM_FAULTS,
)


def log(
    ctx: typer.Context,
    visit: Visit,
    question: Annotated[
        str, typer.Option(help="Only this question: its code, or its address.")
    ] = "",
) -> None:
    """Who changed what when, from what to what; exit 7 when the chains do not hold."""
    context = context_of(ctx)
    with context.workplace() as place:
        name = place.log_of(visit)
        entries = place.store.readable(name)
        faults = place.store.check(name)
        proved = proofs(place.store, name, entries)
        opened, deeds = _opened(place, name), history(entries)
        if question:
            deeds = of_question(deeds, _address(opened, question))
        header = read_header(State(entries))
        names = {each.by: header.name_of(each.by) for each in deeds}
        if opened is not None:
            lines = history_lines(opened, deeds, proved, context.language)
            rows = [_row(context, each) for each in reversed(lines)]
        else:
            rows = [_bare(context, each, header, proved[each.id]) for each in deeds]
    document = [_plain(each, names[each.by], proved[each.id]) for each in deeds]
    head = text("cli", "visit.log_head", context.language).split("|")
    context.result(document, table(rows, head))
    if faults:
        raise InspectionError(Code.LOG_BROKEN, visit=visit, count=len(faults))


def _opened(place: Workplace, log: str) -> OpenVisit | None:
    """The visit with the words of its checklist; None where they cannot be had."""
    try:
        return place.open(log.partition("/")[2])
    except InspectionError as error:
        if error.code not in _CANNOT_OPEN:
            raise
        return None


def _address(opened: OpenVisit | None, question: str) -> str:
    if question.startswith(ANSWER):
        return question
    ref = ref_of_code(opened, question) if opened is not None else ""
    if opened is None or not ref:
        raise InspectionError(Code.FORM_UNKNOWN_NODE, ref=question)
    return opened.address(ref)


def _row(context: Context, line: HistoryLine) -> Sequence[object]:
    what = f"{line.what} {line.aside}".strip()
    return line.when, line.who, line.about, what, _proof(context, line.proof)


def _bare(context: Context, deed: Deed, header: Header, proof: Proof) -> Sequence[object]:
    before = " / ".join(_shown(each) for each in deed.before)
    what = f"{before} → {_shown(deed.after)}" if deed.before else _shown(deed.after)
    if deed.erasure is not None:
        what = f"{what} {erased_words(deed.erasure, header, context.language)}"
    return deed.at, header.name_of(deed.by), deed.field, what, _proof(context, proof)


def _proof(context: Context, proof: Proof) -> str:
    return text("views", f"history.proof.{proof.value}", context.language)


def _shown(told: Told) -> str:
    return "[-]" if told.erased else as_text(told.value)


def _plain(deed: Deed, name: str, proof: Proof) -> dict[str, object]:
    return {
        "id": deed.id,
        "at": deed.at,
        "by": name,
        "person": deed.by,
        "device": deed.device,
        "op": deed.op,
        "field": deed.field,
        "before": [each.value for each in deed.before],
        "after": deed.after.value,
        "erased": deed.after.erased,
        "erasure": _erasure(deed.erasure),
        "differs": deed.differs,
        "proof": proof.value,
    }


def _erasure(erasure: Erasure | None) -> dict[str, str] | None:
    if erasure is None:
        return None
    return {
        "ground": erasure.ground,
        "asked_by": erasure.asked_by,
        "agreed_by": erasure.agreed_by,
        "at": erasure.agreed_at,
    }
