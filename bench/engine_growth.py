"""How load and answer grow with the form: nodes, rows of a repeat, rows of choice data."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from uuid import uuid4

from inspectiebezoek.form.expression.parser import forget
from inspectiebezoek.form.form import Form
from inspectiebezoek.form.instance import Instance

HEAD = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>groei</h:title><model>'
)


def now() -> datetime:
    return datetime.now().astimezone()


def write_assets(path: Path, rows: int) -> None:
    """A choice file: name, label, district (500 of them), kind (7), lat."""
    with path.open("w", encoding="utf-8") as file:
        file.write("name,label,district,kind,lat\n")
        for n in range(rows):
            file.write(f"a{n},Asset {n},d{n % 500},k{n % 7},{n / 1000}\n")


def xform(instance: str, model: str, body: str) -> bytes:
    return (
        f'{HEAD}<instance><data id="g">{instance}</data></instance>{model}</model></h:head>'
        f"<h:body>{body}</h:body></h:html>"
    ).encode()


def of_nodes(count: int) -> bytes:
    """Questions that are each shown by the one before, and a sum at their end."""
    nodes = "".join(f"<q{n}/>" for n in range(count))
    binds = "".join(
        f'<bind nodeset="/data/q{n}" type="int" relevant="/data/q{n - 1} != 3"/>'
        for n in range(1, count)
    )
    return xform(nodes, binds, "".join(f'<input ref="/data/q{n}"/>' for n in range(count)))


def of_rows(count: int) -> bytes:
    """A counted repeat whose rows use one answer, and a sum over them."""
    return xform(
        f"<n>{count}</n><f>2</f><r><q>3</q><t/></r><all/>",
        '<bind nodeset="/data/r/t" type="int" calculate="../q * /data/f"/>'
        '<bind nodeset="/data/all" type="int" calculate="sum(/data/r/t)"/>',
        '<input ref="/data/f"/><repeat nodeset="/data/r" jr:count="/data/n">'
        '<input ref="/data/r/q"/></repeat>',
    )


def of_choices() -> bytes:
    """A select whose choices are filtered from a file."""
    return xform(
        "<d/><a/>",
        '<instance id="assets" src="jr://file-csv/assets.csv"/>',
        '<input ref="/data/d"/><select1 ref="/data/a"><itemset '
        "nodeset=\"instance('assets')/root/item[district = /data/d]\">"
        '<value ref="name"/><label ref="label"/></itemset></select1>',
    )


def opened(content: bytes, media: Path | None = None) -> tuple[float, Instance]:
    """The time to open a form in ms, and its instance."""
    forget()
    start = perf_counter()
    instance = Form.load(content, media=media).new_instance(now, uuid4)
    return (perf_counter() - start) * 1000, instance


def answered(instance: Instance, ref: str, values: tuple[str, str]) -> float:
    """The median time of an answer in ms."""
    node, times = instance.node(ref), []
    node.set(values[1])
    for turn in range(20):
        start = perf_counter()
        node.set(values[turn % 2])
        times.append((perf_counter() - start) * 1000)
    return median(times)


def growth() -> None:
    """Print the curve; the last column is the time per thousand, which should not grow."""
    print(f"\n{'grows with':24}{'load ms':>10}{'per 1000':>10}{'answer ms':>11}{'per 1000':>10}")
    for count in (100, 1_000, 10_000):
        load, instance = opened(of_nodes(count))
        line(f"{count:,} questions", count, load, answered(instance, "/data/q50", ("1", "2")))
    for count in (10, 100, 1_000):
        load, instance = opened(of_rows(count))
        line(f"{count:,} rows, all use it", count, load, answered(instance, "/data/f", ("1", "2")))
        again = answered(instance, "/data/r[5]/q", ("1", "2"))
        line(f"{count:,} rows, one row", count, load, again)
    with TemporaryDirectory() as place:
        for count in (1_000, 10_000, 100_000, 1_000_000):
            write_assets(Path(place) / "assets.csv", count)
            load, instance = opened(of_choices(), Path(place))
            line(f"{count:,} choices", count, load, answered(instance, "/data/d", ("d1", "d2")))


def line(name: str, count: int, load: float, answer: float) -> None:
    per = count / 1000
    print(f"{name:24}{load:10.1f}{load / per:10.2f}{answer:11.3f}{answer / per:10.3f}", flush=True)


if __name__ == "__main__":
    growth()
