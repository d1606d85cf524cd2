"""An administrator sees how the office is; the numbers tell nothing of anybody."""

from __future__ import annotations

import re

import httpx
from sqlalchemy import create_engine

from inspectiebezoek.server import metrics
from tests.server.test_rights import SECRET, UUID, fill
from tests.support.office import TestOffice

LINE = re.compile(
    r"(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*\})? [0-9.]+)"
)


def test_the_numbers_add_up_and_name_nobody(office: TestOffice) -> None:
    anna = office.laptop("anna")
    sha256 = fill(anna, "visit")
    answer = httpx.get(office.url + "/metrics")
    lines = answer.text.splitlines()

    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert all(LINE.fullmatch(line) for line in lines)
    assert "inspectiebezoek_logs 1" in lines
    assert "inspectiebezoek_changes 1" in lines
    assert 'inspectiebezoek_devices{revoked="False"} 1' in lines
    pushes = 'method="POST",route="/logs/{kind}/{uuid}/changes",status="200"'
    assert f"inspectiebezoek_requests_total{{{pushes}}} 1" in lines
    for secret in (SECRET, UUID, sha256, "anna", anna.store.device().id):
        assert secret not in answer.text


def test_health_tells_when_the_database_does_not_answer(office: TestOffice) -> None:
    assert httpx.get(office.url + "/health").json()["status"] == "good"
    assert not metrics.healthy(create_engine("postgresql+psycopg://127.0.0.1:1/nowhere"))
