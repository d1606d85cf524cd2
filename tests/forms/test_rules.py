"""The rules of the checklists: what they suggest, warn about, refuse and count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspectiebezoek.form.form import Form
from inspectiebezoek.form.instance import Instance
from inspectiebezoek.form.loading import load_form
from inspectiebezoek.form.nodes import Repeat
from inspectiebezoek.paths import shared
from tests.support.forms import fill

Cells = Mapping[str, str]
DAY = "2026-11-03T{:02d}:{:02d}:00.000+01:00"


@pytest.fixture(scope="module")
def prison() -> Form:
    return load_form(shared("forms", "doorlichting-pi.md"))


@pytest.fixture(scope="module")
def departure() -> Form:
    return load_form(shared("forms", "gedwongen-vertrek.md"))


def place(form: Form, name: str) -> str:
    return next(each.ref for each in form.walk() if each.name == name)


def answer(instance: Instance, form: Form, answers: Cells) -> None:
    for name, value in answers.items():
        instance.node(place(form, name)).set(value)


def read(instance: Instance, form: Form, name: str) -> str:
    return instance.node(place(form, name)).value


def rows(instance: Instance, form: Form, repeat: str, filled: Sequence[Cells]) -> Iterator[str]:
    """Leave exactly these rows in a repeat; gives where each stands."""
    ref = place(form, repeat)
    node = instance.node(ref)
    assert isinstance(node, Repeat)
    for row in node.rows:
        row.remove()
    for number, cells in enumerate(filled, 1):
        node.add(f"rij-{number}")
        for name, value in cells.items():
            instance.node(f"{ref}[{number}]/{name}").set(value)
        yield f"{ref}[{number}]"


def one_row(form: Form, repeat: str, cells: Cells) -> tuple[Instance, str]:
    instance = fill(form)
    return instance, next(rows(instance, form, repeat, [cells]))


GOOD = {"a11_1": "ja", "a11_2": "ja", "a11_3": "ja", "a11_5": "ja"}


@pytest.mark.parametrize(
    ("changed", "suggested"),
    [
        ({}, "voldoet"),
        ({"a11_5": "nee"}, "voldoet_grotendeels"),
        ({"a11_1": "nee"}, "voldoet_beperkt"),
        ({"a11_1": "nee", "a11_2": "nee", "a11_3": "nee"}, "voldoet_niet"),
        ({"a11_1": "onbekend", "a11_2": "onbekend"}, "niet_vast_te_stellen"),
        ({"a11_1": "nvt", "a11_2": "nvt", "a11_3": "nvt"}, "voldoet"),
    ],
)
def test_the_suggestion_follows_the_rule(prison: Form, changed: Cells, suggested: str) -> None:
    instance = fill(prison)
    answer(instance, prison, {**GOOD, **changed})
    assert read(instance, prison, "o11_suggestie") == suggested
    assert read(instance, prison, "o11_oordeel") == ""


def test_a_question_where_yes_is_bad_counts_the_other_way(prison: Form) -> None:
    instance = fill(prison)
    good = {"a22_1": "voldoet", "a22_2": "voldoet", "a22_3": "ja", "a22_7": "ja"}
    answer(instance, prison, {**good, "a22_5": "nee"})
    assert read(instance, prison, "o22_suggestie") == "voldoet"
    answer(instance, prison, {"a22_5": "ja"})
    assert read(instance, prison, "o22_suggestie") == "voldoet_grotendeels"


def test_a_judgment_above_a_failed_core_question_asks_for_a_reason(prison: Form) -> None:
    instance = fill(prison)
    answer(instance, prison, {**GOOD, "a11_1": "nee", "o11_oordeel": "voldoet_beperkt"})
    reason = instance.node(place(prison, "o11_afwijking"))
    assert not reason.relevant
    answer(instance, prison, {"o11_oordeel": "voldoet"})
    assert reason.relevant and reason.required


@pytest.mark.parametrize(
    ("repeat", "cells", "said"),
    [
        ("rep_cel", {"cel_soort": "1p", "cel_lengte": "4", "cel_breedte": "2"}, "Kleiner dan 9 m²"),
        ("rep_cel", {"cel_soort": "straf", "cel_raam_m2": "0.6"}, "Raam kleiner dan 0,70 m²"),
        ("rep_cel", {"cel_hoogte": "2.4"}, "Lager dan 2,50 m (CPT)"),
        (
            "rep_afz",
            {
                "afz_start": DAY.format(1, 0),
                "afz_einde": DAY.format(17, 0),
                "afz_beslisser": "ambtenaar",
            },
            "meer dan vijftien uur",
        ),
        (
            "rep_klacht",
            {"klacht_ingediend": "2026-01-01", "klacht_uitspraak": "2026-03-01"},
            "Langer dan acht weken",
        ),
        (
            "rep_straf",
            {"straf_verslagdatum": "2026-02-02", "straf_beslisdatum": "2026-02-01"},
            "De beslissing ligt voor het verslag",
        ),
    ],
)
def test_a_row_that_asks_for_attention_warns_and_never_blocks(
    prison: Form, repeat: str, cells: Cells, said: str
) -> None:
    instance, row = one_row(prison, repeat, cells)
    assert said in instance.node(f"{row}/{repeat[4:]}_signaal").value
    assert all(instance.node(f"{row}/{name}").valid for name in cells)


@pytest.mark.parametrize(
    ("repeat", "cells", "broken"),
    [
        ("rep_cel", {"cel_code": "cel 12"}, "cel_code"),
        ("rep_straf", {"straf_soort": "strafcel", "straf_duur_d": "15"}, "straf_duur_d"),
        ("rep_straf", {"straf_soort": "bezoekontzegging", "straf_duur_d": "29"}, "straf_duur_d"),
        (
            "rep_inc",
            {"inc_datum": DAY.format(9, 0), "inc_gemeld_op": DAY.format(8, 0)},
            "inc_gemeld_op",
        ),
        ("rep_geweld", {"geweld_doorgemeld": "dji geen"}, "geweld_doorgemeld"),
    ],
)
def test_an_impossible_value_is_refused_with_words(
    prison: Form, repeat: str, cells: Cells, broken: str
) -> None:
    instance, row = one_row(prison, repeat, cells)
    node = instance.node(f"{row}/{broken}")
    assert not node.valid
    assert node.error_message


def test_an_isolation_over_a_day_asks_when_it_was_told_or_why_not(prison: Form) -> None:
    long = {"afz_start": DAY.format(1, 0), "afz_einde": "2026-11-05T01:00:00.000+01:00"}
    instance, row = one_row(prison, "rep_afz", long)
    assert instance.node(f"{row}/afz_cvt_ts").required
    instance.node(f"{row}/afz_niet_ingelicht").set("De CvT is niet gebeld.")
    assert not instance.node(f"{row}/afz_cvt_ts").required


def test_a_document_that_was_taken_along_needs_its_receipt(prison: Form) -> None:
    instance, row = one_row(prison, "rep_doc", {"doc_meegenomen": "ja"})
    receipt = instance.node(f"{row}/doc_bewijs_nr")
    assert receipt.required
    instance.node(f"{row}/doc_meegenomen").set("nee")
    assert not receipt.relevant


def test_a_phase_opens_when_it_is_chosen_and_preparation_always(departure: Form) -> None:
    instance = fill(departure)
    shown = [number for number in range(10) if instance.node(f"/data/f{number}").relevant]
    assert shown == [0]
    answer(instance, departure, {"g0_2": "f0_voorbereiding f5_boarding"})
    shown = [number for number in range(10) if instance.node(f"/data/f{number}").relevant]
    assert shown == [0, 5]


def test_moments_in_two_zones_are_compared_in_utc(departure: Form) -> None:
    times = [
        ("off_block", "2026-11-03T11:55:00.000+01:00"),
        ("landing", "2026-11-03T12:30:00.000+03:00"),
        ("deuren_open", "2026-11-03T19:32:00.000+03:00"),
    ]
    instance = fill(departure)
    cells = [{"tijdlijn_moment": moment, "tijdlijn_tijd": time} for moment, time in times]
    first, second, third = rows(instance, departure, "rep_tijdlijn", cells)
    landing = instance.node(f"{second}/tijdlijn_tijd")

    assert landing.value == times[1][1]
    assert not landing.valid
    assert "ligt voor" in instance.node(f"{second}/tijdlijn_signaal").value
    assert "zes uur" in instance.node(f"{third}/tijdlijn_signaal").value
    assert instance.node(f"{first}/tijdlijn_tijd").valid


def test_a_pick_up_before_the_notice_can_be_written_down(departure: Form) -> None:
    instance = fill(departure)
    cells = [
        {"tijdlijn_moment": "aanzegging", "tijdlijn_tijd": DAY.format(9, 0)},
        {"tijdlijn_moment": "start_ophalen", "tijdlijn_tijd": DAY.format(8, 0)},
    ]
    _, second = rows(instance, departure, "rep_tijdlijn", cells)
    assert instance.node(f"{second}/tijdlijn_tijd").valid
    assert "voor de aanzegging" in instance.node(f"{second}/tijdlijn_signaal").value


def test_a_restraint_without_an_order_can_be_written_down(departure: Form) -> None:
    instance, row = one_row(departure, "rep_dwang", {"dwang_middel": "handboeien"})
    assert "Geen last" in instance.node(f"{row}/dwang_signaal").value
    assert instance.node(f"{row}/dwang_last_door").valid


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 59), min_size=1, max_size=6))
def test_the_median_time_in_a_restraint_is_the_median(departure: Form, minutes: list[int]) -> None:
    instance = fill(departure)
    spans = [
        {"dwang_aan": DAY.format(9, 0), "dwang_af": DAY.format(9, minute)} for minute in minutes
    ]
    list(rows(instance, departure, "rep_dwang", spans))
    assert float(read(instance, departure, "kc_middel_mediaan")) == median(minutes)
    assert read(instance, departure, "kc_middel_min") == str(sum(minutes))
