"""`recover`: open a laptop whose keyring or passphrase is lost, with both parts of the key."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspectiebezoek.app.recovering import recover_folder
from inspectiebezoek.cli.common import context_of
from inspectiebezoek.cli.files import read_file
from inspectiebezoek.cli.lock import New, data_folder_of, read_new, tell_locked
from inspectiebezoek.store.recovery_key import join_recovery_key


def recover(
    ctx: typer.Context,
    key: Annotated[list[Path], typer.Option(help="A part of the recovery key; give both.")],
    new: New,
) -> None:
    """Open a laptop with both parts of the recovery key.

    The data folder is closed with a new passphrase then.
    """
    context = context_of(ctx)
    folder = data_folder_of(context)
    first, *others = [(str(path), read_file(path)) for path in key]
    private = join_recovery_key(first, others[0] if len(others) == 1 else first)
    recover_folder(folder, private, read_new(new))
    tell_locked(context, locked=True)
