"""Filter a report for its reader before anything is drawn: what is left out was never there."""

from __future__ import annotations

import json
from dataclasses import replace
from enum import Enum

from inspectiebezoek.report.content import OPEN, Finding, Report


class Audience(Enum):
    """For whom a report is: the team and the file, the site on the spot, or everybody."""

    INTERNAL = "internal"
    SUMMARY = "summary"
    PUBLIC = "public"


def for_audience(report: Report, audience: Audience) -> Report:
    """The report as this audience may see it, attached data included."""
    if audience is Audience.INTERNAL:
        return report
    open_findings = tuple(
        _shown(each, audience) for each in report.findings if _open(each, audience)
    )
    kept = {each.label for each in open_findings}
    return replace(
        report,
        findings=open_findings,
        recommendations=tuple(
            replace(each, findings=tuple(label for label in each.findings if label in kept))
            for each in report.recommendations
        ),
        interviews=(),
        answers=(),
        access=(),
        photos=(),
        evidence=tuple(each for each in report.evidence if each.confidentiality == OPEN),
        data=_header_only(report.data),
    )


def _open(finding: Finding, audience: Audience) -> bool:
    if finding.sensitivity != "gewoon":
        return False
    return audience is Audience.SUMMARY or finding.confidentiality != "vertrouwelijk"


def _shown(finding: Finding, audience: Audience) -> Finding:
    photos = tuple(each for each in finding.photos if each.confidentiality == OPEN)
    shown = photos if audience is Audience.PUBLIC else ()
    return replace(finding, heard=(), photos=shown)


_KEPT = ("format", "log", "heads", "signers")


def _header_only(data: bytes) -> bytes:
    """The attached data without answers: who, what, and the heads that seal the log."""
    document = json.loads(data)
    kept = {
        name: document[name] for name in ("format", "log", "heads", "signers") if name in document
    }
    return json.dumps(kept, sort_keys=True, ensure_ascii=False).encode()
