"""`sign` with a card: the same command, another key."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspectiebezoek.report.content import Signer
from inspectiebezoek.report.signer_key import make_practice_key, open_key
from tests.support import reports
from tests.support.command import Command
from tests.support.softhsm import PIN, card, driver, put


def test_a_card_signs_by_its_driver_and_pin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    module = driver()
    data = make_practice_key("Vera Bos", reports.PASSPHRASE, now=reports.NOW, serial=7)
    fingerprint = open_key(data, reports.PASSPHRASE).fingerprint
    report, pin = tmp_path / "verslag.pdf", tmp_path / "pin.txt"
    signer = Signer("Vera Bos", reports.CAPACITY, reports.PLACE, fingerprint)
    report.write_bytes(reports.made((signer,)))
    pin.write_text(PIN)

    with card(tmp_path, "Pas (OEFENING)", monkeypatch) as token:
        put(token, data, reports.PASSPHRASE, "teken", 1)
        done = Command(capsys)(
            "--json", "--data", tmp_path / "geen", "sign", report, "--module", module,
            "--key-passphrase-file", pin, "--capacity", "inspecteur", "--place", "Den Haag",
        )  # fmt: skip

    assert (done.code, done.err) == (0, "")
    assert done.result["fingerprint"] == fingerprint


def test_a_key_file_and_a_card_at_once_is_wrong_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "verslag.pdf"
    report.write_bytes(reports.sealed(reports.LEAD))

    done = Command(capsys)(
        "sign", report, "--module", report, "--key", report, "--key-passphrase-file", report,
        "--capacity", "inspecteur", "--place", "Den Haag",
    )  # fmt: skip

    assert done.code == 2
