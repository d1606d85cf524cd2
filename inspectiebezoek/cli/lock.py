"""`lock`: close the data folder with a passphrase, change it, take it off."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspectiebezoek.cli.common import Context, context_of
from inspectiebezoek.cli.files import read_passphrase
from inspectiebezoek.cli.group import Group
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.messages import text
from inspectiebezoek.store import keys

cli = typer.Typer(
    cls=Group,
    help="Close the data folder with a passphrase.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
New = Annotated[Path, typer.Option(help="File whose first line is the new passphrase.")]


@cli.command("set")
def set_(ctx: typer.Context, new: New) -> None:
    """Ask for a passphrase at each start; the keyring alone no longer opens the folder."""
    context = context_of(ctx)
    folder = _folder(context)
    keys.set_lock(folder, _read(new))
    _told(context, locked=True)


@cli.command()
def change(ctx: typer.Context, new: New) -> None:
    """Another passphrase; --passphrase-file gives the one of now."""
    context = context_of(ctx)
    folder = _folder(context)
    keys.change_lock(folder, _current(context), _read(new))
    _told(context, locked=True)


@cli.command()
def remove(ctx: typer.Context) -> None:
    """No passphrase any more; --passphrase-file gives the one of now."""
    context = context_of(ctx)
    keys.remove_lock(_folder(context), _current(context))
    _told(context, locked=False)


def _folder(context: Context) -> Path:
    if not context.has_data:
        raise InspectionError(Code.STORE_MISSING, folder=str(context.settings.folder))
    return context.settings.folder


def _current(context: Context) -> str:
    if context.settings.passphrase is None:
        why = text("cli", "usage.missing", context.language, name="--passphrase-file")
        raise InspectionError(Code.WRONG_USE, reason=why)
    return context.settings.passphrase


def _read(path: Path) -> str:
    found = read_passphrase(path)
    assert found is not None  # only without a file there is none
    return found


def _told(context: Context, *, locked: bool) -> None:
    context.result(
        {"locked": locked}, [text("cli", f"lock.{'on' if locked else 'off'}", context.language)]
    )
