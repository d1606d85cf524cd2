"""How far the report of a visit is: what is still needed, who signed, who is next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inspectiebezoek.app.views.visits import dates
from inspectiebezoek.app.views.words import sayer
from inspectiebezoek.gui.models.line import Line, Option
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.models.report import ReportPage
from inspectiebezoek.messages import text
from inspectiebezoek.report.minima import Lack, lacking
from inspectiebezoek.visit.kinds import Finding, ReportVersion
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.readiness import gaps
from inspectiebezoek.visit.versions import (
    CONCEPT,
    WHOLE,
    complete,
    lasts,
    latest_concept,
    latest_version,
    signed_by,
)

AUDIENCES = (WHOLE, "summary", "public", CONCEPT)
OVERVIEW, FINDINGS, SIGN = "place:visit", "place:findings", "place:sign"
"""What a need refers to when it is not a place in the form."""
_TOLD_ELSEWHERE = ("place", "start", "team", "signer")
"""Lacks that the list has a line for in any case; who signs is asked while signing."""


def report_page(
    visit: OpenVisit, audience: str, pages: int, *, busy: bool, language: str
) -> ReportPage:
    """What the screen shows; `pages`: how many the preview has, 0 while there is none."""
    concept = audience == CONCEPT
    version = latest_concept(visit) if concept else latest_version(visit, audience)
    needs = tuple(_needs(visit, language))
    opened = sum(1 for each in needs if each.mark is not Mark.READY)
    signed = signed_by(version)
    waits = None if concept else next_signer(visit, version)
    say = sayer(language)
    return ReportPage(
        needs=(*needs, *_signatures(visit, version, language)),
        open_needs=opened,
        audiences=tuple(Option(each, say(f"audience.{each}")) for each in AUDIENCES),
        audience=audience,
        pages=pages,
        version=say("version", label=version.label) if version else say("concept"),
        signing=say(_standing(visit, version), names=", ".join(signed)) if signed else "",
        waiting=say("waits_for", name=waits[0]) if waits else "",
        why_not=say("concept_unsigned") if concept else _why_not(opened, waits, language),
        busy=busy,
    )


def _standing(visit: OpenVisit, version: ReportVersion | None) -> str:
    """The words for how long the signatures hold; a practice report never gets a time-stamp."""
    if version is None or not complete(version) or visit.header.practice:
        return "signed_by"
    return "signed_lasts" if lasts(version) else "signed_waits"


def next_signer(visit: OpenVisit, version: ReportVersion | None) -> tuple[str, str] | None:
    """Name and capacity of who signs next; None when everybody did."""
    if version is None:
        return expected_signers(visit)[0]
    for each in version.signers:
        if not each["at"]:
            return each["name"], each["capacity"]
    return None


def expected_signers(visit: OpenVisit) -> Sequence[tuple[str, str]]:
    """The lead and the first other inspector: name and capacity, in the order of signing."""
    team = sorted(visit.header.team, key=lambda each: each.role != "lead")
    return [(each.name, each.role_label or each.role) for each in team[:2]] or [("-", "")]


def _why_not(opened: int, waits: tuple[str, str] | None, language: str) -> str:
    if opened:
        return text("views", "not_yet", language)
    return "" if waits else text("views", "all_signed", language)


def _needs(visit: OpenVisit, language: str) -> Iterator[Line]:
    header = visit.header
    said = bool(header.site_label and header.start)
    where = ", ".join(part for part in (header.site_label, dates(header, language)) if part)
    yield _need("place_and_time", where, said, OVERVIEW, language)
    names = ", ".join(each.name for each in header.team)
    yield _need("who", names, bool(header.team), OVERVIEW, language)
    missing = gaps(visit)
    if missing:
        detail = text("views", "answers_missing", language, count=len(missing))
        yield _need("answers", detail, False, OVERVIEW, language)
    else:
        yield _need("answers", text("views", "answers_whole", language), True, "", language)
    titles = {each.label: each.title for each in visit.all(Finding)}
    for lack in lacking(visit, ()):
        if lack.kind not in _TOLD_ELSEWHERE:
            words = text("minima", lack.kind, language, label=lack.label).rstrip(".")
            shown = f"{words[:1].upper()}{words[1:]}"
            detail = titles.get(lack.label, "")
            yield Line(shown, detail, Mark.MISSING, key="Enter", ref=_mended_at(lack))


def _mended_at(lack: Lack) -> str:
    """Where the window goes to mend it: a finding, a question, or the visit as a whole."""
    kind, _, rest = lack.place.partition(":")
    if kind == "finding":
        return f"finding:{rest.partition('/')[0]}"
    if kind == "recommendation":
        return FINDINGS
    return rest if kind == "answer" else OVERVIEW


def _need(key: str, detail: str, there: bool, ref: str, language: str) -> Line:
    return Line(
        text("views", f"need.{key}", language),
        detail or text("views", "nothing_yet", language),
        Mark.READY if there else Mark.MISSING,
        key="" if there else "Enter",
        ref="" if there else ref,
    )


def _signatures(visit: OpenVisit, version: ReportVersion | None, language: str) -> Iterator[Line]:
    signed = signed_by(version)
    for name, capacity in expected_signers(visit):
        words = text("views", "need.signature", language, name=name)
        done = name in signed
        yield Line(words, capacity, Mark.READY if done else Mark.OPEN, ref="" if done else SIGN)
