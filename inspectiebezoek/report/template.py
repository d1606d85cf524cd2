"""Which parts stand in a version of the report, and its words: data that can be changed."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.paths import resource
from inspectiebezoek.report.audience import Audience
from inspectiebezoek.report.texts import known_words

# What no version can do without: the minima that a court looks for, and who signs for them.
_NEEDED = {
    Audience.INTERNAL: ("title", "findings", "signatures"),
    Audience.SUMMARY: ("brief", "signatures"),
    Audience.PUBLIC: ("title", "findings", "withheld", "signatures"),
}


@dataclass(frozen=True, slots=True)
class Template:
    """The names of the parts for each audience, in order, and own words by language and name."""

    parts: Mapping[Audience, tuple[str, ...]]
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def words(self, language: str) -> Mapping[str, str]:
        """The words that differ from the shipped ones in a language."""
        return self.texts.get(language, {})


def read_template(known: Collection[str], own: Path | None = None) -> Template:
    """The shipped template, with what the file `own` says otherwise when that is there.

    `known`: the names of all parts. Raises `TEMPLATE_BROKEN` with the word in `own` that is
    wrong: a part or text that does not exist, or a part that may not be missing.
    """
    with resource("report", "template.toml").open("rb") as file:
        shipped = _understood(tomllib.load(file), known)
    if own is None or not own.exists():
        return shipped
    try:
        with own.open("rb") as file:
            changed = _understood(tomllib.load(file), known)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise InspectionError(Code.TEMPLATE_BROKEN, file=own.name, words=str(error)) from error
    except _WrongError as error:
        raise InspectionError(Code.TEMPLATE_BROKEN, file=own.name, words=error.word) from error
    return Template({**shipped.parts, **changed.parts}, changed.texts)


class _WrongError(Exception):
    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


def _understood(document: Mapping[str, Any], known: Collection[str]) -> Template:
    audiences = {each.value: each for each in Audience}
    for name in document:
        if name not in audiences and name != "texts":
            raise _WrongError(name)
    parts = {
        audience: _parts(audience, document[name], known)
        for name, audience in audiences.items()
        if name in document
    }
    texts = document.get("texts", {})
    if not isinstance(texts, dict):
        raise _WrongError("texts")
    return Template(parts, {name: _words(name, table) for name, table in texts.items()})


def _parts(audience: Audience, names: object, known: Collection[str]) -> tuple[str, ...]:
    if not isinstance(names, list):
        raise _WrongError(audience.value)
    for name in names:
        if name not in known or names.count(name) > 1:
            raise _WrongError(str(name))
    for name in _NEEDED[audience]:
        if name not in names:
            raise _WrongError(f"{audience.value}: {name}")
    return tuple(names)


def _words(language: str, table: object) -> Mapping[str, str]:
    try:
        shipped = known_words(language)
    except InspectionError as error:
        raise _WrongError(language) from error
    if not isinstance(table, dict):
        raise _WrongError(language)
    for name, words in table.items():
        if name not in shipped or not isinstance(words, str) or not _fits(words, shipped[name]):
            raise _WrongError(f"{language}.{name}")
    return table


def _fits(words: str, shipped: str) -> bool:
    """Whether the words take the same facts as those they replace: no other braces."""
    return words.count("{") == shipped.count("{") and all(
        f"{{{each.partition('}')[0]}}}" in words for each in shipped.split("{")[1:]
    )
