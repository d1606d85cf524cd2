"""Write a live form as the XML instance that other ODK tools read.

Source: ODK XForms specification, Primary Instance and Bindings (`relevant`).
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from lxml import etree

from inspectiebezoek.form.nodes import Node, Repeat

if TYPE_CHECKING:
    from inspectiebezoek.form.instance import Instance


def write(instance: Instance) -> bytes:
    """The instance in UTF-8, irrelevant nodes left out."""
    form = instance.form
    nsmap = {prefix: uri for prefix, uri in form.namespaces.items() if prefix != "xml"}
    root = etree.Element(_name(instance.root), nsmap=nsmap)  # type: ignore[arg-type]
    for name, value in form.root_attributes.items():
        root.set(name, value)
    _mark(root, instance.root)
    _fill(root, instance.root)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="utf-8")


def _fill(element: etree._Element, node: Node) -> None:
    for part in node.parts:
        if not part.relevant:
            continue
        if isinstance(part, Repeat):
            for row in part.members:
                if row.relevant:
                    below = etree.SubElement(element, _name(row))
                    _mark(below, row)
                    _fill(below, row)
            continue
        below = etree.SubElement(element, _name(part))
        _mark(below, part)
        if part.definition.leaf:
            below.text = _writable(part.text) or None
            if part.instance.deprecated and part.definition.is_instance_id:
                after = etree.SubElement(element, below.tag.replace("instanceID", "deprecatedID"))
                after.text = part.instance.deprecated
        else:
            _fill(below, part)


def _mark(element: etree._Element, node: Node) -> None:
    """Write the attributes of a node."""
    for attribute in node.attributes:
        if attribute.relevant:
            prefix, _, name = attribute.definition.tag[1:].rpartition(":")
            uri = node.instance.form.namespaces.get(prefix, "") if prefix else ""
            element.set(f"{{{uri}}}{name}" if uri else name, _writable(attribute.text))


def _writable(text: str) -> str:
    """Without the control signs that XML 1.0 cannot hold; é in one way of writing (NFC)."""
    kept = (sign for sign in text if sign in "\t\n\r" or " " <= sign not in "\ufffe\uffff")
    return unicodedata.normalize("NFC", "".join(kept))


def _name(node: Node) -> str:
    uri = node.definition.uri
    return f"{{{uri}}}{node.definition.name}" if uri else node.definition.name
