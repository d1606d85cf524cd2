"""Read a practice visit: who answered what and when, as acts that a visit can replay.

The file format is described in `forms/oefenbezoek/README.md`. Questions are found by the code
that the checklist gives them (`ib:code`), rows by the name of their repeat.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.definition import Definition, Kind
from inspectiebezoek.form.form import Form
from inspectiebezoek.visit.header import Header, Member

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a question: its place in the form, XForms text, and the remark beside it."""

    ref: str
    value: str
    remark: str


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row of a repeat: the repeat's place and [(name below the row, XForms text)]."""

    repeat: str
    name: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record beside the form: the kind's word, the label, its parts."""

    kind: str
    label: str
    parts: Table


@dataclass(frozen=True, slots=True)
class Given:
    """A chapter that was given to someone of the team: its place in the form, and the person."""

    part: str
    person: str


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that one person did at one moment."""

    at: datetime
    by: str
    what: Answer | NewRow | NewRecord | Given


@dataclass(frozen=True, slots=True)
class Settlement:
    """How the lead settles a difference: the question's place, the value, and why."""

    ref: str
    value: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice visit, ready to be replayed on a form."""

    header: Header
    acts: tuple[Act, ...]
    folder: Path
    spare: Path = field(default_factory=Path)

    def file(self, name: str) -> Path:
        """A file of the practice visit: beside it, or else among the shipped ones."""
        for folder in (self.folder, self.spare):
            path = folder / name
            if path.is_file():
                return path
        raise InspectionError(Code.FILE_MISSING, file=name)


class Places:
    """Where the codes and repeats of a practice file stand in a form."""

    def __init__(self, form: Form) -> None:
        definitions = list(form.walk())
        self._by_code = {each.ib["code"]: each for each in definitions if "code" in each.ib}
        self._repeats = {each.name: each for each in definitions if each.kind is Kind.REPEAT}
        self._by_role = {
            (each.ib["role"], each.ib["criterion"]): each
            for each in definitions
            if "role" in each.ib and "criterion" in each.ib
        }

    def question(self, code: str) -> Definition:
        """The question with a code; raises `PRACTICE_UNREADABLE` when the form has none."""
        found = self._by_code.get(code)
        if found is None:
            raise InspectionError(Code.PRACTICE_UNREADABLE, file="", reason=code)
        return found

    def repeat(self, name: str) -> Definition:
        """The repeat with a name; raises `PRACTICE_UNREADABLE` when the form has none."""
        found = self._repeats.get(name)
        if found is None:
            raise InspectionError(Code.PRACTICE_UNREADABLE, file="", reason=name)
        return found

    def chapter(self, criterion: str) -> Definition:
        """The chapter of a criterion or phase; raises `PRACTICE_UNREADABLE` without one."""
        found = self.role("criterion", criterion) or self.role("phase", criterion)
        if found is None:
            raise InspectionError(Code.PRACTICE_UNREADABLE, file="", reason=criterion)
        return found

    def role(self, role: str, criterion: str) -> Definition | None:
        """The question that plays a role for a criterion or phase."""
        return self._by_role.get((role, criterion))


def read_practice(path: Path, form: Form, spare: Path) -> Practice:
    """Read a practice visit for a form; raises `PRACTICE_UNREADABLE` or `FILE_MISSING`."""
    document = read_document(path)
    try:
        places = Places(form)
        acts = sorted(_acts(document, places), key=lambda act: act.at)
        return Practice(_header(document), tuple(acts), path.parent, spare)
    except InspectionError as error:
        if error.code is Code.PRACTICE_UNREADABLE:
            reason = error.facts["reason"]
            raise InspectionError(
                Code.PRACTICE_UNREADABLE, file=path.name, reason=reason
            ) from error
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InspectionError(
            Code.PRACTICE_UNREADABLE, file=path.name, reason=str(error)[:80]
        ) from error


def read_document(path: Path) -> dict[str, Any]:
    """The JSON of a practice file; raises `FILE_MISSING` or `PRACTICE_UNREADABLE`."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InspectionError(Code.FILE_MISSING, file=path.name) from error
    except ValueError as error:
        raise InspectionError(
            Code.PRACTICE_UNREADABLE, file=path.name, reason=str(error)[:80]
        ) from error
    if not isinstance(document, dict):
        raise InspectionError(Code.PRACTICE_UNREADABLE, file=path.name, reason="{ }")
    return document


def read_colleague(path: Path, form: Form) -> tuple[tuple[Act, ...], tuple[Settlement, ...]]:
    """What the second inspector did offline, and how the lead settles what differs."""
    document, places = read_document(path), Places(form)
    try:
        acts = [act for change in document["changes"] for act in _colleague_act(change, places)]
        settled = tuple(_settlement(each, places) for each in document["conflicts"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InspectionError(
            Code.PRACTICE_UNREADABLE, file=path.name, reason=str(error)[:80]
        ) from error
    return tuple(sorted(acts, key=lambda act: act.at)), settled


def moment(text: str) -> datetime:
    """A time with its UTC offset; raises `ValueError` without one."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found


def lexical(definition: Definition, value: object) -> str:
    """A value of the file as XForms text; lists become space-separated."""
    if isinstance(value, bool) or value is None:
        raise ValueError(definition.name)
    if isinstance(value, list):
        return " ".join(str(each) for each in value)
    if definition.type == "time":
        return f"{value}:00.000"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return str(value)


def _header(document: Table) -> Header:
    visit = document["visit"]
    known = {
        "title": visit["title"],
        "site": visit["site"],
        "site_label": visit["site_label"],
        "kind": visit["kind"],
        "announced": visit["announced"],
        "announced_on": visit.get("announced_on", ""),
        "announced_note": visit.get("announced_note", ""),
        "programme_line": visit.get("programme_line", ""),
        "layer": visit["layer"],
        "start": visit["start"],
        "end": visit["end"],
        "security_label": visit["security_label"],
        "permissions": visit.get("photo_permission", ""),
    }
    team = tuple(
        Member(each["id"], each["name"], each["role"], each.get("role_label", ""))
        for each in document["team"]
    )
    programme = tuple(document.get("programme", ()))
    goals = tuple(visit.get("goals", ()))
    return Header(**known, goals=goals, team=team, programme=programme, practice=True)


def _acts(document: Table, places: Places) -> Iterator[Act]:
    for code, answer in document["answers"].items():
        yield _answer_act(code, answer, places)
    for repeat, rows in document["repeats"].items():
        for row in rows:
            yield _row_act(repeat, row, places)
    start, lead = moment(document["visit"]["start"]), document["team"][0]["id"]
    for criterion, person in document.get("chapters", {}).items():
        yield Act(start, lead, Given(places.chapter(criterion).ref, person))
    yield from _sample_acts(document, places, start, lead)
    for judgment in document["judgments"]:
        yield from _judgment_acts(judgment, places)
    for evidence in document["evidence"]:
        yield _record_act("evidence", evidence)
    for kind, key in _RECORDS:
        for record in document.get(key, ()):
            yield _record_act(kind, record)


_RECORDS = (
    ("finding", "findings"),
    ("recommendation", "recommendations"),
    ("feedback", "feedback"),
    ("note", "notes"),
)


def _answer_act(code: str, answer: Table, places: Places) -> Act:
    definition = places.question(code)
    what = Answer(definition.ref, lexical(definition, answer["value"]), answer.get("note", ""))
    return Act(moment(answer["at"]), answer["by"], what)


def _row_act(repeat: str, row: Table, places: Places) -> Act:
    values = []
    for name, value in row.items():
        if name not in _ROW_OWN:
            definition = places.question(f"{repeat}.{name}")
            values.append((definition.ref, lexical(definition, value)))
    what = NewRow(places.repeat(repeat).ref, str(row["id"]), tuple(values))
    return Act(moment(row["at"]), row["by"], what)


_ROW_OWN = {"id", "by", "at", "note"}


def _sample_acts(document: Table, places: Places, start: datetime, lead: str) -> Iterator[Act]:
    names = {"population": "populatie", "sample": "steekproef", "method": "methode", "seed": "zaad"}
    for sample in document.get("samples", ()):
        for key, name in names.items():
            if sample.get(key) is not None:
                definition = places.question(f"{sample['repeat']}.{name}")
                yield Act(start, lead, Answer(definition.ref, lexical(definition, sample[key]), ""))


_JUDGMENT_ROLES = {
    "judgment": "judgment",
    "compliance": "compliance",
    "result": "result",
    "source_kinds": "source-kinds",
    "motive": "motive",
    "deviation_reason": "deviation",
}


def _judgment_acts(judgment: Table, places: Places) -> Iterator[Act]:
    part = judgment.get("criterion") or judgment["phase"]
    for key, role in _JUDGMENT_ROLES.items():
        if judgment.get(key):
            definition = places.role(role, part)
            if definition is None:
                raise KeyError(f"{role} {part}")
            what = Answer(definition.ref, lexical(definition, judgment[key]), "")
            yield Act(moment(judgment["at"]), judgment["by"], what)


def _record_act(kind: str, record: Table) -> Act:
    parts = {name: value for name, value in record.items() if name not in ("id", "by", "at")}
    return Act(moment(record["at"]), record["by"], NewRecord(kind, record["id"], parts))


def _colleague_act(change: Table, places: Places) -> Iterator[Act]:
    kind = change["kind"]
    if kind == "answer":
        yield _answer_act(change["question"], change, places)
    elif kind == "repeat_row":
        yield _row_act(change["repeat"], change["row"], places)
    elif kind == "finding":
        yield _record_act("finding", change["finding"])
    else:
        raise ValueError(kind)


def _settlement(conflict: Table, places: Places) -> Settlement:
    definition, resolution = places.question(conflict["question"]), conflict["resolution"]
    value = lexical(definition, resolution["value"])
    return Settlement(definition.ref, value, resolution["reason"], moment(resolution["at"]))
