"""What other programs make of a report: its syntax is whole, and it reads in the right order."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from inspectiebezoek.report.audience import Audience
from tests.support.reports import LEAD, SECOND, sealed, signed

GOLDEN = Path(__file__).parent / "golden"


def told_by(tool: str, *words: str) -> subprocess.CompletedProcess[str]:
    if shutil.which(tool) is None:
        pytest.skip(f"needs the tool {tool}")
    return subprocess.run([tool, *words], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("state", ["sealed", "signed"])
def test_qpdf_finds_no_fault(audience: Audience, state: str, tmp_path: Path) -> None:
    path = tmp_path / "verslag.pdf"
    made = sealed if state == "sealed" else signed
    path.write_bytes(made(LEAD, SECOND, audience=audience))

    told = told_by("qpdf", "--check", str(path))

    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.parametrize("audience", list(Audience))
def test_a_screen_reader_meets_the_words_whole_and_in_order(
    audience: Audience, tmp_path: Path
) -> None:
    """Words that are glued together or torn apart pass every validator.

    `UPDATE_GOLDEN=1` writes the files anew; read the difference before keeping it.
    """
    path = tmp_path / "verslag.pdf"
    path.write_bytes(sealed(LEAD, SECOND, audience=audience))

    told = told_by("pdfinfo", "-struct-text", str(path))

    golden = GOLDEN / f"{audience.value}.txt"
    # The numbers of objects say nothing to a reader.
    found = re.sub(r"Object \d+ \d+", "Object", told.stdout)
    if os.environ.get("UPDATE_GOLDEN") == "1":
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text("utf-8")
