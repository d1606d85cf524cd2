"""`visit`: plan, fill, judge, finish and export visits."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspectiebezoek.app.evidence import attach_file
from inspectiebezoek.app.export import export_entries
from inspectiebezoek.cli.common import Context, context_of, pairs, table
from inspectiebezoek.errors import Code, Exit, InspectionError
from inspectiebezoek.messages import text
from inspectiebezoek.visit import finishing, judgments
from inspectiebezoek.visit.differences import find
from inspectiebezoek.visit.header import Header, Member
from inspectiebezoek.visit.kinds import Evidence, Finding
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.readiness import gaps, progress

cli = typer.Typer(help="Plan, fill, judge, finish and export visits.", no_args_is_help=True)
Visit = Annotated[str, typer.Argument(help="UUID of the visit, or how it begins.")]


@cli.command()
def new(
    ctx: typer.Context,
    form: Annotated[Path, typer.Argument(help="The checklist.")],
    title: Annotated[str, typer.Option()] = "",
    site: Annotated[str, typer.Option(help="Code of the site.")] = "",
    site_label: Annotated[str, typer.Option(help="Name of the site.")] = "",
    kind: Annotated[str, typer.Option()] = "doorlichting",
    announced: Annotated[str, typer.Option(help="ja or nee.")] = "ja",
    person: Annotated[str, typer.Option(help="Your id, before enrolling.")] = "",
    name: Annotated[str, typer.Option(help="Your name, before enrolling.")] = "",
) -> None:
    """Plan a visit with a checklist; prints its UUID."""
    context = context_of(ctx)
    with context.workplace(create=True) as place:
        device = place.known() or place.introduce(person or "inspecteur", name or person)
        checklist = place.checklist(form)
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
            each["state"],
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
        document = _summary(opened)
    context.result(document, pairs(document))


def _summary(visit: OpenVisit) -> dict[str, object]:
    header, done = visit.header, progress(visit, visit.instance.root)
    return {
        "visit": visit.id,
        "title": header.title,
        "site": header.site_label,
        "state": header.state,
        "form": f"{visit.form.id} {visit.form.version}",
        "answered": done.answered,
        "asked": done.total,
        "attention": done.attention,
        "findings": len(visit.all(Finding)),
        "evidence": len(visit.all(Evidence)),
        "differences": len(find(visit.state)),
        "gaps": len(gaps(visit)),
    }


@cli.command()
def answer(
    ctx: typer.Context,
    visit: Visit,
    question: Annotated[str, typer.Argument(help="Code or place of the question.")],
    value: Annotated[str, typer.Argument(help="XForms text; empty takes it back.")],
    remark: Annotated[str | None, typer.Option(help="The remark beside it.")] = None,
) -> None:
    """Answer a question; it is on disk when this returns."""
    context = context_of(ctx)
    with context.workplace() as place:
        opened = place.open(visit)
        ref = _place(opened, question)
        opened.answer(ref, value)
        if remark is not None:
            opened.set_remark(ref, remark)
        node = opened.instance.node(ref)
        document = {"ref": ref, "value": node.value, "valid": node.valid}
    context.result(document, pairs(document))


def _place(visit: OpenVisit, question: str) -> str:
    if question.startswith("/"):
        return question
    for definition in visit.form.walk():
        if question in (definition.ib.get("code"), definition.name):
            return str(definition.ref)
    raise InspectionError(Code.FORM_UNKNOWN_NODE, ref=question)


@cli.command()
def attach(
    ctx: typer.Context,
    visit: Visit,
    file: Annotated[Path, typer.Argument(help="Photo, sound or document.")],
    caption: Annotated[str, typer.Option()] = "",
    alt_text: Annotated[str, typer.Option(help="What is to be seen, for who cannot see.")] = "",
    question: Annotated[list[str] | None, typer.Option(help="Code it belongs to.")] = None,
    kind: Annotated[str, typer.Option(help="foto, geluid or document.")] = "",
) -> None:
    """Add a piece of evidence; the original is kept as it is, encrypted."""
    context = context_of(ctx)
    with context.workplace() as place:
        opened = place.open(visit)
        piece = attach_file(
            opened,
            place.store.evidence,
            file,
            kind=kind,
            caption=caption,
            alt_text=alt_text,
            questions=tuple(question or ()),
        )
        found = next(each for each in opened.all(Evidence) if each.id == piece)
    document = {"evidence": found.id, "label": found.label, "sha256": found.original}
    context.result(document, pairs(document))


@cli.command()
def finding(
    ctx: typer.Context,
    visit: Visit,
    title: Annotated[str, typer.Argument()],
    nature: Annotated[str, typer.Option(help="risico, verbeterpunt or goed_voorbeeld.")],
    words: Annotated[str, typer.Option("--text")] = "",
    observed: Annotated[str, typer.Option(help="What was seen.")] = "",
    question: Annotated[list[str] | None, typer.Option(help="Code it rests on.")] = None,
    criterion: Annotated[list[str] | None, typer.Option()] = None,
) -> None:
    """Write down a finding; prints its label."""
    context = context_of(ctx)
    with context.workplace() as place:
        opened = place.open(visit)
        uuid = opened.add(
            Finding,
            title=title,
            nature=nature,
            text=words,
            observed=observed,
            questions=list(question or ()),
            criteria=list(criterion or ()),
        )
        label = next(each.label for each in opened.all(Finding) if each.id == uuid)
    context.result({"finding": uuid, "label": label}, [label])


@cli.command()
def judge(
    ctx: typer.Context,
    visit: Visit,
    criterion: Annotated[str, typer.Argument(help="Criterion or phase, such as 1.5.")],
    judgment: Annotated[str, typer.Argument(help="A value of the checklist's own scale.")],
    motive: Annotated[str, typer.Option(help="Why; a judgment is never automatic.")],
) -> None:
    """Judge a criterion, with the motive."""
    context = context_of(ctx)
    with context.workplace() as place:
        opened = place.open(visit)
        judgments.judge(opened, criterion, judgment, motive)
    context.result({"criterion": criterion, "judgment": judgment}, [judgment])


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
    with context.workplace() as place:
        finishing.reopen(place.open(visit), reason)
    context.result({"visit": visit, "reopened": True}, [visit])


@cli.command()
def export(
    ctx: typer.Context,
    visit: Visit,
    out: Annotated[Path, typer.Argument(help="File for the JSON.")],
) -> None:
    """Write a visit as JSON: header, answers, records, heads and evidence hashes."""
    context = context_of(ctx)
    with context.workplace() as place:
        opened = place.open(visit)
        document = export_entries(opened.log, place.store.entries(opened.log))
    _write(out, document)
    context.result({"file": str(out)}, [str(out)])


def _write(out: Path, document: str) -> None:
    try:
        out.write_text(document, encoding="utf-8")
    except OSError as error:
        raise InspectionError(Code.FILE_MISSING, file=out.name) from error


@cli.command()
def log(ctx: typer.Context, visit: Visit) -> None:
    """Who changed what when, with the check of the chains; exit 7 when they do not hold."""
    context = context_of(ctx)
    with context.workplace() as place:
        opened = place.open(visit)
        entries = place.store.entries(opened.log)
        faults = place.store.check(opened.log)
        rows = [
            [entry.change.at, opened.header.name_of(entry.change.by), entry.change.op,
             entry.change.field, entry.id[:12]]
            for entry in entries
        ]  # fmt: skip
    _tell_log(context, rows)
    if faults:
        raise InspectionError(Code.LOG_BROKEN, visit=visit, count=len(faults))
    context.finish(Exit.GOOD)


def _tell_log(context: Context, rows: list[list[str]]) -> None:
    names = ("at", "by", "op", "field", "id")
    head = text("cli", "visit.log_head", context.language).split("|")
    context.result([dict(zip(names, row, strict=True)) for row in rows], table(rows, head))
