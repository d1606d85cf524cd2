"""A change is the same bytes everywhere, and its value can be erased without a broken chain."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from inspectiebezoek.log.canonical import canonical, canonical_again
from inspectiebezoek.log.change import Cause, Change, Entry, FormRef, commitment, decode

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abc"), inner),
    max_leaves=8,
)


def a_change(value: bytes = b'"ja"', salt: bytes = b"s" * 16) -> Change:
    return Change(
        log="visit/0190a0a0-0000-7000-8000-000000000001",
        field="answer:/data/a11_1",
        op="set",
        value=commitment(salt, value),
        by="insp-a",
        device="d-1",
        dseq=1,
        prev=None,
        parents=(),
        hlc="0001796000000-0000",
        at="2026-10-06T08:53:00+02:00",
    )


def test_the_bytes_of_a_change_never_alter() -> None:
    # Pinned: if this hash changes, every log in the field would no longer verify.
    digest = hashlib.sha256(a_change().encode()).hexdigest()
    assert digest == "822fd66cae986c459118f0011afc1007b3cfff5ce50848eb90f3a7b4b2e41a5c"


@given(plain)
def test_equal_values_have_equal_bytes(value: object) -> None:
    assert canonical(value) == canonical(value)


def test_a_number_with_a_fraction_is_refused() -> None:
    with pytest.raises(TypeError):
        canonical({"temp": 20.5})


def test_a_change_reads_back_as_it_was() -> None:
    change = a_change()
    assert decode(change.encode()) == change


@given(
    st.builds(
        Change,
        *[text] * 6,
        dseq=st.integers(1, 2**31 - 1),
        prev=st.none() | text,
        parents=st.lists(text).map(lambda each: tuple(sorted(each))),
        hlc=text,
        at=text,
        form=st.none() | st.builds(FormRef, text, text, text),
        cause=st.none() | st.builds(Cause, text, text),
        blobs=st.lists(text).map(tuple),
    )
)
def test_every_change_is_written_in_the_canonical_form_and_reads_back(change: Change) -> None:
    data = change.encode()
    assert canonical_again(data)
    assert decode(data) == change


def test_every_character_is_written_as_the_canonical_form_has_it() -> None:
    every = "".join(map(chr, [*range(1, 0xD800), *range(0xE000, 0x110000)]))
    written = canonical(every)
    assert canonical_again(written)
    assert written in replace(a_change(), field=every).encode()


@pytest.mark.parametrize(
    ("member", "value"),
    [("by", 5), ("parents", [5]), ("prev", 5), ("form", {"id": 5, "version": "", "sha256": ""})],
)
def test_bytes_with_a_member_that_is_no_text_are_no_change(member: str, value: object) -> None:
    members = {**json.loads(a_change().encode()), member: value}
    with pytest.raises(ValueError, match="not a change"):
        decode(canonical(members))


def test_half_a_character_is_no_change() -> None:
    with pytest.raises(ValueError, match="not a change"):
        decode(a_change().encode().replace(b"insp-a", rb"\ud800"))


def test_unknown_members_stay_in_the_bytes() -> None:
    data = a_change().encode()[:-1] + b',"zz_newer":1}'
    entry = Entry(data, None, None)
    assert entry.data == data
    assert entry.change.field == "answer:/data/a11_1"


def test_an_erased_value_leaves_the_id_as_it_was() -> None:
    data = a_change().encode()
    kept, erased = Entry(data, b"s" * 16, b'"ja"'), Entry(data, None, None)
    assert kept.id == erased.id
    assert kept.intact and erased.intact and erased.expunged


def test_another_value_beside_the_bytes_is_noticed() -> None:
    assert not Entry(a_change().encode(), b"s" * 16, b'"nee"').intact


@given(st.binary(max_size=200))
def test_any_other_bytes_are_refused_without_a_crash(data: bytes) -> None:
    with pytest.raises(ValueError):
        Entry(data, None, None)


def test_a_change_names_its_form_and_what_caused_it() -> None:
    whole = replace(
        a_change(),
        form=FormRef("doorlichting", "1", "f" * 64),
        cause=Cause("signal/0190a0a0-0000-7000-8000-000000000002", "c" * 64),
        blobs=("b" * 64,),
        parents=("2" * 64, "1" * 64),
    )

    read = decode(whole.encode())

    assert (read.form, read.cause, read.blobs) == (whole.form, whole.cause, whole.blobs)
    assert read.parents == ("1" * 64, "2" * 64)  # the same set has the same bytes


@pytest.mark.parametrize(
    "members",
    [
        {"field": 3},
        {"log": None},
        {"dseq": "een"},
        {"parents": 3},
        {"parents": [3]},
        {"prev": 3},
        {"form": "x"},
        {"cause": ["x"]},
        {"blobs": [None]},
    ],
    ids=str,
)
def test_a_member_of_the_wrong_kind_is_refused(members: dict[str, object]) -> None:
    data = json.dumps(json.loads(a_change().encode()) | members).encode()

    with pytest.raises(ValueError):
        decode(data)


@pytest.mark.parametrize("value", [{3: "x"}, {"a": {"b": [1.5]}}, object(), b"x", {1, 2}])
def test_only_plain_values_travel(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "data", [b"", b"{", b"1.5", b'{"b":1,"a":2}', b'{"a": 1}', b"NaN", b"[" * 100_000, b"\xff"]
)
def test_bytes_that_are_not_canonical_are_known(data: bytes) -> None:
    assert not canonical_again(data)


@given(plain)
def test_what_was_made_canonical_is_known_as_such(value: object) -> None:
    assert canonical_again(canonical(value))  # type: ignore[arg-type]


@pytest.mark.parametrize("forged", [{"by": "insp\0a"}, {"dseq": 0}, {"dseq": 2**31}])
def test_what_no_database_can_hold_is_no_change(forged: dict[str, object]) -> None:
    data = replace(a_change(), **forged).encode()  # type: ignore[arg-type]

    with pytest.raises(ValueError, match="not a change"):
        decode(data)
