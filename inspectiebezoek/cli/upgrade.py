"""`upgrade`: make a signed report last, with time-stamps and proofs inside the file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from inspectiebezoek.app.reporting import keep_upgraded, version_of
from inspectiebezoek.cli.common import Context, context_of
from inspectiebezoek.cli.files import check_target, read_file, write_file
from inspectiebezoek.messages import text
from inspectiebezoek.report.outside import Web
from inspectiebezoek.report.proofs import read_roots
from inspectiebezoek.report.upgrade import Upgrading
from inspectiebezoek.report.upgrade import upgrade as upgrade_pdf
from inspectiebezoek.report.verify import verify
from inspectiebezoek.settings import local_now


def upgrade(
    ctx: typer.Context,
    pdf: Annotated[Path, typer.Argument(help="The signed report; it is replaced.")],
    authority: Annotated[str, typer.Option(help="Address of a time-stamp authority (RFC 3161).")],
    roots: Annotated[Path, typer.Option(help="The highest certificates to build on (PEM or DER).")],
    out: Annotated[Path | None, typer.Option(help="Another file for the result.")] = None,
) -> None:
    """Make a signed report last for the archive (PAdES B-LTA)."""
    context = context_of(ctx)
    data = read_file(pdf)
    using = Upgrading(authority, read_roots(read_file(roots), roots.name), Web())
    check_target(out or pdf)
    made = upgrade_pdf(data, using, now=local_now(), file=pdf.name)
    target = out or pdf
    write_file(target, made)
    _keep(context, data, made)
    verdict = verify(made, None, now=local_now(), file=pdf.name)
    document: dict[str, Any] = {
        "file": str(target),
        "levels": [each.level for each in verdict.signatures],
        "stamped": verdict.signatures[0].stamped,
        "authority": verdict.stamps[-1].authority,
    }
    levels = ", ".join(document["levels"])
    told = text("cli", "upgrade.done", context.language, **{**document, "levels": levels})
    context.result(document, [str(target), told])


def _keep(context: Context, before: bytes, made: bytes) -> None:
    """A report of a visit on this laptop becomes the lasting one in its log as well."""
    if not context.has_data:
        return
    with context.workplace() as workplace:
        found = version_of(workplace, before)
        if found is not None:
            keep_upgraded(workplace, *found, made)
