"""`office check`: read every change and file again, and ask the laptops for what does not hold."""

from __future__ import annotations

from dataclasses import asdict
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
    """Read every change and file again; what does not hold is asked of the laptops (exit 7)."""
    # Laptops are without the office, yet know its commands.
    from inspectiebezoek.server.clocks import clocks_ahead
    from inspectiebezoek.server.members import remake_all

    context = context_of(ctx)
    with opened(context, folder, database, blobs) as office:
        apart = office.ledger.mend_all()
        remake_all(office.engine)
        found = office.wanted.look_at_all()
        ahead = clocks_ahead(office.engine)
    document = {
        "files": found.files,
        "lacking": list(found.lacking),
        "damaged": apart,
        "ahead": [asdict(each) for each in ahead],
    }
    lines = [text("cli", "office.checked", context.language, files=found.files), *found.lacking]
    lines += [
        text(
            "cli",
            "office.ahead",
            context.language,
            device=each.device,
            minutes=each.seconds // 60,
            changes=each.changes,
        )
        for each in ahead
    ]
    context.result(document, lines)
    if apart:
        raise InspectionError(Code.OFFICE_ROWS_DAMAGED, count=apart)
    if found.lacking:
        raise InspectionError(Code.OFFICE_LACKS_FILES, count=len(found.lacking))
