"""Promises about instances in XML: read again as they were, corrected under an id of their own."""

from __future__ import annotations

import pytest

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.form import Form
from tests.form.test_hostile import xform
from tests.support.forms import Uuids, fill, fixed_clock

TREES = """<soort/><hoogte/><rij jr:template=""><n>1</n></rij>
<vast><v>9</v></vast><vast><v>8</v></vast>
<meta><instanceID/><entity dataset="bomen" id="" create=""><label/></entity></meta>"""
BINDS = """<bind nodeset="/data/hoogte" relevant="/data/soort != 'struik'"/>
<bind nodeset="/data/meta/entity/@create" calculate="if(/data/soort = 'boom', '1', '')"/>
<bind nodeset="/data/meta/entity/label" calculate="concat('Een ', /data/soort)"/>
<bind nodeset="/data/meta/entity/@id" type="string"/>
<setvalue event="odk-instance-first-load" ref="/data/meta/entity/@id" value="uuid()"/>"""
BODY = """<input ref="/data/soort"/><input ref="/data/hoogte"/>
<repeat nodeset="/data/rij"><input ref="/data/rij/n"/></repeat>
<repeat nodeset="/data/vast" jr:noAddRemove="true()"><input ref="/data/vast/v"/></repeat>"""


@pytest.fixture
def form() -> Form:
    return Form.load(xform(TREES, BINDS, BODY))


def test_an_entity_has_the_id_and_the_marks_that_the_form_gives_it(form: Form) -> None:
    instance = fill(form)

    instance.node("/data/soort").set("boom")

    entity = instance.node("/data/meta/entity")
    assert {one.ref: one.text for one in entity.attributes} == {
        "/data/meta/entity/@dataset": "bomen",
        "/data/meta/entity/@id": instance.node("/data/meta/entity/@id").value,
        "/data/meta/entity/@create": "1",
    }
    assert len(instance.node("/data/meta/entity/@id").value) == 36
    written = instance.submission().decode()
    assert 'dataset="bomen"' in written
    assert 'create="1"' in written
    assert "<label>Een boom</label>" in written


def test_a_draft_is_read_again_as_it_was(form: Form) -> None:
    before = fill(form)
    before.node("/data/soort").set("boom")
    before.node("/data/hoogte").set("12")
    rows = before.node("/data/rij")
    rows.add("a")  # type: ignore[attr-defined]
    rows.add("b")  # type: ignore[attr-defined]
    before.node("/data/rij[2]/n").set("5")

    again = form.read(before.submission(), fixed_clock, Uuids(9))

    assert again.submission() == before.submission()


def test_what_was_hidden_comes_back_with_the_default_of_the_form(form: Form) -> None:
    content = b"<data><soort>struik</soort></data>"

    instance = form.read(content, fixed_clock, Uuids())

    assert not instance.node("/data/hoogte").relevant
    assert [row.ref for row in instance.node("/data/vast").parts] == [
        "/data/vast[1]",
        "/data/vast[2]",
    ]
    assert instance.node("/data/vast[1]/v").value == ""


def test_a_correction_has_its_own_id_and_names_the_one_it_replaces(form: Form) -> None:
    finished = fill(form)
    first = finished.node("/data/meta/instanceID").value

    instance = form.edit(finished.submission(), fixed_clock, Uuids(7))
    second = instance.node("/data/meta/instanceID").value

    assert second not in (first, "")
    assert f"<deprecatedID>{first}</deprecatedID>" in instance.submission().decode()
    kept = form.read(instance.submission(), fixed_clock, Uuids(8))
    assert f"<deprecatedID>{first}</deprecatedID>" in kept.submission().decode()


def test_the_instance_of_another_form_is_refused(form: Form) -> None:
    for content, code in (
        (b"<ander/>", Code.FORM_UNKNOWN_NODE),
        (b"<data", Code.FORM_UNREADABLE),
        (b'<!DOCTYPE d [<!ENTITY a "b">]><data>&a;</data>', Code.FORM_UNREADABLE),
    ):
        with pytest.raises(InspectionError) as refused:
            form.read(content, fixed_clock, Uuids())
        assert refused.value.code is code


def test_a_place_is_noted_only_where_it_is_known() -> None:
    form = Form.load(
        xform(
            "<p/>",
            '<bind nodeset="/data/p" type="geopoint"/>'
            '<odk:setgeopoint xmlns:odk="http://www.opendatakit.org/xforms" '
            'event="odk-instance-first-load" ref="/data/p"/>',
        )
    )

    known = form.new_instance(fixed_clock, Uuids(), place=lambda: "52.1 4.3 0 5")
    unknown = form.new_instance(fixed_clock, Uuids())

    assert known.node("/data/p").value == "52.1 4.3 0.0 5.0"
    assert unknown.node("/data/p").value == ""


def test_a_range_takes_what_stands_between_its_ends() -> None:
    form = Form.load(
        xform(
            "<r/>",
            '<bind nodeset="/data/r" type="int"/>',
            '<range ref="/data/r" start="10" end="-10" step="5"/>',
        )
    )
    node = fill(form).node("/data/r")
    node.set("-10")

    with pytest.raises(InspectionError) as refused:
        node.set("11")

    assert refused.value.code is Code.FORM_VALUE_REFUSED
    assert node.value == "-10"


def test_a_message_can_be_looked_up_by_an_expression() -> None:
    text = '<itext><translation lang="nl"><text id="te_laag"><value>Hoger dan <output value="/data/min"/>.</value></text></translation></itext>'  # noqa: E501
    found = xform(
        "<min>5</min><n/>",
        '<bind nodeset="/data/n" type="int" constraint=". &gt; /data/min" '
        "jr:constraintMsg=\"jr:itext(concat('te_', 'laag'))\"/>",
        '<input ref="/data/n"/>',
    ).replace(b"<instance>", text.encode() + b"<instance>", 1)
    node = fill(Form.load(found)).node("/data/n")
    node.set("3")

    assert node.error_message == "Hoger dan 5."


def test_one_text_has_one_spelling_in_the_instance_that_other_tools_read() -> None:
    instance = fill(Form.load(xform("<a/>", "", '<input ref="/data/a"/>')))
    instance.node("/data/a").set("cafe\u0301")

    assert "<a>caf\u00e9</a>" in instance.submission().decode()
