"""Parse XML that strangers wrote: no DTD, no entities, no network, bounded size and depth."""

from __future__ import annotations

import re

from lxml import etree

from inspectiebezoek.form.expression.syntax import ExpressionError

MAX_BYTES = 64 * 1024 * 1024
MAX_NESTING = 100
# An element takes the parser some 120 bytes, and an attribute the time of all before it.
MAX_MARKS = 1_500_000
MAX_ATTRIBUTES = 500
LONG_TAG = 4_000
_LONG_TAG = re.compile(rb"<[^<]{4000,}")
_TOO_DEEP = etree.XPath(f"boolean({'/*' * (MAX_NESTING + 1)})")
_DECLARATION = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


def parse_xml(content: bytes) -> etree._Element:
    """The root of a document.

    Raises:
        ExpressionError: `xml_large`, `xml_elements`, `xml_entities`, `xml_broken` or `xml_deep`.
    """
    if len(content) > MAX_BYTES:
        raise ExpressionError("xml_large", limit=MAX_BYTES)
    # UTF-16 would hide a declaration from the search; its zero bytes are left out.
    if _DECLARATION.search(content.replace(b"\0", b"")):
        raise ExpressionError("xml_entities")
    if content.count(b"<") > MAX_MARKS:
        raise ExpressionError("xml_elements", limit=MAX_MARKS // 2)
    longest = max(map(len, content.split(b"<")))
    for tag in _LONG_TAG.finditer(content) if longest > LONG_TAG else ():
        if len(re.findall(rb"=\s*[\"']", tag[0])) > MAX_ATTRIBUTES:
            raise ExpressionError("xml_elements", limit=MAX_ATTRIBUTES)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ExpressionError("xml_broken", reason=str(error)) from error
    _bounded(root)
    return root


def _bounded(root: etree._Element) -> None:
    if _TOO_DEEP(root.getroottree()):
        raise ExpressionError("xml_deep", limit=MAX_NESTING)


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    tag = element.tag
    return tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of a name in any namespace."""
    return next(element.iterchildren(f"{{*}}{name}"), None)


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its local name in any namespace; an unqualified one goes first."""
    plain = element.get(name)
    if plain is not None:
        return plain
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).endswith("}" + name)),
        None,
    )
