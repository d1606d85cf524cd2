"""`upgrade` and what `verify` then says, as a person meets them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Laptop
from tests.support import reports
from tests.support.authority import local_authority
from tests.support.command import Command


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


def test_a_signed_report_is_made_to_last_and_says_so(command: Command, tmp_path: Path) -> None:
    report, root, trust = (tmp_path / name for name in ("verslag.pdf", "wortel.crt", "wie.json"))
    report.write_bytes(reports.signed(reports.LEAD))
    trust.write_text(json.dumps(sorted(reports.fingerprints(reports.LEAD))))
    folder = tmp_path / "dienst"
    folder.mkdir()
    with local_authority(folder, datetime.now(UTC)) as authority:
        root.write_bytes(authority.root.dump())
        done = command(
            "--json", "--data", tmp_path / "geen", "upgrade", report,
            "--authority", authority.stamps, "--roots", root,
        )  # fmt: skip
    verified = command("verify", report, "--trust", trust)

    assert (done.code, done.err) == (0, "")
    assert done.result["levels"] == ["B-LTA"]
    assert verified.code == 0
    assert "niveau B-LTA" in verified.out
    assert verified.out.count("Tijdstempel van Verzonnen tijdstempeldienst: ongewijzigd") == 2


def test_roots_that_are_none_are_told(command: Command, tmp_path: Path) -> None:
    report = tmp_path / "verslag.pdf"
    report.write_bytes(reports.signed(reports.LEAD))

    done = command("upgrade", report, "--authority", "http://127.0.0.1:9/", "--roots", report)

    assert done.code == 4
    assert "verslag.pdf" in done.err


def test_an_authority_is_named_once_and_used_from_then_on(laptop: Laptop, tmp_path: Path) -> None:
    report, root = tmp_path / "verslag.pdf", tmp_path / "wortel.crt"
    report.write_bytes(reports.signed(reports.LEAD))
    folder = tmp_path / "dienst"
    folder.mkdir()
    with local_authority(folder, datetime.now(UTC)) as authority:
        root.write_bytes(authority.root.dump())
        assert "ontbreekt" in laptop("upgrade", report).err
        named = laptop("authority", authority.stamps, "--roots", root, "--json")
        done = laptop("upgrade", report, "--json")

    assert named.result["authority"] == authority.stamps and len(named.result["roots"]) == 1
    assert done.result["levels"] == ["B-LTA"]
    assert laptop("upgrade", "--json").result == {"made": [], "waiting": 0}
    assert laptop("authority", "--forget", "--json").result == {"authority": "", "roots": []}
