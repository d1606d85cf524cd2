"""Write a live form as the XML instance that other ODK tools read.

Source: ODK XForms specification, Primary Instance and Bindings (`relevant`).
"""

from __future__ import annotations

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
                    _fill(etree.SubElement(element, _name(row)), row)
            continue
        below = etree.SubElement(element, _name(part))
        if part.definition.leaf:
            below.text = _writable(part.text) or None
        else:
            _fill(below, part)


def _writable(text: str) -> str:
    """Without the control signs that XML 1.0 cannot hold."""
    return "".join(sign for sign in text if sign in "\t\n\r" or " " <= sign not in "\ufffe\uffff")


def _name(node: Node) -> str:
    uri = node.definition.uri
    return f"{{{uri}}}{node.definition.name}" if uri else node.definition.name
