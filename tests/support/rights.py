"""Give people a right on a log as a person does who decides there: by a change, brought."""

from __future__ import annotations

from datetime import UTC, datetime

from inspectiebezoek.log.change import Entry
from inspectiebezoek.log.rights import WRITER, role_field
from inspectiebezoek.log.state import State
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.sync.run import SyncRun
from inspectiebezoek.visit.records import alteration

NOW = datetime(2026, 10, 6, 8, 0, tzinfo=UTC)


def name_in(store: Store, log: str, *persons: str, role: str = WRITER) -> tuple[Entry, ...]:
    """Write on this laptop that these persons have a role in a log."""
    state = State(store.entries(log))
    given = [alteration(state, role_field(person), role) for person in persons]
    return store.append(log, given, now=NOW)


def let_in(store: Store, log: str, *persons: str, role: str = WRITER) -> None:
    """The same, and bring it to the office."""
    name_in(store, log, *persons, role=role)
    device = store.device()
    with OfficeClient(device.office, device.token) as client:
        assert SyncRun(store, client).run(log.partition("/")[0]).done
