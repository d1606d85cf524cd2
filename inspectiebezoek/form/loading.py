"""Load a checklist: `.md`, `.xlsx` and `.csv` through pyxform, `.xml` directly."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from inspectiebezoek.collector import collector_paused
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form import body, xform
from inspectiebezoek.form.actions import Setter
from inspectiebezoek.form.definition import Action, Definition, Kind, number
from inspectiebezoek.form.expression.convert import XNode
from inspectiebezoek.form.expression.scope import Scope
from inspectiebezoek.form.expression.syntax import ExpressionError
from inspectiebezoek.form.faults import Fault
from inspectiebezoek.form.form import Form
from inspectiebezoek.form.graph import CycleError, Graph, build
from inspectiebezoek.form.media import Media, media_named, media_of
from inspectiebezoek.form.rules import Rules
from inspectiebezoek.form.secondary import Element, from_csv, from_geojson, from_xml, holding
from inspectiebezoek.form.xform import Source
from inspectiebezoek.form.xml import attribute, parse_xml

SHEETS = frozenset({".md", ".xlsx", ".xls", ".csv"})


def load_form(source: Path | bytes, *, media: Media | None = None, blank: bool = False) -> Form:
    """A checklist, ready to be filled in.

    Args:
        source: a file, or the bytes of an XForm.
        media: the folder of the files that the form names, or those files by name; the folder
            of the form itself when absent.
        blank: whether a choice file that is missing counts as an empty one, to look at a form
            without its files; never for a visit.

    Raises:
        InspectionError: FORM_UNREADABLE when the file cannot be read, FORM_FAULTS with all its
            faults (`faults`, a tuple of Fault) when it can but may not be used.
    """
    if isinstance(source, bytes):
        return from_xform(source, media_of(media, None), blank=blank)
    files = media_of(media, source.parent)
    content = read_file(source)
    if source.suffix.lower() not in SHEETS:
        return from_xform(content, files, name=str(source), blank=blank)
    return _from_sheets(source, content, files)


def read_file(path: Path) -> bytes:
    """The bytes of a checklist.

    Raises:
        InspectionError: FORM_UNREADABLE when there is no such file or it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise InspectionError(Code.FORM_UNREADABLE, file=path, reason=error.strerror) from error


def _from_sheets(source: Path, content: bytes, files: Mapping[str, bytes]) -> Form:
    from inspectiebezoek.form.check_sheets import converter_fault, sheet_faults, traced
    from inspectiebezoek.form.sheets import read_sheets
    from inspectiebezoek.form.xlsform import ConversionError, convert

    faults, survey = sheet_faults(read_sheets(source, content), files)
    if faults:
        raise refused(faults, str(source))
    try:
        converted = convert(source, content)
    except ConversionError as error:
        raise refused((converter_fault(str(error), "converter"),), str(source)) from error
    form, found = examine(converted.xform, files)
    if form is None:
        raise refused((traced(fault, survey) for fault in found), str(source))
    return form


def from_xform(
    content: bytes, files: Mapping[str, bytes], *, name: str = "", blank: bool = False
) -> Form:
    """A checklist from the bytes of its XForm; `load_form` says more."""
    form, faults = examine(content, files, blank=blank)
    if form is None:
        first = faults[0]
        if first.code in ("xml_broken", "no_xform"):
            raise InspectionError(
                Code.FORM_UNREADABLE, file=name or "XForm", reason=first.sentence("en")
            )
        raise refused(faults, name)
    return form


def refused(faults: Iterable[Fault], name: str) -> InspectionError:
    """The error that carries all faults of a form."""
    found = tuple(faults)
    return InspectionError(Code.FORM_FAULTS, file=name or "XForm", count=len(found), faults=found)


def examine(
    content: bytes, files: Mapping[str, bytes], *, blank: bool = False
) -> tuple[Form | None, tuple[Fault, ...]]:
    """The form with its doubts, or `None` with every fault that keeps it from being one.

    Args:
        blank: whether a choice file that is missing counts as an empty one.
    """
    with collector_paused():
        return _examined(content, files, blank=blank)


def _examined(
    content: bytes, files: Mapping[str, bytes], *, blank: bool
) -> tuple[Form | None, tuple[Fault, ...]]:
    try:
        root = parse_xml(content)
        source = xform.read(root)
    except ExpressionError as error:
        return None, (Fault("", 0, "", error.code, {"ref": "", **error.facts}),)
    xform.binds(source)
    body.read_body(source)
    ordered = number(source.root)
    seeds = {
        repeat.index: xform.row_seeds(source, repeat)
        for repeat in ordered
        if repeat.kind is Kind.REPEAT
    }
    used: dict[str, bytes] = {}
    secondary = _secondary(source, files, used, blank=blank)
    used |= media_named(source.translations, files)
    rules = Rules(ordered, source.translations, _noting(source))
    try:
        graph = build(ordered, rules.all())
    except CycleError as cycle:
        source.fault("cycle", cycle.refs[0], names=" → ".join((*cycle.refs, cycle.refs[0])))
        graph = Graph()
    setters = _setters(source, ordered, rules)
    if source.faults:
        return None, (*source.faults, *source.doubts)
    instance = source.instance
    form = Form(
        id=attribute(instance, "id") or source.root.name,
        version=attribute(instance, "version") or "",
        title=source.title,
        sha256=package_hash(content, used),
        xform=content,
        media=used,
        root=source.root,
        ordered=ordered,
        seed=xform.seed(instance),
        seeds=seeds,
        translations=source.translations,
        secondary=secondary,
        graph=graph,
        setters=setters,
        namespaces=xform.namespaces(source),
        root_attributes={str(k): str(v) for k, v in instance.attrib.items()},
        rules=rules,
        doubts=tuple(source.doubts),
    )
    return form, form.doubts


def package_hash(content: bytes, files: Mapping[str, bytes]) -> str:
    """The identity of a version: SHA-256 in hex of its XForm and the manifest of its media.

    The XForm names its converter, so another converter gives another version.
    """
    manifest = {
        "media": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
        "xform": hashlib.sha256(content).hexdigest(),
    }
    text = json.dumps(manifest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _noting(source: Source):  # type: ignore[no-untyped-def]
    def problem(definition: Definition, aspect: str, text: str, error: ExpressionError) -> None:
        facts = {"expression": text, "aspect": aspect, **error.facts}
        source.fault(error.code, definition.ref, **facts)

    return problem


def _secondary(
    source: Source, files: Mapping[str, bytes], used: dict[str, bytes], *, blank: bool
) -> dict[str, XNode]:
    found: dict[str, XNode] = {}
    for name, element in source.secondary.items():
        address = element.get("src")
        try:
            if address is not None:
                found[name] = _external(address, files, used, blank=blank)
            elif len(element):
                found[name] = holding(from_xml(element[0]))
            else:
                found[name] = Element("instance")
        except ExpressionError as error:
            source.fault(error.code, name, **{"file": address, **error.facts})
    return found


def _external(
    address: str, files: Mapping[str, bytes], used: dict[str, bytes], *, blank: bool
) -> Element:
    name = address.rpartition("/")[2]
    data = files.get(name, files.get(f"{name}.csv"))
    if data is None and (blank or name == "last-saved"):
        return Element("instance")
    if data is None:
        raise ExpressionError("secondary_missing", file=name)
    used[name] = data
    suffix = name.rpartition(".")[2].lower()
    if suffix == "geojson":
        return from_geojson(data)
    if suffix == "xml" or data.lstrip()[:1] == b"<":
        return holding(from_xml(parse_xml(data)))
    return from_csv(data)


def _setters(
    source: Source, ordered: list[Definition], rules: Rules
) -> dict[int, tuple[Setter, ...]]:
    by_ref = {definition.ref: definition for definition in ordered}
    found: dict[int, tuple[Setter, ...]] = {}
    for definition in ordered:
        made = [
            setter
            for action in definition.actions
            if (setter := _setter(source, action, definition, by_ref, rules)) is not None
        ]
        if made:
            found[definition.index] = tuple(made)
    return found


def _setter(
    source: Source,
    action: Action,
    around: Definition,
    by_ref: Mapping[str, Definition],
    rules: Rules,
) -> Setter | None:
    target = by_ref[action.target]
    try:
        path = action.path or target_path(target)
        targets = rules.program(path, Scope.at(around), "nodes").run
        value = None
        if action.expression is not None:
            value = rules.program(action.expression, Scope.at(target), "stored").run
    except ExpressionError as error:
        facts = {"expression": action.expression, "aspect": action.tag, **error.facts}
        source.fault(error.code, target.ref, **facts)
        return None
    return Setter(action, around, targets, value)


def target_path(definition: Definition) -> str:
    """The ref of a definition as a path, without prefixes that the parser would not know."""
    names: list[str] = []
    around: Definition | None = definition
    while around is not None:
        names.append(f"@{around.name}" if around.attribute else around.name)
        around = around.parent
    return "/" + "/".join(reversed(names))
