"""Turn the markup of a label or hint into HTML that is safe to show: a few tags and nothing else.

Source: ODK XForms specification, Body (Markdown and HTML in labels and hints). Everything is
escaped first; only what is known to be harmless becomes markup again.
"""

from __future__ import annotations

import html
import re

MAX_LENGTH = 20_000
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>])")
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^\n]{1,2000}?\S|\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{1,2000})(?<=\S)\*(?!\w)")
_UNDERLINED = re.compile(r"(?<![\w_])_(?=\S)([^_\n]{1,2000})(?<=\S)_(?!\w)")
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\]\(((?:https?://|mailto:)[^\s()<>]{1,1000})\)")
_TAG = re.compile(r"&lt;(/?)(b|i|u|em|strong|sub|sup|small|p|br)\s*/?&gt;", re.IGNORECASE)
_SPAN = re.compile(
    r"&lt;span\s+style=(?:&quot;|&#x27;)([\w\s:;#,.%-]{0,200})(?:&quot;|&#x27;)\s*&gt;", re.I
)
# What markup begins with; most labels have none of it.
_MARKS = re.compile(r"[*_#<\[\\]")
_STYLES = frozenset({"color", "background-color", "font-family", "font-size", "font-weight"})


def rich(text: str) -> str:
    """The text as HTML with headings, emphasis, links, colours and line breaks.

    Links lead to http, https and mailto only; styles keep to colours and fonts. A text beyond
    20,000 signs is shown as it is.
    """
    safe = html.escape(text)
    if len(text) > MAX_LENGTH:
        return safe
    kept: list[str] = []

    def keep(made: str) -> str:
        # What is done is put aside, so that no later rule changes it.
        kept.append(made)
        return f"\x00{len(kept) - 1}\x00"

    safe = _ESCAPED.sub(lambda m: keep(m[1]), safe.replace("\x00", ""))
    safe = _LINK.sub(lambda m: keep(f'<a href="{m[2]}">') + m[1] + keep("</a>"), safe)
    safe = _SPAN.sub(lambda m: keep(f'<span style="{_style(m[1])}">'), safe)
    safe = safe.replace("&lt;/span&gt;", keep("</span>"))
    safe = _TAG.sub(lambda m: keep(f"<{m[1]}{m[2].lower()}>"), safe)
    safe = _HEADING.sub(_heading, safe)
    safe = _STRONG.sub(r"<b>\2</b>", safe)
    safe = _UNDERLINED.sub(r"<i>\1</i>", _EMPHASIS.sub(r"<i>\1</i>", safe))
    safe = re.sub(r"\n(?!<h\d>)", "<br>", re.sub(r"(</h\d>)\n", r"\1", safe))
    return re.sub(r"\x00(\d+)\x00", lambda m: kept[int(m[1])], safe)


def has_markup(text: str) -> bool:
    """True when a text is shown otherwise than it is written, line breaks left out."""
    return rich(text).replace("<br>", "\n") != html.escape(text)


def plain(text: str) -> str:
    """The words of a text without its markup, for lists, reports and people who listen."""
    if not _MARKS.search(text) or not has_markup(text):
        return text
    lines = re.sub(r"<br>|</h\d>|</p>", "\n", rich(text))
    return html.unescape(re.sub(r"<[^<>]*>", "", lines)).strip()


def _heading(match: re.Match[str]) -> str:
    level = len(match[1])
    return f"<h{level}>{match[2]}</h{level}>"


def _style(written: str) -> str:
    parts = [part.partition(":") for part in written.split(";")]
    allowed = [
        f"{name.strip().lower()}:{value.strip()}"
        for name, _, value in parts
        if name.strip().lower() in _STYLES and "(" not in value
    ]
    return ";".join(allowed)
