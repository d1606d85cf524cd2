"""Promises about the checklists that come with the program: they open without a fault, at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspectiebezoek.form.check import faults_of
from inspectiebezoek.form.form import Form
from inspectiebezoek.form.loading import load_form
from inspectiebezoek.form.nodes import Repeat
from inspectiebezoek.form.steps import Options, bench_form
from tests.support.forms import Uuids, fill, fixed_clock

FORMS = Path(__file__).parents[2] / "forms"


@pytest.fixture(scope="module", params=["doorlichting-pi.md", "gedwongen-vertrek.md"])
def form(request: pytest.FixtureRequest) -> Form:
    return load_form(FORMS / request.param)


@pytest.mark.parametrize("name", ["doorlichting-pi.md", "gedwongen-vertrek.md"])
def test_a_shipped_checklist_has_no_faults(name: str) -> None:
    assert faults_of(FORMS / name) == ()


def test_its_questions_carry_a_code(form: Form) -> None:
    coded = [found for found in form.walk() if found.ib.get("code")]
    codes = [found.ib["code"] for found in coded]

    assert len(codes) > 100
    assert len(set(codes)) == len(codes)


def test_every_row_can_be_added_and_the_state_read_back(form: Form) -> None:
    instance = fill(form)
    for node in list(instance.walk()):
        if isinstance(node, Repeat) and not node.fixed:
            node.add(f"erbij-{node.definition.index}")

    again = form.restore(*instance.genesis(), now=fixed_clock, uuid=Uuids(4))

    assert again.submission() == instance.submission()
    assert len(instance.validate()) < len(form.ordered)


def test_it_opens_from_its_xform_at_once(form: Form, tmp_path: Path) -> None:
    path = tmp_path / "versie.xml"
    path.write_bytes(form.xform)
    for name, content in form.media.items():
        (tmp_path / name).write_bytes(content)

    times = bench_form(path, runs=3, options=Options(fixed_clock, Uuids()))

    # The target is 150 ms on a quiet machine; a machine that also does other work gets slack.
    assert times["loadMs"] < 1000
    assert times["nodes"] > 200
