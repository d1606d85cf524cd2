"""Verifying says what is wrong with a report, and for which reason it does not hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inspectiebezoek.store.keys import unlock
from inspectiebezoek.store.local import Store
from tests.cli.conftest import Laptop
from tests.support import reports
from tests.support.command import Command

TEAM = (reports.LEAD, reports.SECOND)


@pytest.fixture
def trust(tmp_path: Path) -> Path:
    path = tmp_path / "trust" / "vertrouwd.json"
    path.parent.mkdir()
    path.write_text(json.dumps(sorted(reports.fingerprints(*TEAM))), encoding="utf-8")
    return path


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "verslag.pdf"
    path.write_bytes(reports.signed(*TEAM))
    return path


def test_a_whole_report_of_known_signers_holds(command: Command, pdf: Path, trust: Path) -> None:
    told = command("verify", pdf, "--trust", trust)
    assert told.code == 0
    assert "Het verslag klopt." in told.out and not told.err


def flip(data: bytes) -> bytes:
    at = len(data) // 3
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def add(data: bytes) -> bytes:
    return data + b"\n% nog iets\n"


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


@pytest.mark.parametrize("alter", [flip, add, half])
def test_an_altered_report_does_not_hold(command: Command, pdf: Path, trust: Path, alter) -> None:
    pdf.write_bytes(alter(pdf.read_bytes()))
    told = command("verify", pdf, "--trust", trust)
    assert told.code == 7
    assert "verslag.pdf is niet (meer) zoals het is ondertekend" in told.err
    assert "Gebruik dit bestand niet" in told.err


def test_a_report_that_others_signed_again_does_not_hold(
    command: Command, pdf: Path, trust: Path
) -> None:
    pdf.write_bytes(reports.signed("Vreemde Een", "Vreemde Twee"))
    told = command("verify", pdf, "--trust", trust, "--language", "en")
    assert told.code == 7
    assert "signed by someone the visit does not name (Vreemde Een, Vreemde Twee)" in told.err
    assert "no longer" not in told.err


def test_without_knowing_whom_to_expect_it_says_that_and_not_that_it_was_altered(
    command: Command, pdf: Path
) -> None:
    told = command("verify", pdf)
    assert told.code == 7
    assert "ongewijzigd, maar we kunnen niet nagaan van wie" in told.err
    assert "--trust" in told.err


def test_a_report_without_signatures_says_so(command: Command, pdf: Path, trust: Path) -> None:
    pdf.write_bytes(reports.sealed(*TEAM))
    told = command("verify", pdf, "--trust", trust)
    assert told.code == 7
    assert "verslag.pdf is niet ondertekend" in told.err


def test_a_file_that_is_no_report_is_unreadable(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "foto.pdf"
    path.write_text("geen verslag", encoding="utf-8")
    told = command("verify", path)
    assert told.code == 4
    assert "foto.pdf is geen verslag dat we kunnen lezen" in told.err


@pytest.mark.parametrize("name", ["nergens.pdf", "nergens.txt", "map/nergens"])
def test_a_missing_file_is_told(command: Command, name: str) -> None:
    told = command("verify", name)
    assert told.code == 4
    assert f"{name} bestaat niet" in told.err


def test_a_key_that_cannot_be_opened_leaves_the_report_as_it_is(
    command: Command, pdf: Path, tmp_path: Path
) -> None:
    pdf.write_bytes(reports.sealed(*TEAM))
    before = pdf.read_bytes()
    words = tmp_path / "wachtwoordzin"
    words.write_text("fout\n", encoding="utf-8")
    key = tmp_path / "sleutel.p12"
    for content, code, expected in (
        (None, 4, "sleutel.p12 bestaat niet"),
        (b"geen sleutel", 4, "De sleutel in sleutel.p12 kan niet worden geopend"),
    ):
        if content is not None:
            key.write_bytes(content)
        told = command(
            "sign", pdf, "--key", key, "--key-passphrase-file", words,
            "--capacity", "inspecteur", "--place", "Den Haag",
        )  # fmt: skip
        assert told.code == code
        assert expected in told.err
    assert pdf.read_bytes() == before


def test_a_broken_visit_says_whose_change_is_wrong_and_how(laptop: Laptop) -> None:
    laptop("visit", "answer", laptop.visit, "A1", "ja")
    whole = laptop("verify", laptop.visit)
    assert whole.code == 0
    assert "Anna, laptop A (van deze laptop)" in whole.out
    store = Store(laptop.folder, unlock(laptop.folder, "oefening"))
    with store._database.transaction() as connection:
        connection.exec_driver_sql("DROP TRIGGER value_is_only_erased")
        connection.exec_driver_sql(
            "UPDATE change SET value = CAST('\"nee\"' AS BLOB)"
            " WHERE seq = (SELECT max(seq) FROM change)"
        )
    store.close()
    told = laptop("verify", laptop.visit)
    assert told.code == 7
    assert "van Anna, laptop A" in told.out
    assert "niet wat de laptop ondertekende" in told.out
