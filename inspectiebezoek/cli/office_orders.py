"""`office wipe`, `wipes`, `lease` and `recovery-key`: what the office lays down for its laptops."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspectiebezoek.cli.common import context_of, table
from inspectiebezoek.cli.files import check_target, write_file
from inspectiebezoek.cli.group import Group
from inspectiebezoek.cli.serving import DatabaseUrl, Folder, opened
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.messages import text

if TYPE_CHECKING:
    from inspectiebezoek.server.app import Office

recovery_key = typer.Typer(
    cls=Group,
    help="The key with which two people together open a laptop.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
Device = Annotated[str, typer.Argument(help="Id of the laptop, or how it begins.")]


def device_of(office: Office, beginning: str) -> str:
    """The one laptop whose id begins so; raises `DEVICE_UNKNOWN`."""
    known = [each.device for each in office.people.devices() if not each.office]
    found = [each for each in known if beginning and each.startswith(beginning)]
    if len(found) != 1:
        raise InspectionError(Code.DEVICE_UNKNOWN, device=beginning)
    return found[0]


def wipe(
    ctx: typer.Context,
    device: Device,
    now: Annotated[
        bool, typer.Option("--now", help="At once: what it did not bring yet is lost.")
    ] = False,
    cancel: Annotated[bool, typer.Option("--cancel", help="Take the order back.")] = False,
    folder: Folder = Path("office"),
    database: DatabaseUrl = None,
) -> None:
    """Wipe a laptop at its next contact, after it brought everything that it still has."""
    context = context_of(ctx)
    with opened(context, folder, database) as office:
        found = device_of(office, device)
        if cancel:
            office.orders.cancel_wipe(found)
        else:
            office.orders.order_wipe(found, at_once=now)
    order = "" if cancel else "now" if now else "after"
    words = text("cli", f"wipe.{order or 'none'}", context.language, device=found)
    context.result({"device": found, "wipe": order}, [words])


def wipes(
    ctx: typer.Context, folder: Folder = Path("office"), database: DatabaseUrl = None
) -> None:
    """Every order to wipe a laptop, and what the laptop told of it."""
    context = context_of(ctx)
    with opened(context, folder, database) as office:
        found = office.orders.wipe_orders()
    document = [
        {
            "device": each.device,
            "wipe": "now" if each.at_once else "after",
            "ordered": each.ordered.isoformat(timespec="seconds"),
            "begun": each.begun.isoformat(timespec="seconds") if each.begun else "",
            "done": each.done.isoformat(timespec="seconds") if each.done else "",
        }
        for each in found
    ]
    head = text("cli", "wipe.head", context.language).split("|")
    context.result(document, table([list(each.values()) for each in document], head))


def lease(
    ctx: typer.Context,
    days: Annotated[int, typer.Argument(min=0, max=3650, help="Days; 0 for no limit.")],
    folder: Folder = Path("office"),
    database: DatabaseUrl = None,
) -> None:
    """Lock a laptop without a passphrase that stays away from the office for longer."""
    context = context_of(ctx)
    with opened(context, folder, database) as office:
        office.orders.set_lease(days)
    context.result({"lease_days": days}, [str(days)])


@recovery_key.command()
def new(
    ctx: typer.Context,
    part_a: Annotated[Path, typer.Argument(help="File for the first holder.")],
    part_b: Annotated[Path, typer.Argument(help="File for the second holder.")],
    replace: Annotated[bool, typer.Option("--replace", help="Instead of the one of now.")] = False,
    folder: Folder = Path("office"),
    database: DatabaseUrl = None,
) -> None:
    """Make a recovery key in two files; laptops close their key for it at their next contact."""
    from inspectiebezoek.store.recovery_key import fingerprint, make_recovery_key

    context = context_of(ctx)
    for path in (part_a, part_b):
        check_target(path)
        if path.exists():
            raise InspectionError(Code.FILE_UNWRITABLE, file=str(path))
    with opened(context, folder, database) as office:
        known = office.orders.recovery_key()
        if known is not None and not replace:
            raise InspectionError(Code.RECOVERY_KEY_THERE, fingerprint=fingerprint(known))
        made = make_recovery_key()
        # The parts first: a key that nobody holds must not be told to laptops.
        for path, part in zip((part_a, part_b), made.parts, strict=True):
            write_file(path, part)
            path.chmod(0o600)
        office.orders.set_recovery_key(made.public)
    document = {
        "fingerprint": fingerprint(made.public),
        "parts": [str(part_a), str(part_b)],
    }
    context.result(document, [fingerprint(made.public)])
