"""Write a visit as plain JSON, with the heads of its log and the hashes of its evidence."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from inspectiebezoek.log import chain
from inspectiebezoek.log.change import Entry
from inspectiebezoek.log.state import State
from inspectiebezoek.visit.header import read_header
from inspectiebezoek.visit.kinds import KINDS, Evidence
from inspectiebezoek.visit.places import ANSWER, REMARK, UNANSWERED
from inspectiebezoek.visit.records import read_all

FORMAT = "inspectiebezoek-visit/1"


def export_entries(log: str, entries: Sequence[Entry]) -> str:
    """The export of a log, wherever its changes lie: on a laptop or at the office.

    Answers, remarks, reasons for no answer and records come from the fold; `heads` are the chain
    heads per device and `fields` the head ids per field, sorted, so that two exports of the same
    log are equal.
    """
    state = State(entries)
    document = {
        "format": FORMAT,
        "log": log,
        "header": asdict(read_header(state)),
        "answers": _values(state, ANSWER),
        "remarks": _values(state, REMARK),
        "unanswered": {
            field: value for field, value in _values(state, UNANSWERED).items() if value
        },
        "records": {
            kind.kind: [asdict(record) for record in read_all(state, kind)] for kind in KINDS
        },
        "changes": len(entries),
        "heads": heads(entries),
        "fields": {field: list(state.head_ids(field)) for field in sorted(state.fields())},
        "evidence": evidence_hashes(state),
    }
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _values(state: State, kind: str) -> dict[str, object]:
    return {
        field: state.value(field)
        for field in sorted(state.fields(kind))
        if not field.endswith("]") and not state.removed(field)
    }


def heads(entries: Iterable[Entry]) -> dict[str, dict[str, object]]:
    """Where each device's chain stands: the number and id of its last change."""
    return {
        device: {"dseq": link.dseq, "head": link.head}
        for device, link in sorted(chain.links(entries).items())
    }


def evidence_hashes(state: State) -> list[dict[str, str]]:
    """Label, SHA-256 of the original and of the derivative of every piece of evidence."""
    return [
        {"label": each.label, "original": each.original, "derivative": each.derivative}
        for each in read_all(state, Evidence)
    ]
