"""`compare`: what differs between two versions of a report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from inspectiebezoek.cli.common import Context, context_of
from inspectiebezoek.cli.files import read_file
from inspectiebezoek.messages import text
from inspectiebezoek.report.compare import Sentence
from inspectiebezoek.report.compare import compare as compare_pdf


def compare(
    ctx: typer.Context,
    before: Annotated[Path, typer.Argument(help="The earlier version.")],
    after: Annotated[Path, typer.Argument(help="The later version.")],
) -> None:
    """Tell what differs between two versions of a report.

    It compares the words, and judges no signatures.
    """
    context = context_of(ctx)
    found = compare_pdf(read_file(before), read_file(after), (before.name, after.name))
    document = {
        "same": not found,
        "differences": [
            {
                "page_before": each.before[0].page if each.before else None,
                "before": " ".join(part.words for part in each.before),
                "page_after": each.after[0].page if each.after else None,
                "after": " ".join(part.words for part in each.after),
            }
            for each in found
        ],
    }
    lines = [
        line
        for each in found
        for key, side in (("gone", each.before), ("new", each.after))
        for line in _told(context, key, side)
    ]
    context.result(document, lines or [text("cli", "compare.same", context.language)])


def _told(context: Context, key: str, side: Sequence[Sentence]) -> list[str]:
    if not side:
        return []
    words = " ".join(each.words for each in side)
    return [text("cli", f"compare.{key}", context.language, page=side[0].page, words=words)]
