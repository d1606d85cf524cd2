"""Filter a report for its reader before anything is drawn: what is left out was never there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from enum import Enum
from typing import Any

from inspectiebezoek.report.content import (
    INTERNAL,
    OPEN,
    ORDINARY,
    Finding,
    Judgment,
    Photo,
    Report,
    Row,
    Withheld,
)


class Audience(Enum):
    """For whom a report is: the team and the file, the site on the spot, or everybody."""

    INTERNAL = "internal"
    SUMMARY = "summary"
    PUBLIC = "public"


# Grounds; their words are in the texts of the report. No article of law stands there: which
# article goes with which ground is for the lawyers of the inspectorate to say.
PRIVACY, SUPERVISION, DELIBERATION, NOT_OPEN = "privacy", "supervision", "deliberation", "intern"
_ROWS = ("programme", "followups", "feedback", "refusals", "timeline", "documents")


def for_audience(report: Report, audience: Audience) -> Report:
    """The report as this audience may see it, attached data included.

    The public version tells what was withheld: of each kind how many, and on which ground.
    """
    if audience is Audience.INTERNAL:
        return report
    findings = tuple(
        _shown(each, audience) for each in report.findings if not _closed(each, audience)
    )
    evidence = tuple(each for each in report.evidence if each.confidentiality == OPEN)
    kept = {each.label for each in findings}
    rows: dict[str, Any] = {name: _ordinary(getattr(report, name)) for name in _ROWS}
    shown = replace(
        report,
        findings=findings,
        judgments=tuple(_motive_open(each) for each in report.judgments),
        recommendations=tuple(
            replace(each, findings=tuple(label for label in each.findings if label in kept))
            for each in report.recommendations
        ),
        interviews=(),
        answers=(),
        secrets=(),
        access=(),
        photos=(),
        evidence=evidence,
        comments=tuple(each for each in report.comments if each.confidentiality == OPEN),
        data=_header_only(report.data),
        **rows,
    )
    if audience is Audience.SUMMARY:
        return shown
    labels = {each.label for each in evidence}
    return replace(
        shown,
        findings=tuple(
            replace(each, evidence=tuple(label for label in each.evidence if label in labels))
            for each in findings
        ),
        decisions=(),
        withheld=_withheld(report),
    )


def _ordinary(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(each for each in rows if each.sensitivity == ORDINARY)


def _closed(finding: Finding, audience: Audience) -> str:
    """The ground to leave a finding out; empty when it is shown.

    Only what somebody marked as public is public: nobody publishes by forgetting a mark.
    """
    if finding.sensitivity != ORDINARY:
        return finding.sensitivity
    if audience is not Audience.PUBLIC or finding.confidentiality == OPEN:
        return ""
    return NOT_OPEN if finding.confidentiality == INTERNAL else SUPERVISION


def _shown(finding: Finding, audience: Audience) -> Finding:
    photos = tuple(each for each in finding.photos if each.confidentiality == OPEN)
    shown = photos if audience is Audience.PUBLIC else ()
    return replace(finding, heard=(), photos=shown)


def _motive_open(judgment: Judgment) -> Judgment:
    if judgment.sensitivity == ORDINARY:
        return judgment
    return replace(judgment, motive="", deviation="")


def _withheld(report: Report) -> tuple[Withheld, ...]:
    """What the public version leaves out: kind, number and ground, in the order of the report."""
    counted = Counter(_closings(report))
    return tuple(Withheld(what, number, ground) for (what, ground), number in counted.items())


def _closings(report: Report) -> Iterator[tuple[str, str]]:
    for finding in report.findings:
        ground = _closed(finding, Audience.PUBLIC)
        if ground:
            yield "finding", ground
        sensitive = finding.sensitivity != ORDINARY
        heard = finding.sensitivity if sensitive else PRIVACY
        yield from (("heard", heard) for _ in finding.heard)
    for judgment in report.judgments:
        if judgment.sensitivity != ORDINARY:
            yield "motive", judgment.sensitivity
    for name in _ROWS:
        for row in getattr(report, name):
            if row.sensitivity != ORDINARY:
                yield "row", row.sensitivity
    yield from (("interview", PRIVACY) for _ in report.interviews)
    yield from (("decision", DELIBERATION) for _ in report.decisions)
    yield from (("photo", PRIVACY) for each in photos_of(report) if each.confidentiality != OPEN)
    yield from (
        ("evidence", NOT_OPEN if each.confidentiality == INTERNAL else SUPERVISION)
        for each in report.evidence
        if each.confidentiality != OPEN
    )
    yield from (("comment", NOT_OPEN) for each in report.comments if each.confidentiality != OPEN)
    for chapter in report.answers:
        for answer in chapter.answers:
            closed = answer.sensitivity != ORDINARY
            yield "answer", answer.sensitivity if closed else SUPERVISION


def photos_of(report: Report) -> tuple[Photo, ...]:
    """Every photo of a report once, below a finding or by itself."""
    below = [photo for finding in report.findings for photo in finding.photos]
    return tuple({photo.sha256: photo for photo in (*below, *report.photos)}.values())


_KEPT = ("format", "log", "heads", "signers", "lacking")


def _header_only(data: bytes) -> bytes:
    """The attached data without answers: who, what, and the heads that seal the log."""
    document = json.loads(data)
    kept = {name: document[name] for name in _KEPT if name in document}
    return json.dumps(kept, sort_keys=True, ensure_ascii=False).encode()
