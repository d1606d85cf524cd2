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
    folder, passphrase = data_folder_of(context), read_new(new)
    # Open meanwhile: nobody else may write to the slots, and the key of now is the right one.
    with context.workplace():
        keys.set_lock(folder, passphrase)
    tell_locked(context, locked=True)


@cli.command()
def change(ctx: typer.Context, new: New) -> None:
    """Another passphrase; --passphrase-file gives the one of now."""
    context = context_of(ctx)
    folder, current, passphrase = data_folder_of(context), _current(context), read_new(new)
    with context.workplace():
        keys.change_lock(folder, current, passphrase)
    tell_locked(context, locked=True)


@cli.command()
def remove(ctx: typer.Context) -> None:
    """No passphrase any more; --passphrase-file gives the one of now."""
    context = context_of(ctx)
    folder, current = data_folder_of(context), _current(context)
    with context.workplace():
        keys.remove_lock(folder, current)
    tell_locked(context, locked=False)


def data_folder_of(context: Context) -> Path:
    """The data folder; raises `STORE_MISSING` when there is nothing in it."""
    if not context.has_data:
        raise InspectionError(Code.STORE_MISSING, folder=str(context.settings.folder))
    return context.settings.folder


def _current(context: Context) -> str:
    if context.settings.passphrase is None:
        raise context.wrong("usage.missing", name="--passphrase-file")
    return context.settings.passphrase


def read_new(path: Path) -> str:
    """The new passphrase; raises `FILE_MISSING` or `PASSPHRASE_EMPTY`."""
    found = read_passphrase(path)
    assert found is not None  # only without a file there is none
    return found


def tell_locked(context: Context, *, locked: bool) -> None:
    """Say whether a passphrase is needed from now on."""
    context.result(
        {"locked": locked}, [text("cli", f"lock.{'on' if locked else 'off'}", context.language)]
    )
