"""`office log`: who changed what when in a log at the office, now or as of a past change."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from inspectiebezoek.cli.common import Context, context_of, table
from inspectiebezoek.cli.serving import DatabaseUrl, Folder, opened
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.messages import text
from inspectiebezoek.visit.differences import as_text
from inspectiebezoek.visit.history import Deed, Told, history


def log(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="LOG", help="The log, such as visit/UUID.")],
    by: Annotated[str, typer.Option(help="Id of the person who reads; it is written down.")],
    until: Annotated[str, typer.Option(help="As it was just after this change (its id).")] = "",
    folder: Folder = Path("office"),
    database: DatabaseUrl = None,
) -> None:
    """Who changed what when, from what to what; exit 7 when chains or signatures do not hold."""
    # Laptops are without the office, yet know its commands.
    from inspectiebezoek.server.looking_back import look_back
    from inspectiebezoek.server.people import Caller

    context = context_of(ctx)
    with opened(context, folder, database) as office:
        office.people.require(by)
        look = look_back(office.ledger, office.people, office.tombstones, name, until)
        reader = Caller(device="office", person=by, revoked=False)
        office.readings.told_changes(reader, name, 0, len(look.entries))
        names = {each.person: each.name for each in office.people.devices()}
    deeds = history(look.entries)
    document = [_plain(each, names, look.signed) for each in deeds]
    rows = [_row(context, each, names, look.signed) for each in deeds]
    head = text("cli", "office.log_head", context.language).split("|")
    context.result(document, table(rows, head))
    if look.faults:
        raise InspectionError(Code.LOG_BROKEN, visit=name, count=look.faults)


def _plain(deed: Deed, names: Mapping[str, str], signed: Collection[str]) -> dict[str, object]:
    return {
        "id": deed.id,
        "at": deed.at,
        "by": names.get(deed.by, deed.by),
        "person": deed.by,
        "device": deed.device,
        "op": deed.op,
        "field": deed.field,
        "before": [told.value for told in deed.before],
        "after": deed.after.value,
        "erased": deed.after.erased,
        "signed": deed.id in signed,
    }


def _row(
    context: Context, deed: Deed, names: Mapping[str, str], signed: Collection[str]
) -> Sequence[object]:
    before = " / ".join(_shown(told) for told in deed.before)
    what = f"{before} → {_shown(deed.after)}" if before else _shown(deed.after)
    proof = "log_signed" if deed.id in signed else "log_unsigned"
    words = text("cli", f"office.{proof}", context.language)
    return deed.at, names.get(deed.by, deed.by), deed.field, what, deed.id[:12], words


def _shown(told: Told) -> str:
    return "[-]" if told.erased else as_text(told.value)
