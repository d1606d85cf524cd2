"""`demo`: the main job from checklist to verified report, headless."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspectiebezoek.cli.common import context_of
from inspectiebezoek.cli.files import check_folder
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.messages import text
from inspectiebezoek.paths import shared


def demo(
    ctx: typer.Context,
    to: Annotated[Path, typer.Option(help="Folder for everything that is made.")],
    visit: Annotated[
        Path | None, typer.Option(help="Another practice visit of a shipped checklist.")
    ] = None,
) -> None:
    """The main job, headless: from checklist to verified report.

    An embedded office, two laptops, a real checklist, evidence, a conflict, sync, signatures.
    """
    context = context_of(ctx)
    try:
        from inspectiebezoek.app.demo import Demo, Step
    except ImportError as error:
        raise InspectionError(Code.PART_MISSING, part=f"server ({error.name})") from error
    check_folder(to)
    language = context.language
    practice = visit or shared("forms", "oefenbezoek", "oefenbezoek-pi.json")

    def line(step: Step) -> None:
        words = text("cli", f"demo.{step.name}", language)
        typer.echo(f"{words:<48} {step.seconds:7.2f}  {step.made}", err=context.as_json)

    head = text("cli", "demo.head", language).split("|")
    typer.echo(f"{head[0]:<48} {head[1]:>7}  {head[2]}", err=context.as_json)
    done = Demo(to, practice, line, language)
    done.run()
    received, _, items = done.steps[-2].made.partition("/")
    document = {
        "folder": str(to),
        "steps": [{"step": each.name, "seconds": round(each.seconds, 2), "made": each.made}
                  for each in done.steps],
    }  # fmt: skip
    lines = [
        text("cli", "demo.received", language, received=received, items=items),
        text("cli", "demo.where", language, folder=to),
    ]
    context.result(document, lines)
