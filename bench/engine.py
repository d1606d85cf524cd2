"""How fast a form opens and takes an answer, beside the web engine of ODK on the same forms.

The peer is `@getodk/xforms-engine` under node; it and the forms are no part of this repository but
lie in a folder of recordings (`INSPECTIEBEZOEK_CONFORMANCE`, or `../shared/conformance`). Without
that folder, node or npm only the growth curve is measured.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from engine_growth import growth, write_assets

HERE = Path(__file__).resolve()
RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
Step = Mapping[str, object]
WARDS = "7b0ded95031647702b8bed17dce7698a,bb56288c6ccf9b5ca6a582a317a46b16"
DECEASED = "/data/consented/deceased_CRVS/info_on_deceased/Id10023_a"


@dataclass(frozen=True)
class Case:
    """One form: the steps that open it up, and an answer that much depends on, set in turn."""

    name: str
    file: str
    ref: str
    values: str
    steps: Sequence[Step] = field(default_factory=list)
    peer_runs: int = 3


def cases(forms: Path) -> list[Case]:
    """The forms of the claim."""
    pre = json.loads((forms / "whova.pre.json").read_text(encoding="utf-8"))
    rows: list[Step] = [{"addRepeat": "/data/row"} for _ in range(200)]
    rows += [{"set": f"/data/row[{n}]/qty", "value": str(n % 9 + 1)} for n in range(1, 201)]
    rows += [{"set": f"/data/row[{n}]/price", "value": "2.5"} for n in range(1, 201)]
    soar = "/data/S1Q1_4_date/S1Q1_4_year"
    state = "/nigeria_wards_internal/state"
    return [
        Case("WHO verbal autopsy", "whova_form.xml", DECEASED, "2020-06-01,1990-01-10", pre),
        Case("SOAR", "enketo_SOAR_facilitysurvey_full_2017May11_Kenya.xml", soar, "2014,2015"),
        Case("nigeria", "nigeria_wards_internal_2ndry_instance.xml", state, WARDS, [], 2),
        Case("bench9", "bench9.xml", "/bench9/reps", "1,2", [], 2),
        Case("100,000-row CSV", "syn_ext100k.xml", "/data/district", "d1,d2", [], 1),
        Case("200 repeats", "syn_repeat.xml", "/data/factor", "2,3", rows),
    ]


def oracle(folder: Path) -> Path | None:
    """The peer, installed beside the output; `None` where node or npm is missing."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return None
    place = HERE.parents[1] / "out" / "oracle"
    if not (place / "node_modules").is_dir():
        shutil.copytree(folder / "oracle", place, dirs_exist_ok=True)
        done = subprocess.run(["npm", "install"], cwd=place, capture_output=True, check=False)
        if done.returncode:
            return None
    return place / "oracle.mjs"


def measured(command: Sequence[str], case: Case, form: Path, steps: Path, runs: int) -> Any:
    """What one engine says of one form, in a process of its own so that memory is its own."""
    arguments = [str(form), "--runs", str(runs), "--pre", str(steps)]
    arguments += ["--set", f"{case.ref}={case.values}"]
    try:
        done = subprocess.run(
            [*command, *arguments], capture_output=True, text=True, timeout=400, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode or not done.stdout.strip():
        return None
    return json.loads(done.stdout)


def compare(folder: Path, peer: Path) -> None:
    """Both engines on all forms; the ratio is how many times slower the peer is."""
    print(f"\n{'':20}{'load ms':>19}{'':>8}{'answer ms median (p95)':>34}{'':>8}{'MB':>14}")
    print(f"{'form':20}{'peer':>10}{'ours':>9}{'ratio':>8}{'peer':>20}{'ours':>14}{'ratio':>8}")
    with TemporaryDirectory() as place:
        forms = Path(place)
        for path in (folder / "forms").iterdir():
            shutil.copy(path, forms)
        write_assets(forms / "assets100k.csv", 100_000)
        for case in cases(forms):
            steps = forms / "steps.json"
            steps.write_text(json.dumps(case.steps), encoding="utf-8")
            form = forms / case.file
            ours = measured(
                [sys.executable, "-m", "inspectiebezoek", "form", "bench"], case, form, steps, RUNS
            )
            theirs = measured(
                ["node", "--max-old-space-size=6000", str(peer), "--bench"],
                case,
                form,
                steps,
                case.peer_runs,
            )
            line(case, ours, theirs)


def line(case: Case, ours: Any, theirs: Any) -> None:
    """One row of the table; a dash where an engine could not do it."""
    load = [one["loadMs"] if one else None for one in (theirs, ours)]
    sets = [one["sets"].get(case.ref) if one else None for one in (theirs, ours)]
    median = [one.get("setMedianMs") if one else None for one in sets]
    written = [
        f"{one['setMedianMs']:.2f} ({one['setP95Ms']:.2f})" if one and "setMedianMs" in one else "-"
        for one in sets
    ]
    memory = "/".join(f"{one['rssMB']:.0f}" if one else "-" for one in (theirs, ours))
    print(
        f"{case.name:20}{shown(load[0]):>10}{shown(load[1]):>9}{ratio(load):>8}"
        f"{written[0]:>20}{written[1]:>14}{ratio(median):>8}{memory:>12}",
        flush=True,
    )


def shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f}"


def ratio(pair: Sequence[float | None]) -> str:
    theirs, ours = pair
    return "-" if theirs is None or not ours else f"{theirs / ours:.1f}"


def recordings() -> Path:
    """Where the peer and the forms are, if they are on this machine."""
    beside = HERE.parents[2] / "shared" / "conformance"
    return Path(os.environ.get("INSPECTIEBEZOEK_CONFORMANCE", beside))


def main() -> None:
    folder = recordings()
    peer = oracle(folder) if (folder / "forms").is_dir() else None
    if peer is None:
        print("The peer or its forms are not on this machine: only growth is measured.")
    else:
        compare(folder, peer)
    growth()


if __name__ == "__main__":
    main()
