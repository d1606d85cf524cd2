"""A package that is not right is refused as a whole, whatever is wrong with it."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspectiebezoek.app.packages import silent
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.form import Form
from inspectiebezoek.sync.package import content
from inspectiebezoek.sync.package.taking import look
from inspectiebezoek.visit.header import Header
from tests.support.packages import (
    Line,
    altered,
    bring,
    everything,
    give,
    lines_of,
    packed,
    packed_bytes,
    workplace,
)

OTHER = "visit/0190a0a0-0000-7000-8000-00000000dead"


class Stick:
    """A good package from Anna for Bram, and what is in it."""

    def __init__(self, folder: Path, form: Form) -> None:
        self.anna, self.bram = workplace(folder / "a", "anna"), workplace(folder / "b", "bram")
        self.visit = self.anna.plan(form, Header(title="Oefening"))
        self.visit.answer("/data/veilig", "ja")
        self.good = give(self.anna, folder / "goed.ibz", self.bram)
        self.bad = folder / "slecht.ibz"
        self.lines = lines_of(self.good, self.bram)
        self.before = everything(self.bram.store)

    def refused(self, package: Path) -> Code:
        """The code of the refusal; Bram's laptop is as it was."""
        with pytest.raises(InspectionError) as caught:
            bring(self.bram, package, self.anna)
        assert everything(self.bram.store) == self.before
        return caught.value.code


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory, form: Form) -> Iterator[Stick]:
    made = Stick(tmp_path_factory.mktemp("stick"), form)
    yield made
    made.anna.store.close()
    made.bram.store.close()


@given(st.floats(0, 1), st.integers(1, 255))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_package_with_one_byte_altered_is_refused(stick: Stick, place: float, flip: int) -> None:
    data = bytearray(stick.good.read_bytes())
    data[int(place * (len(data) - 1))] ^= flip
    stick.bad.write_bytes(data)
    stick.refused(stick.bad)


@given(st.floats(0, 0.999999))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_package_that_was_cut_off_is_refused(stick: Stick, share: float) -> None:
    data = stick.good.read_bytes()
    stick.bad.write_bytes(data[: int(len(data) * share)])
    stick.refused(stick.bad)


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_content_that_is_none_is_refused(stick: Stick, data: bytes) -> None:
    assert stick.refused(packed_bytes(stick.bad, data, stick.bram)) is Code.PACKAGE_BROKEN


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_lines_left_out_or_in_another_order_are_refused_or_harmless(
    stick: Stick, moves: list[int]
) -> None:
    lines = list(stick.lines)
    for number in moves:
        taken = lines.pop(number % len(lines))
        if number % 3 and lines:
            lines.insert(number // 3 % len(lines), taken)
    try:
        look(stick.bram.store, packed(stick.bad, lines, stick.bram), None, silent)
    except InspectionError as error:
        assert error.code is Code.PACKAGE_BROKEN
    assert everything(stick.bram.store) == stick.before


def test_other_files_and_newer_packages_say_what_they_are(stick: Stick, tmp_path: Path) -> None:
    photo = tmp_path / "foto.ibz"
    photo.write_bytes(b"\xff\xd8\xff\xe0" * 100)
    assert stick.refused(photo) is Code.PACKAGE_UNREADABLE
    photo.write_bytes(stick.good.read_bytes().replace(b"package/1", b"package/2", 1))
    assert stick.refused(photo) is Code.PACKAGE_NEWER
    assert stick.refused(tmp_path / "weg.ibz") is Code.FILE_MISSING
    assert stick.refused(tmp_path) is Code.FILE_MISSING


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def remade(members: dict[str, Any], **parts: object) -> None:
    """Another change in the place of the last one, with these members."""
    change = json.loads(base64.b64decode(members["change"]["data"]))
    members["change"]["data"] = b64(json.dumps({**change, **parts}).encode())


ALTERATIONS: dict[str, tuple[str, Callable[[dict[str, Any]], None]]] = {
    "another value": ("change", lambda m: m["change"].update(value=b64(b'"nee"'))),
    "no value": ("change", lambda m: m["change"].update(value=None, salt=None)),
    "half a value": ("change", lambda m: m["change"].update(salt=None)),
    "not base64": ("change", lambda m: m["change"].update(data="%%%")),
    "no change": ("change", lambda m: m["change"].update(data=b64(b"{}"))),
    "another author": ("change", lambda m: remade(m, by="bram")),
    "an unknown laptop": ("change", lambda m: remade(m, device="d-x")),
    "another visit": ("change", lambda m: remade(m, log=OTHER)),
    "nobody signed it": ("change", lambda m: remade(m, dseq=99)),
    "a false signature": ("seal", lambda m: m["seal"].update(signature=b64(bytes(64)))),
    "a signature of nobody": ("seal", lambda m: m["seal"].update(device="d-x")),
    "another key": ("card", lambda m: m["card"].update(public_key=b64(bytes(32)))),
    "another name": ("card", lambda m: m["card"].update(name="Bram")),
    "a path for a visit": ("log", lambda m: m.update(log="visit/../../etc")),
    "a visit that is no id": ("log", lambda m: m.update(log="visit/1")),
    "a file by another name": ("file", lambda m: m.update(file="0" * 64)),
    "a path for a file": ("file", lambda m: m.update(file="../../store.db")),
    "a piece too long": ("piece", lambda m: m.update(piece=m["piece"] + 1)),
    "a piece below nothing": ("piece", lambda m: m.update(piece=-1)),
    "a huge piece": ("piece", lambda m: m.update(piece=10**12)),
    "another number of changes": ("end", lambda m: m.update(end=0)),
}


@pytest.mark.parametrize("what", ALTERATIONS)
def test_an_alteration_inside_is_refused(stick: Stick, what: str) -> None:
    kind, alter = ALTERATIONS[what]
    lines = altered(stick.lines, kind, alter)
    assert stick.refused(packed(stick.bad, lines, stick.bram)) is Code.PACKAGE_BROKEN


def more(lines: list[Line], *extra: Line) -> list[Line]:
    return [*lines[:-1], *extra, lines[-1]]


def test_a_file_that_nothing_speaks_of_is_refused(stick: Stick) -> None:
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    lines = more(stick.lines, ({"file": empty}, b""), ({"whole": True}, b""))
    assert stick.refused(packed(stick.bad, lines, stick.bram)) is Code.PACKAGE_BROKEN


def test_two_openings_or_no_end_or_something_after_it_are_refused(stick: Stick) -> None:
    lines = stick.lines
    for wrong in ([lines[0], *lines], lines[1:], lines[:-1], [*lines, lines[-1]], []):
        assert stick.refused(packed(stick.bad, wrong, stick.bram)) is Code.PACKAGE_BROKEN
    nested = b"[" * 100_000
    assert stick.refused(packed_bytes(stick.bad, nested + b"\n", stick.bram)) is Code.PACKAGE_BROKEN


def test_what_no_visit_ever_has_is_refused_before_it_fills_the_memory(
    stick: Stick, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content, "MOST_LINE", 10_000)
    endless = b'{"opening": "' + b"x" * 50_000
    assert stick.refused(packed_bytes(stick.bad, endless, stick.bram)) is Code.PACKAGE_TOO_BIG
    monkeypatch.setattr(content, "MOST_LINES_BYTES", 2_000)
    assert stick.refused(stick.good) is Code.PACKAGE_TOO_BIG


def test_the_good_one_still_is(stick: Stick, tmp_path: Path) -> None:
    place = workplace(tmp_path / "c", "bram")
    again = packed(stick.bad, stick.lines, place)
    assert bring(place, again, stick.anna).changes == len(stick.anna.store.entries(stick.visit.log))
    place.store.close()
