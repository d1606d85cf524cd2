"""Choice data: secondary instances as plain rows with hash indexes made when first asked for.

Source: ODK XForms specification, Secondary Instances (internal, CSV, XML, GeoJSON).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from lxml import etree

from inspectiebezoek.form.expression.convert import XNode
from inspectiebezoek.form.expression.syntax import ExpressionError


class Element:
    """A node of an XML document: an element, or with another `kind` an attribute, text, …"""

    __slots__ = ("above", "attributes", "below", "content", "kind", "name", "prefix", "uri")

    def __init__(
        self,
        name: str,
        content: str = "",
        kind: str = "element",
        uri: str = "",
        prefix: str = "",
    ) -> None:
        self.name = name
        self.prefix = prefix
        self.content = content
        self.kind = kind
        self.uri = uri
        self.above: XNode | None = None
        self.below: list[XNode] = []
        self.attributes: list[XNode] = []

    def add(self, child: Element | Table) -> None:
        """Put a child at the end."""
        child.above = self
        self.below.append(child)

    @property
    def text(self) -> str:
        if self.kind not in ("element", "document"):
            return self.content
        return "".join(child.text for child in self.below if child.kind in ("element", "text"))

    def named(self, name: str) -> Sequence[XNode]:
        return [child for child in self.below if child.name == name and child.kind == "element"]


class Cell:
    """One value of a record."""

    __slots__ = ("above", "name", "text")
    kind = "element"
    prefix = ""
    uri = ""
    below: Sequence[XNode] = ()
    attributes: Sequence[XNode] = ()

    def __init__(self, name: str, text: str, above: Record) -> None:
        self.name = name
        self.text = text
        self.above: XNode | None = above

    def named(self, name: str) -> Sequence[XNode]:  # noqa: ARG002 - a cell has no children
        return ()


class Record:
    """One row of choice data; its cells become nodes only when they are asked for."""

    __slots__ = ("above", "cells")
    kind = "element"
    prefix = ""
    uri = ""
    attributes: Sequence[XNode] = ()

    def __init__(self, table: Table, cells: Sequence[str | None]) -> None:
        self.above: Table = table
        self.cells = cells

    @property
    def name(self) -> str:
        return self.above.item

    @property
    def text(self) -> str:
        return "".join(cell for cell in self.cells if cell)

    @property
    def below(self) -> Sequence[XNode]:
        names = self.above.columns
        return [
            Cell(name, text, self)
            for name, text in zip(names, self.cells, strict=False)
            if text is not None
        ]

    def named(self, name: str) -> Sequence[XNode]:
        place = self.above.places.get(name)
        text = self.cells[place] if place is not None and place < len(self.cells) else None
        return () if text is None else (Cell(name, text, self),)


class Table:
    """The root of regular choice data: rows of named cells, found through indexes."""

    __slots__ = ("_indexes", "_records", "above", "columns", "item", "name", "places", "rows")
    kind = "element"
    prefix = ""
    uri = ""
    attributes: Sequence[XNode] = ()

    def __init__(
        self, columns: Sequence[str], rows: list[Sequence[str | None]], item: str, name: str
    ) -> None:
        self.columns = columns
        self.places = {column: place for place, column in enumerate(columns)}
        self.rows = rows
        self.item = item
        self.name = name
        self.above: XNode | None = None
        self._indexes: dict[str, dict[str, list[int]]] = {}
        self._records: dict[int, Record] = {}

    @property
    def text(self) -> str:
        return "".join(cell for row in self.rows for cell in row if cell)

    @property
    def below(self) -> Sequence[XNode]:
        return [self._record(place) for place in range(len(self.rows))]

    def named(self, name: str) -> Sequence[XNode]:
        return self.below if name == self.item else ()

    def lookup(self, name: str, column: str, value: str) -> Sequence[XNode]:
        """The rows whose cell in a column equals a value, through the index of that column."""
        place = self.places.get(column)
        if name != self.item or place is None:
            return ()
        index = self._indexes.get(column)
        if index is None:
            index = self._indexes[column] = {}
            for number, row in enumerate(self.rows):
                cell = row[place] if place < len(row) else None
                if cell is not None:
                    index.setdefault(cell, []).append(number)
        return [self._record(number) for number in index.get(value, ())]

    def _record(self, number: int) -> Record:
        record = self._records.get(number)
        if record is None:
            record = self._records[number] = Record(self, self.rows[number])
        return record


def holding(root: Element | Table) -> Element:
    """The node that `instance('…')` gives: it holds the root of the data."""
    instance = Element("instance")
    instance.add(root)
    return instance


def from_csv(content: bytes) -> Element:
    """Rows of a CSV file as `root/item`; the separator is a comma, semicolon, tab or pipe.

    Raises:
        ExpressionError: `secondary_unreadable` for text that is no UTF-8 or has no header.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExpressionError("secondary_unreadable", reason=str(error)) from error
    head = text.split("\n", 1)[0]
    separator = max(",;\t|", key=head.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        columns = next(reader, [])
        rows: list[Sequence[str | None]] = [row for row in reader if row]
    except csv.Error as error:
        raise ExpressionError("secondary_unreadable", reason=str(error)) from error
    width = len(columns)
    rows = [row if len(row) == width else [*row, *[""] * (width - len(row))] for row in rows]
    return holding(Table(columns, rows, "item", "root"))


def from_geojson(content: bytes) -> Element:
    """Features as `root/item`: geometry, id and the properties.

    Raises:
        ExpressionError: `secondary_unreadable` when it is no FeatureCollection of points,
            lines and polygons.
    """
    try:
        features = json.loads(content)["features"]
        records = [_feature(feature) for feature in features]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ExpressionError("secondary_unreadable", reason=repr(error)) from error
    columns = list(dict.fromkeys(name for record in records for name in record))
    rows: list[Sequence[str | None]] = [
        [record.get(column) for column in columns] for record in records
    ]
    return holding(Table(columns, rows, "item", "root"))


def _feature(feature: Any) -> dict[str, str]:
    geometry = feature["geometry"]
    points = geometry["coordinates"]
    if geometry["type"] == "Point":
        points = [points]
    elif geometry["type"] == "Polygon":
        points = points[0]
    record = {"geometry": ";".join(f"{point[1]} {point[0]} 0 0" for point in points)}
    if feature.get("id") is not None:
        record["id"] = str(feature["id"])
    for name, value in (feature.get("properties") or {}).items():
        record[name] = "" if value is None else str(value)
    return record


def from_xml(root: etree._Element) -> Element | Table:
    """The data below an XML element: a table when its rows are regular, else a tree."""
    rows = [child for child in root if isinstance(child.tag, str)]
    regular = (
        len(rows) > 1
        and not root.attrib
        and len({child.tag for child in rows}) == 1
        and all(_flat(row) for row in rows)
    )
    return _table(root, rows) if regular else _tree(root)


def _flat(row: etree._Element) -> bool:
    names = [cell.tag for cell in row]
    return (
        bool(names)
        and not row.attrib
        and len(set(names)) == len(names)
        and all(isinstance(cell.tag, str) and not len(cell) and not cell.attrib for cell in row)
    )


def _table(root: etree._Element, rows: Iterable[etree._Element]) -> Table:
    records = [{_local(cell): cell.text or "" for cell in row} for row in rows]
    columns = list(dict.fromkeys(name for record in records for name in record))
    cells: list[Sequence[str | None]] = [
        [record.get(column) for column in columns] for record in records
    ]
    return Table(columns, cells, _local(root[0]), _local(root))


def _tree(root: etree._Element) -> Element:
    made = _element(root)
    waiting = [(root, made)]
    while waiting:
        source, target = waiting.pop()
        if source.text:
            target.add(Element("", source.text, "text"))
        for child in source:
            if isinstance(child.tag, str):
                below = _element(child)
                target.add(below)
                waiting.append((child, below))
            if child.tail:
                target.add(Element("", child.tail, "text"))
    return made


def _element(source: etree._Element) -> Element:
    name = etree.QName(source)
    made = Element(name.localname, uri=name.namespace or "")
    for key, value in source.attrib.items():
        attribute = etree.QName(key)
        owned = Element(attribute.localname, str(value), "attribute", attribute.namespace or "")
        owned.above = made
        made.attributes.append(owned)
    return made


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname
