"""Promises about `form run`: stable JSON of what can be seen, and a failing step stops nothing."""

from __future__ import annotations

import json
from pathlib import Path

from inspectiebezoek.form.steps import Options, run_job, run_steps
from tests.support.forms import Uuids, fixed_clock, form_of

SURVEY = """
| | type | name | label | required | relevant | repeat_count | appearance |
| | integer | n | Hoeveel? | yes | | | |
| | begin_repeat | rij | Rij | | | | |
| | text | t | T | | | | multiline |
| | end_repeat | | | | | | |
| | begin_repeat | tel | Tel | | | ${n} | |
| | select_one jn | ok | Ok? | | ${n} > 1 | | |
| | end_repeat | | | | | | |
| | note | let_op | Let op | | | | |
"""


def options(**options: bool) -> Options:
    return Options(fixed_clock, Uuids(), language="en", **options)


def test_a_run_shows_every_node_with_its_type_and_state(tmp_path: Path) -> None:
    form = form_of(tmp_path, SURVEY)

    output = run_steps(form, [{"set": "/data/n", "value": 2}], options())

    nodes = {node["ref"]: node for node in output["nodes"]}
    assert output["status"] == "ok"
    assert (output["title"], output["languages"]) == ("Proef", [])
    assert nodes["/data/n"] == {
        "ref": "/data/n",
        "type": "input",
        "valueType": "int",
        "relevant": True,
        "required": True,
        "readonly": False,
        "value": "2",
        "constraintValid": True,
        "requiredValid": True,
    }
    assert [nodes[ref]["type"] for ref in ("/data", "/data/rij", "/data/tel", "/data/rij[1]")] == [
        "root",
        "repeat-range:uncontrolled",
        "repeat-range:controlled",
        "repeat-instance",
    ]
    assert nodes["/data/tel"]["count"] == 2
    assert nodes["/data/let_op"]["type"] == "note"
    assert nodes["/data/meta/instanceID"]["type"] == "model-value"
    assert output["violations"] == []
    assert "<n>2</n>" in output["instanceXML"]
    json.dumps(output)


def test_a_failing_step_is_reported_and_the_run_goes_on(tmp_path: Path) -> None:
    form = form_of(tmp_path, SURVEY)
    steps = [
        {"set": "/data/n", "value": "veel"},
        {"set": "/data/weg", "value": "1"},
        {"addRepeat": "/data/tel"},
        {"removeRepeat": "/data/rij", "index": 7},
        {"spring": True},
        {"addRepeat": "/data/rij"},
        {"set": "/data/rij[2]/t", "value": "tweede"},
        {"removeRepeat": "/data/rij", "index": 0},
        {"setLanguage": "English"},
        {"roundtrip": True},
    ]

    output = run_steps(form, steps, options())

    assert [step["ok"] for step in output["steps"]] == [False] * 5 + [True] * 5
    assert all(step["error"] for step in output["steps"][:5])
    assert "tweede" in output["instanceXML"]
    assert output["violations"] == [{"ref": "/data/n", "condition": "required", "message": ""}]


def test_a_trace_of_differences_shows_only_what_changed(tmp_path: Path) -> None:
    form = form_of(tmp_path, SURVEY)
    steps = [{"set": "/data/n", "value": 1}, {"set": "/data/n", "value": 0}]

    output = run_steps(form, steps, options(trace=True, diff=True))

    refs = [[state["ref"] for state in states] for states in output["trace"]]
    assert len(refs) == 3
    assert refs[1] == ["/data/n", "/data/tel", "/data/tel[1]", "/data/tel[1]/ok"]
    assert {state["ref"] for state in output["trace"][2] if state.get("gone")} == {
        "/data/tel[1]",
        "/data/tel[1]/ok",
    }


def test_labels_are_shown_when_asked_for(tmp_path: Path) -> None:
    form = form_of(tmp_path, SURVEY)

    output = run_steps(form, [{"set": "/data/n", "value": 2}], options(labels=True))

    nodes = {node["ref"]: node for node in output["nodes"]}
    assert nodes["/data/tel[2]/ok"]["choices"] == [["ja", "Ja"], ["nee", "Nee"]]
    assert nodes["/data/n"]["label"] == "Hoeveel?"
    assert nodes["/data/rij[1]/t"]["appearances"] == ["multiline"]


def test_a_new_instance_starts_from_nothing(tmp_path: Path) -> None:
    form = form_of(tmp_path, SURVEY)

    output = run_steps(form, [{"set": "/data/n", "value": 4}, {"newInstance": True}], options())

    assert "<n/>" in output["instanceXML"]


def test_a_job_carries_its_own_form_files_and_clock(tmp_path: Path) -> None:
    form = form_of(
        tmp_path,
        """
| | type | name | label | calculation |
| | select_one_from_file lijst.csv | k | K | |
| | calculate | vandaag | | today() |
| | username | wie | | |
""",
        media={"lijst.csv": b"name,label\nx,Ix\n"},
    )
    job = {
        "id": 7,
        "xml": form.xform.decode(),
        "steps": [{"set": "/data/k", "value": "y"}],
        "attachments": {"jr://file-csv/lijst.csv": "name,label\ny,Ypsilon\n"},
        "options": {"now": "2030-01-02T03:04:05+01:00", "preload": {"username": "anna"}},
    }

    output = run_job(job, tmp_path, options())

    assert (output["id"], output["status"]) == (7, "ok")
    assert "<k>y</k>" in output["instanceXML"]
    assert "<vandaag>2030-01-02</vandaag>" in output["instanceXML"]
    assert "<wie>anna</wie>" in output["instanceXML"]


def test_a_form_that_cannot_be_loaded_says_why(tmp_path: Path) -> None:
    output = run_job({"id": "a", "xml": "<h/>"}, tmp_path, options())
    absent = run_job({"id": "b", "form": "weg.md"}, tmp_path, options())

    assert output["status"] == absent["status"] == "load-failed"
    assert output["error"]
    assert absent["error"]
