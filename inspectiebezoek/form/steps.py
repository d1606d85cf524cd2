"""`form run` and `form bench`: a form without a window, all that can be seen as plain values.

The JSON is stable; `docs/architecture.md` describes it.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, TypeAlias
from uuid import UUID, uuid4

from inspectiebezoek import messages
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.expression.parser import forget
from inspectiebezoek.form.form import Form
from inspectiebezoek.form.instance import Instance
from inspectiebezoek.form.loading import load_form, read_file
from inspectiebezoek.form.nodes import Node, Repeat, Row
from inspectiebezoek.form.states import State, all_states, differing

Step: TypeAlias = Mapping[str, Any]
ROUNDS = 50


def local_now() -> datetime:
    """The clock of this machine, in its own zone."""
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class Options:
    """What a run shows besides the last state, and the world it runs in."""

    now: Callable[[], datetime] = local_now
    uuid: Callable[[], UUID] = uuid4
    trace: bool = False
    diff: bool = False
    labels: bool = False
    properties: Mapping[str, str] = field(default_factory=dict)
    language: str = "nl"
    place: str = ""


def run_steps(form: Form, steps: Sequence[Step], options: Options) -> State:
    """Take steps in a new instance of a form.

    A step that fails is reported and does not stop the run.

    Args:
        steps: `{"set": ref, "value": v}`, `{"addRepeat": ref, "index"?}`,
            `{"removeRepeat": ref, "index"}`, `{"setLanguage": l}`, `{"newInstance": true}`,
            `{"roundtrip": true}` (write and read as XML), `{"edit": true}` (correct it).
    """
    run = _Run(form, options)
    results: list[State] = []
    trace = [all_states(run.instance, labels=options.labels)] if options.trace else []
    for step in steps:
        try:
            run.take(step)
            results.append({"ok": True})
        except InspectionError as error:
            message = str(messages.explain(error, options.language))
            results.append({"ok": False, "error": message, "code": error.code.quote})
        if options.trace:
            trace.append(all_states(run.instance, labels=options.labels))
    instance = run.instance
    output: State = {
        "status": "ok",
        "title": form.title,
        "languages": list(form.languages),
        "steps": results,
        "instanceXML": instance.submission().decode(),
        "nodes": all_states(instance, labels=options.labels),
        "violations": [
            {"ref": one.ref, "condition": one.condition, "message": one.message}
            for one in instance.validate()
        ],
    }
    if options.trace:
        output["trace"] = _differences(trace) if options.diff else trace
    return output


def _differences(trace: list[list[State]]) -> list[list[State]]:
    return trace[:1] + [differing(before, after) for before, after in pairwise(trace)]


class _Run:
    """One run: the present instance of a form, and how to take a step in it."""

    def __init__(self, form: Form, options: Options) -> None:
        self._form = form
        self._options = options
        self._added = 0
        self.place = options.place
        self.instance = self._fresh()

    def _fresh(self) -> Instance:
        options = self._options
        return self._form.new_instance(
            options.now, options.uuid, None, options.properties, place=lambda: self.place
        )

    def take(self, step: Step) -> None:
        """Take one step.

        Raises:
            InspectionError: when the form refuses it, or STEPS_UNREADABLE for an unknown step.
        """
        instance = self.instance
        if "set" in step:
            self._set(instance.node(str(step["set"])), lexical(step.get("value")))
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
            self.reopen(self._form.read)
        elif step.get("edit"):
            self.reopen(self._form.edit)
        else:
            raise InspectionError(Code.STEPS_UNREADABLE, file=str(dict(step)))

    @staticmethod
    def _set(node: Node, value: str) -> None:
        """Answer a question; a value that is none of its type leaves it without an answer.

        The program that drives the run meant to replace the answer that was there: keeping it
        would pass off an old answer as the new one.
        """
        try:
            node.set(value)
        except InspectionError as error:
            if (
                error.facts.get("reason") in ("type", "range")
                and node.definition.leaf
                and not node.readonly
            ):
                node.set("")
            raise

    def reopen(self, how: Callable[..., Instance], content: bytes | None = None) -> None:
        """Write the instance down and open it again; `how` is `Form.read` or `Form.edit`."""
        options, before = self._options, self.instance
        self.instance = how(
            before.submission() if content is None else content,
            options.now,
            options.uuid,
            before.language,
            lambda: self.place,
        )

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


def run_job(
    job: Mapping[str, Any], folder: Path, options: Options | None = None, media: Path | None = None
) -> State:
    """One line of a batch: `{"id", "form" | "xml", "steps", "attachments", "options"}`.

    A form that cannot be loaded gives `{"status": "load-failed", "error"}`.

    Args:
        folder: where the paths in the job start.
        media: the folder of the files that the form names, when the job has none of its own.
    """
    options = _options_of(job.get("options") or {}, options or Options())
    result: State = {"id": job["id"]} if "id" in job else {}
    own = {
        address.rpartition("/")[2]: _attachment(str(content), folder)
        for address, content in (job.get("attachments") or {}).items()
    }
    try:
        if "xml" in job:
            form = load_form(str(job["xml"]).encode(), media=own or media)
        else:
            form = load_form(folder / str(job["form"]), media=own or media)
    except InspectionError as error:
        message = str(messages.explain(error, options.language))
        faults = fault_words(error, options.language)
        return {**result, "status": "load-failed", "error": message, **faults}
    return {**result, **run_steps(form, job.get("steps") or (), options)}


def _options_of(asked: Mapping[str, Any], options: Options) -> Options:
    if asked.get("preload"):
        options = replace(options, properties=asked["preload"])
    if "place" in asked:
        options = replace(options, place=str(asked["place"]))
    if "now" in asked:
        moment = datetime.fromisoformat(str(asked["now"]))
        fixed = moment if moment.tzinfo else moment.replace(tzinfo=options.now().tzinfo)
        options = replace(options, now=lambda: fixed)
    return options


def fault_words(error: InspectionError, language: str) -> State:
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
                "message": fault.sentence(language),
                "remedy": fault.remedy(language),
            }
            for fault in faults
        ]
    }


def _attachment(content: str, folder: Path) -> bytes:
    """An attachment given as text, or as the path of a file."""
    if "\n" not in content and len(content) < 4096:
        path = folder / content
        if content and path.is_file():
            return path.read_bytes()
    return content.encode()


def bench_form(
    path: Path,
    *,
    runs: int = 5,
    pre: Sequence[Step] = (),
    sets: Mapping[str, Sequence[str]] | None = None,
    options: Options | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> State:
    """Times of a form in milliseconds.

    Args:
        runs: how many times it is opened; the median counts, each with fresh caches.
        pre: steps that are taken before the answers are timed.
        sets: positional ref to the values that it is answered with in turn.
        clock: seconds that only go forward.

    Raises:
        InspectionError: what `load_form` and the steps raise.
    """
    world = options or Options()
    size = len(read_file(path))
    loads: list[float] = []
    for _ in range(max(1, runs)):
        # What the one before left behind is cleared first: that is no work of this one.
        gc.collect()
        forget()
        started = clock()
        form = load_form(path)
        instance = form.new_instance(world.now, world.uuid)
        loads.append((clock() - started) * 1000)
    run = _Run(form, world)
    for step in pre:
        run.take(step)
    instance = run.instance
    timed = {ref: _timed(instance.node(ref), values, clock) for ref, values in (sets or {}).items()}
    return {
        "form": str(path),
        "bytes": size,
        "loadMs": round(median(loads), 1),
        "loadColdMs": round(loads[0], 1),
        "rssMB": round(_resident(), 1),
        "nodes": sum(1 for _ in instance.walk()),
        "sets": timed,
    }


def _timed(node: Node, values: Sequence[str], clock: Callable[[], float]) -> State:
    times: list[float] = []
    for number in range(ROUNDS):
        started = clock()
        node.set(values[number % len(values)])
        times.append((clock() - started) * 1000)
    times.sort()
    return {
        "n": len(times),
        "setMedianMs": round(median(times), 3),
        "setP95Ms": round(times[int(len(times) * 0.95) - 1], 3),
    }


def _resident() -> float:
    """The most memory this process has held, in MB; 0 where the system does not tell (Windows)."""
    if sys.platform == "win32":
        return 0.0
    import resource

    # Linux counts in kB, macOS in bytes.
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)
