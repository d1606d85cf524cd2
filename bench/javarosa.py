"""How fast the WHO verbal autopsy opens and takes an answer, beside JavaRosa, warm.

JavaRosa is the engine of ODK Collect; Maven fetches it. Without Java, Maven or the recordings
nothing is measured.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from engine import Case, cases, measured, recordings

HERE = Path(__file__).resolve().with_name("javarosa")
RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 60


def jars() -> Path | None:
    """JavaRosa and what it needs; `None` where it cannot be had."""
    if shutil.which("mvn") is None or shutil.which("java") is None:
        return None
    place = HERE.parents[1] / "out" / "javarosa"
    if not place.is_dir():
        command = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies"]
        done = subprocess.run(
            [*command, f"-DoutputDirectory={place}"], capture_output=True, check=False
        )
        if done.returncode:
            return None
    return place


def javarosa(place: Path, case: Case, form: Path, steps: Path) -> Any:
    """What JavaRosa says of a form, once the virtual machine has compiled it."""
    words = [str(form), str(steps), case.ref, case.values, str(RUNS)]
    command = ["java", "-cp", f"{place}/*", str(HERE / "Bench.java"), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def main() -> None:
    place, folder = jars(), recordings()
    if place is None or not (folder / "forms").is_dir():
        print("JavaRosa or the forms are not on this machine: nothing is measured.")
        return
    with TemporaryDirectory() as scratch:
        case = cases(folder / "forms")[0]
        form = folder / "forms" / case.file
        steps, lines = Path(scratch) / "steps.json", Path(scratch) / "steps.tsv"
        steps.write_text(json.dumps(case.steps), encoding="utf-8")
        given = (f"{step['set']}\t{step['value']}" for step in case.steps if "set" in step)
        lines.write_text("\n".join(given), encoding="utf-8")
        command = [sys.executable, "-m", "inspectiebezoek", "form", "bench"]
        ours = measured(command, case, form, steps, 10)
        theirs = javarosa(place, case, form, lines)
    sets = ours["sets"][case.ref]
    print(f"\n{case.name}, warm{'':8}{'JavaRosa':>12}{'ours':>10}{'ratio':>8}")
    for name, peer, own in (
        ("load ms", theirs["loadMs"], ours["loadMs"]),
        ("answer ms, median", theirs["setMedianMs"], sets["setMedianMs"]),
        ("answer ms, p95", theirs["setP95Ms"], sets["setP95Ms"]),
    ):
        print(f"{name:32}{peer:>12.2f}{own:>10.2f}{peer / own:>8.1f}")


if __name__ == "__main__":
    main()
