"""What every command shares: the common options, and how results and errors are told."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from errno import ENOSPC
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspectiebezoek.errors import Code, Exit, InspectionError
from inspectiebezoek.messages import explain, text
from inspectiebezoek.settings import Settings

if TYPE_CHECKING:
    from inspectiebezoek.app.workplace import Workplace

Visit = Annotated[str, typer.Argument(help="UUID of the visit, or how it begins.")]

COMMON = {"--data": 1, "--passphrase-file": 1, "--json": 0, "--language": 1, "--log-level": 1}


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

    def result(self, document: object, lines: Sequence[str]) -> None:
        """The result on stdout: the document with `--json`, else the lines."""
        if self.as_json:
            typer.echo(json.dumps(document, ensure_ascii=False, indent=2))
        else:
            for line in lines:
                typer.echo(line)

    def facts(self, document: Mapping[str, object]) -> None:
        """A result of names and values: the document, or aligned lines in words."""
        names = {name: text("cli", f"label.{name}", self.language) for name in document}
        width = max(len(words) for words in names.values())
        lines = [
            f"{names[name].ljust(width)}  {self._word(name, document[name])}" for name in document
        ]
        self.result(document, lines)

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
    def workplace(self, *, create: bool = False) -> Iterator[Workplace]:
        """The opened workplace of the data folder."""
        # Commands that need no store should not wait for the database to load.
        from inspectiebezoek.app.workplace import workplace

        with workplace(self.settings, create=create) as opened:
            yield opened


def context_of(ctx: typer.Context) -> Context:
    """The common options, as the main callback left them."""
    found = ctx.find_object(Context)
    if found is None:
        raise RuntimeError("the main callback did not run")
    return found


def hoist(argv: Sequence[str]) -> list[str]:
    """Put the common options first, wherever they were written."""
    first, rest = [], []
    waiting = list(argv)
    while waiting:
        word = waiting.pop(0)
        name = word.partition("=")[0]
        if word == "--":
            rest += [word, *waiting]
            break
        if name in COMMON:
            first.append(word)
            if COMMON[name] and "=" not in word:
                if not waiting:
                    return first  # its value is missing, which is told before all else
                first.append(waiting.pop(0))
        else:
            rest.append(word)
    return [*first, *rest]


def read_passphrase(path: Path | None) -> str | None:
    """The first line of a passphrase file; raises `FILE_MISSING` or `PASSPHRASE_EMPTY`."""
    if path is None:
        return None
    lines = read_text(path).splitlines()
    if not lines or not lines[0]:
        raise InspectionError(Code.PASSPHRASE_EMPTY, file=str(path))
    return lines[0]


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


def is_file(path: Path) -> bool:
    """Whether there is such a file; a name that no file can have (too long) is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def read_file(path: Path) -> bytes:
    """The bytes of a file; raises `FILE_MISSING`."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InspectionError(Code.FILE_MISSING, file=str(path)) from error


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, with or without a mark at its start; raises `FILE_MISSING`."""
    try:
        return read_file(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InspectionError(Code.FILE_MISSING, file=str(path)) from error


def check_folder(folder: Path) -> None:
    """Make a folder for results, before the work; raises `FILE_UNWRITABLE`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InspectionError(Code.FILE_UNWRITABLE, file=str(folder)) from error
    if not os.access(folder, os.W_OK):
        raise InspectionError(Code.FILE_UNWRITABLE, file=str(folder))


def check_target(path: Path) -> None:
    """Make sure that a result can be written there, before the work; raises `FILE_UNWRITABLE`."""
    check_folder(path.parent)
    try:
        bad = path.is_dir() or (path.exists() and not os.access(path, os.W_OK))
    except OSError as error:  # such as a name that is too long
        raise InspectionError(Code.FILE_UNWRITABLE, file=str(path)) from error
    if bad:
        raise InspectionError(Code.FILE_UNWRITABLE, file=str(path))


def write_file(path: Path, data: bytes) -> None:
    """Write a result, folders included: whole, or not at all and what was there stays.

    Raises `FILE_UNWRITABLE` or `DISK_FULL`.
    """
    check_target(path)
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # such as /dev/stdout
        else:
            _replace(path, data)
    except OSError as error:
        if error.errno == ENOSPC:
            raise InspectionError(Code.DISK_FULL, folder=str(path.parent)) from error
        raise InspectionError(Code.FILE_UNWRITABLE, file=str(path)) from error


def _replace(path: Path, data: bytes) -> None:
    part = path.with_name(f"{path.name[:200]}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def table(rows: Sequence[Sequence[object]], head: Sequence[str]) -> list[str]:
    """Rows as aligned lines of text under a head."""
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]
