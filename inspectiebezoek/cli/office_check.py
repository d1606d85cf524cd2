"""`office check`: read every file again, and ask the laptops for those that do not hold."""

from __future__ import annotations

from pathlib import Path

import typer

from inspectiebezoek.cli.common import context_of
from inspectiebezoek.cli.serving import Blobs, DatabaseUrl, Folder, opened
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.messages import text


def check(
    ctx: typer.Context,
    folder: Folder = Path("office"),
    database: DatabaseUrl = None,
    blobs: Blobs = None,
) -> None:
    """Read every file again; what lacks or was spoiled is asked of the laptops (exit 7)."""
    context = context_of(ctx)
    with opened(context, folder, database, blobs) as office:
        found = office.wanted.look_at_all()
    lines = [text("cli", "office.checked", context.language, files=found.files), *found.lacking]
    context.result({"files": found.files, "lacking": list(found.lacking)}, lines)
    if found.lacking:
        raise InspectionError(Code.OFFICE_LACKS_FILES, count=len(found.lacking))
