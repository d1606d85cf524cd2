"""`visit tables`: answers, findings and evidence for a spreadsheet or a statistics program."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspectiebezoek.cli.common import Visit, context_of
from inspectiebezoek.cli.files import check_folder, write_file
from inspectiebezoek.messages import texts
from inspectiebezoek.report.table_files import Format, write_tables
from inspectiebezoek.report.tables import tables_of
from inspectiebezoek.visit.exported import TABLES, exported


def tables(
    ctx: typer.Context,
    visit: Visit,
    out: Annotated[Path, typer.Argument(help="Folder for the files.")],
    kind: Annotated[Format, typer.Option("--format")] = Format.XLSX,
) -> None:
    """Write answers, findings and evidence as tables, with what each column means."""
    context = context_of(ctx)
    check_folder(out)
    with context.workplace() as place:
        opened = place.open(visit)
        found = tables_of(opened, context.language, texts("tables", context.language))
        files = write_tables(found, kind, opened.header.title, made=place.clock())
        opened.write([exported(place.uuid(), TABLES)])
    for name, data in files.items():
        write_file(out / name, data)
    paths = [str(out / name) for name in files]
    context.result({"files": paths, "rows": {each.name: len(each.rows) for each in found}}, paths)
