"""What every command shares: the common options, and how results and errors are told."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from inspectiebezoek.errors import Code, Exit, InspectionError
from inspectiebezoek.messages import explain, text
from inspectiebezoek.settings import Settings

if TYPE_CHECKING:
    from inspectiebezoek.app.workplace import Workplace

Visit = Annotated[str, typer.Argument(help="UUID of the visit, or how it begins.")]


@dataclass(frozen=True, slots=True)
class Context:
    """The common options of this run."""

    settings: Settings
    as_json: bool

    @property
    def language(self) -> str:
        """The language of messages."""
        return self.settings.language

    @property
    def has_data(self) -> bool:
        """Whether the data folder holds visits of this laptop."""
        return (self.settings.folder / "store.db").exists()

    def say(self, key: str, **facts: object) -> None:
        """Explain something on stderr, in the chosen language."""
        typer.echo(text("cli", key, self.language, **facts), err=True)

    def wrong(self, key: str, **facts: object) -> InspectionError:
        """What is told when a command was used wrongly; to be raised."""
        return InspectionError(Code.WRONG_USE, reason=text("cli", key, self.language, **facts))

    def result(self, document: object, lines: Sequence[str]) -> None:
        """The result on stdout: the document with `--json`, else the lines."""
        if self.as_json:
            typer.echo(json.dumps(document, ensure_ascii=False, indent=2))
        else:
            for line in lines:
                typer.echo(line)

    def facts(
        self, document: Mapping[str, object], beside: Mapping[str, object] | None = None
    ) -> None:
        """A result of names and values: the document, or aligned lines in words.

        `beside`: what only the document tells.
        """
        names = {name: text("cli", f"label.{name}", self.language) for name in document}
        width = max(len(words) for words in names.values())
        lines = [
            f"{names[name].ljust(width)}  {self._word(name, document[name])}" for name in document
        ]
        self.result({**document, **(beside or {})}, lines)

    def _word(self, name: str, value: object) -> str:
        if name == "state":
            return text("cli", f"state.{value}", self.language)
        if isinstance(value, bool):
            return text("cli", "word.yes" if value else "word.no", self.language)
        return str(value)

    def problem(self, code: Code, facts: Mapping[str, object]) -> None:
        """Tell something that went wrong without ending the command."""
        tell(InspectionError(code, **facts), self.language, as_json=self.as_json)

    def finish(self, code: Exit) -> None:
        """End with an exit code other than 0."""
        if code is not Exit.GOOD:
            raise typer.Exit(int(code))

    @contextmanager
    def workplace(self, *, create: bool = False, contact: bool = False) -> Iterator[Workplace]:
        """The opened workplace of the data folder; `contact`: to meet the office."""
        # Commands that need no store should not wait for the database to load.
        from inspectiebezoek.app.workplace import workplace

        with workplace(self.settings, create=create, contact=contact) as opened:
            yield opened


def context_of(ctx: typer.Context) -> Context:
    """The common options, as the main callback left them."""
    found = ctx.find_object(Context)
    if found is None:
        raise RuntimeError("the main callback did not run")
    return found


def tell(error: InspectionError, language: str, *, as_json: bool) -> None:
    """Tell an error: what happened, is my data safe, what now, the code to quote.

    An error that carries the faults of a checklist tells each of them first.
    """
    message = explain(error, language)
    if as_json:
        document = {
            "code": message.quote,
            "what": message.what,
            "safe": message.safe,
            "now": message.now,
            **fault_words(error, language),
        }
        typer.echo(json.dumps({"error": document}, ensure_ascii=False), err=True)
        return
    for line in fault_lines(error.facts.get("faults"), language):
        typer.echo(line, err=True)
    typer.echo(str(message), err=True)


def fault_words(error: InspectionError, language: str) -> Mapping[str, object]:
    """The faults of a checklist that an error carries, for JSON; nothing for another error."""
    if "faults" not in error.facts:
        return {}
    from inspectiebezoek.form import steps

    return steps.fault_words(error, language)


def fault_lines(faults: object, language: str) -> list[str]:
    """The faults of a checklist, one a line: where it is, what it is, what to do."""
    if not isinstance(faults, tuple):
        return []
    lines = []
    for fault in faults:
        place = fault.place(language)
        words = f"{fault.sentence(language)} {fault.remedy(language)}"
        lines.append(f"{place}: {words}" if place else words)
    return lines


def table(rows: Sequence[Sequence[object]], head: Sequence[str]) -> list[str]:
    """Rows as aligned lines of text under a head."""
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]
