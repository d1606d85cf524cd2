"""Look for withheld words in what is left of a report: a sentence may stand in two places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace

from inspectiebezoek.report.audience import photos_of
from inspectiebezoek.report.content import OPEN, ORDINARY, Report

# Fewer words ("plaatsvervangend directeur") say nothing by themselves and stand in many places,
# unless they name someone or something: a capital or a digit, at a question that is sensitive.
_TELLING = 4
_LEAST_SIGNS = 3


def leaks(report: Report, shown: Report) -> tuple[str, ...]:
    """The withheld words of `report` that `shown`, its filtered version, still tells."""
    told = " ".join(_strings(replace(shown, data=b"")))
    return still_told(withheld_words(report), f"{told} {shown.data.decode()}")


def still_told(withheld: Iterable[str], told: str) -> tuple[str, ...]:
    """Which of these words stand in a text, in order: sentences whatever their case, names as
    they are written, for `Bakker` is not a baker.
    """
    spaced = _spaced(told)
    plain = spaced.casefold()
    return tuple(
        each
        for each in sorted(withheld)
        if (_is_sentence(each) and _spaced(each).casefold() in plain)
        or (not _is_sentence(each) and _stands(_spaced(each), spaced))
    )


def withheld_words(report: Report) -> frozenset[str]:
    """What only the internal version tells, on account of what it says.

    Whole sentences, and names and numbers that were written at a sensitive question.
    """
    sentences = filter(_is_sentence, (*_closed(report), *report.secrets))
    return frozenset((*sentences, *filter(_is_name, report.secrets)))


def _is_sentence(words: str) -> bool:
    return len(words.split()) >= _TELLING


def _is_name(words: str) -> bool:
    signs = [each for each in words if each.isalnum()]
    return len(signs) >= _LEAST_SIGNS and any(each.isupper() or each.isdigit() for each in signs)


def _stands(words: str, told: str) -> bool:
    """Words of their own: a name inside another word is none."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", told) is not None


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
    yield from (cell for row in report.interviews for cell in row.cells)
    for photo in photos_of(report):
        if photo.confidentiality != OPEN:
            yield from (photo.caption, photo.alt_text)
    for comment in report.comments:
        if comment.confidentiality != OPEN:
            yield from (comment.text, comment.reply)
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


def _spaced(words: str) -> str:
    return " ".join(words.split())
