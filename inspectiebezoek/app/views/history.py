"""The log of a visit in words: when, who, about what, from what to what, and how well proved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inspectiebezoek.app.proofs import Proof
from inspectiebezoek.app.views.checklist import choices_of
from inspectiebezoek.app.views.sync import about, chosen
from inspectiebezoek.log.canonical import Value
from inspectiebezoek.log.change import ADD, EXPUNGE, GENESIS, REMOVE, SET
from inspectiebezoek.log.erasure import Erasure
from inspectiebezoek.log.rights import person_of
from inspectiebezoek.messages import text, texts
from inspectiebezoek.report.formats import lexical, moment
from inspectiebezoek.visit import places
from inspectiebezoek.visit.differences import as_text
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.history import Deed, Told
from inspectiebezoek.visit.kinds import Decision
from inspectiebezoek.visit.open_visit import OpenVisit

_QUESTION = (places.ANSWER, places.REMARK, places.FLAG, places.UNANSWERED)
_LONGEST = 200
_HASH = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One deed in words.

    `what` says what was done: from what to what, or that it was made, taken out or erased;
    `proof` how well it is proved; `aside` whether it differed from what another wrote, and on what
    ground it was erased; `apart` is true for what stands beside an answer, such as its remark.
    """

    deed: Deed
    when: str
    who: str
    about: str
    what: str
    proof: Proof
    aside: str
    apart: bool


def history_lines(
    visit: OpenVisit, deeds: Iterable[Deed], proved: Mapping[str, Proof], language: str
) -> tuple[HistoryLine, ...]:
    """The deeds in words, the last one first; the parts of a decision are told with it."""
    shown = [each for each in deeds if _worth_telling(each)]
    return tuple(_line(visit, each, proved, language) for each in reversed(shown))


def _worth_telling(deed: Deed) -> bool:
    """Not the parts of a decision, nor those that a new record was born without."""
    if deed.field.startswith(f"{Decision.kind}:"):
        return deed.field.endswith("/")
    record = not deed.field.startswith((*_QUESTION, "visit:"))
    return (
        not record or deed.op != SET or bool(deed.before or deed.after.value or deed.after.erased)
    )


def _line(visit: OpenVisit, deed: Deed, proved: Mapping[str, Proof], language: str) -> HistoryLine:
    asides = [
        text("views", f"history.{name}", language)
        for name, on in (("differs", deed.differs), ("effect", deed.effect))
        if on
    ]
    if deed.erasure is not None:
        asides.append(erased_words(deed.erasure, visit.header, language))
    return HistoryLine(
        deed=deed,
        when=moment(deed.at, language),
        who=visit.header.name_of(deed.by),
        about=_about(visit, deed, language),
        what=_what(visit, deed, language),
        proof=proved.get(deed.id, Proof.NONE),
        aside=" ".join(asides),
        apart=not deed.field.startswith(places.ANSWER),
    )


def erased_words(erasure: Erasure, header: Header, language: str) -> str:
    """On what ground a value was erased, who asked for it, who agreed and when."""
    return text(
        "views",
        "history.erased_told",
        language,
        ground=erasure.ground,
        asked=header.name_of(erasure.asked_by),
        agreed=header.name_of(erasure.agreed_by),
        at=moment(erasure.agreed_at, language),
    )


def _about(visit: OpenVisit, deed: Deed, language: str) -> str:
    kind, _, path = deed.field.partition(":")
    words = about(visit, deed.field, language)
    if deed.field.startswith(_QUESTION[1:]):
        return f"{words} · {text('views', f'history.{kind}', language)}"
    if deed.field.startswith(_QUESTION):
        return words
    part = path.split("/")[1] if kind == "visit" else path.rpartition("/")[2]
    known = texts("views", language)["history"]["part"]
    return f"{words} · {known.get(part, part)}" if part else words


def _what(visit: OpenVisit, deed: Deed, language: str) -> str:
    def say(key: str, **facts: object) -> str:
        return text("views", f"history.{key}", language, **facts)

    if deed.op == GENESIS:
        return say(deed.op)
    if deed.op == EXPUNGE:
        content = deed.after.value
        asked = content.get("ground") if isinstance(content, Mapping) else None
        return say("erasing", ground=asked) if asked else say(deed.op)
    if deed.field.startswith(f"{Decision.kind}:"):
        return _decided(visit, deed, language)
    after = _value(visit, deed.field, deed.after, language)
    if deed.op == REMOVE:
        return say("removed")
    if deed.op == ADD:
        return say("back" if deed.before else "added")
    if not deed.before:
        return say("first", after=after)
    before = " / ".join(_value(visit, deed.field, each, language) for each in deed.before)
    return say("changed", before=before, after=after)


def _decided(visit: OpenVisit, deed: Deed, language: str) -> str:
    root = deed.field
    field = as_text(visit.state.value(root + "field"))
    value = Told(visit.state.value(root + "chosen"), deed.after.erased)
    facts = {
        "about": about(visit, field, language) if ":" in field else field,
        "value": _value(visit, field, value, language),
        "reason": as_text(visit.state.value(root + "reason")),
    }
    return text("views", "history.decided", language, **facts)


def _value(visit: OpenVisit, field: str, told: Told, language: str) -> str:
    if told.erased:
        return text("views", "history.erased", language)
    words = _words(visit, field, told.value, language)
    short = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
    nothing = "nothing" if person_of(field) is None else "no_right"
    return short or text("views", f"history.{nothing}", language)


def _words(visit: OpenVisit, field: str, value: Value, language: str) -> str:
    if isinstance(value, bool):
        return text("views", f"history.{'on' if value else 'off'}", language)
    if isinstance(value, Mapping):
        named = value.get("name") or value.get("label")
        parts = (_words(visit, field, each, language) for each in value.values() if each)
        return as_text(named) or ", ".join(parts)
    if isinstance(value, list | tuple):
        return "; ".join(_words(visit, field, each, language) for each in value)
    written = as_text(value)
    if not field.startswith(_QUESTION):
        return _plain(written, language)
    ref = places.ref_of(visit.instance, field) if field.startswith(places.ANSWER) else None
    if ref is None:
        return written
    node = visit.instance.node(ref)
    labels = {choice.value: choice.label for choice in choices_of(node)}
    return chosen(labels, written) or lexical(node.definition.type, written, language)


def _plain(written: str, language: str) -> str:
    """A part of a record or the header: the words of a code, a moment, the start of a hash."""
    known = texts("views", language)["history"]["value"]
    if written in known:
        return str(known[written])
    return written[:12] if _HASH.fullmatch(written) else moment(written, language)
