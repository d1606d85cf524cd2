"""Promises about filling in a checklist: what is asked, kept, counted and told."""

# ruff: noqa: E501 - the tables of a checklist are wide

from __future__ import annotations

from pathlib import Path

import pytest

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.definition import Kind
from inspectiebezoek.form.loading import load_form
from inspectiebezoek.form.nodes import Outcome, Repeat, Violation
from tests.support.forms import Uuids, fill, fixed_clock, form_of

CELLS = """
| | type | name | label | hint | required | relevant | constraint | constraint_message | calculation | choice_filter | default | read_only | bind::ib:code |
| | text | naam | Naam | | | | | | | | | | A1 |
| | integer | aantal | Hoeveel voor ${naam}? | Tel ze | yes | | . > 2 | Meer dan twee | | | | | A2 |
| | begin_repeat | cel | Cel | | | | | | | | | | |
| | decimal | temp | Temperatuur | | | | | | | | 20 | | |
| | select_one jn | goed | Goed? | | | ${temp} > 20 | | | | | | | |
| | calculate | plaats | | | | | | | position(..) | | | | |
| | calculate | dubbel | | | | | | | ${temp} * 2 | | | | |
| | end_repeat | | | | | | | | | | | | |
| | calculate | som | | | | | | | sum(${temp}) | | | | |
| | begin_group | dicht | Dicht | | | ${aantal} > 5 | | | | | | | |
| | text | reden | Reden | | | | | | | | | | |
| | end_group | | | | | | | | | | | | |
| | calculate | reden_kopie | | | | | | | ${reden} | | | | |
| | text | vast | Vast | | | | | | | | | yes | |
"""


def refs(outcome: Outcome) -> set[str]:
    return {node.ref for node in outcome.changed}


def test_a_definition_tells_what_is_asked(tmp_path: Path) -> None:
    form = form_of(tmp_path, CELLS)

    count = form.definition("/data/aantal")

    assert (form.id, form.version, form.title) == ("proef", "1", "Proef")
    assert (count.kind, count.control, count.type) == (Kind.QUESTION, "input", "int")
    assert count.ib == {"code": "A2"}
    assert form.definition("/data/cel/temp").parent is form.definition("/data/cel")
    assert [found.name for found in form.walk()][:4] == ["data", "naam", "aantal", "cel"]


def test_an_answer_changes_exactly_what_depends_on_it(tmp_path: Path) -> None:
    instance = fill(form_of(tmp_path, CELLS))
    assert instance.node("/data/aantal").label.strip() == "Hoeveel voor ?"

    outcome = instance.node("/data/naam").set("Anna")

    assert refs(outcome) == {"/data/naam", "/data/aantal"}
    assert instance.node("/data/aantal").label.strip() == "Hoeveel voor Anna?"
    assert refs(instance.node("/data/naam").set("Anna")) == set()


def test_a_wrong_answer_is_kept_and_named_with_the_message_of_the_form(tmp_path: Path) -> None:
    instance = fill(form_of(tmp_path, CELLS))
    count = instance.node("/data/aantal")
    assert count.fault == Violation("/data/aantal", "required", "")

    count.set("2")

    assert count.value == "2"
    assert count.fault == Violation("/data/aantal", "constraint", "Meer dan twee")
    assert instance.validate() == (count.fault,)
    count.set("3")
    assert count.valid
    assert not instance.validate()


def test_a_hidden_answer_is_kept_but_counts_as_empty(tmp_path: Path) -> None:
    instance = fill(form_of(tmp_path, CELLS))
    instance.node("/data/aantal").set("6")
    instance.node("/data/dicht/reden").set("Storm")
    assert instance.node("/data/reden_kopie").value == "Storm"

    outcome = instance.node("/data/aantal").set("4")

    reason = instance.node("/data/dicht/reden")
    assert (reason.relevant, reason.value, reason.text) == (False, "Storm", "")
    assert instance.node("/data/reden_kopie").value == ""
    assert {"/data/dicht", "/data/dicht/reden", "/data/reden_kopie"} <= refs(outcome)
    assert b"Storm" not in instance.submission()
    instance.node("/data/aantal").set("6")
    assert instance.node("/data/reden_kopie").value == "Storm"
    assert b"<reden>Storm</reden>" in instance.submission()


def test_rows_come_and_go_and_keep_their_keys(tmp_path: Path) -> None:
    instance = fill(form_of(tmp_path, CELLS))
    cells = instance.node("/data/cel")
    assert isinstance(cells, Repeat)
    assert len(cells.rows) == 1

    added = cells.add("k2")
    instance.node("/data/cel[2]/temp").set("21.5")
    cells.add("k0", 0)

    assert [row.key for row in cells.rows] == ["k0", "1", "k2"]
    assert ("/data/cel[2]/temp", "20") in added.acted
    assert [instance.node(f"/data/cel[{n}]/plaats").value for n in (1, 2, 3)] == ["1", "2", "3"]
    assert instance.node("/data/som").value == "61.5"
    assert instance.node("/data/cel[3]/goed").relevant

    outcome = cells.rows[0].remove()

    assert [row.key for row in cells.rows] == ["1", "k2"]
    assert instance.node("/data/som").value == "41.5"
    assert "/data/som" in refs(outcome)
    assert "/data/cel[2]/plaats" in refs(outcome)


def test_only_the_touched_row_is_told(tmp_path: Path) -> None:
    instance = fill(form_of(tmp_path, CELLS))
    cells = instance.node("/data/cel")
    assert isinstance(cells, Repeat)
    cells.add("k2")

    outcome = instance.node("/data/cel[2]/temp").set("30")

    assert refs(outcome) == {
        "/data/cel[2]/temp",
        "/data/cel[2]/goed",
        "/data/cel[2]/dubbel",
        "/data/som",
    }


def test_a_choice_shows_its_label_and_another_word_is_refused(tmp_path: Path) -> None:
    instance = fill(form_of(tmp_path, CELLS))
    instance.node("/data/cel[1]/temp").set("30")
    good = instance.node("/data/cel[1]/goed")
    assert [(choice.value, choice.label) for choice in good.choices] == [
        ("ja", "Ja"),
        ("nee", "Nee"),
    ]

    with pytest.raises(InspectionError) as refused:
        good.set("misschien")

    assert refused.value.code is Code.FORM_VALUE_REFUSED
    assert good.value == ""


@pytest.mark.parametrize(
    ("ref", "value"), [("/data/aantal", "drie"), ("/data/vast", "x"), ("/data/cel[1]/temp", "1,5")]
)
def test_a_value_of_the_wrong_kind_is_refused_and_changes_nothing(
    tmp_path: Path, ref: str, value: str
) -> None:
    instance = fill(form_of(tmp_path, CELLS))
    before = instance.genesis()

    with pytest.raises(InspectionError) as refused:
        instance.node(ref).set(value)

    assert refused.value.code is Code.FORM_VALUE_REFUSED
    assert instance.genesis() == before


@pytest.mark.parametrize(
    "ref", ["/data/nergens", "/data/cel[9]/temp", "/elders", "naam", "/data/cel/temp"]
)
def test_an_unknown_question_is_named(tmp_path: Path, ref: str) -> None:
    instance = fill(form_of(tmp_path, CELLS))

    with pytest.raises(InspectionError) as unknown:
        instance.node(ref)

    assert unknown.value.code is Code.FORM_UNKNOWN_NODE
    assert unknown.value.facts["ref"] == ref


def test_a_state_that_was_written_down_gives_the_same_form_again(tmp_path: Path) -> None:
    form = form_of(tmp_path, CELLS)
    instance = fill(form)
    cells = instance.node("/data/cel")
    assert isinstance(cells, Repeat)
    cells.add("k2")
    instance.node("/data/aantal").set("6")
    instance.node("/data/dicht/reden").set("Storm")
    instance.node("/data/aantal").set("3")

    again = form.restore(*instance.genesis(), now=fixed_clock, uuid=Uuids(9))

    assert again.submission() == instance.submission()
    assert again.genesis() == instance.genesis()
    assert again.node("/data/dicht/reden").value == "Storm"


def test_applying_a_merged_state_tells_what_changed(tmp_path: Path) -> None:
    form = form_of(tmp_path, CELLS)
    mine, theirs = fill(form), fill(form)
    cells = theirs.node("/data/cel")
    assert isinstance(cells, Repeat)
    cells.add("k2")
    theirs.node("/data/cel[2]/temp").set("25")
    heard: list[Outcome] = []
    mine.listen(heard.append)

    outcome = mine.apply(*theirs.genesis())

    assert mine.genesis() == theirs.genesis()
    assert heard == [outcome]
    assert {"/data/cel[2]", "/data/som"} <= refs(outcome)
    assert "/data/naam" not in refs(outcome)


def test_a_state_with_an_unknown_question_is_refused(tmp_path: Path) -> None:
    form = form_of(tmp_path, CELLS)

    with pytest.raises(InspectionError) as unknown:
        form.restore([("/data/weg", "x")], {}, now=fixed_clock, uuid=Uuids())

    assert unknown.value.code is Code.FORM_UNKNOWN_NODE


def test_a_count_hides_rows_and_never_loses_their_answers(tmp_path: Path) -> None:
    form = form_of(
        tmp_path,
        """
| | type | name | label | repeat_count | calculation |
| | integer | n | Hoeveel? | | |
| | begin_repeat | rij | Rij | ${n} | |
| | text | t | T | | |
| | end_repeat | | | | |
| | calculate | aantal | | | count(${rij}) |
""",
    )
    instance = fill(form)
    instance.node("/data/n").set("3")
    instance.node("/data/rij[3]/t").set("derde")

    instance.node("/data/n").set("1")
    assert instance.node("/data/aantal").value == "1"
    instance.node("/data/n").set("3")

    assert instance.node("/data/rij[3]/t").value == "derde"
    rows = instance.node("/data/rij")
    assert isinstance(rows, Repeat)
    assert [row.key for row in rows.rows] == ["1", "2", "3"]
    with pytest.raises(InspectionError):
        rows.add("x")


def test_a_closed_choice_is_kept_but_counts_as_empty(tmp_path: Path) -> None:
    lists = """
| choices |
| | list_name | name | label | land |
| | stad | delft | Delft | nl |
| | stad | gent | Gent | be |
"""
    form = form_of(
        tmp_path,
        """
| | type | name | label | choice_filter | calculation |
| | text | land | Land | | |
| | select_one stad | stad | Stad | land = ${land} | |
| | calculate | kopie | | | ${stad} |
""",
        lists,
    )
    instance = fill(form)
    instance.node("/data/land").set("nl")
    city = instance.node("/data/stad")
    assert [choice.value for choice in city.choices] == ["delft"]
    city.set("delft")

    outcome = instance.node("/data/land").set("be")

    assert refs(outcome) == {"/data/land", "/data/stad", "/data/kopie"}
    assert [choice.label for choice in city.choices] == ["Gent"]
    assert (city.value, city.text, instance.node("/data/kopie").value) == ("delft", "", "")
    instance.node("/data/land").set("nl")
    assert instance.node("/data/kopie").value == "delft"


def test_choices_from_a_file_are_looked_up(tmp_path: Path) -> None:
    objects = b"name,label,soort\nvught,PI Vught,pi\nzwolle,PI Zwolle,pi\nschiphol,JC Schiphol,jc\n"
    (tmp_path / "objecten.csv").write_bytes(objects)
    form = form_of(
        tmp_path,
        """
| | type | name | label | choice_filter | calculation |
| | select_one_from_file objecten.csv | obj | Object | soort = 'pi' | |
| | calculate | naam | | | instance('objecten')/root/item[name = ${obj}]/label |
| | calculate | soort | | | pulldata('objecten', 'soort', 'name', ${obj}) |
""",
    )
    instance = fill(form)

    instance.node("/data/obj").set("zwolle")

    assert form.media == {"objecten.csv": objects}
    assert len(instance.node("/data/obj").choices) == 2
    assert instance.node("/data/naam").value == "PI Zwolle"
    assert instance.node("/data/soort").value == "pi"


def test_what_an_act_triggers_is_reported_with_the_act(tmp_path: Path) -> None:
    form = form_of(
        tmp_path,
        """
| | type | name | label | default | trigger | calculation |
| | dateTime | begin | Begin | now() | | |
| | text | a | A | | | |
| | dateTime | gezet | Gezet | | ${a} | now() |
| | calculate | vast | | | | once(uuid()) |
| | begin_repeat | rij | Rij | | | |
| | text | code | Code | concat('G-', position(..)) | | |
| | end_repeat | | | | | |
""",
    )
    instance = fill(form)
    assert instance.node("/data/begin").value == "2026-11-23T12:00:00.000+01:00"
    assert dict(instance.genesis()[0])["/data/vast"] == instance.node("/data/vast").value

    outcome = instance.node("/data/a").set("x")
    rows = instance.node("/data/rij")
    assert isinstance(rows, Repeat)
    added = rows.add("k2")

    assert outcome.acted == (("/data/gezet", "2026-11-23T12:00:00.000+01:00"),)
    assert added.acted == (("/data/rij[2]/code", "G-2"),)
    again = form.restore(*instance.genesis(), now=fixed_clock, uuid=Uuids(5))
    assert again.node("/data/vast").value == instance.node("/data/vast").value
    assert rows.add("k3", None, False).acted == ()


def test_the_ticks_of_two_people_have_one_spelling(tmp_path: Path) -> None:
    form = form_of(tmp_path, "| | type | name | label |\n| | select_multiple kleur | k | Kleur |")
    instance = fill(form)

    instance.node("/data/k").set("groen rood groen")

    assert instance.node("/data/k").value == "rood groen"


def test_a_version_keeps_its_identity_when_its_xform_is_opened_again(tmp_path: Path) -> None:
    form = form_of(tmp_path, CELLS)

    again = load_form(form.xform, media=form.media)

    assert again.sha256 == form.sha256
    assert b"pyxform" in form.xform


def test_texts_follow_the_language(tmp_path: Path) -> None:
    form = form_of(
        tmp_path,
        """
| | type | name | label::Nederlands (nl) | label::English (en) | calculation |
| | select_one kleur | k | Welke kleur? | Which colour? | |
| | calculate | naam | | | jr:choice-name(${k}, '${k}') |
""",
        """
| choices |
| | list_name | name | label::Nederlands (nl) | label::English (en) |
| | kleur | rood | Rood | Red |
""",
    )
    instance = fill(form, "Nederlands (nl)")
    instance.node("/data/k").set("rood")
    assert instance.node("/data/k").label == "Welke kleur?"
    assert instance.node("/data/naam").value == "Rood"

    outcome = instance.set_language("English (en)")

    assert set(form.languages) == {"Nederlands (nl)", "English (en)"}
    assert instance.node("/data/k").label == "Which colour?"
    assert instance.node("/data/naam").value == "Red"
    assert refs(outcome) == {"/data/k", "/data/naam"}


def test_each_row_filters_its_own_choices(tmp_path: Path) -> None:
    lists = """
| choices |
| | list_name | name | label | land |
| | stad | delft | Delft | nl |
| | stad | gent | Gent | be |
"""
    form = form_of(
        tmp_path,
        """
| | type | name | label | choice_filter | calculation |
| | begin_repeat | reis | Reis | | |
| | text | land | Land | | |
| | begin_repeat | stop | Stop in ${land} | | |
| | select_one stad | stad | Stad in ${land} | land = ${land} | |
| | calculate | naam | | | instance('stad')/root/item[name = ${stad}]/label |
| | end_repeat | | | | |
| | calculate | stops | | | count(${stop}) |
| | calculate | namen | | | join(', ', ${naam}) |
| | end_repeat | | | | |
| | calculate | alle | | | join(', ', ${naam}) |
""",
        lists,
    )
    instance = fill(form)
    trips = instance.node("/data/reis")
    assert isinstance(trips, Repeat)
    trips.add("t2")
    stops = instance.node("/data/reis[2]/stop")
    assert isinstance(stops, Repeat)
    stops.add("s1")
    stops.add("s2")
    instance.node("/data/reis[1]/land").set("nl")
    instance.node("/data/reis[2]/land").set("be")

    instance.node("/data/reis[1]/stop[1]/stad").set("delft")
    outcome = instance.node("/data/reis[2]/stop[2]/stad").set("gent")

    assert instance.node("/data/reis[2]/stop[2]/stad").label.strip() == "Stad in be"
    assert instance.node("/data/reis[2]/stops").value == "2"
    assert instance.node("/data/reis[1]/namen").value == "Delft"
    assert instance.node("/data/reis[2]/namen").value == ", Gent"
    assert instance.node("/data/alle").value == "Delft, , Gent"
    assert "/data/reis[1]/namen" not in refs(outcome)
    with pytest.raises(InspectionError):
        instance.node("/data/reis[2]/stop[1]/stad").set("delft")


def test_a_duration_over_the_change_to_winter_time_is_right(tmp_path: Path) -> None:
    form = form_of(
        tmp_path,
        """
| | type | name | label | calculation |
| | dateTime | van | Van | |
| | dateTime | tot | Tot | |
| | calculate | minuten | | round((decimal-date-time(${tot}) - decimal-date-time(${van})) * 24 * 60) |
| | calculate | uren | | round((decimal-date-time(${tot}) - decimal-date-time(${van})) * 24, 1) |
| | calculate | dag | | format-date(${van}, '%A %e %B') |
""",
    )
    instance = fill(form, "nl")

    instance.node("/data/van").set("2026-10-25T01:30:00.000+02:00")
    instance.node("/data/tot").set("2026-10-25T03:00:00.000+01:00")

    assert instance.node("/data/minuten").value == "150"
    assert instance.node("/data/uren").value == "2.5"
    assert instance.node("/data/dag").value == "zondag 25 oktober"


def test_a_label_has_its_media_and_the_end_is_noted_when_the_form_is_finished(
    tmp_path: Path,
) -> None:
    form = form_of(
        tmp_path,
        """
| | type | name | label | media::image |
| | text | a | **Let op** | a.png |
| | end | klaar | | |
""",
    )
    instance = fill(form)

    assert instance.node("/data/a").rich_label == "<b>Let op</b>"
    assert instance.node("/data/a").media == {"image": "jr://images/a.png"}
    assert instance.node("/data/klaar").value == ""
    assert instance.finish().acted == (("/data/klaar", "2026-11-23T12:00:00.000+01:00"),)
