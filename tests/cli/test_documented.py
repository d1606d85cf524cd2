"""What the documentation promises to other programs is what the commands give."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from inspectiebezoek.cli.group import LazyGroup
from inspectiebezoek.errors import Exit
from tests.cli.conftest import Laptop
from tests.support.office import TestOffice

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "command-line.md"
ROW = re.compile(r"^\| `(?P<command>[^`]+)` \| (?P<result>.*) \|$", re.M)
ROWS = {row["command"]: row["result"] for row in ROW.finditer(DOCUMENT.read_text("utf-8"))}


def keys(command: str) -> set[str]:
    """The names at the top of a documented result."""
    flat = ROWS[command]
    while re.search(r": (\[[^\[\]]*\]|\{[^{}]*\})", flat):
        flat = re.sub(r": (\[[^\[\]]*\]|\{[^{}]*\})", "", flat)
    return set(re.findall(r'"(\w+)"', flat))


def test_every_exit_code_and_command_is_documented() -> None:
    text = DOCUMENT.read_text("utf-8")
    assert [int(code) for code in re.findall(r"^\| (\d) \|", text, re.M)] == list(Exit)
    assert {command.split()[0] for command in ROWS} == set(LazyGroup.places)


def test_commands_on_a_visit_give_what_is_documented(laptop: Laptop, tmp_path: Path) -> None:
    piece = tmp_path / "stuk.txt"
    piece.write_text("stuk", encoding="utf-8")
    visit = laptop.visit
    runs: dict[str, tuple[object, ...]] = {
        "visit list": (),
        "visit show VISIT": (visit,),
        "visit answer VISIT QUESTION VALUE": (visit, "A1", "ja"),
        "visit attach VISIT FILE": (visit, piece),
        "visit finding VISIT TITLE --nature N": (visit, "Titel", "--nature", "risico"),
        "visit code VISIT LABEL": (visit, "B-A01", "--severity", "3"),
        "visit header VISIT": (visit, "--layer", "verdiepend"),
        "visit judge VISIT CRITERION JUDGMENT --motive M": (visit, "1.1", "ja", "--motive", "x"),
        "visit log VISIT --question Q": (visit,),
        "verify VISIT": (visit,),
        "visit comment VISIT TEXT --sort feitelijk\\|aanvulling\\|anders": (
            *(visit, "Het waren er negen.", "--sort", "feitelijk"),
        ),
        "visit reply VISIT LABEL TEXT --changed\\|--unchanged": (
            *(visit, "W-A01", "Dat klopt.", "--changed"),
        ),
        "visit followup VISIT RECOMMENDATION --state gezien\\|niet_gezien\\|niet_nagelopen": (
            *(visit, "0190a0a0-0000-7000-8000-00000000a012", "--state", "gezien"),
        ),
        "visit verification VISIT MEASURE --state S": (
            *(visit, "0190a0a0-0000-7000-8000-00000000a003", "--state", "niet_aangetroffen"),
        ),
        "visit signal VISIT TEXT": (visit, "Te weinig mensen in de nacht"),
        "visit action VISIT TEXT --sort S": (visit, "Een brief", "--sort", "brief"),
        "visit act VISIT LABEL --state gedaan\\|vervallen": (
            *(visit, "A-A01", "--state", "gedaan"),
        ),
        "visit finish VISIT": (visit,),
        "visit done VISIT": (visit,),
        "visit reopen VISIT --reason R": (visit, "--reason", "aanvulling"),
        "visit export VISIT OUT": (visit, tmp_path / "uit.json"),
        "visit tables VISIT FOLDER --format xlsx\\|csv\\|parquet": (visit, tmp_path / "tabellen"),
        "report VISIT --out F.pdf": (visit, "--draft", "--out", tmp_path / "uit.pdf"),
    }
    for command, words in runs.items():
        name = [word for word in re.sub(r" --.*", "", command).split() if word.islower()]
        told = laptop(*name, *words, "--json")
        assert told.code == 0, (command, told.err)
        found = told.result[0] if isinstance(told.result, list) else told.result
        assert set(found) == keys(command), command


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("form check FORM", ("form", "check")),
        ("form bench FORM", ("form", "bench", "--runs", "1")),
    ],
)
def test_commands_on_a_checklist_give_what_is_documented(
    laptop: Laptop, checklist: Path, row: str, words: tuple[str, ...]
) -> None:
    told = laptop.run(*words, checklist, "--json")
    assert told.code == 0
    assert set(told.result) == keys(row)


def test_doctor_gives_what_is_documented(laptop: Laptop) -> None:
    told = laptop("doctor", "--json")
    assert told.code == 0
    assert {name for part in told.result for name in part} == keys("doctor")


def test_the_office_and_the_sync_give_what_is_documented(
    laptop: Laptop, office: TestOffice, checklist: Path, tmp_path: Path
) -> None:
    def at_office(*words: object) -> Any:
        options = ("--folder", tmp_path / "office", "--database", office.database)
        return laptop.run("office", *words, *options, "--json").result

    invited = at_office("invite", "--person", "insp-a", "--name", "Anna")
    assert set(invited) == keys("office invite")
    enrolled = laptop("enrol", office.url, invited["code"], "--json").result
    assert set(enrolled) == keys("enrol URL CODE")
    told = laptop("sync", "--json")
    assert told.code == 0
    assert set(told.result) == keys("sync")
    assert set(told.result["logs"][0]) == {"log", "items", "received", "refused"}
    assert set(at_office("members")[0]) == keys("office members")
    published = at_office("publish", checklist)
    assert set(published[0]) == keys("office publish FILE...")
    assert laptop("sync").code == 0
    assert set(at_office("published")[0]) == keys("office published")
    assert set(laptop("visit", "checklists", "--json").result[0]) == keys("visit checklists")
    log = ("log", f"visit/{laptop.visit}", "--by", "insp-a")
    assert set(at_office(*log)[0]) == keys("office log LOG --by PERSON [--until CHANGE]")
    assert set(at_office("audit")[0]) == keys("office audit")
    assert set(at_office("revoke", enrolled["device"])) == keys("office revoke DEVICE")


def test_the_manual_of_the_office_names_commands_and_options_that_exist(laptop: Laptop) -> None:
    text = DOCUMENT.with_name("office.md").read_text("utf-8")
    commands = set(re.findall(r"(?:`|inspectiebezoek )office ([a-z][a-z-]+)", text))
    helps = [laptop.run("office", name, "--help") for name in sorted(commands)]
    assert len(helps) > 8 and all(told.code == 0 for told in helps)
    known = "".join(told.out for told in helps)
    for words in (("recover",), ("visit", "purge")):
        known += laptop.run(*words, "--help").out
    elsewhere = {
        "--system",
        "--create-home",
        "--home-dir",
        "--wheel",
        "--no-owner",
        "--now",
        "--json",
    }
    assert set(re.findall(r"(?<!\S)`?(--[a-z][a-z-]+)", text)) - elsewhere <= set(
        re.findall(r"--[a-z][a-z-]+", known)
    )
