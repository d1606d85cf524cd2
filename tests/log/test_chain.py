"""Promises about the chain: whatever was altered, left out or slipped in is noticed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspectiebezoek.log import chain
from inspectiebezoek.log.change import Entry
from tests.support.folds import LOG, Author, altered, make

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
PUBLIC = {"a": KEY.public_key().public_bytes_raw()}


def three() -> list[Entry]:
    author = Author("a")
    for number in range(3):
        author.does(f"answer:/data/v{number}", str(number))
    return author.chain


def kinds(entries: list[Entry]) -> list[tuple[str, int]]:
    return [(fault.kind, fault.dseq) for fault in chain.check(LOG, entries)]


def test_a_whole_chain_holds_in_any_order() -> None:
    assert kinds(three()[::-1]) == []
    assert kinds([]) == []


def test_an_altered_value_is_noticed() -> None:
    first, second, third = three()
    assert kinds([first, Entry(second.data, second.salt, b'"9"'), third]) == [("value", 2)]
    assert kinds([first, Entry(second.data, b"x" * 16, second.value), third]) == [("value", 2)]
    assert kinds([first, Entry(second.data, None, second.value), third]) == [("value", 2)]


def test_a_value_that_nobody_can_read_is_noticed() -> None:
    entry = make([], "a", "answer:/data/x", "ja")
    odd = b'{"temp":20.5}'
    promised = altered(entry, value=chain_commitment(entry, odd))

    assert kinds([Entry(promised.data, entry.salt, odd)]) == [("value", 1)]


def chain_commitment(entry: Entry, value: bytes) -> str:
    from inspectiebezoek.log.change import commitment

    assert entry.salt is not None
    return commitment(entry.salt, value)


def test_altered_bytes_are_noticed_at_the_next_change() -> None:
    first, second, third = three()
    assert kinds([first, altered(second, by="insp-x"), third]) == [("link", 3)]


def test_a_change_left_out_is_noticed() -> None:
    first, _, third = three()
    assert kinds([first, third]) == [("gap", 3)]
    assert kinds(three()[1:]) == [("gap", 2)]


def test_a_wrong_link_is_noticed() -> None:
    first, second, third = three()
    assert kinds([first, second, altered(third, prev=first.id)]) == [("link", 3)]


def test_a_second_change_in_the_same_place_is_noticed() -> None:
    entries = three()
    fork = altered(entries[1], at="2027-01-01T00:00:00+01:00")
    assert ("fork", 2) in kinds([*entries, fork])


def test_a_change_of_another_log_is_noticed() -> None:
    entries = three()
    moved = [altered(entries[0], log="visit/0190a0a0-0000-7000-8000-000000000009")]
    assert kinds(moved) == [("log", 1)]


def test_an_erased_value_leaves_the_links_whole_and_is_told_while_nobody_agreed() -> None:
    first, second, third = three()
    assert kinds([first, Entry(second.data, None, None), third]) == [("erased", 2)]


def test_a_seal_over_the_chain_holds() -> None:
    entries = three()
    seal = chain.sign(KEY, LOG, "a", chain.links(entries)["a"])

    assert seal.dseq == 3 and seal.head == entries[-1].id
    assert chain.check_seals(entries, [seal], PUBLIC) == ()


@pytest.mark.parametrize(
    "forgery",
    [
        {"signature": b"\x00" * 64},
        {"signature": b"short"},
        {"dseq": 2},
        {"device": "b"},
        {"log": "visit/0190a0a0-0000-7000-8000-000000000009"},
        {"head": "0" * 64},
    ],
    ids=lambda forgery: next(iter(forgery)),
)
def test_a_forged_seal_is_noticed(forgery: dict[str, object]) -> None:
    entries = three()
    seal = chain.sign(KEY, LOG, "a", chain.links(entries)["a"])

    [fault] = chain.check_seals(entries, [replace(seal, **forgery)], PUBLIC)  # type: ignore[arg-type]

    assert fault.kind == "signature"


def test_a_seal_by_another_key_is_noticed() -> None:
    entries = three()
    stranger = Ed25519PrivateKey.from_private_bytes(b"x" * 32)
    seal = chain.sign(stranger, LOG, "a", chain.links(entries)["a"])

    assert [fault.kind for fault in chain.check_seals(entries, [seal], PUBLIC)] == ["signature"]
    assert not chain.holds(seal, b"no key")


def test_the_end_of_a_chain_cut_off_is_noticed_by_its_seal() -> None:
    entries = three()
    seal = chain.sign(KEY, LOG, "a", chain.links(entries)["a"])

    assert chain.check(LOG, entries[:2]) == ()
    assert [fault.kind for fault in chain.check_seals(entries[:2], [seal], PUBLIC)] == ["signature"]


def test_the_rolling_hash_depends_on_the_order() -> None:
    first, second, _ = three()
    one_way = chain.roll(chain.roll(chain.ROLL_START, first.id), second.id)
    other_way = chain.roll(chain.roll(chain.ROLL_START, second.id), first.id)

    assert one_way != other_way
    assert chain.roll(chain.ROLL_START, first.id) == chain.roll(chain.ROLL_START, first.id)


def test_a_seal_says_who_signed_what() -> None:
    entries = three()
    seal = chain.sign(KEY, LOG, "a", chain.Link(1, entries[0].id))

    assert seal.message() == chain.seal_message(LOG, "a", 1, entries[0].id)
