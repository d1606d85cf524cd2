"""Say in our own words, in the chosen language, what is wrong with a command line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import Any, get_args

from typer.exceptions import TyperException

from inspectiebezoek.cli.files import is_file
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.messages import text


class UnknownCommand(TyperException):
    """A word that is no command, with the commands there are."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name)
        self.name, self.known = name, tuple(known)


def refusal(error: TyperException, language: str) -> InspectionError:
    """The error for a command line that was not understood."""
    return InspectionError(Code.WRONG_USE, reason=_reason(error, language))


def usage(error: TyperException, language: str) -> str:
    """The line that shows how the command is used; empty when no command was reached."""
    context = getattr(error, "ctx", None)
    if context is None:
        return ""
    pieces = " ".join(context.command.collect_usage_pieces(context))
    return text("cli", "usage.line", language, usage=f"{context.command_path} {pieces}")


def _reason(error: TyperException, language: str) -> str:
    # The classes of the library are not public, their names and attributes are stable.
    given: Any = error
    if isinstance(error, UnknownCommand):
        if is_file(Path(error.name)):
            return text("cli", "usage.file", language, file=error.name)
        near = get_close_matches(error.name, error.known)
        return _with_hint("no_command", error.name, near, language)
    match type(error).__name__:
        case "NoSuchOption" if re.match(r"-\d", given.option_name):
            return text("cli", "usage.negative", language, value=given.option_name)
        case "NoSuchOption":
            return _with_hint("no_option", given.option_name, given.possibilities or (), language)
        case "BadOptionUsage":
            return text("cli", "usage.no_value", language, name=given.option_name)
        case "MissingParameter":
            return text("cli", "usage.missing", language, name=_name(given))
        case "BadParameter":
            return _bad_value(given, language)
    extra = re.search(r"unexpected extra argument.*\((.*)\)$", error.message)
    if extra:
        return text("cli", "usage.extra", language, words=extra[1])
    return error.format_message()


def _with_hint(key: str, name: str, near: Sequence[str], language: str) -> str:
    reason = text("cli", f"usage.{key}", language, name=name)
    if near:
        reason += " " + text("cli", "usage.hint", language, names=", ".join(near))
    return reason


def _name(error: Any) -> str:
    """The parameter as a person writes it: `--out`, or `VISIT` for an argument."""
    if error.param is None:
        return str(error.param_hint)
    longest = max(error.param.opts, key=len)
    return str(longest) if longest.startswith("-") else str(longest).upper()


def _bad_value(error: Any, language: str) -> str:
    name = _name(error)
    kind = getattr(getattr(error.param, "type_descriptor", None), "annotation", None)
    known = get_args(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        known = tuple(str(each.value) for each in kind)
    if known:
        return text("cli", "usage.choose", language, name=name, known=", ".join(known))
    if kind in (int, float):
        return text("cli", "usage.number", language, name=name)
    return text("cli", "usage.bad_value", language, name=name, value=error.message)
