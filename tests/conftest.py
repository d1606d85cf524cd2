"""What all tests share: the offscreen platform, and skips that fail where tools are required."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

_LONG_SECONDS = 1800

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# How long an example takes says how busy the machine is, and nothing of a promise.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Turn "tool absent" skips into failures where `.ci/run` promised to install the tools."""
    report = yield
    required = os.environ.get("INSPECTIEBEZOEK_TOOLS_REQUIRED") == "1"
    if required and report.skipped and "needs the tool" in str(report.longrepr):
        report.outcome = "failed"
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is long takes as long as it takes, unless it says how long."""
    for item in items:
        if item.get_closest_marker("long") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(_LONG_SECONDS))
