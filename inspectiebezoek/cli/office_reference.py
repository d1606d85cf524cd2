"""`office publish` and `office published`: what every laptop gets at its next sync."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from inspectiebezoek.cli.common import Context, context_of, table
from inspectiebezoek.cli.serving import Blobs, DatabaseUrl, Folder, opened, require_server
from inspectiebezoek.messages import text

if TYPE_CHECKING:
    from inspectiebezoek.sync.published import Published

First = Annotated[
    datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day: 2026-10-06.")
]
Data = Literal["rules", "calendar", "codes", "texts", "objects"]
Last = Annotated[datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="Last day.")]


def publish(
    ctx: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(help="Checklists, a CSV of sites, or one file with --kind.")
    ],
    kind: Annotated[Data | None, typer.Option(help="Publish one file as it is.")] = None,
    name: Annotated[str, typer.Option("--id", help="Its id; by its name if absent.")] = "",
    version: Annotated[str, typer.Option(help="Its version; never gets another content.")] = "",
    title: Annotated[str, typer.Option(help="What it is called.")] = "",
    valid_from: First = None,
    valid_to: Last = None,
    folder: Folder = Path("office"),
    database: DatabaseUrl = None,
    blobs: Blobs = None,
) -> None:
    """Check checklists or a register of sites and publish them to every laptop; all or none.

    Publishing the same file again only gives it these dates: `--until` yesterday withdraws it.
    With --kind: one file of reference data, as it is.
    """
    context = context_of(ctx)
    if (kind and len(files) > 1) or (not kind and (name or version or title)):
        raise context.wrong("office.bad_kind")
    require_server()
    from inspectiebezoek.server.publishing import prepared, prepared_data
    from inspectiebezoek.settings import local_now

    ready = (
        (prepared_data(files[0], kind, name, version, title),)
        if kind
        else prepared(files, local_now())
    )
    with opened(context, folder, database, blobs) as office:
        done = office.reference.publish(ready, valid_from=_day(valid_from), valid_to=_day(valid_to))
    _tell(context, done)


def published(
    ctx: typer.Context, folder: Folder = Path("office"), database: DatabaseUrl = None
) -> None:
    """Everything that was published; the last one first."""
    context = context_of(ctx)
    with opened(context, folder, database) as office:
        found = office.reference.listed()
    _tell(context, found)


def _tell(context: Context, found: Sequence[Published]) -> None:
    names = ("kind", "id", "version", "valid_from", "valid_to", "title")
    head = text("cli", "office.published_head", context.language).split("|")
    rows = [[getattr(each, name) for name in names] for each in found]
    context.result([asdict(each) for each in found], table(rows, head))


def _day(day: datetime | None) -> str:
    return "" if day is None else day.date().isoformat()
