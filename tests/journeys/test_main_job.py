"""The main job, as an inspectorate would do it: from checklist to a report that verifies."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from inspectiebezoek.cli.main import run
from inspectiebezoek.paths import shared
from inspectiebezoek.report.sign import Signing, sign
from inspectiebezoek.report.signer_key import make_practice_key, open_key

pytestmark = pytest.mark.timeout(300)
BASE = shared("forms", "oefenbezoek")
NEW_WORDS = "Vlaggenmast staat scheef sinds de storm."


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The main job, done once on the prison's practice visit."""
    folder = tmp_path_factory.mktemp("demo") / "out"
    assert run(["demo", "--to", str(folder)]) == 0
    return folder


def exported(folder: Path, name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return document


def words_of(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [
            document[number].get_textpage().get_text_range() for number in range(len(document))
        ]
    return " ".join(" ".join(pages).split())


def test_both_laptops_and_the_office_hold_the_same(demo: Path) -> None:
    laptop_a = exported(demo, "bezoek-laptop-a")
    for other in ("bezoek-laptop-b", "bezoek-kantoor"):
        assert exported(demo, other)["heads"] == laptop_a["heads"]
        assert exported(demo, other) == laptop_a


def test_four_differences_were_settled_and_stay_visible(demo: Path) -> None:
    decisions = exported(demo, "bezoek-kantoor")["records"]["decision"]
    assert len(decisions) == 4
    assert all(len(each["variants"]) == 2 and each["reason"] for each in decisions)


def test_the_report_verifies_and_names_both_signers(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["verify", str(demo / "verslag-intern.pdf"), "--json"]) == 0
    verdict = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in verdict["signatures"]] == [
        "Inspecteur A (oefening)",
        "Inspecteur B (oefening)",
    ]
    assert verdict["holds"]


def test_everything_that_was_found_is_in_the_report(demo: Path) -> None:
    records = exported(demo, "bezoek-kantoor")["records"]
    told = words_of(demo / "verslag-intern.pdf")
    for finding in records["finding"]:
        assert " ".join(finding["title"].split()) in told
        assert finding["label"] in told
    for recommendation in records["recommendation"]:
        assert recommendation["label"] in told


@pytest.mark.parametrize("share", [0.01, 0.2, 0.5, 0.8, 0.97])
def test_one_flipped_byte_does_not_hold(demo: Path, tmp_path: Path, share: float) -> None:
    data = bytearray((demo / "verslag-samenvatting.pdf").read_bytes())
    data[int(len(data) * share)] ^= 1
    path = tmp_path / "verslag.pdf"
    path.write_bytes(data)
    assert run(["verify", str(path), "--trust", str(demo / "bezoek-kantoor.json")]) == 7


def test_a_stranger_who_signs_a_report_again_is_found(demo: Path, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    with_stranger = tmp_path / "out"
    shutil.copytree(demo, with_stranger, ignore=shutil.ignore_patterns("kantoor"))
    assert _report_again(with_stranger, tmp_path / "vals.pdf") == 0
    forged = (tmp_path / "vals.pdf").read_bytes()
    for number in (8, 9):
        key = make_practice_key(f"Vreemde {number}", "x", now=now, serial=number)
        forged = sign(forged, open_key(key, "x"), Signing("inspectieleider", "Elders", now))
    path = with_stranger / "vals.pdf"
    path.write_bytes(forged)
    assert run(["verify", str(path)]) == 7


def _report_again(folder: Path, out: Path) -> int:
    visit = exported(folder, "bezoek-laptop-a")["log"].partition("/")[2]
    passphrase = str(folder / "wachtwoordzin.txt")
    common = ["--data", str(folder / "laptop-a"), "--passphrase-file", passphrase]
    return run([*common, "report", visit, "--out", str(out), "--audience", "summary"])


def test_a_visit_is_listed_shown_and_checked_on_the_command_line(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    common = [
        "--data",
        str(demo / "laptop-b"),
        "--passphrase-file",
        str(demo / "wachtwoordzin.txt"),
    ]
    assert run([*common, "visit", "list", "--json"]) == 0
    (line,) = json.loads(capsys.readouterr().out)
    assert line["items"] == line["received"]
    assert run([*common, "visit", "show", line["visit"][:8], "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["differences"] == 0
    assert run([*common, "verify", line["visit"]]) == 0


def test_a_wrong_passphrase_opens_nothing_and_says_what_is_safe(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "fout.txt"
    wrong.write_text("fout\n", encoding="utf-8")
    assert (
        run(["visit", "list", "--data", str(demo / "laptop-a"), "--passphrase-file", str(wrong)])
        == 8
    )
    told = capsys.readouterr().err
    assert "IB-O-301" in told
    assert "versleuteld op deze laptop" in told


def test_another_answer_and_another_photo_change_the_report(tmp_path: Path) -> None:
    practice = tmp_path / "bezoek"
    practice.mkdir()
    document = json.loads((BASE / "oefenbezoek-vertrek.json").read_text(encoding="utf-8"))
    document["answers"]["g9_10"]["value"] = NEW_WORDS
    photo = practice / "photos" / "vlag.jpg"
    photo.parent.mkdir()
    Image.new("RGB", (600, 400), (10, 120, 240)).save(photo)
    document["evidence"].append(
        {
            "id": "foto-99",
            "kind": "foto",
            "file": "photos/vlag.jpg",
            "by": "insp-a",
            "at": "2026-11-03T11:00:00+01:00",
            "caption": "Blauw vlak.",
            "alt_text": "Een blauw vlak.",
            "confidentiality": "intern",
        }
    )
    (practice / "mijn.json").write_text(json.dumps(document), encoding="utf-8")
    out = tmp_path / "out"
    assert run(["demo", "--to", str(out), "--visit", str(practice / "mijn.json")]) == 0
    assert NEW_WORDS in words_of(out / "verslag-intern.pdf")
    assert _has_blue(out / "verslag-intern.pdf")


def _has_blue(pdf: Path) -> bool:
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(document)):
            image = document[number].render(scale=0.3).to_pil().convert("RGB")
            colours = image.getcolors(image.width * image.height) or []
            if any(b > 220 and r < 40 for _, (r, _g, b) in colours):
                return True
    return False


def test_a_folder_with_other_things_is_not_emptied(tmp_path: Path) -> None:
    (tmp_path / "mijn-werk.txt").write_text("blijft", encoding="utf-8")
    assert run(["demo", "--to", str(tmp_path)]) == 2
    assert (tmp_path / "mijn-werk.txt").exists()
