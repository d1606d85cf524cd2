"""Write a plain value as the one sequence of bytes that everyone hashes alike."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import msgspec

type_error = "a change holds strings, whole numbers, booleans, null, lists and tables only"

Value = None | bool | int | str | Sequence["Value"] | Mapping[str, "Value"]
"""What a change may carry. No floats: their text differs between languages, so numbers with a
fraction travel as the text that the person typed."""


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: Value) -> bytes:
    """UTF-8 JSON with sorted keys and no white space, the subset of RFC 8785 without floats.

    Raises `TypeError` for a value outside the subset: that is a bug of the caller.
    """
    if type(value) is str:  # most of them, and a text has one form in either encoder
        return msgspec.json.encode(value)
    _check(value)
    return _ENCODER.encode(value).encode("utf-8")


def _check(value: Value) -> None:
    if value is None or isinstance(value, str | bool | int):
        return
    if isinstance(value, Mapping):
        for key, member in value.items():
            if not isinstance(key, str):
                raise TypeError(type_error)
            _check(member)
        return
    if isinstance(value, list | tuple):
        for member in value:
            _check(member)
        return
    raise TypeError(type_error)


def canonical_again(data: bytes) -> bool:
    """True when bytes are the canonical form of what they say; false for anything else."""
    try:
        value = msgspec.json.decode(data)
        return canonical(value) == data
    except (msgspec.DecodeError, ValueError, TypeError, RecursionError):
        return False
