"""Draw a page from its template and the texts of its language; everything is escaped."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from inspectiebezoek.messages import LANGUAGES, text, texts
from inspectiebezoek.paths import resource
from inspectiebezoek.server.web.browser import LANGUAGE, Site
from inspectiebezoek.server.web.sessions import Session

_A_YEAR = 365 * 24 * 3600
_ROOM = "web"
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the content of a page: the language, and who is signed in as whom."""

    site: Site | None
    session: Session | None = None
    name: str = ""


def draw(
    request: Request, frame: Frame, page: str, status: int = 200, /, **shown: object
) -> HTMLResponse:
    """The answer with a page: `page` names its template and its texts."""
    language = language_of(request, frame.site)
    known = {
        "page": page,
        "language": language,
        "languages": LANGUAGES,
        "session": frame.session,
        "who": frame.name,
        "t": partial(_said, language),
        "word": partial(_word, language),
        **shown,
    }
    answer = HTMLResponse(_templates().get_template(f"{page}.html").render(known), status)
    if request.query_params.get(LANGUAGE) == language and frame.site is not None:
        frame.site.keep(answer, LANGUAGE, language, _A_YEAR)
    return answer


def language_of(request: Request, site: Site | None) -> str:
    """The language that was chosen, else the first that the browser asks for and we have."""
    asked = [request.query_params.get(LANGUAGE, "")]
    asked.append(site.kept(request, LANGUAGE) if site is not None else "")
    wanted = request.headers.get("accept-language", "").split(",")
    asked += [each.partition(";")[0].strip().lower().partition("-")[0] for each in wanted]
    return next((each for each in asked if each in LANGUAGES), LANGUAGES[0])


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(resource(_ROOM)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["plain"] = plain
    made.filters["moment"] = moment
    return made


def plain(value: object) -> str:
    """Text of people without marks that steer how it is shown: those become visible."""
    return "".join("\ufffd" if _steers(each) else each for each in str(value))


def _steers(letter: str) -> bool:
    return letter in _BIDI or unicodedata.category(letter) == "Cc"


def moment(value: datetime | str) -> str:
    """A moment as `06-10-2026 08:00`: by the office's clock, or as a laptop wrote it down."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return plain(value)
        return value.strftime("%d-%m-%Y %H:%M")
    return value.astimezone().strftime("%d-%m-%Y %H:%M")


def _said(language: str, key: str, **facts: object) -> str:
    return text(_ROOM, key, language, **facts)


def _word(language: str, table: str, code: str) -> str:
    """The word for a code, as `word('state', 'planned')`; the code itself when it is of later."""
    words: Mapping[str, Any] = texts(_ROOM, language)[table]
    return str(words.get(code, code))
