"""Promises about the checklist that travels with a visit: the very version, or a clear refusal."""

from __future__ import annotations

import json

import pytest

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.visit.package import pack, reference, unpack
from tests.support.visits import checklist


def test_a_checklist_travels_as_it_is() -> None:
    form = checklist()
    again = unpack(pack(form))

    assert pack(again) == pack(form)
    assert reference(again) == reference(form)
    assert [each.ref for each in again.walk()] == [each.ref for each in form.walk()]


def broken(**members: object) -> bytes:
    return json.dumps(json.loads(pack(checklist())) | members).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[]",
        b"3",
        b"{}",
        broken(format="other/9"),
        broken(xform=3),
        broken(media=[]),
        broken(media={"a.csv": "geen base64"}),
        broken(media={"a.csv": 3}),
        broken(xform="<geen"),
        broken(xform=""),
    ],
)
def test_what_is_no_package_is_refused(data: bytes) -> None:
    with pytest.raises(InspectionError) as refused:
        unpack(data)

    assert refused.value.code is Code.FORM_UNREADABLE
