"""Read an XForm: the model (instance, binds, texts, choice data) into definitions.

Source: ODK XForms specification, Structure, Primary Instance, Bindings, Languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from inspectiebezoek.form.definition import Bind, Definition, Kind, Output, Text
from inspectiebezoek.form.expression.syntax import ExpressionError
from inspectiebezoek.form.faults import Fault
from inspectiebezoek.form.locale import Template, Translations
from inspectiebezoek.form.tree import RowSeeds, Seed
from inspectiebezoek.form.values import base_type
from inspectiebezoek.form.xml import attribute, child, local

IB = "https://inspectiebezoek.nl/ns"
XFORMS = "http://www.w3.org/2002/xforms"
ORX = "http://openrosa.org/xforms"
_JR = "{http://openrosa.org/javarosa}"
# The largest checklist that is known has 4,000 questions.
MAX_DEFINITIONS = 30_000
_LOGIC = ("calculate", "relevant", "required", "readonly", "constraint")
_METHODS = frozenset({"post", "form-data-post", "put"})


@dataclass(slots=True)
class Source:
    """What was read from an XForm, before its expressions are compiled."""

    title: str
    model: etree._Element
    body: etree._Element | None
    instance: etree._Element
    root: Definition
    translations: Translations = field(default_factory=Translations)
    secondary: dict[str, etree._Element] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    doubts: list[Fault] = field(default_factory=list)
    binds: dict[str, Definition] = field(default_factory=dict)

    def fault(self, code: str, ref: str = "", **facts: object) -> None:
        """Note a fault; reading goes on so that all are found."""
        self.faults.append(Fault("", 0, "", code, {"ref": ref, **facts}))

    def doubt(self, code: str, ref: str, **facts: object) -> None:
        """Note a fault that keeps no one from filling in the form."""
        self.doubts.append(Fault("", 0, "", code, {"ref": ref, **facts}))


def read(root: etree._Element) -> Source:
    """The model of an XForm.

    Raises:
        ExpressionError: `no_xform` when it is none, `xml_elements` when it asks too much.
    """
    head, body = child(root, "head"), child(root, "body")
    model = child(head, "model") if head is not None else None
    if model is None:
        raise ExpressionError("no_xform", name=local(root))
    instances = [one for one in model if local(one) == "instance"]
    first = next(iter(instances[0]), None) if instances else None
    if first is None:
        raise ExpressionError("no_xform", name=local(root))
    if sum(1 for _ in first.iter()) > MAX_DEFINITIONS:
        raise ExpressionError("xml_elements", limit=MAX_DEFINITIONS)
    title = child(head, "title") if head is not None else None
    source = Source(
        title=(title.text or "").strip() if title is not None else "",
        model=model,
        body=body,
        instance=first,
        root=_definition(first, None),
    )
    _grow(source.root, [first])
    _bound_attributes(source)
    _meta(source)
    for instance in instances[1:]:
        source.secondary[instance.get("id", "")] = instance
    source.translations = _translations(child(model, "itext"))
    _submission(source)
    return source


def _definition(element: etree._Element, parent: Definition | None) -> Definition:
    name = etree.QName(element)
    tag = f"{element.prefix}:{name.localname}" if element.prefix else name.localname
    uri = name.namespace or ""
    kind = Kind.ROOT if parent is None else Kind.MODEL_VALUE
    return Definition(name.localname, tag, "" if uri == XFORMS else uri, kind, parent)


def _grow(definition: Definition, elements: list[etree._Element]) -> None:
    """Add the children that any of the elements has; a repeat may stand there several times."""
    groups: dict[str, list[etree._Element]] = {}
    for element in elements:
        for below in element:
            groups.setdefault(local(below), []).append(below)
    for name, same in groups.items():
        found = _definition(same[0], definition)
        definition.children.append(found)
        definition.by_name[name] = found
        if any(len(one) for one in same):
            found.kind = Kind.GROUP
            _grow(found, same)
        for one in same:
            for key, value in one.attrib.items():
                if not str(key).startswith(_JR):
                    found.add_attribute(_tag(one, str(key)), str(value))
        found.default = same[0].text or "" if found.leaf else ""


def _bound_attributes(source: Source) -> None:
    """The attributes of the root are its name and version; only a bind makes one live."""
    named = {
        (element.get("nodeset") or element.get("ref") or "").strip() for element in source.model
    }
    for key, value in source.instance.attrib.items():
        tag = _tag(source.instance, str(key))
        if f"{source.root.ref}/@{tag}" in named:
            source.root.add_attribute(tag, str(value))


def _tag(element: etree._Element, key: str) -> str:
    """The name of an attribute as the form writes it, with the prefix of its namespace."""
    name = etree.QName(key)
    prefix = next((p for p, uri in element.nsmap.items() if p and uri == name.namespace), None)
    return f"{prefix}:{name.localname}" if prefix else name.localname


def _meta(source: Source) -> None:
    """Every record has an id (Metadata): add the block that holds it where a form has none."""
    root = source.root
    meta = root.by_name.get("meta")
    if meta is None:
        known = any(uri == ORX for uri in source.instance.nsmap.values())
        tag, uri = ("orx:meta", ORX) if known else ("meta", "")
        meta = Definition("meta", tag, uri, Kind.GROUP, root)
        root.children.append(meta)
        root.by_name["meta"] = meta
    if "instanceID" not in meta.by_name:
        prefix = meta.tag.rpartition(":")[0]
        tag = f"{prefix}:instanceID" if prefix else "instanceID"
        found = Definition("instanceID", tag, meta.uri, Kind.MODEL_VALUE, meta)
        meta.kind = Kind.GROUP
        meta.children.append(found)
        meta.by_name["instanceID"] = found


def seed(element: etree._Element) -> Seed:
    """The defaults below an element; rows marked as template are no rows."""
    children: dict[str, tuple[Seed, ...]] = {
        f"@{etree.QName(str(key)).localname}": (Seed(str(value)),)
        for key, value in element.attrib.items()
    }
    for below in element:
        if below.get(f"{_JR}template") is None:
            name = local(below)
            children[name] = (*children.get(name, ()), seed(below))
    return Seed(element.text or "" if not len(element) else "", children)


def row_seeds(source: Source, repeat: Definition) -> RowSeeds:
    """The defaults of new rows: those of the template only (Default Values in Repeats)."""
    names: list[str] = []
    around: Definition | None = repeat
    while around is not None and around.parent is not None:
        names.append(around.name)
        around = around.parent
    found: list[etree._Element] = [source.instance]
    for name in reversed(names):
        found = [below for one in found for below in one if local(below) == name]
    template = next((one for one in found if one.get(f"{_JR}template") is not None), None)
    first = template if template is not None else found[0] if found else None
    rows = tuple(seed(one) for one in found if one is not template)
    if template is not None:
        return RowSeeds(seed(template), rows)
    return RowSeeds(Seed() if first is None else _blank(seed(first)), rows)


def _blank(filled: Seed) -> Seed:
    """The same shape and attributes without values: the values of a row are of that row."""
    children = {
        name: below if name[0] == "@" else tuple(_blank(one) for one in below)
        for name, below in filled.children.items()
    }
    return Seed("", children)


def binds(source: Source) -> None:
    """Give every definition its bind."""
    for element in source.model:
        if local(element) == "bind":
            nodeset = (element.get("nodeset") or "").strip()
            found = resolve(source.root, nodeset, None)
            if found is None:
                # A bind without a node has nothing to say; forms in the field have such binds.
                continue
            if element.get("id"):
                source.binds[element.get("id", "")] = found
            found.bind = _bind(element)


def resolve(root: Definition, ref: str, around: Definition | None) -> Definition | None:
    """The definition that a nodeset or ref of the form names; relative to the group around it."""
    text = "".join(ref.split()).removeprefix("current()/")
    if text.startswith("/"):
        names = text.split("/")[1:]
        if names[0].rpartition(":")[2] != root.name:
            return None
        found: Definition | None = root
        names = names[1:]
    else:
        found, names = around or root, text.split("/")
    for name in names:
        if found is None:
            return None
        if name == "..":
            found = found.parent
        elif name not in (".", ""):
            at = "@" if name[0] == "@" else ""
            found = found.by_name.get(at + name.partition("[")[0].lstrip("@").rpartition(":")[2])
    return found


def _bind(element: etree._Element) -> Bind:
    logic = {name: element.get(name) for name in _LOGIC}
    return Bind(
        type=base_type(element.get("type", "string")),
        constraint_message=message(element.get(f"{_JR}constraintMsg")),
        required_message=message(element.get(f"{_JR}requiredMsg")),
        preload=element.get(f"{_JR}preload"),
        preload_params=element.get(f"{_JR}preloadParams", ""),
        ib={
            str(key)[len(IB) + 2 :]: str(value)
            for key, value in element.attrib.items()
            if str(key).startswith(f"{{{IB}}}")
        },
        **{name: text for name, text in logic.items() if text is not None and text.strip()},
    )


def message(text: str | None) -> Text | None:
    """A message of a bind: a translated text by its id, or by an expression, or the words."""
    if text is None:
        return None
    text_id = itext_id(text)
    if text_id is not None:
        return Text(itext=text_id)
    looked_up = text.strip().startswith("jr:itext(") and text.strip().endswith(")")
    return Text(expression=text.strip()) if looked_up else Text((text,))


def itext_id(text: str) -> str | None:
    """The id in `jr:itext('id')`."""
    compact = text.strip()
    if compact.startswith("jr:itext(") and compact.endswith(")"):
        inner = compact[9:-1].strip()
        if len(inner) > 1 and inner[0] == inner[-1] and inner[0] in "'\"":
            return inner[1:-1]
    return None


def template(element: etree._Element) -> Template:
    """The words of an element, with the places that its outputs fill."""
    if not len(element):
        return (element.text,) if element.text else ()
    parts: list[str | Output] = [element.text] if element.text else []
    for below in element:
        if local(below) == "output":
            parts.append(Output(attribute(below, "value") or attribute(below, "ref") or "''"))
        else:
            parts.extend(template(below))
        if below.tail:
            parts.append(below.tail)
    return tuple(parts)


def _translations(itext: etree._Element | None) -> Translations:
    found = Translations()
    if itext is None:
        return found
    names: list[str] = []
    for translation in itext:
        language = translation.get("lang", "")
        names.append(language)
        texts = found.texts.setdefault(language, {})
        if translation.get("default") is not None and not found.default:
            found.default = language
        for text in translation:
            forms = texts.setdefault(text.get("id", ""), {})
            for value in text:
                forms[value.get("form", "")] = template(value)
    found.languages = tuple(names)
    found.default = found.default or (names[0] if names else "")
    return found


def _submission(source: Source) -> None:
    for element in source.model:
        if local(element) == "submission":
            method = element.get("method")
            if method is not None and method not in _METHODS:
                source.fault("submission_method", name=method)


def namespaces(source: Source) -> Mapping[str | None, str]:
    """The prefixes that the instance may use; names of XForms itself carry none."""
    found: dict[str | None, str] = {"orx": ORX}
    found.update((p, u) for p, u in source.instance.nsmap.items() if p and u != XFORMS)
    return found
