"""Only what asks for attention: findings to mend, judgments below the best, advice; for print."""

from __future__ import annotations

from dataclasses import replace

from inspectiebezoek.report.content import Judgment, Report

# A judgment that does not apply is no judgment; the best one is the first of the scale.
_NOT_JUDGED = "nvt"


def only_failing(report: Report) -> Report:
    """The report without what goes well, to take along or leave behind; nobody signs it."""
    best = next(iter(report.scale), "")
    wanted = tuple(each for each in report.judgments if _fails(each, best))
    findings = tuple(each for each in report.findings if not each.good)
    shown = {each.sha256 for finding in findings for each in finding.photos}
    return replace(
        report,
        findings=findings,
        judgments=wanted,
        scale={value: words for value, words in report.scale.items() if value != best},
        photos=tuple(each for each in report.photos if each.sha256 in shown),
        decisions=(),
        timeline=(),
        interviews=(),
        documents=(),
        evidence=tuple(
            each for each in report.evidence if any(each.label in f.evidence for f in findings)
        ),
        answers=(),
        signers=(),
        figures=report.figures if wanted else (),
    )


def _fails(judgment: Judgment, best: str) -> bool:
    return judgment.value not in (best, _NOT_JUDGED)
