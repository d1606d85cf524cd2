"""Faults in whatever order: after healing, all that survived on any disk is everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from bench.faults import main as bench_faults
from bench.faults import naive_run
from tests.support.office import TestOffice
from tests.support.world import MOST_LAPTOPS, World, world_of

SOME = st.integers(0, 99)


def test_the_naive_rule_is_found_out(office: TestOffice, tmp_path: Path) -> None:
    folder = tmp_path / "world"
    folder.mkdir()
    world = world_of(office, folder, 1, naive_run)
    world.add_laptop()
    world.write(0, 0)
    world.sync(0, rate=0.0)
    world.back_up_office()
    world.write(0, 1)
    world.sync(0, rate=0.0)
    world.restore_office(0)

    survivors = world.survivors()
    world.heal()
    assert world.judge(survivors).lost == 1
    world.close()


@pytest.mark.parametrize(("times", "words"), [("1", []), ("2", ["--break", "ack-is-receipt"])])
def test_random_schedules_lose_nothing_unless_broken_on_purpose(
    times: str, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench_faults(["--schedules", times, "--steps", "30", "--seed", "2", *words]) == 0

    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith(f"schedules {times}, changes ")
    assert last.endswith(", lost 0") == (not words)


class Schedules(RuleBasedStateMachine):
    """Laptops, an office and their faults, in whatever order Hypothesis can think of."""

    world: World
    start: object

    @initialize(laptops=st.integers(2, MOST_LAPTOPS))
    def begin(self, laptops: int) -> None:
        self.world = type(self).start()  # type: ignore[operator]
        for _ in range(laptops):
            self.world.add_laptop()
        self.world.plan()

    @rule(lap=SOME, disk_full=st.sampled_from([False, False, False, True]))
    def act(self, lap: int, disk_full: bool) -> None:
        self.world.act(lap, disk_full=disk_full)

    @rule(lap=SOME)
    def sync(self, lap: int) -> None:
        self.world.sync(lap, rate=0.1)

    @rule()
    def back_up_office(self) -> None:
        self.world.back_up_office()

    @rule(which=SOME)
    def restore_office(self, which: int) -> None:
        self.world.restore_office(which)

    @rule(lap=SOME)
    def back_up_laptop(self, lap: int) -> None:
        self.world.back_up_laptop(lap)

    @rule(lap=SOME, which=SOME, torn=st.booleans())
    def restore_laptop(self, lap: int, which: int, torn: bool) -> None:
        self.world.restore_laptop(lap, which, torn)

    @rule(lap=SOME)
    def clone(self, lap: int) -> None:
        self.world.clone_laptop(lap)

    @rule(lap=SOME)
    def kill(self, lap: int) -> None:
        self.world.kill_laptop(lap)

    @rule(lap=SOME, days=st.integers(-4000, 4000))
    def jump(self, lap: int, days: int) -> None:
        self.world.jump_clock(lap, days)

    @rule(row=SOME)
    def drop(self, row: int) -> None:
        self.world.drop_row(row)

    @rule(row=SOME)
    def alter(self, row: int) -> None:
        self.world.alter_row(row)

    @rule(row=SOME)
    def empty(self, row: int) -> None:
        self.world.empty_row(row)

    @rule(file=SOME)
    def harm(self, file: int) -> None:
        self.world.harm_file(file)

    def teardown(self) -> None:
        if hasattr(self, "world"):
            survivors = self.world.survivors()
            self.world.heal()
            verdict = self.world.judge(survivors)
            self.world.close()
            assert verdict.good, verdict


def _explore(office: TestOffice, folder: Path, examples: int) -> None:
    made = 0

    def start() -> World:
        nonlocal made
        made += 1
        place = folder / f"world-{made}"
        place.mkdir()
        return world_of(office, place, made)

    machine = type("Machine", (Schedules,), {"start": staticmethod(start)})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_after_any_faults_in_any_order_all_that_survived_is_everywhere(
    office: TestOffice, tmp_path: Path
) -> None:
    _explore(office, tmp_path, 3)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_after_very_many_faults_all_that_survived_is_everywhere(
    office: TestOffice, tmp_path: Path
) -> None:
    _explore(office, tmp_path, 200)
