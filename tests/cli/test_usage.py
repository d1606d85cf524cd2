"""A command line that is not understood is told in the chosen language, with how to use it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from inspectiebezoek.errors import Code
from inspectiebezoek.messages import LANGUAGES, texts
from tests.support.command import Command


@pytest.mark.parametrize(
    ("words", "dutch", "english"),
    [
        (["nope"], "de opdracht 'nope' bestaat niet", "there is no command 'nope'"),
        (["visit", "lst"], "(bedoelt u list?)", "(did you mean list?)"),
        (["visit", "list", "--nope"], "de optie --nope bestaat niet", "no option --nope"),
        (["visit", "new", "x.md", "--titel", "y"], "(bedoelt u --title", "did you mean"),
        (["visit", "show"], "VISIT ontbreekt", "VISIT is missing"),
        (["visit", "show", "a", "b", "c"], "er staat te veel (b c)", "words too many (b c)"),
        (["report", "x"], "--out ontbreekt", "--out is missing"),
        (["report", "x", "--out"], "bij --out hoort een waarde", "--out needs a value"),
        (["report", "x", "--out=y", "--audience=z"], "internal, summary, public", "choose from"),
        (["office", "serve", "--port", "abc"], "--port hoort een getal", "needs a number"),
        (["visit", "list", "--data"], "bij --data hoort een waarde", "--data needs a value"),
        (["doctor", "--log-level", "HARD"], "DEBUG, INFO, WARNING, ERROR", "choose from"),
    ],
)
def test_wrong_use_is_told_in_the_chosen_language(
    command: Command, words: list[str], dutch: str, english: str
) -> None:
    for language, expected in (("nl", dutch), ("en", english)):
        told = command(f"--language={language}", *words)
        assert told.code == 2
        assert expected in told.err
        assert Code.WRONG_USE.quote in told.err
        assert not told.out


def test_wrong_use_shows_how_the_command_is_used(command: Command) -> None:
    told = command("visit", "answer", "x")
    assert "Zo gebruikt u de opdracht: inspectiebezoek visit answer [OPTIONS] " in told.err


def test_wrong_use_is_json_for_other_programs(command: Command) -> None:
    told = command("visit", "show", "--json")
    assert told.code == 2
    assert told.error["code"] == Code.WRONG_USE.quote
    assert told.error["what"] == "De opdracht klopt niet: VISIT ontbreekt."


def test_a_file_is_not_opened_in_silence(command: Command, tmp_path: Path) -> None:
    picture = tmp_path / "foto.jpg"
    picture.write_bytes(b"x")
    told = command(picture)
    assert told.code == 2
    assert str(picture) in told.err


def test_a_language_that_is_not_there_is_told(command: Command) -> None:
    told = command("doctor", "--language", "fr")
    assert told.code == 2
    assert "bij --language kunt u kiezen uit nl, en" in told.err


def test_a_word_that_is_no_text_is_told(command: Command) -> None:
    told = command("visit", "show", "Caf\udce9")
    assert told.code == 2
    assert "'Caf?' is geen leesbare tekst" in told.err


def test_both_languages_have_the_same_texts() -> None:
    def keys(table: object, at: str = "") -> set[str]:
        if not isinstance(table, dict):
            return {at}
        return {key for name, part in table.items() for key in keys(part, f"{at}.{name}")}

    dutch, english = (keys(dict(texts("cli", language))) for language in LANGUAGES)
    assert dutch == english


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_what_other_programs_read_is_utf_8_on_every_system(encoding: str) -> None:
    command = [sys.executable, "-m", "inspectiebezoek", "doctor"]
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert not done.stderr
    assert "✓" in done.stdout.decode()
