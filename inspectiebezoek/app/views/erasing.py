"""What erasing something would take away, and every request with what came of it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inspectiebezoek.app.views.history import erased_words
from inspectiebezoek.app.views.sync import about
from inspectiebezoek.app.views.words import sayer
from inspectiebezoek.gui.models.erasing import EraseOffer, ErasuresPage
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.log.erasure import Request, erasures, requests
from inspectiebezoek.report.formats import moment
from inspectiebezoek.visit.expunging import reached
from inspectiebezoek.visit.open_visit import OpenVisit

OPEN, DONE = "open|", "done|"


def erase_offer(visit: OpenVisit, addresses: Iterable[str], language: str) -> EraseOffer:
    """What stands, or ever stood, at addresses and has not been erased."""
    entries = visit.entries()
    found = {each: reached(entries, each) for each in addresses}
    held = tuple(address for address, changes in found.items() if changes)
    me = visit.author().person
    return EraseOffer(
        about=about(visit, held[0], language) if held else "",
        count=len({entry.id for changes in found.values() for entry in changes}),
        addresses=held,
        seconds=tuple(each.name for each in visit.header.team if each.person != me),
    )


def erasures_page(visit: OpenVisit, language: str) -> ErasuresPage:
    """Every request; what was asked in one act is one line, and is agreed to in one."""
    acts: dict[tuple[str, str, str], list[Request]] = {}
    for each in requests(visit.entries()).values():
        acts.setdefault((each.by, each.at, each.ground), []).append(each)
    me, lines, may = visit.author().person, list[Line](), set[str]()
    for act in reversed(acts.values()):
        line = _line(visit, act, language)
        lines.append(line)
        if line.ref.startswith(OPEN) and act[0].by != me:
            may.add(line.ref)
    return ErasuresPage(tuple(lines), frozenset(may))


def open_requests(visit: OpenVisit, ref: str) -> tuple[str, ...]:
    """The requests of a line that nobody agreed to yet."""
    asked = requests(visit.entries())
    chosen = asked[ref.partition("|")[2]]
    gone = erasures(visit.entries())
    act = (chosen.by, chosen.at, chosen.ground)
    return tuple(
        each.id
        for each in asked.values()
        if (each.by, each.at, each.ground) == act and each.change not in gone
    )


def _line(visit: OpenVisit, act: Sequence[Request], language: str) -> Line:
    say, first, gone = sayer(language), act[0], erasures(visit.entries())
    fields = {entry.id: entry.change.field for entry in visit.entries()}
    names = dict.fromkeys(
        about(visit, fields[each.change], language) for each in act if each.change in fields
    )
    title = ", ".join(names) or first.change[:12]
    if all(each.change in gone for each in act):
        words = erased_words(gone[first.change], visit.header, language)
        return Line(title, words, Mark.DONE, ref=DONE + first.id)
    asked = say(
        "erasure_asked",
        name=visit.header.name_of(first.by),
        at=moment(first.at, language),
        ground=first.ground,
        count=len(act),
    )
    return Line(title, asked, Mark.OPEN, right=say("erasure_waits"), ref=OPEN + first.id)
