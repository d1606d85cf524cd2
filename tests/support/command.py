"""The command line as a person meets it: words in; exit code, result and explanation out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from inspectiebezoek.cli.main import run


@dataclass(frozen=True)
class Outcome:
    """What a command came to: its exit code, stdout and stderr."""

    code: int
    out: str
    err: str

    @property
    def result(self) -> Any:
        """The JSON on stdout."""
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, Any]:
        """The JSON of the error on stderr."""
        told = json.loads(self.err)["error"]
        assert isinstance(told, dict)
        return told


class Command:
    """Runs commands in this process; a bug comes out as its traceback."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def __call__(self, *words: object) -> Outcome:
        self._capture.readouterr()
        code = run([str(word) for word in words])
        out, err = self._capture.readouterr()
        return Outcome(code, out, err)
