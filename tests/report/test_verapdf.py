"""The report meets PDF/A-3a and PDF/UA-1 for every reader, before and after signing."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from inspectiebezoek.app.reporting import gather, team_signers
from inspectiebezoek.messages import LANGUAGES
from inspectiebezoek.report.audience import Audience
from inspectiebezoek.report.produce import produce
from tests.report.verapdf import broken_rules
from tests.support.practice import VISITS, practice_visit
from tests.support.reports import LEAD, SECOND, sealed, signed


@pytest.mark.validator
@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_every_report_meets_the_standard(flavour: str, tmp_path: Path) -> None:
    files = {f"{each.value}-unsigned": sealed(LEAD, SECOND, audience=each) for each in Audience}
    files |= {f"{each.value}-signed": signed(LEAD, SECOND, audience=each) for each in Audience}

    broken = broken_rules(files, flavour, tmp_path)

    assert broken == {name: [] for name in files}


@pytest.mark.validator
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", list(VISITS))
def test_reports_of_whole_visits_meet_the_standard_in_both_languages(
    name: str, tmp_path: Path
) -> None:
    files: dict[str, bytes] = {}
    with practice_visit(name, tmp_path / "laptop") as (place, visit):
        signers, photos = team_signers(visit, "Den Haag"), place.store.evidence.content
        for language in LANGUAGES:
            content = gather(place, visit, signers, language=language)
            for each in Audience:
                files[f"{each.value}-{language}"] = produce(content, each, photos)

    for flavour in ("3a", "ua1"):
        assert broken_rules(files, flavour, tmp_path) == {name: [] for name in files}


def test_the_validator_does_see_a_fault(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(sealed(LEAD, SECOND))) as document:
        del document.Root.StructTreeRoot
        out = io.BytesIO()
        document.save(out)

    assert broken_rules({"untagged": out.getvalue()}, "ua1", tmp_path)["untagged"]
