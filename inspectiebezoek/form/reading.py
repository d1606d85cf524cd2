"""Read an instance that was written as XML, by this program or by any other ODK client.

Source: ODK XForms specification, Primary Instance, Repeats and Metadata (`deprecatedID`). What the
XML leaves out was hidden, and has the default of the form again, in a row that of its template;
rows that the form fixes are there whether they were written or not, and no others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form import xform
from inspectiebezoek.form.definition import Definition, Kind
from inspectiebezoek.form.expression.syntax import ExpressionError
from inspectiebezoek.form.tree import EMPTY, Seed
from inspectiebezoek.form.xml import local, parse_xml

if TYPE_CHECKING:
    from inspectiebezoek.form.form import Form


@dataclass(slots=True)
class Written:
    """What an instance holds: (positional ref, value), row keys by repeat ref, and its ids."""

    values: list[tuple[str, str]] = field(default_factory=list)
    rows: dict[str, list[str]] = field(default_factory=dict)
    instance_id: str = ""
    deprecated_id: str = ""


def read(form: Form, content: bytes) -> Written:
    """The values and rows of an instance in XML.

    Raises:
        InspectionError: FORM_UNREADABLE when it is no XML, FORM_UNKNOWN_NODE when it is an
            instance of another form.
    """
    try:
        root = parse_xml(content)
    except ExpressionError as error:
        raise InspectionError(Code.FORM_UNREADABLE, file="XML", reason=error.code) from error
    if local(root) != form.root.name:
        raise InspectionError(Code.FORM_UNKNOWN_NODE, ref=f"/{local(root)}")
    found = Written()
    given = xform.seed(root)
    _group(form, form.root, form.root.ref, given, form.seed, found)
    found.instance_id = _meta(given, "instanceID")
    found.deprecated_id = _meta(given, "deprecatedID")
    return found


def _meta(seed: Seed, name: str) -> str:
    meta = seed.children.get("meta", (EMPTY,))[0]
    return meta.children.get(name, (EMPTY,))[0].text


def _group(
    form: Form, group: Definition, ref: str, given: Seed, default: Seed, found: Written
) -> None:
    _attributes(group, ref, given, found)
    for child in group.children:
        below = f"{ref}/{child.tag}"
        theirs = given.children.get(child.name, ())
        if child.kind is Kind.REPEAT:
            _rows(form, child, below, theirs, found)
            continue
        ours = default.children.get(child.name, (EMPTY,))[0]
        seed = theirs[0] if theirs else ours
        if child.leaf:
            found.values.append((below, seed.text))
            _attributes(child, below, seed, found)
        else:
            _group(form, child, below, seed, ours, found)


def _rows(
    form: Form, repeat: Definition, ref: str, given: tuple[Seed, ...], found: Written
) -> None:
    known = form.seeds[repeat.index]
    count = len(given)
    if repeat.no_add_remove and repeat.jr_count is None:
        count = max(len(known.rows), 1)
    found.rows[ref] = [str(number) for number in range(1, count + 1)]
    for number in range(1, count + 1):
        theirs = given[number - 1] if number <= len(given) else known.new
        _group(form, repeat, f"{ref}[{number}]", theirs, known.new, found)


def _attributes(definition: Definition, ref: str, given: Seed, found: Written) -> None:
    for attribute in definition.attributes:
        seeds = given.children.get(f"@{attribute.name}")
        # A fixed attribute, such as the data set of an entity, is part of the form.
        value = seeds[0].text if seeds else attribute.default
        found.values.append((f"{ref}/{attribute.tag}", value))
