"""What the program needs can be installed on the laptops of the inspectorate: Windows and macOS."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LOCK = Path(__file__).resolve().parents[1] / "uv.lock"


def needed(packages: dict[str, dict[str, Any]], name: str) -> Iterator[str]:
    """Every package that the program and its extras lead to."""
    waiting, seen = [name], set[str]()
    while waiting:
        package = packages[waiting.pop()]
        if package["name"] in seen:
            continue
        seen.add(package["name"])
        yield package["name"]
        extras = package.get("optional-dependencies", {}).values()
        wanted = [*package.get("dependencies", ()), *(each for some in extras for each in some)]
        waiting += [each["name"] for each in wanted]


def test_every_locked_part_has_wheels_for_windows_and_macos() -> None:
    locked = tomllib.loads(LOCK.read_text(encoding="utf-8"))["package"]
    packages = {each["name"]: each for each in locked}
    lacking = []
    for name in needed(packages, "inspectiebezoek"):
        wheels = [each["url"].rpartition("/")[2] for each in packages[name].get("wheels", ())]
        anywhere = any("none-any" in each for each in wheels)
        there = all(any(system in each for each in wheels) for system in ("win_amd64", "macosx"))
        if wheels and not (anywhere or there):
            lacking.append(name)
        if not wheels and "registry" in packages[name]["source"]:
            lacking.append(f"{name} (source only)")

    assert lacking == []
