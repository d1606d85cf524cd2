"""`copy`: the second copy of the log: how it is, where it lies, and the way back from it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspectiebezoek.cli.common import Context, context_of
from inspectiebezoek.cli.files import check_folder
from inspectiebezoek.cli.group import Group
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.messages import text
from inspectiebezoek.settings import local_now
from inspectiebezoek.store.guessing import unlock_in_turn
from inspectiebezoek.store.restoring import database_holds, restore_from_copy
from inspectiebezoek.store.second_copy import choose_folder

cli = typer.Typer(
    cls=Group,
    help="The second copy of the log: check it, move it, restore from it.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


@cli.command()
def check(ctx: typer.Context) -> None:
    """Read the whole copy and compare it with the database; exit 7 when it is not good."""
    context = context_of(ctx)
    with context.workplace() as place:
        state = place.store.copy.check()
    document = {
        "file": str(state.path),
        "good": state.good,
        "changes": state.changes,
        "brought_back": state.brought_back,
        "reason": state.reason,
    }
    key = "copy.good" if state.good else "copy.not_good"
    lines = [text("cli", key, context.language, file=state.path, changes=state.changes)]
    if state.brought_back:
        count = state.brought_back
        lines.append(text("cli", "copy.brought_back", context.language, count=count))
    context.result(document, lines)
    if not state.good:
        raise InspectionError(Code.COPY_NOT_GOOD, file=str(state.path), reason=state.reason)


@cli.command("to")
def move(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Where the copy is kept from now on.")],
) -> None:
    """Keep the copy in another folder, such as on another disk."""
    context = context_of(ctx)
    check_folder(folder)
    with context.workplace():
        choose_folder(context.settings.folder, folder)
    with context.workplace() as place:
        state = place.store.copy.check()
    if not state.good:
        raise InspectionError(Code.COPY_NOT_GOOD, file=str(state.path), reason=state.reason)
    context.result({"file": str(state.path)}, [str(state.path)])


@cli.command()
def restore(
    ctx: typer.Context,
    source: Annotated[
        Path | None, typer.Option("--from", help="Another copy than the one of this folder.")
    ] = None,
) -> None:
    """Make a damaged or lost database again from the copy; the damaged one stays beside it."""
    context = context_of(ctx)
    folder = context.settings.folder
    if not (folder / "key.json").exists():
        raise InspectionError(Code.STORE_MISSING, folder=str(folder))
    key = unlock_in_turn(folder, context.settings.passphrase, local_now)
    if source is None and database_holds(folder, key):
        _tell(context, {"changes": 0, "aside": "", "whole": True}, "copy.whole_already")
        return
    done = restore_from_copy(folder, key, source)
    document = {"changes": done.changes, "aside": str(done.aside or ""), "whole": done.whole}
    _tell(context, document, "copy.restored" if done.whole else "copy.restored_partly")


def _tell(context: Context, document: dict[str, object], key: str) -> None:
    context.result(document, [text("cli", key, context.language, **document)])
