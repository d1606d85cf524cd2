"""Any XML document as nodes that expressions run on."""

from __future__ import annotations

from lxml import etree

from inspectiebezoek.form.secondary import Element


class Document:
    """A document, and the node at a path such as `/root[1]/a[2]/@id`."""

    def __init__(self, text: str) -> None:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, strip_cdata=False)
        root = etree.fromstring(text.strip().encode(), parser)
        self.root = Element("", kind="document")
        for before in reversed(list(root.itersiblings(preceding=True))):
            self._add(self.root, before)
        self._add(self.root, root)
        self.namespaces = {prefix: uri for prefix, uri in root.nsmap.items() if prefix}

    def _add(self, above: Element, source: etree._Element) -> None:
        if source.tag is etree.Comment:
            made = Element("", source.text or "", "comment")
            above.add(made)
        elif source.tag is etree.ProcessingInstruction:
            made = Element(source.target, source.text or "", "processing-instruction")
            above.add(made)
        elif isinstance(source.tag, str):
            name = etree.QName(source)
            made = Element(name.localname, uri=name.namespace or "", prefix=source.prefix or "")
            above.add(made)
            for key, value in source.attrib.items():
                one = etree.QName(key)
                prefix = next((p for p, u in source.nsmap.items() if p and u == one.namespace), "")
                uri = one.namespace or ""
                owned = Element(one.localname, str(value), "attribute", uri, prefix or "")
                owned.above = made
                made.attributes.append(owned)
            if source.text:
                made.add(Element("", source.text, "text"))
            for child in source:
                self._add(made, child)
                if child.tail:
                    made.add(Element("", child.tail, "text"))
        else:
            return

    def at(self, path: str) -> Element:
        """The node that a recorded path means."""
        node = self.root
        for part in path.strip("/").split("/") if path.strip("/") else ():
            name, _, place = part.partition("[")
            local = name.rpartition(":")[2]
            if local.startswith("@"):
                return next(one for one in node.attributes if one.name == local[1:])
            if name.startswith("@"):
                return next(one for one in node.attributes if one.name == local)
            kind = {
                "comment()": "comment",
                "text()": "text",
                "#cdata-section": "text",
                "processing-instruction()": "processing-instruction",
            }.get(name)
            family = [
                one
                for one in node.below
                if (one.kind == kind if kind else one.kind == "element" and one.name == local)
            ]
            node = family[int(place.rstrip("]") or 1) - 1 if place else 0]
        return node

    def path_of(self, node: Element) -> str:
        """The path of a node."""
        if node.above is None:
            return "/"
        above = self.path_of(node.above).rstrip("/")
        if node.kind == "attribute":
            return f"{above}/@{_written(node)}"
        word = _written(node) if node.kind == "element" else f"{node.kind}()"
        family = [
            o
            for o in node.above.below
            if o.kind == node.kind and (o.name, o.prefix) == (node.name, node.prefix)
        ]
        return f"{above}/{word}[{1 + next(n for n, o in enumerate(family) if o is node)}]"


def _written(node: Element) -> str:
    return f"{node.prefix}:{node.name}" if node.prefix else node.name
