"""Read the body of an XForm: how each question is presented, its choices, and the actions.

Source: ODK XForms specification, Body, Groups, Repeats, Events and Actions.
"""

from __future__ import annotations

from lxml import etree

from inspectiebezoek.form.actions import EVENTS, NEW_REPEAT
from inspectiebezoek.form.definition import Action, Control, Definition, Item, Itemset, Kind, Text
from inspectiebezoek.form.xform import Source, itext_id, resolve, template
from inspectiebezoek.form.xml import attribute, child, local

CONTROLS = frozenset({"input", "select1", "select", "upload", "trigger", "range", "rank", "secret"})
ODK = "http://www.opendatakit.org/xforms"
_ODK_ACTIONS = frozenset({"setgeopoint", "recordaudio"})


def read_body(source: Source) -> None:
    """Give definitions their controls, repeats and actions."""
    for element in source.model:
        if _acts(element):
            _action(source, element, source.root, in_model=True)
    if source.body is not None:
        _inside(source, source.body, source.root, None)


def _inside(
    source: Source,
    element: etree._Element,
    around: Definition,
    group: etree._Element | None,
) -> None:
    for below in element:
        name = local(below)
        if name == "group":
            _group(source, below, around)
        elif name == "repeat":
            _repeat(source, below, around, group)
        elif name in CONTROLS:
            _control(source, below, around, name)
        elif _acts(below):
            _action(source, below, around, in_model=False)


def _acts(element: etree._Element) -> bool:
    """Whether it is an action; those that ODK added are so in its own namespace only."""
    name = local(element)
    return name == "setvalue" or (name in _ODK_ACTIONS and etree.QName(element).namespace == ODK)


def _named(source: Source, element: etree._Element, around: Definition) -> Definition | None:
    bind = element.get("bind")
    if bind is not None and bind in source.binds:
        return source.binds[bind]
    ref = element.get("ref") or element.get("nodeset")
    if ref is None:
        return None
    found = resolve(source.root, ref, around)
    if found is None:
        # Clients leave such a control out; the form can be used without it.
        source.doubt("unknown_control", ref, name=ref)
    return found


def _group(source: Source, element: etree._Element, around: Definition) -> None:
    found = _named(source, element, around)
    if found is not None and found is not source.root and found.kind is not Kind.REPEAT:
        if found.leaf:
            found.kind = Kind.GROUP
        found.presented = _presented(element, "group")
    _inside(source, element, found or around, element)


def _repeat(
    source: Source, element: etree._Element, around: Definition, group: etree._Element | None
) -> None:
    found = _named(source, element, around)
    if found is None or found is source.root:
        return
    found.kind = Kind.REPEAT
    holder = group if group is not None else element
    label = child(element, "label")
    found.presented = _presented(element if label is not None else holder, "repeat")
    count = attribute(element, "count")
    if count is not None and count.strip():
        found.jr_count = count
    fixed = attribute(element, "noAddRemove")
    found.no_add_remove = fixed is not None and fixed.strip() in ("true()", "true", "1")
    _inside(source, element, found, None)


def _control(source: Source, element: etree._Element, around: Definition, name: str) -> None:
    found = _named(source, element, around)
    if found is None:
        return
    if found.kind is Kind.MODEL_VALUE:
        found.kind = Kind.QUESTION
    found.control = "input" if name == "secret" else name
    found.presented = _presented(element, name)
    _checked(source, found, element, name)
    for below in element:
        if _acts(below):
            _action(source, below, found, in_model=False)


def _checked(source: Source, found: Definition, element: etree._Element, name: str) -> None:
    media = element.get("mediatype")
    if name == "upload" and media and "/" not in media and media != "*":
        source.fault("media_type", found.ref, name=media)
    if name == "range":
        for part in ("start", "end", "step"):
            text = element.get(part)
            if text is not None and not _numeric(text):
                source.fault("range_number", found.ref, name=part, value=text)


def _numeric(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _presented(element: etree._Element, tag: str) -> Control:
    hint = child(element, "hint")
    return Control(
        tag=tag,
        appearance=_appearance(element),
        label=_text(child(element, "label")),
        hint=_text(hint),
        guidance=_text(hint) if hint is not None and hint.get("ref") else None,
        items=tuple(_item(one) for one in element if local(one) == "item"),
        itemset=_itemset(child(element, "itemset")),
        attributes={str(key): str(value) for key, value in element.attrib.items()},
    )


def _appearance(element: etree._Element) -> str:
    """The words as they stand; `search` of older forms is also called `autocomplete` (Body)."""
    words = (element.get("appearance") or "").split()
    alias = ["autocomplete"] if "search" in words and "autocomplete" not in words else []
    return " ".join([*alias, *words])


def _text(element: etree._Element | None) -> Text | None:
    if element is None:
        return None
    ref = element.get("ref")
    if ref:
        text_id = itext_id(ref)
        return Text(itext=text_id) if text_id is not None else Text(expression=ref)
    return Text(template(element))


def _item(element: etree._Element) -> Item:
    value = child(element, "value")
    return Item(
        (value.text or "").strip() if value is not None else "", _text(child(element, "label"))
    )


def _itemset(element: etree._Element | None) -> Itemset | None:
    if element is None:
        return None
    value, label = child(element, "value"), child(element, "label")
    return Itemset(
        nodeset=element.get("nodeset") or "",
        value=(value.get("ref") if value is not None else None) or "name",
        label=label.get("ref") if label is not None else None,
    )


def _action(source: Source, element: etree._Element, around: Definition, *, in_model: bool) -> None:
    events = tuple((attribute(element, "event") or "").split())
    wrong = [event for event in events if event not in EVENTS]
    if wrong or not events:
        source.fault("unknown_event", around.ref, name=" ".join(wrong) or "-")
        return
    if in_model and NEW_REPEAT in events:
        source.fault("event_in_model", around.ref, name=NEW_REPEAT)
        return
    ref = element.get("ref") or element.get("nodeset") or ""
    target = source.binds.get(element.get("bind", ""))
    if target is None:
        target = resolve(source.root, ref, around) if ref else None
    if target is None:
        source.fault("unknown_reference", ref, name=ref, path=ref)
        return
    tag = local(element)
    expression = element.get("value") or None if tag == "setvalue" else None
    text = element.text or "" if tag == "setvalue" and element.get("value") is None else ""
    path = ref if "[" in ref else ""
    around.actions.append(Action(events, target.ref, expression, text, around.ref, tag, path))
