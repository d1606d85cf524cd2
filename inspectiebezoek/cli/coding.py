"""The part of `visit` about codes: what a finding is counted by, and where the visit belongs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal
from uuid import UUID

import typer

from inspectiebezoek.cli.common import Context, Visit, context_of
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.canonical import Value
from inspectiebezoek.log.ref import read_ref
from inspectiebezoek.visit.kinds import Finding

Extent = Literal["incident", "patroon", "stelsel"]
Selection = Literal["aselect", "risico", "signaal", "volledig", "verificatie"]
Layer = Literal["regulier", "verdiepend", "intensief"]
Codes = Annotated[list[str] | None, typer.Option()]
_PARTY = re.compile(r"(?P<object>[^=]+?)(=(?P<share>100|[0-9]{1,2}))?")
_PARTNER = re.compile(r"(?P<organisation>[^=]+)=(?P<name>.+)")
_COMPANION = re.compile(r"(?P<role>[^=]+)=(?P<name>.+)")


def code(
    ctx: typer.Context,
    visit: Visit,
    label: Annotated[str, typer.Argument(help="Label of the finding, such as B-A01.")],
    severity: Annotated[int | None, typer.Option(min=1, max=4)] = None,
    extent: Annotated[Extent | None, typer.Option()] = None,
    process: Annotated[str | None, typer.Option(help="Code of the process.")] = None,
    norm: Codes = None,
    goal: Codes = None,
    group: Annotated[list[str] | None, typer.Option(help="Code of a citizen group.")] = None,
    cause: Codes = None,
    party: Annotated[list[str] | None, typer.Option(help="OBJECT or OBJECT=SHARE in %.")] = None,
    repeat_of: Annotated[str, typer.Option(help="LOG/UUID of the finding that it repeats.")] = "",
) -> None:
    """Say what a finding is counted by; only what is given changes."""
    context = context_of(ctx)
    given: dict[str, Value] = {
        "severity": None if severity is None else str(severity),
        "extent": extent,
        "process": process,
        "norms": norm,
        "goals": goal,
        "groups": group,
        "causes": cause,
        "parties": _tables(context, _PARTY, party),
        "repeat_of": _ref(context, repeat_of, Finding.kind) if repeat_of else None,
    }
    values = {name: value for name, value in given.items() if value is not None}
    with context.workplace() as place:
        opened = place.open(visit)
        found = next((each for each in opened.all(Finding) if each.label == label), None)
        if found is None:
            raise InspectionError(Code.ENTITY_UNKNOWN, kind=Finding.kind, id=label)
        opened.change(Finding, found.id, **values)
    context.result({"finding": found.id, "label": label, "changed": sorted(values)}, [label])


def header(
    ctx: typer.Context,
    visit: Visit,
    layer: Annotated[Layer | None, typer.Option()] = None,
    selection: Annotated[Selection | None, typer.Option(help="How it was chosen.")] = None,
    object_: Annotated[list[UUID] | None, typer.Option("--object", help="UUID.")] = None,
    line: Annotated[str | None, typer.Option(help="programme/UUID/UUID of the line.")] = None,
    study: Annotated[str | None, typer.Option(help="study/UUID.")] = None,
    track: Annotated[list[str] | None, typer.Option(help="track/UUID.")] = None,
    partner: Annotated[list[str] | None, typer.Option(help="ORGANISATION=NAME.")] = None,
    companion: Annotated[list[str] | None, typer.Option(help="ROLE=NAME.")] = None,
) -> None:
    """Say where a visit belongs and who comes along; only what is given changes."""
    context = context_of(ctx)
    given: dict[str, Any] = {
        "layer": layer,
        "selection": selection,
        "objects": object_ and tuple(str(each) for each in object_),
        "line": None if line is None else _ref(context, line, "line"),
        "study": None if study is None else _ref(context, study),
        "tracks": track and tuple(_ref(context, each) for each in track),
        "partners": partner and tuple(_tables(context, _PARTNER, partner) or ()),
        "companions": companion and tuple(_tables(context, _COMPANION, companion) or ()),
    }
    values = {name: value for name, value in given.items() if value is not None}
    with context.workplace() as place:
        opened = place.open(visit)
        opened.set_header(replace(opened.header, **values))
    context.result({"visit": opened.id, "changed": sorted(values)}, [opened.id])


def _tables(
    context: Context, form: re.Pattern[str], given: Sequence[str] | None
) -> list[Value] | None:
    """What was given as NAME=VALUE, as tables; raises `WRONG_USE`."""
    if given is None:
        return None
    found: list[Value] = []
    for each in given:
        match = form.fullmatch(each)
        if match is None:
            raise context.wrong("usage.no_pair", value=each)
        found.append({name: part or "" for name, part in match.groupdict().items()})
    return found


def _ref(context: Context, given: str, kind: str = "") -> dict[str, Value]:
    """A reference to a log, or with a kind to one thing in it: `log/uuid/uuid`."""
    log, entity = given, ""
    if kind:
        log, _, uuid = given.rpartition("/")
        entity = f"{kind}:{uuid}/"
    try:
        return read_ref({"log": log, "entity": entity, "at": ""}).plain()
    except ValueError as error:
        raise context.wrong("usage.no_ref", log=given, at="-") from error
