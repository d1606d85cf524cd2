"""A log can hold several form instances; those beside the main one are kept and in nobody's way."""

from __future__ import annotations

import json

from inspectiebezoek.app.export import export_entries
from inspectiebezoek.app.proofs import proofs
from inspectiebezoek.app.views.history import history_lines
from inspectiebezoek.app.views.sync import differences
from inspectiebezoek.log.change import ADD, Proposal
from inspectiebezoek.report.build import build
from inspectiebezoek.visit.history import history
from tests.support.visits import BELEID, Pair, open_on

OTHER = "0190a0a0-0000-7000-8000-0000000000cc"


def test_an_answer_of_another_form_instance_is_kept_and_is_no_answer_of_this_one(
    pair: Pair,
) -> None:
    field = f"answer:{OTHER}/data/deel/beleid"
    row = f"answer:{OTHER}/data/cel[{OTHER}]"
    pair.a.answer(BELEID, "ja")
    pair.a.write(
        [Proposal(field, "nee"), Proposal(row, {"order": "000001", "label": "A01"}, op=ADD)]
    )
    pair.meet()
    pair.b.write([Proposal(field, "ja", parents=pair.b.state.head_ids(field))])
    pair.meet()

    for visit in (pair.a, pair.b, open_on(pair.laptops[1], pair.a.log)):
        assert visit.instance.node(BELEID).value == "ja"
        assert visit.state.value(field) == "ja"
        assert differences(visit, "nl") == ()
        entries = visit.entries()
        lines = history_lines(
            visit, history(entries), proofs(pair.laptops[1], visit.log, entries), "nl"
        )
        assert any("nee" in line.what for line in lines)
        assert json.loads(export_entries(visit.log, entries))["answers"][field] == "ja"
        assert build(visit, {}, (), made="2026-11-23T18:00:00+01:00").answers


def test_a_difference_in_another_form_instance_is_shown_and_not_lost(pair: Pair) -> None:
    field = f"answer:{OTHER}/data/deel/beleid"
    pair.a.write([Proposal(field, "nee")])
    pair.b.write([Proposal(field, "ja")])
    pair.meet()

    [found] = differences(pair.a, "nl")
    assert found.address == field
    assert {side.answer for side in found.sides} == {"ja", "nee"}
