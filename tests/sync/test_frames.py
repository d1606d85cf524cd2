"""Changes arrive with the very bytes that were sent, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectiebezoek.sync import frames
from inspectiebezoek.sync.frames import Framed

part = st.none() | st.binary(max_size=40)
framed = st.builds(Framed, st.integers(0, 2**32 - 1), st.binary(max_size=40), part, part)
CHANGES = [Framed(1, b"bytes", b"salt", b"value"), Framed(2, b"more", None, None)]


@given(st.binary(max_size=40), st.lists(framed, max_size=5))
def test_what_is_written_is_what_is_read(head: bytes, changes: list[Framed]) -> None:
    assert frames.read(frames.write(head, changes)) == (head, changes)


def test_a_body_cut_anywhere_or_with_more_behind_it_is_refused() -> None:
    body = frames.write(b"{}", CHANGES)
    for wrong in (*(body[:end] for end in range(len(body))), body + b"x"):
        with pytest.raises(ValueError, match="cut"):
            frames.read(wrong)


@given(st.binary(max_size=60))
def test_any_other_bytes_are_refused_or_read_without_a_crash(body: bytes) -> None:
    try:
        head, changes = frames.read(body)
    except ValueError:
        return
    assert frames.write(head, changes) == body
