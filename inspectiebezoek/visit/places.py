"""Translate between where an answer stands in the form now and the address it has for life."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from uuid import UUID, uuid5

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.definition import Definition, Kind
from inspectiebezoek.form.form import Form
from inspectiebezoek.form.instance import Instance, RowKey
from inspectiebezoek.form.nodes import Node, Repeat, Row
from inspectiebezoek.log.canonical import Value
from inspectiebezoek.log.state import State

ANSWER, REMARK, FLAG, UNANSWERED = "answer:", "remark:", "flag:", "unanswered:"
DRAWN = "drawn:"
"""Where a drawing or signature stands while it is being made: only ever as a draft."""
MOST_COUNTED = 1000
"""The highest ordinal at which the answers of a counted row are looked for."""
_POSITION = re.compile(r"\[(\d+)\]")
_ROW = re.compile(r"\[([^\]]+)\]")


def address_of(instance: Instance, place: str | Node, kind: str = ANSWER) -> str:
    """The address of a place: `/data/rep_cel[2]/temp` → `answer:/data/rep_cel[<uuid>]/temp`.

    Who has the node gives that: there is nothing to look for. Raises `FORM_UNKNOWN_NODE` when
    there is no such place now.
    """
    return kind + _path(instance.node(place) if isinstance(place, str) else place)


def _path(node: Node) -> str:
    if isinstance(node, Row):
        return f"{_path(node.range)}[{node.key}]"
    if not node.definition.repeats:
        return node.definition.ref
    above = "" if node.above is None else _path(node.above)
    return f"{above}/{node.definition.tag}"


def link_key(node: Node) -> str:
    """By what evidence is linked to a question: its code, or its address for life.

    A question in a row goes by its address, for every row has the same code.
    """
    path, code = _path(node), node.definition.ib.get("code", "")
    return code if code and "[" not in path else ANSWER + path


def link_keys(node: Node) -> tuple[str, ...]:
    """All by which a link can name a question; a code alone means every row (earlier builds)."""
    code = node.definition.ib.get("code", "")
    return tuple(dict.fromkeys((link_key(node), code or link_key(node))))


def rows_of(instance: Instance, repeat: str) -> tuple[Row, ...]:
    """The rows of a repeat, in order; raises `FORM_UNKNOWN_NODE` when it is none."""
    node = instance.node(repeat)
    if not isinstance(node, Repeat):
        raise InspectionError(Code.FORM_UNKNOWN_NODE, ref=repeat)
    return node.rows


def ref_of(instance: Instance, address: str) -> str | None:
    """The place of an address in the form now; None when its row, or any such place, is not."""
    path = address.partition(":")[2]
    if _definition(instance.form, _ROW.sub("", path)) is None:
        return None
    ref, done = "", 0
    for match in _ROW.finditer(path):
        ref += path[done : match.start()]
        keys = [row.key for row in rows_of(instance, ref)]
        if match[1] not in keys:
            return None
        ref += f"[{keys.index(match[1]) + 1}]"
        done = match.end()
    return ref + path[done:]


def counted_key(log: str, address: str, ordinal: int) -> str:
    """The UUID of a row that `jr:count` makes: the same on every laptop (UUIDv5, RFC 9562)."""
    return str(uuid5(UUID(log.partition("/")[2]), f"{address}#{ordinal}"))


def row_key(log: str) -> RowKey:
    """What names the rows that the form itself makes, in the form instance of a log."""
    return lambda repeat, ordinal: counted_key(log, ANSWER + _path(repeat), ordinal)


def layout(state: State, log: str) -> tuple[dict[str, tuple[str, ...]], list[tuple[str, str]]]:
    """Rows and values of the form instance as the log says them now, in places.

    Returns (place of a repeat → keys of its rows in order) and [(place, text)]. Rows that
    `jr:count` made were never added by anyone: what was answered in them tells that they are.
    """
    rows = _rows(state)
    rows |= _counted_rows(state, log, rows)
    positions = {
        f"{repeat}[{key}]": f"{repeat}[{number}]"
        for repeat, keys in rows.items()
        for number, key in enumerate(keys, start=1)
    }
    places = {_placed(repeat, positions): keys for repeat, keys in rows.items()}
    places.pop("", None)
    return places, list(_values(state, positions))


def restored(
    form: Form,
    state: State,
    log: str,
    *,
    now: Callable[[], datetime],
    uuid: Callable[[], UUID],
) -> tuple[Instance, tuple[str, ...]]:
    """The form as a state of its log says it, and the places that this form does not know.

    A newer version of the program may have written what this form has no place for.
    """
    rows, values = layout(state, log)
    lost_rows = {ref for ref in rows if not takes_rows(form, ref)}
    lost = {ref for ref, _ in values if not takes_value(form, ref)}
    instance = form.restore(
        [(ref, value) for ref, value in values if ref not in lost],
        {ref: keys for ref, keys in rows.items() if ref not in lost_rows},
        now=now,
        uuid=uuid,
        row_key=row_key(log),
    )
    return instance, tuple(sorted(lost_rows | lost))


def _rows(state: State) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[tuple[str, tuple[str, str], str]]] = {}
    for field in state.fields(ANSWER):
        if field.endswith("]") and not state.removed(field):
            path = field.removeprefix(ANSWER)
            start = path.rindex("[")
            head = state.heads(field)[-1]
            row = (_order(head.value), head.order, path[start + 1 : -1])
            found.setdefault(path[:start], []).append(row)
    return {repeat: tuple(row[2] for row in sorted(rows)) for repeat, rows in found.items()}


def _counted_rows(
    state: State, log: str, added: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    keys: dict[str, set[str]] = {}
    for field in state.fields(ANSWER):
        path = field.removeprefix(ANSWER)
        if "[" not in path or state.removed(field):
            continue
        for match in _ROW.finditer(path):
            repeat = path[: match.start()]
            if repeat not in added:
                keys.setdefault(repeat, set()).add(match[1])
    return {repeat: _ordered(log, ANSWER + repeat, found) for repeat, found in keys.items()}


def _ordered(log: str, address: str, found: set[str]) -> tuple[str, ...]:
    """The keys of a counted repeat up to the last one found; a key that is none is left out."""
    rows: list[str] = []
    last = 0
    for ordinal in range(1, MOST_COUNTED + 1):
        rows.append(counted_key(log, address, ordinal))
        if rows[-1] in found:
            found = found - {rows[-1]}
            last = ordinal
        if not found:
            break
    return tuple(rows[:last])


def _order(value: Value) -> str:
    return str(value.get("order", "")) if isinstance(value, Mapping) else ""


def _values(state: State, positions: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for field in state.fields(ANSWER):
        value = state.value(field)
        if isinstance(value, str) and not field.endswith("]") and not state.removed(field):
            place = _placed(field.removeprefix(ANSWER), positions)
            if place:
                yield place, value


def _placed(path: str, positions: Mapping[str, str]) -> str:
    """Replace the row ids in a path by positions, from the outside in; empty without a row."""
    place, done = "", 0
    for match in _ROW.finditer(path):
        known = positions.get(path[: match.end()])
        if known is None:
            return ""
        place += path[done : match.start()] + known[known.rindex("[") :]
        done = match.end()
    return place + path[done:]


def takes_value(form: Form, ref: str) -> bool:
    """True when this version of the form has a place for a value at a ref."""
    definition = _definition(form, ref)
    return definition is not None and definition.leaf


def takes_rows(form: Form, ref: str) -> bool:
    """True when this version of the form has a repeat at a ref."""
    definition = _definition(form, ref)
    return definition is not None and definition.kind is Kind.REPEAT


def _definition(form: Form, ref: str) -> Definition | None:
    try:
        return form.definition(_POSITION.sub("", ref))
    except InspectionError:
        return None
