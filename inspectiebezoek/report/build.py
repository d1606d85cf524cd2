"""Make the content of a report from an open visit; decides nothing about its looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inspectiebezoek.form.nodes import Node
from inspectiebezoek.log.canonical import canonical
from inspectiebezoek.log.chain import Link
from inspectiebezoek.report import content, reading
from inspectiebezoek.report.build_merge import merge_limits
from inspectiebezoek.report.build_parts import (
    build_comments,
    build_decisions,
    build_evidence,
    build_findings,
    build_judgments,
    build_recommendations,
    free_photos,
    scale_of,
)
from inspectiebezoek.report.formats import aware, day, lexical, moment
from inspectiebezoek.report.minima import lacking
from inspectiebezoek.report.texts import Words, words_of
from inspectiebezoek.visit.kinds import Evidence, Feedback
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.versions import replaced

_FOLLOWUP = ("nr", "jaar", "aanbeveling", "status", "bewijs")
DATA_FORMAT = "inspectiebezoek-report/1"


def build(
    visit: OpenVisit,
    links: dict[str, Link],
    signers: Sequence[content.Signer],
    *,
    made: str,
    language: str = "nl",
    with_answers: bool = True,
    own: Mapping[str, str] | None = None,
) -> content.Report:
    """The content of a report; `links` is where each device's chain stands (the seal on it).

    `own`: words of a template in place of the shipped ones.
    """
    header, words = visit.header, words_of(language, own)
    return content.Report(
        title=header.title,
        kind=words("kind_of_report"),
        site=header.site_label,
        language=language,
        label=words(f"label_{header.security_label}"),
        practice=header.practice,
        made=made,
        facts=_facts(visit, words, language),
        figures=_figures(visit, language),
        programme=_programme(visit, language),
        findings=build_findings(visit, words),
        judgments=build_judgments(visit, language),
        recommendations=build_recommendations(visit, language),
        followups=_rows(visit, "followup", _FOLLOWUP, language),
        feedback=_feedback(visit, language),
        refusals=_rows(visit, "refusal", ("tijd", "door", "wat", "grond", "reactie"), language),
        access=_rows(visit, "access", ("poort", "binnen", "pas", "notitie"), language),
        decisions=build_decisions(visit, language),
        limits=(*_limits(visit, language), *merge_limits(visit, words, language)),
        timeline=_timeline(visit, language),
        interviews=_interviews(visit, language),
        documents=_documents(visit, language, words),
        evidence=build_evidence(visit, language, words),
        photos=free_photos(visit),
        answers=_answers(visit, words, language) if with_answers else (),
        comments=build_comments(visit, words),
        signers=tuple(signers),
        secrets=tuple(reading.secrets(visit)),
        scale=scale_of(visit),
        data=_data(visit, links, signers),
    )


def _facts(visit: OpenVisit, words: Words, language: str) -> tuple[tuple[str, str], ...]:
    header = visit.header
    team = "; ".join(f"{each.name}, {each.role_label or each.role}" for each in header.team)
    told = words(f"announced_{header.announced}") if header.announced else ""
    note = day(header.announced_on, language) if header.announced_on else header.announced_note
    rows = (
        (words("fact_site"), header.site_label),
        (words("fact_start"), moment(header.start, language, zone=True)),
        (words("fact_end"), moment(header.end, language, zone=True)),
        (words("fact_announced"), f"{told} ({note})" if note else told),
        (words("fact_team"), team),
        (words("fact_programme"), header.programme_line),
        (words("fact_layer"), header.layer),
        (words("fact_framework"), f"{visit.form.title}, {visit.form.id} {visit.form.version}"),
        (words("fact_visit"), visit.id),
        (words("fact_permissions"), header.permissions),
        (words("fact_version"), _version(visit, words, language)),
    )
    return tuple((name, value) for name, value in rows if value)


def _version(visit: OpenVisit, words: Words, language: str) -> str:
    """Which signed version this one takes the place of, and why."""
    before = replaced(visit)
    if before is None:
        return ""
    version, reason = before
    at = day(version.signers[-1]["at"], language)
    return words("replaces", label=version.label, at=at, reason=reason)


def _programme(visit: OpenVisit, language: str) -> tuple[content.Row, ...]:
    planned = visit.header.programme
    return tuple(content.Row((moment(each["at"], language), each["text"])) for each in planned)


def _feedback(visit: OpenVisit, language: str) -> tuple[content.Row, ...]:
    return tuple(
        content.Row((moment(each.at, language), each.to_role, each.text, each.response))
        for each in visit.all(Feedback)
    )


def _figures(visit: OpenVisit, language: str) -> tuple[tuple[str, str], ...]:
    found = []
    for node in reading.by_role(visit, "figure"):
        named = node.definition.ib.get("label", "")
        if named and node.value and not node.definition.repeats:
            found.append((named, lexical("decimal", node.value, language)))
    return tuple(found)


def _rows(
    visit: OpenVisit, role: str, names: Sequence[str], language: str
) -> tuple[content.Row, ...]:
    return tuple(
        content.Row(tuple(row.get(name, "") for name in names), reading.sensitivity_of(row, names))
        for row in reading.rows(visit, role, language)
    )


def _limits(visit: OpenVisit, language: str) -> tuple[str, ...]:
    return tuple(
        f"{reading.label(node)}: {reading.words(node, language)}"
        for node in reading.by_role(visit, "limit")
        if node.value
    )


def _timeline(visit: OpenVisit, language: str) -> tuple[content.Row, ...]:
    found = []
    for row in reading.rows(visit, "timeline", language):
        about = ", ".join(each for each in (row.get("terugkeerder"), row.get("notitie")) if each)
        time = moment(row.get("raw:tijd", ""), language, zone=True)
        sensitivity = reading.sensitivity_of(row, ("moment", "bron", "terugkeerder", "notitie"))
        cells = (time, row.get("moment", ""), row.get("bron", ""), about)
        found.append(content.Row(cells, sensitivity, aware(row.get("raw:tijd", ""))))
    return tuple(found)


def _interviews(visit: OpenVisit, language: str) -> tuple[content.Row, ...]:
    return tuple(
        content.Row(
            (row.get("code", ""), row.get("rol", ""), row.get("kernpunten") or row.get("om", "")),
            sensitivity="bijzonder",
        )
        for row in reading.rows(visit, "interview", language)
    )


def _documents(visit: OpenVisit, language: str, words: Words) -> tuple[content.Row, ...]:
    found = []
    for row in reading.rows(visit, "document", language):
        held = row.get("stand", "")
        if row.get("raw:meegenomen") == "ja":
            held = f"{words('taken')} {row.get('bewijs_nr', '')}".strip()
        elif not held:
            held = words("seen")
        cells = (row.get("code", ""), row.get("titel", ""), held)
        found.append(content.Row(cells, reading.sensitivity_of(row, ("titel", "stand"))))
    return tuple(found)


def _answers(visit: OpenVisit, words: Words, language: str) -> tuple[content.Chapter, ...]:
    chapters = []
    for part in visit.instance.root.parts:
        answers = tuple(
            content.Answer(
                reading.label(node),
                _answer(visit, node, words, language),
                visit.remark(node.ref),
                node.definition.ib.get("sensitivity", "gewoon"),
            )
            for node in reading.accounted(visit, part)
        )
        if answers:
            chapters.append(content.Chapter(reading.label(part), answers))
    return tuple(chapters)


def _answer(visit: OpenVisit, node: Node, words: Words, language: str) -> str:
    """The answer in words, or the reason why there is none."""
    why = visit.unanswered(node.ref)
    if why is None:
        return reading.words(node, language)
    return words(f"unanswered_{why.kind}", reason=why.reason)


def _data(visit: OpenVisit, links: dict[str, Link], signers: Sequence[content.Signer]) -> bytes:
    """The visit as it is sealed into the report: heads, calculated values, evidence hashes."""
    return canonical(
        {
            "format": DATA_FORMAT,
            "log": visit.log,
            "form": {"id": visit.form.id, "version": visit.form.version},
            "heads": {
                device: {"dseq": link.dseq, "head": link.head}
                for device, link in sorted(links.items())
            },
            "evidence": [
                {"label": each.label, "original": each.original, "derivative": each.derivative}
                for each in visit.all(Evidence)
            ],
            # A draft says so in what is sealed, so that nobody can sign it by accident.
            "lacking": [
                {"kind": each.kind, "place": each.place, "label": each.label}
                for each in lacking(visit, signers)
            ],
            "calculated": dict(sorted(visit.instance.calculated().items())),
            "signers": [
                {
                    "name": each.name,
                    "capacity": each.capacity,
                    "place": each.place,
                    "fingerprint": each.fingerprint,
                }
                for each in signers
            ],
        }
    )
