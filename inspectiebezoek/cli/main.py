"""Put the commands together, and turn every refusal into a message and an exit code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer
from typer.exceptions import TyperException

from inspectiebezoek import __version__
from inspectiebezoek.cli.common import Context, tell
from inspectiebezoek.cli.files import read_passphrase
from inspectiebezoek.cli.group import LazyGroup
from inspectiebezoek.cli.options import hoist
from inspectiebezoek.cli.start import show_window
from inspectiebezoek.cli.usage import refusal, usage
from inspectiebezoek.errors import Code, Exit, InspectionError
from inspectiebezoek.messages import LANGUAGES, text
from inspectiebezoek.paths import APP, data_folder
from inspectiebezoek.settings import Settings

Language = Literal["nl", "en"]
Level = Literal["DEBUG", "INFO", "WARNING", "ERROR"]

cli = typer.Typer(
    name=APP,
    cls=LazyGroup,
    help="Inspection visits, from checklist to signed report.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@cli.callback(invoke_without_command=True)
def start(
    ctx: typer.Context,
    data: Annotated[Path | None, typer.Option(help="Own data folder.")] = None,
    passphrase_file: Annotated[
        Path | None, typer.Option(help="Passphrase where there is no keyring.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Stable JSON on stdout.")] = False,
    language: Annotated[Language, typer.Option()] = "nl",
    log_level: Annotated[Level, typer.Option(help="Level of the log file.")] = "WARNING",
    version: Annotated[bool, typer.Option("--version", help="Tell the version.")] = False,
) -> None:
    """Read the common options; without a command the window opens."""
    if version:
        typer.echo(__version__)
        raise typer.Exit()
    settings = Settings(data or data_folder(), language, read_passphrase(passphrase_file))
    ctx.obj = Context(settings, json)
    if ctx.invoked_subcommand is None:
        raise typer.Exit(show_window(settings, log_level))


def run(argv: Sequence[str]) -> int:
    """Run one command; returns its exit code. A bug is not caught: it ends with a traceback."""
    words = hoist(argv)
    language = _value(words, "--language", "nl")
    language = language if language in LANGUAGES else "nl"
    if "--self-test" in words:
        from inspectiebezoek.app.self_test import self_test

        return self_test()
    try:
        _refuse_bytes(words, language)
        ended = cli(words, prog_name=APP, standalone_mode=False)
    except InspectionError as error:
        tell(error, language, as_json="--json" in words)
        return int(error.code.exit)
    except typer.Exit as ending:
        return int(ending.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        return int(Exit.WRONG_USE)
    except TyperException as error:
        return _wrong_use(error, language, as_json="--json" in words)
    return ended if isinstance(ended, int) else int(Exit.GOOD)


def _refuse_bytes(words: Sequence[str], language: str) -> None:
    """Refuse a word that is no text in UTF-8: it could not be written in a log."""
    for word in words:
        shown = word.encode("utf-8", "replace").decode()
        if shown != word:
            reason = text("cli", "usage.not_text", language, word=shown)
            raise InspectionError(Code.WRONG_USE, reason=reason)


def _wrong_use(error: TyperException, language: str, *, as_json: bool) -> int:
    """Say what is wrong with the command line, and how the command is used."""
    if type(error).__name__ == "NoArgsIsHelpError":
        typer.echo(error.format_message(), err=True)
        return int(Exit.WRONG_USE)
    tell(refusal(error, language), language, as_json=as_json)
    how = usage(error, language)
    if how and not as_json:
        typer.echo(how, err=True)
    return int(Exit.WRONG_USE)


def _value(words: Sequence[str], name: str, default: str) -> str:
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == name:
            return following
        if word.startswith(name + "="):
            return word.partition("=")[2]
    return default
