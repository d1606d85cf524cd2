"""Replay recorded form scenarios and expressions, and say for each whether ours agrees."""

from __future__ import annotations

import json
import math
import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree

from inspectiebezoek.errors import InspectionError
from inspectiebezoek.form.expression.axes import along
from inspectiebezoek.form.expression.compiled import Compiled
from inspectiebezoek.form.expression.compiler import Compiler
from inspectiebezoek.form.expression.context import Context, Environment
from inspectiebezoek.form.expression.convert import to_boolean, to_number, to_string
from inspectiebezoek.form.expression.parser import parse
from inspectiebezoek.form.expression.paths import compile_path
from inspectiebezoek.form.expression.scope import Scope
from inspectiebezoek.form.expression.specials import SPECIALS
from inspectiebezoek.form.expression.syntax import Call, ExpressionError
from inspectiebezoek.form.functions.catalogue import FUNCTIONS
from inspectiebezoek.form.loading import load_form
from inspectiebezoek.form.secondary import Element
from inspectiebezoek.form.states import all_states
from inspectiebezoek.form.steps import Options, _Run
from tests.support.assertions import Read, asserted, equal, read
from tests.support.documents import Document
from tests.support.forms import Uuids

ZONE = ZoneInfo("America/Phoenix")


def folder() -> Path | None:
    """Where the recorded scenarios are, `None` when this machine does not have them."""
    named = os.environ.get("INSPECTIEBEZOEK_CONFORMANCE")
    beside = Path(__file__).parents[3] / "shared" / "conformance"
    found = Path(named) if named else beside
    return found if (found / "cases.jsonl").is_file() else None


def lines(name: str) -> Iterator[dict[str, Any]]:
    """The records of one of its files."""
    found = folder()
    assert found is not None
    with (found / name).open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def view(case: dict[str, Any]) -> Options:
    """A fixed clock in the zone of the recording, and the place that the device had."""
    moment = datetime(2026, 11, 23, 12, 0, tzinfo=ZONE)
    named = {name.lower(): str(value) for name, value in (case.get("preload") or {}).items()}
    return Options(lambda: moment, Uuids(), properties=named, place=place_of(case, 0))


def place_of(case: dict[str, Any], since: int) -> str:
    """Where the device was; the recording only has it as the answer that it became."""
    if "> set point when event" not in case["name"]:
        return ""
    asserted = (str((event.get("args") or [""])[0]) for event in case["events"][since:])
    places = (m[0] for text in asserted if (m := re.search(r"\d+\.\d+ [\d. ]+", text)))
    return next(places, "")


def replay(case: dict[str, Any]) -> str:
    """Replay a scenario: empty when all agrees, else the first difference."""
    media = {
        address.rpartition("/")[2]: attachment["text"].encode()
        for address, attachment in case["attachments"].items()
    }
    try:
        # Its name says that this scenario was recorded with missing files as empty ones.
        blank = "overriding configuration" in case["name"]
        form = load_form(case["xml"].encode(), media=media, blank=blank)
    except InspectionError as error:
        return "" if refusable(case) else f"not loaded: {error}"[:300]
    if case["mode"] == "load-error":
        return "loaded" if refusable(case) else ""
    run = _Run(form, view(case))
    if case["edit"] is not None:
        run.reopen(form.edit, case["edit"].encode())
    judged_by_states = case["outcome"] == "pass"
    if judged_by_states:
        problem = differences(case["initial"], run)
        if problem:
            return f"initial {problem}"
    last = Read()
    several = any(event.get("s") for event in case["events"])
    opened = {0: run.instance} if several else {}
    for place, event in enumerate(case["events"]):
        if given := unrecorded(case["events"][place:], run):
            run.reopen(form.edit if "edit" in event else form.read, given)
            opened = {}
            continue
        run.place = place_of(case, place)
        problem = ""
        if event["op"] == "query":
            # A scenario that was opened again stays there beside the new one.
            last = read(event, opened.get(event["s"], run.instance))
            if judged_by_states and not _agrees(event, last):
                return f"{event['q']} {event['args']}: {last.ours!r}, recorded {last.theirs!r}"
        elif event["op"] == "assert":
            problem = asserted(event, run.instance, last)
        elif event["op"] != "step":
            continue
        else:
            problem = _event(event, run, judged_by_states)
        if problem:
            return problem
    return ""


def unrecorded(events: list[dict[str, Any]], run: _Run) -> bytes | None:
    """The instance that a scenario opens but that was not recorded.

    It held the answers that the scenario asserts next; rows were left out on purpose, and what is
    calculated comes by itself.
    """
    if not ("roundtrip" in events[0] or "edit" in events[0]):
        return None
    instance = run.instance
    held = {}
    for event in events[1:]:
        if event["op"] == "step":
            break
        actual = event.get("actual")
        if event.get("m") == "toEqualAnswer" and isinstance(actual, dict):
            held[actual["$answer"]] = actual["value"]
    known = {node.ref: node.text for node in instance.walk() if node.definition.leaf}
    if held.items() <= known.items():
        return None
    root = etree.Element(instance.root.name)
    for ref, value in held.items():
        found = instance.definition(re.sub(r"\[\d+\]", "", ref))
        if value and found.bind.calculate is None:
            above = root
            for name in ref.split("/")[2:-1]:
                row, _, place = name.partition("[")
                while len(above.findall(row)) < int(place.rstrip("]") or 1):
                    etree.SubElement(above, row)
                above = above.findall(row)[-1]
            etree.SubElement(above, found.name).text = value
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def refusable(case: dict[str, Any]) -> bool:
    """Whether the form must be refused.

    The recorded engine also failed on forms that are good, and took forms that are not: those
    are the scenarios that are expected to fail, and their names say which is which.
    """
    if case["outcome"] == "pass":
        return bool(case["mode"] == "load-error")
    if "Missing external file" in case["name"]:
        # JavaRosa goes on with an empty list; a visit without its choices would be worse than none.
        return True
    return any(word in case["name"] for word in ("should fail", "throws", "produces an error"))


def _agrees(event: dict[str, Any], last: Read) -> bool:
    """Whether a query gave here what it gave there, apart from clocks and the spelling of 2.0."""
    if last.ours == last.theirs:
        return True
    if f"{last.ours}".startswith("uuid:") and f"{last.theirs}".startswith("uuid:"):
        return True
    ref = str((event.get("result") or {}).get("$answer", "")) if event["q"] == "answerOf" else ""
    return bool(ref) and (_timely(ref, last.theirs, last.ours) or equal(last.ours, last.theirs))


def _event(event: dict[str, Any], run: _Run, by_states: bool) -> str:
    if event["op"] == "step":
        step = step_of(event)
        if step is None:
            return ""
        try:
            run.take(step)
        except InspectionError as error:
            if not by_states or "set" not in step:
                return "" if event.get("error") else f"step {step}: {error}"
            # The recorded engine stores nothing where ours refuses; both end up without the value.
            expected = [s.get("value") for s in event["changed"] if s["ref"] == step["set"]]
            return "" if expected in ([""], []) else f"step {step}: {error}"
        return differences(event["changed"], run) if by_states else ""
    return ""


def step_of(event: dict[str, Any]) -> dict[str, Any] | None:
    if "call" in event:
        return None
    if "set" in event:
        value = event["value"]
        value = _plain(value)
        if value == "File":
            # The recording leaves the name of a file out of the step; the state has it.
            value = next((s["value"] for s in event["changed"] if s["ref"] == event["set"]), "")
        if isinstance(value, list):
            value = [_plain(one) for one in value]
        return {"set": event["set"], "value": value}
    for name in ("addRepeat", "removeRepeat", "setLanguage", "roundtrip", "newInstance", "edit"):
        if name in event:
            value = event[name]
            if isinstance(value, dict):
                return {name: value.get("ref"), **{k: v for k, v in value.items() if k != "ref"}}
            return {name: value, **({"index": event["index"]} if "index" in event else {})}
    return None


def _plain(value: Any) -> Any:
    """A recorded value as XForms writes it."""
    if not isinstance(value, dict):
        return value
    if "latitude" in value:
        parts = [
            value["latitude"],
            value["longitude"],
            value.get("altitude"),
            value.get("accuracy"),
        ]
        while parts[-1] is None:
            parts.pop()
        return " ".join(str(part or 0) for part in parts)
    return value.get("name", next(iter(value.values())))


def differences(states: list[dict[str, Any]], run: _Run) -> str:
    """The first way in which recorded states differ from ours."""
    ours = {state["ref"]: state for state in all_states(run.instance, labels=True)}
    for state in states:
        ref = state["ref"]
        mine = ours.get(ref)
        if state.get("gone"):
            if mine is not None:
                return f"{ref}: still there"
            continue
        if mine is None:
            return f"{ref}: not there"
        for key, recorded in state.items():
            wanted, have = recorded, mine.get(key)
            if key == "value" and _timely(ref, wanted, have):
                continue
            if key == "value" and have and have == run.place and not wanted:
                # The recorded engine waits for the place and fills it in later.
                continue
            if key == "value" and "random()" in str(
                run.instance.node(ref).definition.bind.calculate
            ):
                continue
            if key == "choices":
                wanted = [choice if isinstance(choice, str) else choice[0] for choice in wanted]
                have = [choice[0] for choice in have or []]
            if key == "label" and wanted is not None and have is not None:
                wanted, have = " ".join(wanted.split()), " ".join(have.split())
            if have != wanted and not (key == "value" and _same_number(state, have, wanted)):
                return f"{ref}: {key} is {have!r}, recorded {wanted!r}"
    return ""


def _same_number(state: dict[str, Any], have: Any, wanted: Any) -> bool:
    """Decimals are compared as numbers: the recorded engine writes 2 as 2.0."""
    if state.get("valueType") != "decimal" or not have or not wanted:
        return False
    return float(have) == float(wanted)


def _timely(ref: str, wanted: object, have: object) -> bool:
    if ref.endswith("instanceID") or str(wanted).startswith("uuid:"):
        return True
    if isinstance(wanted, str) and isinstance(have, str) and have and wanted:
        return wanted[:3] == "202" and have[:4] == "2026" and "T" in have + wanted
    return False


def primary(document: Document) -> Element:
    """What `/` means: of a form, the document that holds its primary instance."""
    first = next(
        (one for one in along("descendant", document.root) if one.name == "instance"), None
    )
    if first is None or document.root.below[-1].name != "html":
        return document.root
    made = Element("", kind="document")
    made.below = [one for one in first.below if one.kind == "element"]
    return made


class _Lazy(Compiler):
    """Refuses a wrong call when it is reached: expressions outside a form are never loaded."""

    def _call(self, call: Call, scope: Scope) -> Compiled:
        try:
            return super()._call(call, scope)
        except ExpressionError as error:
            return Compiled("any", _raising(error))


def _raising(error: ExpressionError) -> Any:
    def run(_: Context) -> Any:
        raise error

    return run


def itext_of(document: Document, text_id: str, wanted: object) -> str:
    """A text in the language that was active, which was recorded only by the text it gave."""
    found = [
        value.text
        for one in along("descendant", document.root)
        if one.name == "text" and any(o.text == text_id for o in one.attributes)
        for value in one.below
        if value.name == "value"
    ]
    return next((text for text in found if text == wanted), next(iter(found), ""))


def evaluate(case: dict[str, Any]) -> str:
    """Evaluate a recorded expression: empty when the result agrees, else what it is."""
    document = Document(case["xml"] or "<root/>")
    node = document.at(case["context"])
    moment = datetime.fromtimestamp((case.get("now") or 0) / 1000, ZONE)
    env = Environment(primary(document), {}, lambda: moment, Uuids())
    env.instances = {
        next(o.text for o in found.attributes if o.name == "id"): found
        for found in along("descendant", document.root)
        if found.name == "instance" and any(o.name == "id" for o in found.attributes)
    }
    env.itext = lambda node, text_id: itext_of(document, text_id, case["expected"])
    compiler = _Lazy(FUNCTIONS, SPECIALS, compile_path)
    context = Context(env, node, node)
    kind, wanted = case["kind"], case["expected"]
    try:
        compiled = compiler.compile(parse(case["expr"]), Scope())
        value = compiled.run(context)
    except ExpressionError as error:
        return f"refused: {error}"
    if kind in ("NodeSet", "UnorderedNodeSet"):
        paths = [document.path_of(one) for one in value] if isinstance(value, list) else []
        wanted = [path.replace("#cdata-section", "text()") for path in wanted]
        same = sorted(paths) == sorted(wanted) if kind[0] == "U" else paths == wanted
        return "" if same else f"{paths} wanted {wanted}"
    if kind == "BooleanValue":
        return "" if to_boolean(value) is wanted else f"{value!r} wanted {wanted!r}"
    if kind in ("NumberValue", "NumberRounded"):
        number = to_number(value, ZONE)
        target = float(wanted["num"]) if isinstance(wanted, dict) else float(wanted)
        factor = case.get("factor") or 1
        if kind == "NumberRounded":
            same = round(number * factor) / factor == target
        else:
            same = number == target or math.isclose(number, target, rel_tol=1e-12)
        return (
            "" if same or (number != number and target != target) else f"{number} wanted {target}"
        )
    text = to_string(value)
    if kind == "StringMatches":
        return "" if re.search(wanted["re"], text) else f"{text!r} wanted {wanted!r}"
    if kind == "StringLength":
        return "" if len(text) == wanted else f"{text!r} wanted length {wanted}"
    if isinstance(wanted, dict):
        wanted = str(wanted.get("num", wanted))
    same = text == str(wanted)
    return "" if same else f"{text!r} wanted {wanted!r}"
