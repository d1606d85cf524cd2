"""Ask DSS, the EU's own validator, what it makes of the signatures in a PDF."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.report.verapdf import CACHE

_SOURCE = Path(__file__).parent / "dss"
_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath"


@dataclass(frozen=True)
class Opinion:
    """What DSS says of one signature (ETSI EN 319 102-1)."""

    level: str
    intact: bool
    indication: str
    reason: str


@cache
def classpath() -> str:
    """The validator and our few lines of Java; skips the test where they cannot be had."""
    for tool in ("javac", "mvn"):
        if shutil.which(tool) is None:
            pytest.skip(f"needs the tool {tool}")
    pom = _SOURCE / "pom.xml"
    source = _SOURCE / "Agreement.java"
    digest = hashlib.sha256(pom.read_bytes() + source.read_bytes()).hexdigest()[:16]
    made = CACHE.parent / "dss" / digest
    listed = made / "classpath"
    if not (made / "Agreement.class").exists():
        made.mkdir(parents=True, exist_ok=True)
        got = subprocess.run(
            ["mvn", "--batch-mode", "--quiet", f"-Dmaven.repo.local={CACHE}", "-f", str(pom),
             _PLUGIN, f"-Dmdep.outputFile={listed}"],
            capture_output=True, text=True, timeout=110, check=False,
        )  # fmt: skip
        if not listed.exists():
            pytest.skip(f"needs the tool mvn with a network: {got.stdout[-300:]}")
        subprocess.run(
            ["javac", "-cp", listed.read_text("utf-8"), "-d", str(made), str(source)],
            check=True,
            timeout=60,
        )
    return f"{made}{os.pathsep}{listed.read_text('utf-8')}"


def opinions(
    files: Mapping[str, bytes], trusted: Iterable[bytes], folder: Path
) -> dict[str, list[Opinion]]:
    """Per named PDF the opinion on each signature. `trusted`: certificates (DER) to build on."""
    roots = []
    for number, data in enumerate(trusted):
        roots.append(folder / f"root{number}.crt")
        roots[-1].write_bytes(data)
    for name, data in files.items():
        (folder / f"{name}.pdf").write_bytes(data)
    done = subprocess.run(
        ["java", "-Djava.awt.headless=true", "-cp", classpath(), "Agreement",
         os.pathsep.join(map(str, roots)), *(str(folder / f"{name}.pdf") for name in files)],
        capture_output=True, text=True, timeout=110, check=True,
    )  # fmt: skip
    found: dict[str, list[Opinion]] = {name: [] for name in files}
    for line in done.stdout.splitlines():
        file, level, intact, indication, reason = line.split("\t")
        opinion = Opinion(level, intact == "true", indication, reason)
        found[file.removesuffix(".pdf")].append(opinion)
    return found
