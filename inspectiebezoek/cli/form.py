"""`form`: check, run, bench and export a checklist."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from inspectiebezoek.cli.common import context_of, fault_lines, fault_words
from inspectiebezoek.cli.files import check_target, read_text, write_file
from inspectiebezoek.cli.group import Group
from inspectiebezoek.errors import Code, Exit, InspectionError
from inspectiebezoek.messages import text

cli = typer.Typer(
    cls=Group,
    help="Check, run, bench and export a checklist.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
FormFile = Annotated[Path, typer.Argument(help="XLSForm (.md .xlsx .csv) or XForm (.xml).")]


@cli.command()
def check(ctx: typer.Context, form: FormFile) -> None:
    """Every fault with sheet, row, column and remedy; exit 3 when there are any."""
    from inspectiebezoek.form.check import faults_of
    from inspectiebezoek.form.loading import refused

    context = context_of(ctx)
    faults = faults_of(form)
    if not faults:
        good = text("cli", "form.good", context.language, file=form.name)
        context.result({"form": form.name, "faults": []}, [good])
        return
    error = refused(faults, str(form))
    words = fault_words(error, context.language)
    context.result({"form": form.name, **words}, fault_lines(faults, context.language))
    context.problem(error.code, {"file": form.name, "count": len(faults)})
    context.finish(Exit.FINDINGS)


@cli.command("run")
def run_form(
    ctx: typer.Context,
    form: Annotated[Path | None, typer.Argument(help="The form; not with --batch.")] = None,
    steps: Annotated[Path | None, typer.Argument(help="JSON list of steps.")] = None,
    media: Annotated[Path | None, typer.Option(help="Folder of media files.")] = None,
    batch: Annotated[Path | None, typer.Option(help="JSON lines, one job each.")] = None,
    trace: Annotated[bool, typer.Option(help="Node states after each step.")] = False,
    diff: Annotated[bool, typer.Option(help="With --trace: only what changed.")] = False,
    labels: Annotated[bool, typer.Option(help="Add labels, hints, choices.")] = False,
) -> None:
    """Run steps on a form and print its state as one JSON object (one a line with --batch)."""
    from inspectiebezoek.form.steps import Options, run_job

    context = context_of(ctx)
    options = Options(trace=trace, diff=diff, labels=labels, language=context.language)
    if batch is not None:
        for line in read_text(batch).splitlines():
            if line.strip():
                outcome = run_job(_job(line, batch), options=options, folder=batch.parent)
                typer.echo(json.dumps(outcome, ensure_ascii=False))
        return
    if form is None:
        raise context.wrong("form.run_what")
    listed = _json(read_text(steps), steps) if steps else []
    job = {"id": form.name, "form": str(form), "steps": listed}
    outcome = run_job(job, options=options, folder=Path(), media=media)
    typer.echo(json.dumps(outcome, ensure_ascii=False, indent=1))
    if outcome["status"] != "ok":
        raise typer.Exit(int(Exit.FINDINGS if "faults" in outcome else Exit.UNREADABLE))


@cli.command()
def bench(
    ctx: typer.Context,
    form: FormFile,
    runs: Annotated[int, typer.Option(help="How often.")] = 20,
    pre: Annotated[Path | None, typer.Option(help="Steps before measuring.")] = None,
    set_: Annotated[list[str] | None, typer.Option("--set", help="REF=V1,V2")] = None,
) -> None:
    """Measure loading and answering; prints one JSON object (milliseconds)."""
    from inspectiebezoek.form.steps import bench_form

    context = context_of(ctx)
    sets = {}
    for each in set_ or []:
        ref, equals, values = each.partition("=")
        if not equals:
            raise context.wrong("form.bench_set", given=each)
        sets[ref] = values.split(",")
    listed = _json(read_text(pre), pre) if pre else []
    typer.echo(json.dumps(bench_form(form, runs=runs, pre=listed, sets=sets)))


@cli.command()
def paper(
    ctx: typer.Context,
    form: FormFile,
    out: Annotated[Path, typer.Argument(help="The PDF.")],
) -> None:
    """Write the checklist to fill in on paper."""
    from uuid import uuid4

    from inspectiebezoek.form.loading import load_form
    from inspectiebezoek.report.blank import blank
    from inspectiebezoek.settings import local_now

    context = context_of(ctx)
    checklist = load_form(form)
    check_target(out)
    instance = checklist.new_instance(local_now, uuid4)
    made = blank(checklist, instance, made=local_now(), language=context.language)
    write_file(out, made)
    context.result({"file": str(out)}, [str(out)])


@cli.command()
def export(
    ctx: typer.Context,
    form: FormFile,
    out: Annotated[Path, typer.Argument(help="OUT.xml (XForm) or OUT.xlsx (XLSForm).")],
) -> None:
    """Write the checklist as an XForm, or as a workbook for a spreadsheet."""
    from inspectiebezoek.form.export import export_form
    from inspectiebezoek.form.loading import SHEETS

    context = context_of(ctx)
    if out.suffix.lower() not in (".xml", ".xlsx"):
        raise context.wrong("form.export_kind", file=out.name)
    if out.suffix.lower() == ".xlsx" and form.suffix.lower() not in SHEETS:
        raise context.wrong("form.export_sheets", file=form.name)
    check_target(out)
    with TemporaryDirectory() as folder:
        made = Path(folder) / f"made{out.suffix}"
        export_form(form, made)
        write_file(out, made.read_bytes())
    context.result({"file": str(out)}, [str(out)])


def _json(words: str, path: Path) -> list[dict[str, Any]]:
    """The steps in a file: a list, or a table with a list `steps`."""
    found = _parsed(words, path)
    if isinstance(found, Mapping):
        found = found.get("steps")
    if not _are_steps(found):
        raise InspectionError(Code.STEPS_UNREADABLE, file=path.name)
    return list(found)


def _job(words: str, path: Path) -> dict[str, Any]:
    """One job of a batch, whose parts are of the right kinds."""
    found = _parsed(words, path)
    good = (
        isinstance(found, dict)
        and ("xml" in found or "form" in found)
        and _are_steps(found.get("steps") or [])
        and all(isinstance(found.get(part) or {}, dict) for part in ("attachments", "options"))
        and _is_moment((found.get("options") or {}).get("now"))
    )
    if not good:
        raise InspectionError(Code.STEPS_UNREADABLE, file=path.name)
    return dict(found)


def _parsed(words: str, path: Path) -> Any:
    try:
        return json.loads(words)
    except ValueError as error:
        raise InspectionError(Code.STEPS_UNREADABLE, file=path.name) from error


def _are_steps(found: object) -> bool:
    return isinstance(found, list) and all(isinstance(step, dict) for step in found)


def _is_moment(given: object) -> bool:
    try:
        return given is None or bool(datetime.fromisoformat(str(given)))
    except ValueError:
        return False
