"""`form run`: take steps in a form without a window, and give all that can be seen as plain values.

The JSON is stable; `docs/architecture.md` describes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

from inspectiebezoek import messages
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form import actions
from inspectiebezoek.form.form import Form
from inspectiebezoek.form.instance import Instance
from inspectiebezoek.form.loading import load_form
from inspectiebezoek.form.nodes import Repeat, Row
from inspectiebezoek.form.states import State, all_states, differing

Step: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class View:
    """What a run shows besides the last state, and the world it runs in."""

    now: Callable[[], datetime]
    uuid: Callable[[], UUID]
    trace: bool = False
    diff: bool = False
    labels: bool = False
    properties: Mapping[str, str] = field(default_factory=dict)
    language: str = "nl"


def run_steps(form: Form, steps: Sequence[Step], view: View) -> State:
    """Take steps in a new instance of a form.

    A step that fails is reported and does not stop the run.

    Args:
        steps: `{"set": ref, "value": v}`, `{"addRepeat": ref, "index"?}`,
            `{"removeRepeat": ref, "index"}`, `{"setLanguage": l}`, `{"newInstance": true}`,
            `{"roundtrip": true}`.
    """
    run = _Run(form, view)
    results: list[State] = []
    trace = [all_states(run.instance, labels=view.labels)] if view.trace else []
    for step in steps:
        try:
            run.take(step)
            results.append({"ok": True})
        except InspectionError as error:
            message = str(messages.explain(error, view.language))
            results.append({"ok": False, "error": message, "code": error.code.quote})
        if view.trace:
            trace.append(all_states(run.instance, labels=view.labels))
    instance = run.instance
    output: State = {
        "status": "ok",
        "title": form.title,
        "languages": list(form.languages),
        "steps": results,
        "instanceXML": instance.submission().decode(),
        "nodes": all_states(instance, labels=view.labels),
        "violations": [
            {"ref": one.ref, "condition": one.condition, "message": one.message}
            for one in instance.validate()
        ],
    }
    if view.trace:
        output["trace"] = _differences(trace) if view.diff else trace
    return output


def _differences(trace: list[list[State]]) -> list[list[State]]:
    return trace[:1] + [
        differing(before, after) for before, after in zip(trace, trace[1:], strict=False)
    ]


class _Run:
    """One run: the present instance of a form, and how to take a step in it."""

    def __init__(self, form: Form, view: View) -> None:
        self._form = form
        self._view = view
        self._added = 0
        self.instance = self._fresh()

    def _fresh(self) -> Instance:
        view = self._view
        return self._form.new_instance(view.now, view.uuid, None, view.properties)

    def take(self, step: Step) -> None:
        """Take one step.

        Raises:
            InspectionError: when the form refuses it, or STEPS_UNREADABLE for an unknown step.
        """
        instance = self.instance
        if "set" in step:
            instance.node(str(step["set"])).set(lexical(step.get("value")))
        elif "addRepeat" in step:
            self._added += 1
            self._repeat(step["addRepeat"]).add(f"added-{self._added}", step.get("index"))
        elif "removeRepeat" in step:
            self._row(step).remove()
        elif "setLanguage" in step:
            instance.set_language(str(step["setLanguage"]))
        elif step.get("newInstance"):
            self.instance = self._fresh()
        elif step.get("roundtrip"):
            view = self._view
            values, rows = instance.genesis()
            self.instance = self._form.restore(
                values, rows, view.now, view.uuid, instance.language
            )
            self.instance.fire_all(actions.LOAD)
            self.instance.evaluation.settle()
        else:
            raise InspectionError(Code.STEPS_UNREADABLE, file=str(dict(step)))

    def _repeat(self, ref: object) -> Repeat:
        node = self.instance.node(str(ref))
        if isinstance(node, Row):
            return node.range
        if not isinstance(node, Repeat):
            raise InspectionError(Code.FORM_UNKNOWN_NODE, ref=ref)
        return node

    def _row(self, step: Step) -> Row:
        node = self.instance.node(str(step["removeRepeat"]))
        if isinstance(node, Row):
            return node
        index = step.get("index")
        if not isinstance(node, Repeat) or not isinstance(index, int):
            raise InspectionError(Code.FORM_UNKNOWN_NODE, ref=step["removeRepeat"])
        if not 0 <= index < len(node.members):
            raise InspectionError(Code.FORM_UNKNOWN_NODE, ref=f"{node.ref}[{index + 1}]")
        return node.members[index]


def lexical(value: object) -> str:
    """A value of a step in XForms lexical form; lists are joined by spaces."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    if isinstance(value, list | tuple):
        return " ".join(lexical(one) for one in value)
    return str(value)


def run_job(job: Mapping[str, Any], folder: Path, view: View) -> State:
    """One line of a batch: `{"id", "form" | "xml", "steps", "attachments", "options"}`.

    A form that cannot be loaded gives `{"status": "load-failed", "error"}`.
    """
    result: State = {"id": job["id"]} if "id" in job else {}
    options = job.get("options") or {}
    if "now" in options:
        moment = datetime.fromisoformat(str(options["now"]))
        fixed = moment if moment.tzinfo else moment.replace(tzinfo=view.now().tzinfo)
        view = _at(view, lambda: fixed, options.get("preload"))
    elif options.get("preload"):
        view = _at(view, view.now, options["preload"])
    media = {
        address.rpartition("/")[2]: _attachment(str(content), folder)
        for address, content in (job.get("attachments") or {}).items()
    }
    try:
        if "xml" in job:
            form = load_form(str(job["xml"]).encode(), media=media)
        else:
            form = load_form(folder / str(job["form"]), media=media or None)
    except InspectionError as error:
        message = str(messages.explain(error, view.language))
        return {**result, "status": "load-failed", "error": message, **faults_of(error, view)}
    return {**result, **run_steps(form, job.get("steps") or (), view)}


def faults_of(error: InspectionError, view: View) -> State:
    """The faults that an error carries, in words."""
    faults = error.facts.get("faults")
    if not isinstance(faults, tuple):
        return {}
    return {
        "faults": [
            {
                "sheet": fault.sheet,
                "row": fault.row,
                "column": fault.column,
                "code": fault.code,
                "message": fault.sentence(view.language),
                "remedy": fault.remedy(view.language),
            }
            for fault in faults
        ]
    }


def _at(view: View, now: Callable[[], datetime], properties: Any) -> View:
    return View(
        now, view.uuid, view.trace, view.diff, view.labels,
        properties or view.properties, view.language,
    )  # fmt: skip


def _attachment(content: str, folder: Path) -> bytes:
    """An attachment given as text, or as the path of a file."""
    if "\n" not in content and len(content) < 4096:
        path = folder / content
        if content and path.is_file():
            return path.read_bytes()
    return content.encode()
