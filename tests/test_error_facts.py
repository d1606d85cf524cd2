"""Every refusal brings the facts that its sentences name."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

from inspectiebezoek.errors import Code
from inspectiebezoek.messages import texts

PACKAGE = Path(__file__).resolve().parent.parent / "inspectiebezoek"


def refusals() -> Iterator[tuple[str, Code, set[str | None]]]:
    """Where the code makes an error: the place, the code, the names of the facts it gives."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "InspectionError":
                continue
            code = getattr(node.args[0], "attr", "") if node.args else ""
            if code in Code.__members__:
                given = {keyword.arg for keyword in node.keywords}
                yield f"{path.name}:{node.lineno}", Code[code], given


def wanted(code: Code) -> set[str]:
    words = " ".join(texts("errors", "nl")[code.name.lower()].values())
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_every_refusal_brings_the_facts_of_its_sentences() -> None:
    found = list(refusals())
    assert len(found) > 50
    lacking = [
        (place, code.name, wanted(code) - given)
        for place, code, given in found
        if None not in given and not wanted(code) <= given
    ]
    assert lacking == []
