"""The pieces of evidence of a visit as tiles and in detail, and what a piece can be linked to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inspectiebezoek.app.views.chapters import chapters
from inspectiebezoek.app.views.spots import crumb, quoted, row_above
from inspectiebezoek.form.nodes import Node
from inspectiebezoek.gui.models.checklist import Tile
from inspectiebezoek.gui.models.evidence import EvidencePage, Piece
from inspectiebezoek.gui.models.line import Line, Option
from inspectiebezoek.gui.models.link import LinkOption
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.models.viewing import View
from inspectiebezoek.messages import text
from inspectiebezoek.report import reading
from inspectiebezoek.report.formats import moment
from inspectiebezoek.visit.header import ADOPTED, REPORTED
from inspectiebezoek.visit.judgments import ROLES
from inspectiebezoek.visit.kinds import Evidence, Finding
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.places import ANSWER, link_key, link_keys
from inspectiebezoek.visit.readiness import questions

_KINDS = {"foto": "photo", "geluid": "audio", "audio": "audio", "gesprek": "interview"}
QUESTION, FINDING, PIECE, TALK = "question:", "finding:", "evidence:", "interview:"
"""What a reference in a line begins with, before the code or the UUID."""

READERS = ("openbaar", "intern", "vertrouwelijk")


def tile(piece: Evidence) -> Tile:
    """A piece as a tile."""
    detail = piece.caption or piece.name
    kind = _KINDS.get(piece.sort, "document")
    return Tile(piece.id, kind, piece.label, detail, redacted=bool(piece.blackened))


def linked_tiles(visit: OpenVisit) -> dict[str, tuple[Tile, ...]]:
    """The pieces that are linked to each question, by its `link_key` or code."""
    found: dict[str, tuple[Tile, ...]] = {}
    for piece in visit.all(Evidence):
        for code in piece.questions:
            found[code] = (*found.get(code, ()), tile(piece))
    return found


def tiles_of(pieces: Mapping[str, tuple[Tile, ...]], node: Node) -> tuple[Tile, ...]:
    """The pieces of one question, each once."""
    found = [each for key in link_keys(node) for each in pieces.get(key, ())]
    return tuple(dict.fromkeys(found))


def evidence_page(visit: OpenVisit, current: str, language: str) -> EvidencePage:
    """All pieces, latest first; `current` is the UUID of the one that is shown."""
    titles = dict(coded_questions(visit))
    pieces = [_piece(visit, each, titles, language) for each in reversed(visit.all(Evidence))]
    return EvidencePage(tuple(pieces), current, frozen=visit.header.state in (REPORTED, ADOPTED))


def reader_options(language: str) -> tuple[Option, ...]:
    """Who may see a piece or read a finding, from everyone to the team alone."""
    return tuple(Option(each, text("views", f"reader.{each}", language)) for each in READERS)


def coded_questions(visit: OpenVisit) -> Iterator[tuple[str, str]]:
    """Every question of the checklist as (`link_key`, number, words and row), in order."""
    for chapter in chapters(visit):
        for node in questions(*chapter.parts):
            if node.definition.ib.get("role") not in ROLES:
                words = f"{quoted(node)} {reading.label(node)}".strip()
                row = row_above(node)
                yield link_key(node), f"{words} ({crumb(visit, row.ref)})" if row else words


def _piece(visit: OpenVisit, piece: Evidence, titles: dict[str, str], language: str) -> Piece:
    return Piece(
        tile=tile(piece),
        caption=piece.caption,
        alt_text=piece.alt_text,
        by=visit.header.name_of(piece.by),
        at=moment(piece.at, language),
        size=size_words(int(piece.original_size), language) if piece.original else "",
        sha256=piece.original,
        state=Mark.READY if piece.original else Mark.UNKNOWN,
        state_words=text("views", "kept" if piece.original else "only_seen", language),
        links=tuple(_links(visit, piece, titles, language)),
        log=tuple(_log(visit, piece, language)),
    )


def view_of(visit: OpenVisit, piece: Evidence, language: str) -> View:
    """What is known of a piece before its file is read."""
    who = f"{visit.header.name_of(piece.by)} · {moment(piece.at, language)}"
    size = size_words(int(piece.original_size), language) if piece.original else ""
    told = (piece.name, who, size)
    return View(
        title=f"{piece.label} {piece.caption or piece.name}".strip(),
        detail=" · ".join(part for part in told if part),
        sha256=piece.original,
    )


def _links(
    visit: OpenVisit, piece: Evidence, titles: dict[str, str], language: str
) -> Iterator[Line]:
    for code in piece.questions:
        gone = text("views", "question_gone", language) if code.startswith(ANSWER) else code
        yield Line(titles.get(code, gone), icon="checklist", ref=QUESTION + code)
    for finding in visit.all(Finding):
        if piece.label in finding.evidence:
            yield Line(finding.label, finding.title, icon="finding", ref=FINDING + finding.id)


def _log(visit: OpenVisit, piece: Evidence, language: str) -> Iterator[Line]:
    name = visit.header.name_of
    yield Line(text("views", "piece_made", language), _who(name(piece.by), piece.at, language))
    for head in visit.state.heads(f"evidence:{piece.id}/questions"):
        if head.at != piece.at:
            words = text("views", "piece_linked", language)
            yield Line(words, _who(name(head.by), head.at, language))


def _who(name: str, at: str, language: str) -> str:
    return f"{moment(at, language)} · {name}"


def size_words(size: int, language: str) -> str:
    """A number of bytes for people: `2,1 MB`."""
    amount, unit = (size / 1e6, "MB") if size >= 1e6 else (size / 1e3, "kB")
    words = f"{amount:.1f} {unit}"
    return words.replace(".", ",") if language == "nl" else words


def evidence_links(visit: OpenVisit, piece: Evidence) -> tuple[LinkOption, ...]:
    """What a piece can be linked to: findings first, then questions."""
    findings = tuple(
        LinkOption(
            FINDING + each.id,
            f"{each.label} {each.title}".strip(),
            on=piece.label in each.evidence,
        )
        for each in visit.all(Finding)
    )
    asked = tuple(
        LinkOption(QUESTION + key, words, on=key in piece.questions)
        for key, words in coded_questions(visit)
    )
    return (*findings, *asked)
