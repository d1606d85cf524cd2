"""`report` and `sign` say what is missing, each with the place where it is mended."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Laptop


def test_a_report_that_lacks_something_lists_it_and_is_not_made(
    laptop: Laptop, tmp_path: Path
) -> None:
    out = tmp_path / "uit.pdf"

    told = laptop("report", laptop.visit, "--out", out)

    assert told.code == 3
    assert not out.exists()
    assert "visit:/end: er staat niet op wanneer het bezoek eindigde." in told.out.splitlines()
    assert any(line.startswith("/data/") for line in told.out.splitlines())


def test_the_list_goes_out_as_json(laptop: Laptop, tmp_path: Path) -> None:
    told = laptop("--json", "report", laptop.visit, "--out", tmp_path / "uit.pdf")

    listed = {each["kind"]: each for each in told.result["missing"]}
    assert listed["end"]["place"] == "visit:/end"
    assert told.error["code"] == "IB-R-506"


def test_a_draft_is_made_but_nobody_signs_it(laptop: Laptop, tmp_path: Path) -> None:
    out, words = tmp_path / "uit.pdf", tmp_path / "woorden.txt"
    words.write_text("woord")
    assert laptop("report", laptop.visit, "--draft", "--out", out).code == 0

    told = laptop(
        "sign", out, "--key", tmp_path / "geen.p12", "--key-passphrase-file", words,
        "--capacity", "inspecteur", "--place", "Den Haag",
    )  # fmt: skip

    assert told.code == 3
    assert "visit:/end: er staat niet op wanneer het bezoek eindigde." in told.out


def test_tables_are_written_in_a_folder(laptop: Laptop, tmp_path: Path) -> None:
    for kind, names in {"xlsx": ["tables.xlsx"], "csv": ["answers.csv", "dictionary.csv"]}.items():
        told = laptop("--json", "visit", "tables", laptop.visit, tmp_path / kind, "--format", kind)

        assert told.code == 0
        assert set(told.result["rows"]) == {"answers", "findings", "evidence", "dictionary"}
        assert all((tmp_path / kind / name).exists() for name in names)
