"""Two laptops that meet on a stick end as two that meet at the office."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.log.change import ADD, REMOVE, Proposal
from inspectiebezoek.log.state import State
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.sync.run import SyncRun
from tests.support.office import SteppingClock, TestOffice
from tests.support.packages import bring, give
from tests.support.rights import name_in

FIELDS = ("answer:/data/a", "answer:/data/b", "remark:/data/a", "answer:/data/rep[r1]/x")
ROW = "answer:/data/rep[r1]"
Act = tuple[int, int, str]
"""Which laptop does something (0, 1) or both meet (2), to which field, with what."""
ACTS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, len(FIELDS) + 1), st.sampled_from("xyz")),
    max_size=14,
)


def do(place: Workplace, log: str, field: int, value: str) -> None:
    """Somebody writes on top of what this laptop shows."""
    state = State(place.store.entries(log))
    if field < len(FIELDS):
        proposal = Proposal(FIELDS[field], value, parents=state.head_ids(FIELDS[field]))
    else:
        op = ADD if field == len(FIELDS) else REMOVE
        seen = {ROW, *state.fields(ROW + "/")}
        heads = tuple(sorted({head for each in seen for head in state.head_ids(each)}))
        proposal = Proposal(ROW, {"order": value, "label": value}, parents=heads, op=op)
    place.store.append(log, [proposal], now=place.clock())


def shown(place: Workplace, log: str) -> tuple[object, ...]:
    """What a laptop says of a log: every change, every field, every difference."""
    entries = place.store.entries(log)
    state = State(entries)
    fields = {field: state.head_ids(field) for field in state.fields()}
    return sorted(entry.id for entry in entries), fields, state.conflicts()


def at_the_office(places: list[Workplace], log: str) -> None:
    """Both sync, the first one again; only this log, for the office holds those of before too."""
    for place in (*places, places[0]):
        device = place.store.device()
        with OfficeClient(device.office, device.token) as client:
            assert SyncRun(place.store, client).run(log.partition("/")[0]).done


def on_a_stick(places: list[Workplace], log: str, stick: Path) -> None:
    for giver, taker in (places, places[::-1]):
        bring(taker, give(giver, stick, taker, log))


@pytest.fixture
def pair(office: TestOffice) -> list[Workplace]:
    return [office.laptop("anna"), office.laptop("jan")]


@given(acts=ACTS)
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_package_there_and_back_is_a_sync(pair: list[Workplace], acts: list[Act]) -> None:
    fresh = uuid4()
    log = f"{''.join(chr(97 + each % 26) for each in fresh.bytes)}/{fresh}"
    do(pair[0], log, 0, "x")
    name_in(pair[0].store, log, "jan")
    at_the_office(pair, log)
    for who, field, value in acts:
        if who == len(pair):
            at_the_office(pair, log)
        else:
            do(pair[who], log, field, value)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        twins = [twin(place, Path(folder) / place.store.device().person) for place in pair]
        for each in twins:
            stack.callback(each.store.close)
        on_a_stick(twins, log, Path(folder) / "x.ibz")
        at_the_office(pair, log)
        assert shown(twins[0], log) == shown(twins[1], log)
        assert shown(twins[0], log) == shown(pair[0], log) == shown(pair[1], log)
        before = [shown(each, log) for each in twins]
        on_a_stick(twins, log, Path(folder) / "x.ibz")
        assert [shown(each, log) for each in twins] == before


def twin(place: Workplace, folder: Path) -> Workplace:
    """The same laptop as it lies on disk now."""
    shutil.copytree(place.store.folder, folder)
    return Workplace(Store(folder, bytes(32)), clock=SteppingClock())
