"""What the report says of laptops, late work and answers that the merge hid."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspectiebezoek.report.build import build
from inspectiebezoek.report.minima import lacking
from inspectiebezoek.visit import finishing
from inspectiebezoek.visit.laptops import awaited, go_without, say_done
from inspectiebezoek.visit.open_visit import OpenVisit
from tests.support.visits import BELEID, GEHEIM, UITLEG, Pair


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    made = Pair(tmp_path)
    yield made
    made.close()


def limits(visit: OpenVisit) -> tuple[str, ...]:
    return build(visit, {}, (), made="2026-11-23T18:00:00+01:00").limits


def lacks(visit: OpenVisit) -> list[tuple[str, str]]:
    return [(each.kind, each.label) for each in lacking(visit, ()) if each.kind == "laptop"]


def test_a_laptop_that_is_not_done_is_named_before_signing_or_in_the_report(pair: Pair) -> None:
    pair.a.answer(BELEID, "ja")
    pair.b.answer(UITLEG, "van B")
    pair.meet()
    assert lacks(pair.a) == [("laptop", "Bram")]

    [laptop] = awaited(pair.a)
    go_without(pair.a, laptop.device, "gestolen")
    assert lacks(pair.a) == []
    [line] = limits(pair.a)
    assert "Bram" in line and line.endswith("Reden: gestolen")

    say_done(pair.b)
    pair.meet()
    assert (lacks(pair.a), limits(pair.a)) == ([], ())


def test_what_came_late_and_what_was_hidden_stands_in_the_report(pair: Pair) -> None:
    pair.a.answer(BELEID, "nee")
    pair.meet()
    pair.b.answer(GEHEIM, "de deur stond open")
    pair.a.answer(BELEID, "ja")
    pair.a.answer(UITLEG, "van A")
    assert finishing.finish(pair.a) == ()
    say_done(pair.b)
    pair.meet()

    late, hidden = limits(pair.a)
    assert late == "Nagekomen na het afronden: 1 wijziging(en) van Bram, in dit verslag verwerkt."
    assert "Alleen bij nee" in hidden and "Bram" in hidden
    assert "de deur stond open" not in hidden, "what does not count is not repeated"
