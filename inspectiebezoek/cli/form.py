"""`form`: check, run, bench and export a checklist."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from inspectiebezoek.cli.common import context_of
from inspectiebezoek.errors import Code, Exit, InspectionError
from inspectiebezoek.messages import text

cli = typer.Typer(help="Check, run, bench and export a checklist.", no_args_is_help=True)
FormFile = Annotated[Path, typer.Argument(help="XLSForm (.md .xlsx .csv) or XForm (.xml).")]


@cli.command()
def check(ctx: typer.Context, form: FormFile) -> None:
    """Every fault with sheet, row, column and remedy; exit 3 when there are any."""
    from inspectiebezoek.form.check import faults_of, sentence

    context = context_of(ctx)
    faults = faults_of(form)
    documents = [
        {
            "sheet": fault.sheet,
            "row": fault.row,
            "column": fault.column,
            "code": fault.code,
            "message": sentence(fault, context.language),
        }
        for fault in faults
    ]
    place = text("cli", "form.place", context.language)
    lines = [
        f"{place.format(**{key: value or '-' for key, value in each.items()})} {each['message']}"
        for each in documents
    ]
    if not faults:
        lines = [text("cli", "form.good", context.language, file=form.name)]
    context.result({"form": form.name, "faults": documents}, lines)
    context.finish(Exit.FINDINGS if faults else Exit.GOOD)


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

    context_of(ctx)
    options = Options(trace=trace, diff=diff, labels=labels)
    if batch is not None:
        for line in _read(batch).splitlines():
            if line.strip():
                outcome = run_job(_table(line, batch), options=options, folder=batch.parent)
                typer.echo(json.dumps(outcome, ensure_ascii=False))
        return
    if form is None:
        raise InspectionError(Code.WRONG_USE, reason="FORM, --batch")
    listed = _json(_read(steps), steps) if steps else []
    job = {"id": form.name, "form": str(form.resolve()), "steps": listed}
    outcome = run_job(job, options=options, folder=Path(), media=media)
    typer.echo(json.dumps(outcome, ensure_ascii=False, indent=1))
    if outcome["status"] != "ok":
        raise typer.Exit(int(Exit.FINDINGS))


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

    context_of(ctx)
    sets = {}
    for each in set_ or []:
        ref, equals, values = each.partition("=")
        if not equals:
            raise InspectionError(Code.WRONG_USE, reason=each)
        sets[ref] = values.split(",")
    listed = _json(_read(pre), pre) if pre else []
    typer.echo(json.dumps(bench_form(form, runs=runs, pre=listed, sets=sets)))


@cli.command()
def export(
    ctx: typer.Context,
    form: FormFile,
    out: Annotated[Path, typer.Argument(help="OUT.xml (XForm) or OUT.xlsx (XLSForm).")],
) -> None:
    """Write the checklist as an XForm, or as a workbook for a spreadsheet."""
    from inspectiebezoek.form.export import export_form

    context = context_of(ctx)
    export_form(form, out)
    context.result({"file": str(out)}, [str(out)])


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InspectionError(Code.FILE_MISSING, file=path.name) from error


def _json(words: str, path: Path) -> list[Any]:
    try:
        found = json.loads(words)
    except ValueError as error:
        raise InspectionError(Code.STEPS_UNREADABLE, file=path.name) from error
    if isinstance(found, Mapping):
        found = found.get("steps")
    if not isinstance(found, list):
        raise InspectionError(Code.STEPS_UNREADABLE, file=path.name)
    return found


def _table(words: str, path: Path) -> dict[str, Any]:
    try:
        found = json.loads(words)
    except ValueError as error:
        raise InspectionError(Code.STEPS_UNREADABLE, file=path.name) from error
    if not isinstance(found, dict):
        raise InspectionError(Code.STEPS_UNREADABLE, file=path.name)
    return found
