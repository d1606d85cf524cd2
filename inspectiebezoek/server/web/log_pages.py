"""The pages about logs: the list of those that one may read, and one of them."""

# Annotations are not postponed here: FastAPI must see the dependencies, which are local names.

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from inspectiebezoek.log.address import parse
from inspectiebezoek.log.rights import DECIDER, RANK, at_least
from inspectiebezoek.server.door import Door
from inspectiebezoek.server.ledger import Ledger
from inspectiebezoek.server.people import People
from inspectiebezoek.server.wanted import Wanted
from inspectiebezoek.server.web.drawing import draw
from inspectiebezoek.server.web.guard import Guard, frame_of
from inspectiebezoek.server.web.records import Deed, Records
from inspectiebezoek.server.web.sessions import Session

_A_PAGE = 50
_MOST = 2**31 - 1


def log_pages(
    guard: Guard, people: People, records: Records, ledger: Ledger, wanted: Wanted, door: Door
) -> APIRouter:
    """Each asks the door of the log first; what is shown of its changes is written down."""
    router = APIRouter(include_in_schema=False)

    @router.get("/office")
    def visits(
        request: Request,
        session: Annotated[Session, Depends(guard.session)],
        page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    ) -> HTMLResponse:
        mine = [log for kind in records.kinds() for log in people.logs(session.person, kind)]
        shown = records.newest(mine)[(page - 1) * _A_PAGE : page * _A_PAGE]
        return draw(
            request,
            frame_of(guard, records, session),
            "visits",
            logs=records.listed(shown),
            number=page,
            count=len(mine),
            pages=max(1, -(-len(mine) // _A_PAGE)),
        )

    _one_log(router, guard, people, records, ledger, wanted, door)
    return router


def _one_log(
    router: APIRouter,
    guard: Guard,
    people: People,
    records: Records,
    ledger: Ledger,
    wanted: Wanted,
    door: Door,
) -> None:
    @router.get("/office/logs/{kind}/{uuid}")
    def one(
        request: Request,
        kind: str,
        uuid: str,
        session: Annotated[Session, Depends(guard.session)],
        before: Annotated[int, Query(ge=1, le=_MOST)] = _MOST,
    ) -> HTMLResponse:
        log = f"{kind}/{uuid}"
        door.read(log, session.caller)
        deeds = records.deeds(log, before, _A_PAGE)
        if deeds:
            door.readings.told_page(session.caller, log, deeds[-1].number, deeds[0].number)
        files, found = ledger.cited(log), records.listed([log])
        return draw(
            request,
            frame_of(guard, records, session),
            "log",
            log=log,
            record=found[0] if found else None,
            held=sum(wanted.files.size(sha256) is not None for sha256 in files),
            members=records.members(log),
            decides=at_least(people.role(log, session.person), DECIDER),
            roles=tuple(RANK),
            apart=records.apart(log),
            deeds=[(deed, *_where(deed)) for deed in deeds],
            earlier=deeds[-1].number if deeds and deeds[-1].number > 1 else 0,
            names=records.names(),
        )


def _where(deed: Deed) -> tuple[str, str]:
    """The kind of thing that a change is about, and the path in it."""
    try:
        found = parse(deed.field)
    except ValueError:
        return "", deed.field
    return found.kind, found.path
