"""`upgrade`: make signed reports last, with time-stamps and proofs inside the file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from inspectiebezoek.app.lasting import keep_upgraded, make_last
from inspectiebezoek.app.reporting import version_of
from inspectiebezoek.app.stamp_service import service_of
from inspectiebezoek.cli.common import Context, context_of
from inspectiebezoek.cli.files import check_target, read_file, write_file
from inspectiebezoek.errors import Exit
from inspectiebezoek.messages import text
from inspectiebezoek.report.outside import Web
from inspectiebezoek.report.proofs import read_roots
from inspectiebezoek.report.upgrade import Upgrading
from inspectiebezoek.report.upgrade import upgrade as upgrade_pdf
from inspectiebezoek.report.verdict import Verdict
from inspectiebezoek.report.verify import verify
from inspectiebezoek.settings import local_now


def upgrade(
    ctx: typer.Context,
    pdf: Annotated[
        Path | None, typer.Argument(help="The signed report; it is replaced. Without: all waiting.")
    ] = None,
    authority: Annotated[
        str, typer.Option(help="Address of a time-stamp authority (RFC 3161), if not the set one.")
    ] = "",
    roots: Annotated[
        Path | None, typer.Option(help="The highest certificates to build on (PEM or DER).")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Another file for the result.")] = None,
) -> None:
    """Make a signed report last (PAdES B-LTA), or all that wait."""
    context = context_of(ctx)
    if pdf is None:
        _upgrade_waiting(context)
        return
    data = read_file(pdf)
    using = _using(context, authority, roots)
    check_target(out or pdf)
    made = upgrade_pdf(data, using, now=local_now(), file=pdf.name)
    target = out or pdf
    write_file(target, made)
    verdict = verify(made, None, now=local_now(), file=pdf.name)
    _keep(context, data, made, verdict)
    document: dict[str, Any] = {
        "file": str(target),
        "levels": [each.level for each in verdict.signatures],
        "stamped": verdict.signatures[0].stamped,
        "authority": verdict.stamps[-1].authority,
    }
    levels = ", ".join(document["levels"])
    told = text("cli", "upgrade.done", context.language, **{**document, "levels": levels})
    context.result(document, [str(target), told])


def _using(context: Context, authority: str, roots: Path | None) -> Upgrading:
    """The authority that was given, else the one of this laptop."""
    if authority and roots is not None:
        return Upgrading(authority, read_roots(read_file(roots), roots.name), Web())
    if not authority and roots is None and context.has_data:
        with context.workplace() as place:
            service = service_of(place.store)
        if service is not None:
            return service.upgrading(Web())
    name = "--roots" if authority else "--authority"
    raise context.wrong("usage.missing", name=name)


def _keep(context: Context, before: bytes, made: bytes, verdict: Verdict) -> None:
    """A report of a visit on this laptop becomes the lasting one in its log as well."""
    if not context.has_data:
        return
    with context.workplace() as place:
        found = version_of(place, before)
        if found is not None:
            keep_upgraded(place, *found, made, verdict)


def _upgrade_waiting(context: Context) -> None:
    """Every report of this laptop that waits; exit 6 when some still do."""
    with context.workplace() as place:
        lasted = make_last(place, Web(), local_now())
    language = context.language
    lines = [text("cli", "upgrade.lasts", language, label=each) for each in lasted.made]
    lines.append(text("cli", "upgrade.waits", language, count=lasted.waiting))
    context.result({"made": list(lasted.made), "waiting": lasted.waiting}, lines)
    for each in lasted.problems:
        context.problem(each.code, each.facts)
    context.finish(Exit.SYNC_INCOMPLETE if lasted.waiting else Exit.GOOD)
