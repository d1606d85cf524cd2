"""`visit`: plan, fill, judge, finish and export visits."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from inspectiebezoek.app.checklists import published_checklists, published_form
from inspectiebezoek.app.export import export_entries
from inspectiebezoek.cli import (
    carrying_in,
    coding,
    comments,
    cycle,
    expunging,
    filling,
    purging,
    settling,
    tables,
    together,
    visit_log,
)
from inspectiebezoek.cli.common import Visit, context_of, table
from inspectiebezoek.cli.files import check_target, is_file, write_file
from inspectiebezoek.cli.group import Group
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.loading import load_form
from inspectiebezoek.messages import text
from inspectiebezoek.visit import finishing
from inspectiebezoek.visit.differences import find
from inspectiebezoek.visit.exported import JSON, exported
from inspectiebezoek.visit.header import IN_PROGRESS, PLANNED, Header, Member
from inspectiebezoek.visit.kinds import Evidence, Finding
from inspectiebezoek.visit.laptops import awaited, late
from inspectiebezoek.visit.merging import hidden
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.readiness import gaps, left_out, progress
from inspectiebezoek.visit.versions import adopt

cli = typer.Typer(
    cls=Group,
    help="Plan, fill, judge, finish and export visits.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
Announced = Literal["ja", "nee"]


@cli.command()
def new(
    ctx: typer.Context,
    form: Annotated[Path, typer.Argument(help="A checklist, or the id of one of the office.")],
    title: Annotated[str, typer.Option()] = "",
    site: Annotated[str, typer.Option(help="Code of the site.")] = "",
    site_label: Annotated[str, typer.Option(help="Name of the site.")] = "",
    kind: Annotated[str, typer.Option()] = "doorlichting",
    announced: Annotated[Announced, typer.Option()] = "ja",
    person: Annotated[str, typer.Option(help="Your id, before enrolling.")] = "",
    name: Annotated[str, typer.Option(help="Your name, before enrolling.")] = "",
) -> None:
    """Plan a visit with a checklist; prints its UUID."""
    context = context_of(ctx)
    # Before the data folder is made: a bad checklist leaves nothing.
    read = load_form(form) if is_file(form) or not context.has_data else None
    who = context.wrong("visit.who")
    if not person and not context.has_data:
        raise who
    with context.workplace(create=True) as place:
        if not person and place.known() is None:
            raise who
        checklist = read or published_form(place, str(form))
        device = place.known() or place.introduce(person, name or person)
        lead = Member(device.person, device.name, "lead", "inspectieleider")
        header = Header(
            title=title or checklist.title,
            site=site,
            site_label=site_label,
            kind=kind,
            announced=announced,
            start=place.clock().isoformat(timespec="seconds"),
            team=(lead,),
        )
        visit = place.plan(checklist, header)
        context.result({"visit": visit.id}, [visit.id])


@cli.command()
def checklists(ctx: typer.Context) -> None:
    """The checklists of the office that are valid today, by the id that `visit new` takes."""
    context = context_of(ctx)
    with context.workplace() as place:
        found = published_checklists(place)
    names = ("id", "version", "title", "valid_to")
    document = [{name: getattr(each, name) for name in names} for each in found]
    head = text("cli", "visit.checklists_head", context.language).split("|")
    context.result(document, table([list(each.values()) for each in document], head))


@cli.command("list")
def list_visits(ctx: typer.Context) -> None:
    """Every visit on this laptop, with what has been received at the office."""
    context = context_of(ctx)
    with context.workplace() as place:
        lines = place.visits()
    document = [
        {
            "visit": line.id,
            "title": line.header.title,
            "site": line.header.site_label,
            "state": line.header.state,
            "changed": line.changed,
            "items": line.counts.items,
            "received": line.counts.received,
        }
        for line in lines
    ]
    rows = [
        [
            str(each["visit"])[:8],
            each["title"],
            text("cli", f"state.{each['state']}", context.language),
            f"{each['received']}/{each['items']}",
        ]
        for each in document
    ]
    head = text("cli", "visit.list_head", context.language).split("|")
    context.result(document, table(rows, head))


@cli.command()
def show(ctx: typer.Context, visit: Visit) -> None:
    """The state of a visit: progress, findings, differences, what is missing."""
    context = context_of(ctx)
    with context.workplace() as place:
        opened = place.open(visit)
        document, lists = _summary(opened), together.merged(opened)
    context.facts(document, beside={"merge": lists})


def _summary(visit: OpenVisit) -> dict[str, object]:
    header, done = visit.header, progress(visit, visit.instance.root)
    unanswered = sum(1 for _ in left_out(visit, visit.instance.root))
    return {
        "visit": visit.id,
        "title": header.title,
        "site": header.site_label,
        "state": header.state,
        "form": f"{visit.form.id} {visit.form.version}",
        "answered": done.answered - unanswered,
        "unanswered": unanswered,
        "asked": done.total,
        "attention": done.attention,
        "findings": len(visit.all(Finding)),
        "evidence": len(visit.all(Evidence)),
        "differences": len(find(visit.state)),
        "gaps": len(gaps(visit)),
        "hidden": len(hidden(visit)),
        "awaited": len(awaited(visit)),
        "late": len(late(visit)),
    }


_PARTS = (
    *(filling.answer, filling.leave, filling.attach, filling.finding, filling.judge),
    *(comments.comment, comments.reply, tables.tables, together.done, together.without),
    *(settling.settle, visit_log.log),
    *(coding.code, coding.header),
    *(cycle.followup, cycle.verification, cycle.signal, cycle.action, cycle.act),
    carrying_in.carryin,
)
for command in (*_PARTS, purging.purge, purging.purged, purging.fetch, expunging.expunge):
    cli.command()(command)


@cli.command()
def finish(ctx: typer.Context, visit: Visit) -> None:
    """Finish a visit; exit 3 with the list of what is missing."""
    context = context_of(ctx)
    with context.workplace() as place:
        opened = place.open(visit)
        missing = finishing.finish(opened)
        document = [{"kind": each.kind, "ref": each.ref, "message": each.words} for each in missing]
        lines = [
            text("cli", f"gap.{each.kind}", context.language, ref=each.ref, words=each.words)
            for each in missing
        ]
    context.result({"finished": not missing, "missing": document}, lines or [visit])
    if missing:
        raise InspectionError(Code.VISIT_INCOMPLETE, count=len(missing))


@cli.command()
def reopen(
    ctx: typer.Context,
    visit: Visit,
    reason: Annotated[str, typer.Option(help="Why; it stays in the log.")],
) -> None:
    """Open a finished visit again; a signed version stays as it is."""
    context = context_of(ctx)
    if not reason.strip():
        raise context.wrong("usage.missing", name="--reason")
    with context.workplace() as place:
        opened = place.open(visit)
        if opened.header.state in (PLANNED, IN_PROGRESS):
            raise InspectionError(Code.VISIT_NOT_FINISHED, visit=visit)
        finishing.reopen(opened, reason)
    context.result({"visit": visit, "reopened": True}, [visit])


@cli.command("adopt")
def adopt_report(ctx: typer.Context, visit: Visit) -> None:
    """Adopt the report that everybody signed; after that only a new version changes it."""
    context = context_of(ctx)
    with context.workplace() as place:
        opened = place.open(visit)
        adopt(opened, place.clock())
    context.result({"visit": visit, "adopted": True}, [visit])


@cli.command()
def export(
    ctx: typer.Context,
    visit: Visit,
    out: Annotated[Path, typer.Argument(help="File for the JSON.")],
) -> None:
    """Write a visit as JSON: header, answers, records, heads and evidence hashes."""
    context = context_of(ctx)
    check_target(out)
    with context.workplace() as place:
        log = place.log_of(visit)
        document = export_entries(log, place.store.entries(log))
        place.store.append(log, [exported(place.uuid(), JSON)], now=place.clock())
    write_file(out, document.encode())
    context.result({"file": str(out)}, [str(out)])
