"""Ask veraPDF, the validator of the PDF Association, which rules of a standard a PDF breaks."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

VERSION = "1.28.2"
CACHE = Path.home() / ".cache" / "inspectiebezoek-tests" / "maven"
_JAR = CACHE / f"org/verapdf/apps/greenfield-apps/{VERSION}/greenfield-apps-{VERSION}.jar"
# Version 2 of the plugin, which Debian's Maven takes by itself, insists on the parent POM,
# and that is not published.
_GET = (
    "mvn",
    "--batch-mode",
    "--quiet",
    f"-Dmaven.repo.local={CACHE}",
    "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:get",
    f"-Dartifact=org.verapdf.apps:greenfield-apps:{VERSION}",
    "-Dtransitive=false",
)


@cache
def jar() -> Path:
    """The validator, fetched once through Maven; skips the test where that cannot be."""
    if shutil.which("java") is None:
        pytest.skip("needs the tool java")
    if _JAR.exists():
        return _JAR
    if shutil.which("mvn") is None:
        pytest.skip("needs the tool maven")
    done = subprocess.run(_GET, capture_output=True, text=True, timeout=110, check=False)
    if not _JAR.exists():
        pytest.skip(f"needs the tool maven with a network: {done.stdout[-300:]}")
    return _JAR


def broken_rules(files: Mapping[str, bytes], flavour: str, folder: Path) -> dict[str, list[str]]:
    """Per named PDF the rules of a flavour ("3a", "ua1") it breaks, each with its first place.

    A PDF that veraPDF cannot judge counts as breaking a rule.
    """
    paths = {}
    for name, data in files.items():
        path = folder / f"{name}.pdf"
        path.write_bytes(data)
        paths[str(path)] = name
    # The program that the file starts by itself is the one with windows.
    command = ("java", "-cp", str(jar()), "org.verapdf.apps.GreenfieldCliWrapper")
    done = subprocess.run(
        [*command, "--format", "json", "--flavour", flavour, *paths],
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
        env={**os.environ, "JAVA_TOOL_OPTIONS": "-Djava.awt.headless=true"},
    )
    found = {name: ["not judged"] for name in files}
    for job in json.loads(done.stdout)["report"]["jobs"]:
        found[paths[job["itemDetails"]["name"]]] = _rules(job)
    return found


def _rules(job: dict[str, Any]) -> list[str]:
    results = job.get("validationResult") or []
    if not results:
        return [f"not judged: {job.get('taskException', '')}"]
    return [
        f"{rule['clause']}-{rule['testNumber']} {rule['description']}"
        f" [{rule['checks'][0]['context']}]"
        for result in results
        for rule in result["details"]["ruleSummaries"]
    ]
