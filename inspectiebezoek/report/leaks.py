"""Look for withheld words in what is left of a report: a sentence may stand in two places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace

from inspectiebezoek.report.audience import photos_of
from inspectiebezoek.report.content import OPEN, ORDINARY, Report

# Fewer words ("plaatsvervangend directeur") say nothing by themselves and stand in many places.
_TELLING = 4


def leaks(report: Report, shown: Report) -> tuple[str, ...]:
    """The withheld sentences of `report` that `shown`, its filtered version, still tells."""
    told = "\n".join(_plain(each) for each in _strings(replace(shown, data=b"")))
    told += "\n" + _plain(shown.data.decode())
    return tuple(each for each in sorted(withheld_words(report)) if _plain(each) in told)


def withheld_words(report: Report) -> frozenset[str]:
    """The sentences that only the internal version tells, on account of what they say."""
    return frozenset(each for each in _closed(report) if len(each.split()) >= _TELLING)


def _closed(report: Report) -> Iterator[str]:
    for finding in report.findings:
        yield from finding.heard
        if finding.sensitivity != ORDINARY:
            yield from (finding.title, finding.text, finding.observed, *finding.read)
    for judgment in report.judgments:
        if judgment.sensitivity != ORDINARY:
            yield from (judgment.motive, judgment.deviation)
    for rows in (report.timeline, report.refusals, report.followups, report.documents):
        yield from (cell for row in rows if row.sensitivity != ORDINARY for cell in row.cells)
    for photo in photos_of(report):
        if photo.confidentiality != OPEN:
            yield from (photo.caption, photo.alt_text)
    for chapter in report.answers:
        for answer in chapter.answers:
            if answer.sensitivity != ORDINARY:
                yield from (answer.answer, answer.remark)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for part in value.values() for text in _strings(part))
    elif isinstance(value, tuple | list):
        yield from (text for part in value for text in _strings(part))
    elif is_dataclass(value):
        yield from (text for each in fields(value) for text in _strings(getattr(value, each.name)))


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
