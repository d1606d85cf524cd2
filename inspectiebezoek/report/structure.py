"""Write the structure tree of a drawn report into the PDF (PDF 32000-1 §14.7, PDF/UA-1)."""

from __future__ import annotations

from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from inspectiebezoek.report.layout.tags import Element, Field, Link, Marked, TaggingCanvas

_NAMES = {"O", "Scope", "ListNumbering"}


@dataclass(slots=True)
class _Tree:
    """What is built up while the elements are written."""

    pdf: Pdf
    canvas: TaggingCanvas
    pages: list[pikepdf.Object]
    root: pikepdf.Object
    objects: dict[Element, pikepdf.Object] = field(default_factory=dict)
    numbers: list[tuple[int, pikepdf.Object]] = field(default_factory=list)
    named: dict[str, pikepdf.Object] = field(default_factory=dict)


def write_structure(pdf: Pdf, canvas: TaggingCanvas, root: Element) -> None:
    """Add the tree, the parent tree and the signature fields to the document."""
    top = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tree = _Tree(pdf, canvas, [page.obj for page in pdf.pages], top)
    top.K = Array([_element(tree, root, top)])
    _fields(tree, canvas.fields)
    _links(tree, canvas.links)
    for number, marks in enumerate(canvas.marks[: len(tree.pages)]):
        tree.pages[number].StructParents = number
        parents = Array([tree.objects[element] for element in marks])
        tree.numbers.append((number, pdf.make_indirect(parents)))
    tree.numbers.sort(key=lambda pair: pair[0])
    flat = Array([part for pair in tree.numbers for part in pair])
    top.ParentTree = pdf.make_indirect(Dictionary(Nums=flat))
    top.ParentTreeNextKey = len(tree.pages) + len(canvas.fields) + len(canvas.links)
    if tree.named:
        names = [part for name in sorted(tree.named) for part in (String(name), tree.named[name])]
        limits = Array([String(min(tree.named)), String(max(tree.named))])
        leaf = pdf.make_indirect(Dictionary(Names=Array(names), Limits=limits))
        top.IDTree = pdf.make_indirect(Dictionary(Kids=Array([leaf])))
    pdf.Root.StructTreeRoot = top
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    for page in tree.pages:
        page.Tabs = Name.S


def _element(tree: _Tree, element: Element, parent: pikepdf.Object) -> pikepdf.Object:
    made = tree.pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name("/" + element.tag), P=parent)
    )
    tree.objects[element] = made
    if element.alt:
        made.Alt = String(element.alt)
    if element.id:
        made.ID = String(element.id)
        tree.named[element.id] = made
    attributes = _attributes(element)
    if attributes:
        made.A = attributes[0] if len(attributes) == 1 else Array(attributes)
    kids: list[pikepdf.Object | int] = []
    for kid in tree.canvas.kids[element]:
        if isinstance(kid, Marked):
            kids.append(_marked(tree, made, kid))
        else:
            kids.append(_element(tree, kid, made))
    made.K = Array(kids)
    return made


def _marked(tree: _Tree, made: pikepdf.Object, kid: Marked) -> pikepdf.Object | int:
    page = tree.pages[kid.page]
    if "/Pg" not in made:
        made.Pg = page
    if made.Pg.objgen == page.objgen:
        return kid.mcid
    return Dictionary(Type=Name.MCR, Pg=page, MCID=kid.mcid)


def _attributes(element: Element) -> list[pikepdf.Object]:
    found: list[pikepdf.Object] = []
    if element.attributes:
        members = {"/" + name: _value(name, value) for name, value in element.attributes.items()}
        found.append(Dictionary(members))
    if element.box is not None:
        x, y, width, height = element.box
        corners = [round(each, 2) for each in (x, y, x + width, y + height)]
        found.append(Dictionary(O=Name.Layout, BBox=Array(corners)))
    return found


def _value(name: str, value: str | int) -> pikepdf.Object | int:
    if isinstance(value, int):
        return value
    return Name("/" + value) if name in _NAMES else String(value)


def _fields(tree: _Tree, places: list[Field]) -> None:
    widgets = []
    for number, place in enumerate(places):
        page = tree.pages[place.page]
        box = [round(each, 2) for each in place.box]
        look = tree.pdf.make_stream(b"")
        look.Type, look.Subtype = Name.XObject, Name.Form
        look.BBox = Array([0, 0, box[2] - box[0], box[3] - box[1]])
        look.Resources = Dictionary()
        widget = tree.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(place.name),
                TU=String(place.tip),
                F=132,
                Rect=Array(box),
                P=page,
                AP=Dictionary(N=look),
            )
        )
        _annotate(page, widget)
        key = len(tree.pages) + number
        widget.StructParent = key
        element = tree.objects[place.element]
        # One reference and no list: verifiers look for the field at exactly this path.
        element.K = Dictionary(Type=Name.OBJR, Pg=page, Obj=widget)
        tree.numbers.append((key, element))
        widgets.append(widget)
    if widgets:
        form = Dictionary(Fields=Array(widgets), SigFlags=1)
        tree.pdf.Root.AcroForm = tree.pdf.make_indirect(form)


def _links(tree: _Tree, links: list[Link]) -> None:
    """The annotations of the links; each is a child of its Link (PDF/UA-1 §7.18.5)."""
    for number, link in enumerate(links, start=len(tree.pages) + len(tree.canvas.fields)):
        page = tree.pages[link.page]
        goal, top = tree.canvas.goals[link.goal]
        annotation = tree.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array([round(each, 2) for each in link.box]),
                Border=Array([0, 0, 0]),
                F=4,
                Contents=String(link.tip),
                Dest=Array([tree.pages[goal], Name.XYZ, None, round(top + 8, 2), None]),
                StructParent=number,
            )
        )
        _annotate(page, annotation)
        element = tree.objects[link.element]
        element.K.append(Dictionary(Type=Name.OBJR, Pg=page, Obj=annotation))
        tree.numbers.append((number, element))


def _annotate(page: pikepdf.Object, annotation: pikepdf.Object) -> None:
    if "/Annots" not in page:
        page.Annots = Array()
    page.Annots.append(annotation)
