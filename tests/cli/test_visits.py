"""A visit takes only what fits its checklist, and says what would fit."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.cli.conftest import Laptop


@pytest.mark.parametrize(
    "words",
    [
        ("visit", "show", "zzz"),
        ("visit", "log", "zzz"),
        ("visit", "answer", "zzz", "A1", "ja"),
        ("visit", "finish", "zzz"),
        ("report", "zzz", "--out", "uit.pdf"),
        ("verify", "zzz"),
        ("visit", "show", ""),
    ],
)
def test_a_visit_that_is_not_there_is_told(
    laptop: Laptop, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = laptop(*words)
    assert told.code == 4
    assert "staat niet op deze laptop" in told.err and "visit list" in told.err
    assert not (tmp_path / "uit.pdf").exists()


def test_the_beginning_of_an_id_must_fit_one_visit(laptop: Laptop, checklist: Path) -> None:
    assert laptop("visit", "show", laptop.visit[:6]).code == 0
    begins = {laptop.visit[0]}
    while True:
        first = laptop("visit", "new", checklist).out.strip()[0]
        if first in begins:
            break
        begins.add(first)
    told = laptop("visit", "show", first)
    assert told.code == 2
    assert f"2 bezoeken die met {first} beginnen" in told.err


@pytest.mark.parametrize(
    ("question", "value", "expected"),
    [
        ("A2", "veel", "Verwacht: een heel getal."),
        ("A1", "misschien", "Verwacht: ja, nee."),
        ("Z9", "ja", "Z9 staat niet in deze checklist"),
        ("/data/nergens", "ja", "/data/nergens staat niet in deze checklist"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_and_the_earlier_one_kept(
    laptop: Laptop, question: str, value: str, expected: str
) -> None:
    assert laptop("visit", "answer", laptop.visit, "A1", "nee").code == 0
    told = laptop("visit", "answer", laptop.visit, question, value)
    assert told.code == 2
    assert expected in told.err
    assert laptop("visit", "show", laptop.visit, "--json").result["answered"] == 1


def photo(path: Path) -> Path:
    Image.new("RGB", (40, 30), "grey").save(path)
    return path


def test_a_photo_that_is_no_image_is_not_added(laptop: Laptop, tmp_path: Path) -> None:
    broken = tmp_path / "kapot.jpg"
    broken.write_text("dit is geen foto", encoding="utf-8")
    half = photo(tmp_path / "half.jpg")
    half.write_bytes(half.read_bytes()[:200])
    for path in (broken, half):
        told = laptop("visit", "attach", laptop.visit, path)
        assert told.code == 3
        assert f"{path.name} is geen foto die we kunnen lezen" in told.err
        assert "voeg het bestand toe als document" in told.err
    assert laptop("visit", "show", laptop.visit, "--json").result["evidence"] == 0
    assert laptop("visit", "attach", laptop.visit, broken, "--kind", "document").code == 0


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        (("nergens.jpg",), 4, "nergens.jpg bestaat niet"),
        ((".",), 4, "bestaat niet of kan niet worden gelezen"),
        (("goed.jpg", "--kind", "film"), 2, "kiezen uit foto, geluid, document"),
        (("goed.jpg", "--question", "Z9"), 2, "Z9 staat niet in deze checklist"),
    ],
)
def test_evidence_that_does_not_fit_is_not_added(
    laptop: Laptop,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    code: int,
    expected: str,
) -> None:
    photo(tmp_path / "goed.jpg")
    monkeypatch.chdir(tmp_path)
    told = laptop("visit", "attach", laptop.visit, *words)
    assert told.code == code
    assert expected in told.err
    assert laptop("visit", "show", laptop.visit, "--json").result["evidence"] == 0


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--nature", "raar"), "risico, verbeterpunt, goed_voorbeeld"),
        (("--nature", "risico", "--question", "Z9"), "Z9 staat niet in deze checklist"),
        (("--nature", "risico", "--criterion", "9.9"), "9.9 staat niet in deze checklist"),
        ((), "--nature ontbreekt"),
    ],
)
def test_a_finding_that_does_not_fit_is_not_written(
    laptop: Laptop, words: tuple[str, ...], expected: str
) -> None:
    told = laptop("visit", "finding", laptop.visit, "Titel", *words)
    assert told.code == 2
    assert expected in told.err
    assert laptop("visit", "show", laptop.visit, "--json").result["findings"] == 0


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("9.9", "ja", "--motive", "gezien"), "9.9 staat niet in deze checklist"),
        (("1.1", "prima", "--motive", "gezien"), "Verwacht: ja|nee."),
        (("1.1", "ja", "--motive", " "), "--motive ontbreekt"),
    ],
)
def test_a_judgment_outside_the_scale_or_without_motive_is_refused(
    laptop: Laptop, words: tuple[str, ...], expected: str
) -> None:
    told = laptop("visit", "judge", laptop.visit, *words)
    assert told.code == 2
    assert expected in told.err


def test_finishing_lists_what_is_missing_and_reopening_asks_for_a_reason(laptop: Laptop) -> None:
    told = laptop("visit", "finish", laptop.visit)
    assert told.code == 3
    assert "/data/veilig" in told.out and "IB-V-202" in told.err
    early = laptop("visit", "reopen", laptop.visit, "--reason", "te vroeg")
    assert early.code == 2
    assert "is niet afgerond" in early.err
    laptop("visit", "answer", laptop.visit, "A1", "ja")
    assert laptop("visit", "finish", laptop.visit).code == 0
    assert "--reason ontbreekt" in laptop("visit", "reopen", laptop.visit, "--reason", "").err
    assert laptop("visit", "reopen", laptop.visit, "--reason", "aanvulling").code == 0


def test_a_result_that_cannot_be_written_is_told(laptop: Laptop, tmp_path: Path) -> None:
    blocked = tmp_path / "bestand"
    blocked.write_text("", encoding="utf-8")
    for words in (
        ("visit", "export", laptop.visit, blocked / "uit.json"),
        ("report", laptop.visit, "--draft", "--out", blocked / "uit.pdf"),
        ("report", laptop.visit, "--draft", "--out", tmp_path),
    ):
        told = laptop(*words)
        assert told.code == 4
        assert "kan niet worden geschreven" in told.err
    fields = [change["field"] for change in laptop("visit", "log", laptop.visit, "--json").result]
    assert not [field for field in fields if field.startswith("report:")]


def test_before_enrolling_a_visit_asks_who_you_are(laptop: Laptop, checklist: Path) -> None:
    folder = laptop.folder.parent / "nieuw"
    options = ("--data", folder, "--passphrase-file", laptop.passphrase)
    told = laptop.run("visit", "new", checklist, *options)
    assert told.code == 2
    assert "--person ontbreekt" in told.err
    assert not folder.exists()
    visit = laptop.run("visit", "new", checklist, "--person", "insp-b", *options).out.strip()
    changes = laptop.run("visit", "log", visit, "--json", *options).result
    assert {change["by"] for change in changes} == {"insp-b"}


def test_people_read_words_and_programs_read_codes(laptop: Laptop) -> None:
    assert "gepland" in laptop("visit", "list").out
    assert "beantwoord" in laptop("visit", "show", laptop.visit).out
    assert "answered" in laptop("visit", "show", laptop.visit, "--language", "en").out
    assert laptop("visit", "show", laptop.visit, "--json").result["state"] == "planned"
    given = laptop("visit", "answer", laptop.visit, "A1", "ja")
    assert "klopt     ja" in given.out


def test_a_negative_number_can_be_given_and_is_not_guessed(laptop: Laptop) -> None:
    told = laptop("visit", "answer", laptop.visit, "A2", "-5")
    assert told.code == 2
    assert "zet er -- voor" in told.err
    options = ("--data", laptop.folder, "--passphrase-file", laptop.passphrase)
    given = laptop.run("visit", "answer", *options, laptop.visit, "A2", "--", "-5")
    assert given.code == 0
    assert "-5" in given.out


def test_a_name_that_no_file_can_have_is_told(laptop: Laptop) -> None:
    long = "x" * 300
    assert laptop("visit", "attach", laptop.visit, long).code == 4
    assert laptop("visit", "export", laptop.visit, long).code == 4
    assert laptop("verify", long + ".pdf").code == 4
    assert laptop("form", "check", long).code == 4
    assert laptop(long).code == 2


def test_a_question_is_left_without_an_answer_for_a_reason(laptop: Laptop) -> None:
    before = laptop("visit", "show", laptop.visit, "--json").result
    words = ("visit", "leave", laptop.visit, "A1", "--why", "not-observed")
    assert "--reason ontbreekt" in laptop(*words, "--reason", " ").err
    left = laptop(*words, "--reason", "De afdeling was dicht.", "--json").result
    assert (left["why"], left["reason"]) == ("not-observed", "De afdeling was dicht.")
    after = laptop("visit", "show", laptop.visit, "--json").result
    assert (after["unanswered"], after["answered"]) == (1, before["answered"])
    assert after["gaps"] == before["gaps"] - 1
    assert laptop("visit", "finish", laptop.visit).code == 0


def test_what_a_merge_led_to_and_who_is_awaited_is_told(laptop: Laptop, tmp_path: Path) -> None:
    told = laptop("visit", "show", laptop.visit, "--json").result
    [here] = told["merge"]["laptops"]
    assert (told["hidden"], told["awaited"], told["late"]) == (0, 0, 0)
    assert here["done"] is True, "who only planned has nothing to bring"

    laptop("visit", "answer", laptop.visit, "A1", "ja")
    again = laptop("visit", "show", laptop.visit, "--json").result["merge"]["laptops"]
    assert again == [{**here, "done": False}]
    assert laptop("visit", "done", laptop.visit).code == 0
    unknown = laptop("visit", "without", laptop.visit, "zzz", "--reason", "weg")
    assert unknown.code == 4 and "zzz" in unknown.err
    assert laptop("visit", "without", laptop.visit, here["device"], "--reason", " ").code == 2
    assert laptop("visit", "without", laptop.visit, here["device"][:8], "--reason", "weg").code == 0
    [last] = laptop("visit", "show", laptop.visit, "--json").result["merge"]["laptops"]
    assert (last["done"], last["without"]) == (True, "weg")
