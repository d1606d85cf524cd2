"""Text typed in records: one row of what was heard or read, and what was typed before a crash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inspectiebezoek.log.canonical import Value
from inspectiebezoek.visit.kinds import Comment, Feedback, Finding, Note, Recommendation
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.records import Record, Table

NEW_NOTE = ("new", "text")
"""Where a note stands that is being typed and was never kept: no UUID yet."""
_PLAIN: Mapping[str, type[Record]] = {
    each.kind: each for each in (Recommendation, Comment, Feedback)
}
"""Records of which every part is one text."""
_ORIGIN = {"heard": "role", "read": "document"}


def with_source(
    tables: Sequence[Table], part: str, at: int, origin: str, words: str, was: str | None = None
) -> list[Value]:
    """The rows of `heard` or `read` with row `at` written anew; an empty row goes away.

    `was`: the words that stood in the row when one began to type. A colleague may have changed
    the rows since: then the row with those words is meant, and without one it is a new row.

    `origin`: who said it, or the document it stands in. What else is known of the row, such as
    the number of the conversation, stays.
    """
    rows: list[dict[str, Value]] = [dict(each) for each in tables]
    at = at if was is None else _place(rows, at, was)
    while len(rows) <= at:
        rows.append({})
    known = rows[at]
    interview = str(known.get("interview", ""))
    own = origin.removesuffix(f"({interview})").strip() if interview else origin
    known |= {_ORIGIN[part]: own, "text": words}
    return [row for row in rows if row.get("text") or row.get(_ORIGIN[part])]


def _place(rows: Sequence[Mapping[str, Value]], at: int, was: str) -> int:
    words = [str(row.get("text", "")) for row in rows]
    if words[at : at + 1] == [was]:
        return at
    return words.index(was) if was and was in words else len(rows)


def recover(visit: OpenVisit) -> int:
    """Make changes of what was typed in records when the program stopped; how many records.

    A finding, recommendation or remark has no field to leave any more after a crash, so its last
    words count as left. So does a note that was being taken.
    """
    mended = set()
    for field, words in sorted(visit.drafts().items()):
        kind, _, rest = field.partition(":")
        uuid, _, part = rest.partition("/")
        if (kind, uuid, part) == (Note.kind, *NEW_NOTE) and words.strip():
            visit.add(Note, text=words.strip())
            visit.drop_typing(Note, *NEW_NOTE)
            mended.add(field)
            continue
        plain = _PLAIN.get(kind)
        if plain is not None:
            if any(each.id == uuid for each in visit.all(plain)):
                visit.change(plain, uuid, **{part: words})
                mended.add(uuid)
            continue
        known = next((each for each in visit.all(Finding) if each.id == uuid), None)
        if kind != Finding.kind or known is None:
            continue
        mended.add(uuid)
        name, _, place = part.partition("/")
        if not place:
            visit.change(Finding, uuid, **{name: words})
            continue
        at, _, side = place.partition("/")
        tables = getattr(known, name)
        row = tables[int(at)] if int(at) < len(tables) else {}
        origin = words if side == "origin" else row.get(_ORIGIN[name], "")
        said = words if side == "words" else row.get("text", "")
        visit.change(Finding, uuid, **{name: with_source(tables, name, int(at), origin, said)})
    return len(mended)
