"""Plan a visit from the window: which checklists, sites and people there are to choose from."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

from inspectiebezoek.app.checklists import checklist_options, name_of, sites
from inspectiebezoek.app.views.visits import KINDS, kind_words
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.gui.models.line import Option
from inspectiebezoek.gui.models.visits import NewVisit, NewVisitOptions
from inspectiebezoek.messages import text
from inspectiebezoek.visit.header import Header, Member


def new_visit_options(place: Workplace, language: str, own: Path | None = None) -> NewVisitOptions:
    """What can be chosen; `own` is a checklist that a person brought, offered alone."""
    mine = None if own is None else (Option(str(own), name_of(own)),)
    people = _people(place)
    me = place.known()
    return NewVisitOptions(
        mine or checklist_options(place),
        tuple(Option(code, label) for code, label in sites(place).items()),
        tuple(Option(each, kind_words(each, language)) for each in KINDS),
        tuple(Option(person, name) for person, name in people.items()),
        me.person if me else "",
        place.clock().date().isoformat(),
    )


def _people(place: Workplace) -> dict[str, str]:
    """Who can be of the team: the person of this laptop first, then the colleagues we know of."""
    found: dict[str, str] = {}
    me = place.known()
    if me is not None:
        found[me.person] = me.name
    for each in place.store.colleagues():
        found.setdefault(each.person, each.name)
    return found


def header_of(place: Workplace, chosen: NewVisit, language: str) -> Header:
    """The header of the visit that a person chose; raises `NOT_ENROLLED` for a nameless laptop."""
    people, me = _people(place), place.known()
    if me is None:
        raise InspectionError(Code.NOT_ENROLLED)
    team = tuple(
        Member(
            person,
            people.get(person, person),
            "lead" if person == me.person else "inspector",
            text("views", "role.lead" if person == me.person else "role.inspector", language),
        )
        for person in chosen.team
    )
    site = sites(place).get(chosen.site, chosen.site)
    return Header(
        title=f"{kind_words(chosen.kind, language)} {site}",
        site=chosen.site,
        site_label=site,
        kind=chosen.kind,
        announced="ja" if chosen.announced else "nee",
        start=_moment(chosen.start, time(9)),
        end=_moment(chosen.end, time(17)),
        team=team,
    )


def _moment(day: str, at: time) -> str:
    """A day as a moment, with the UTC offset that this machine has on that day."""
    local = datetime.combine(datetime.fromisoformat(day).date(), at).astimezone()
    return local.isoformat(timespec="seconds")
