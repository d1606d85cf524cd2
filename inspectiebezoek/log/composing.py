"""Give what a person did its place in the chain of a device: the bytes of each change; pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from inspectiebezoek.log import clock
from inspectiebezoek.log.canonical import canonical
from inspectiebezoek.log.chain import Link
from inspectiebezoek.log.change import Change, Entry, Proposal, commitment

_SALT_BYTES = 16


def compose(
    log: str,
    proposals: Sequence[Proposal],
    *,
    person: str,
    device: str,
    link: Link | None,
    ticks: str,
    now: datetime,
    random: Callable[[int], bytes],
) -> tuple[Entry, ...]:
    """The changes of one fact, each on top of the one before in the chain of a device.

    `link`: where that chain stands in the log; `ticks`: the hybrid clock that went before;
    `now` is aware; `random` gives so many bytes.
    """
    added: list[Entry] = []
    for proposal in proposals:
        ticks = clock.tick(ticks, now)
        upon = [added[number].id for number in proposal.upon]
        salt, value = random(_SALT_BYTES), canonical(proposal.value)
        change = Change(
            log=log,
            field=proposal.field,
            op=proposal.op,
            value=commitment(salt, value),
            by=person,
            device=device,
            dseq=1 if link is None else link.dseq + 1,
            prev=None if link is None else link.head,
            parents=tuple(sorted({*proposal.parents, *upon})),
            hlc=ticks,
            at=now.isoformat(timespec="seconds"),
            form=proposal.form,
            cause=proposal.cause,
            blobs=proposal.blobs,
        )
        entry = Entry(change.encode(), salt, value)
        added.append(entry)
        link = Link(change.dseq, entry.id)
    return tuple(added)
