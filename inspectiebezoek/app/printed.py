"""What can be printed of a visit besides its signed files, made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable

from inspectiebezoek.app.reporting import gather, team_signers, template_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.report.audience import Audience
from inspectiebezoek.report.blank import blank
from inspectiebezoek.report.failing import only_failing
from inspectiebezoek.report.produce import produce
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.versions import CONCEPT, latest_version, signed_by

FAILING, PAPER = "failing", "paper"
Make = Callable[[], bytes]


def printable(place: Workplace, visit: OpenVisit, what: str, language: str) -> Make:
    """How a file to print comes about. The visit is read now, the rest happens when it is called.

    `what`: an audience, `CONCEPT`, `FAILING` (only what asks for attention) or `PAPER` (the empty
    checklist). A version that somebody signed is printed as it was signed.
    """
    if what == PAPER:
        form, made = visit.form, place.clock()
        instance = form.new_instance(place.clock, place.uuid)
        return lambda: blank(form, instance, made=made, language=language)
    version = latest_version(visit, what)
    if version is not None and signed_by(version):
        file = version.file
        return lambda: place.store.evidence.content(file)
    report = gather(place, visit, team_signers(visit, ""), language=language)
    photos, template = place.store.evidence.content, template_here(place)
    if what == FAILING:
        few = only_failing(report)
        return lambda: produce(few, Audience.INTERNAL, photos, template=template)
    concept = what == CONCEPT
    audience = Audience.INTERNAL if concept else Audience(what)
    return lambda: produce(report, audience, photos, concept=concept, template=template)
