"""A checklist with faults is refused with every fault, and nothing is opened or made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command import Command

UNKNOWN = """| survey |
| | type | name | label | relevant |
| | text | eerste | Eerste vraag | |
| | text | tweede | Tweede vraag | ${eerst} = 'ja' |
| | text | derde | Zie ${nergens} | |
"""
PIPE = """| survey |
| | type | name | label | hint |
| | text | eerste | Kies A|B of C | hint |
"""


@pytest.fixture
def write(tmp_path: Path):
    def write(words: str, name: str = "checklist.md") -> Path:
        path = tmp_path / name
        path.write_text(words, encoding="utf-8")
        return path

    return write


def test_unknown_references_are_all_told_with_sheet_row_column_and_remedy(command, write) -> None:
    told = command("form", "check", write(UNKNOWN))
    assert told.code == 3
    first, second = told.out.splitlines()
    assert first.startswith("Blad survey, rij 4, kolom relevant: ")
    assert "'eerst'" in first and "Controleer de spelling" in first
    assert second.startswith("Blad survey, rij 5, kolom label: ")
    assert "aantal: 2" in told.err and "niets geopend" in told.err and "IB-F-101" in told.err


def test_a_raw_pipe_is_told_in_both_languages(command: Command, write) -> None:
    path = write(PIPE)
    dutch, english = command("form", "check", path), command("form", "check", path, "--language=en")
    assert dutch.out.startswith(
        "Blad survey, rij 3, kolom label: In deze rij staat een los |-teken"
    )
    assert english.out.startswith("Sheet survey, row 3, column label: This row has a stray | sign")
    assert dutch.code == english.code == 3


def test_other_programs_get_each_fault_with_its_place_and_remedy(command: Command, write) -> None:
    told = command("form", "check", write(PIPE), "--json")
    (fault,) = told.result["faults"]
    assert (fault["sheet"], fault["row"], fault["column"]) == ("survey", 3, "label")
    assert fault["message"] and fault["remedy"]
    assert told.error["code"] == "IB-F-101"


def test_a_good_checklist_has_no_faults(command: Command, checklist: Path) -> None:
    told = command("form", "check", checklist, "--json")
    assert told.code == 0
    assert told.result == {"form": "klein.md", "faults": []}


def test_planning_with_a_bad_checklist_tells_the_faults_and_leaves_no_folder(
    command: Command, write, tmp_path: Path
) -> None:
    passphrase = write("oefening\n", "passphrase")
    folder = tmp_path / "data"
    told = command(
        "visit", "new", write(UNKNOWN), "--data", folder, "--passphrase-file", passphrase
    )
    assert told.code == 3
    assert "rij 4, kolom relevant" in told.err and "rij 5, kolom label" in told.err
    assert not folder.exists()


@pytest.mark.parametrize("words", [("form", "check"), ("form", "run"), ("form", "bench")])
def test_a_missing_checklist_is_unreadable(command: Command, words: tuple[str, str]) -> None:
    told = command(*words, "nergens.md")
    assert told.code == 4
    assert "nergens.md kan niet worden gelezen" in told.err + told.out


def test_a_run_says_in_the_chosen_language_why_a_checklist_cannot_be_loaded(
    command: Command, write
) -> None:
    told = command("form", "run", write(PIPE), "--language", "en")
    assert told.code == 3
    assert told.result["status"] == "load-failed"
    assert told.result["error"].startswith("The checklist")
    assert told.result["faults"][0]["row"] == 3


@pytest.mark.parametrize(
    "steps", ["geen json", "3", '[{"set": "/data/x"}, 3]', '{"steps": {"set": 1}}']
)
def test_steps_that_cannot_be_read_are_refused(
    command: Command, write, checklist: Path, steps: str
) -> None:
    told = command("form", "run", checklist, write(steps, "stappen.json"))
    assert told.code == 4
    assert "stappen.json" in told.err and not told.out


@pytest.mark.parametrize(
    "job",
    [
        {"id": 1},
        {"form": "klein.md", "steps": [1]},
        {"form": "klein.md", "options": {"now": "gisteren"}},
        {"form": "klein.md", "attachments": ["klein.csv"]},
        [],
    ],
)
def test_a_batch_with_a_bad_job_is_refused(command: Command, write, job: object) -> None:
    told = command("form", "run", "--batch", write(json.dumps(job), "jobs.jsonl"))
    assert told.code == 4
    assert "jobs.jsonl" in told.err


def test_an_export_says_which_kinds_of_file_there_are(
    command: Command, checklist: Path, tmp_path: Path
) -> None:
    told = command("form", "export", checklist, tmp_path / "uit.docx")
    assert told.code == 2
    assert ".xml of .xlsx" in told.err
    assert command("form", "export", checklist, tmp_path / "uit.xml").code == 0
    sheets = command("form", "export", tmp_path / "uit.xml", tmp_path / "uit.xlsx")
    assert sheets.code == 2
    assert "heeft geen bladen" in sheets.err


def test_an_export_that_cannot_be_written_says_so(
    command: Command, checklist: Path, tmp_path: Path
) -> None:
    told = command("form", "export", checklist, checklist / "uit.xml")
    assert told.code == 4
    assert "kan niet worden geschreven" in told.err
