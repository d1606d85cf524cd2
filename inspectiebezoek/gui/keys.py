"""Which key asks which command once a person has put keys of their own in place, and which may."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from inspectiebezoek.gui.commands import Command, all_commands

_FUNCTION = re.compile(r"(Ctrl\+)?(Shift\+)?F([1-9]|1[0-2])")
_LETTER = re.compile(r"Ctrl\+(Shift\+)?[A-Z0-9,.\-+=/]")
_OF_FIELDS = frozenset({"Ctrl+A", "Ctrl+C", "Ctrl+X"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a command cannot have a key; `taken` names the command that has it already."""

    reason: str
    taken: str = ""


def may_change(command: Command) -> bool:
    """A key that belongs to one screen stays as it is; so do the numbers of the screens."""
    return not command.here and not command.name.startswith("place.")


def keys_in_force(own: Mapping[str, str]) -> dict[str, str]:
    """The key of every command that has one."""
    given = {each.name: own.get(each.name, each.key) for each in all_commands()}
    return {name: key for name, key in given.items() if key}


def refuse(name: str, key: str, own: Mapping[str, str]) -> Refusal | None:
    """Why a command cannot have a key; None when it can.

    A letter alone would be typed, AltGr is Ctrl and Alt on a Dutch keyboard, and fields need a
    few keys themselves.
    """
    holder = next((each for each, has in keys_in_force(own).items() if has == key), name)
    if holder != name:
        return Refusal("taken", holder)
    if key in _OF_FIELDS:
        return Refusal("field")
    fits = _FUNCTION.fullmatch(key) or _LETTER.fullmatch(key)
    return None if fits else Refusal("form")


def put(name: str, key: str, own: Mapping[str, str]) -> dict[str, str]:
    """One's own keys with another one for a command; its usual key is no key of one's own."""
    usual = next(each.key for each in all_commands() if each.name == name)
    rest = {each: has for each, has in own.items() if each != name}
    return rest if key == usual else {**rest, name: key}


def sound(own: Mapping[str, str]) -> bool:
    """True when every key of one's own may be there and none means two things."""
    known = {each.name for each in all_commands() if may_change(each)}
    if not set(own) <= known:
        return False
    return all(refuse(name, key, own) is None for name, key in own.items())


def spoken(key: str) -> str:
    """A key as the window shows it: `Ctrl Shift N`."""
    return re.sub(r"\+(?=.)", " ", key)


def shown_instead(own: Mapping[str, str]) -> dict[str, str]:
    """The usual keys that a person changed, as shown, each with what is shown instead."""
    usual = {each.name: each.key for each in all_commands()}
    return {spoken(usual[name]): spoken(key) for name, key in own.items() if usual.get(name)}
