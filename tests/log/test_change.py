"""A change is the same bytes everywhere, and its value can be erased without a broken chain."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectiebezoek.log.canonical import canonical
from inspectiebezoek.log.change import Change, Entry, commitment, decode

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
