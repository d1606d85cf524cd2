"""A checklist on paper: every question with room for the answer, for when no laptop may come in."""

from __future__ import annotations

from datetime import datetime

from inspectiebezoek.form.form import Form
from inspectiebezoek.form.instance import Instance
from inspectiebezoek.form.nodes import Node, Repeat
from inspectiebezoek.log.canonical import canonical
from inspectiebezoek.report import fonts
from inspectiebezoek.report.layout.document import Contents, Running, draw
from inspectiebezoek.report.layout.story import Story
from inspectiebezoek.report.metadata import About
from inspectiebezoek.report.produce import LANGUAGES
from inspectiebezoek.report.seal import seal
from inspectiebezoek.report.texts import Words, words_of
from inspectiebezoek.visit.readiness import is_asked

# A register of sites is no list to tick.
_MOST_CHOICES = 16
_LINES = {"string": 3}
_DEEPEST = 3
_APART = "\N{NO-BREAK SPACE}" * 3 + " "


def blank(form: Form, instance: Instance, *, made: datetime, language: str) -> bytes:
    """The sealed PDF of an empty checklist; `instance` is a new one in the wanted language.

    Questions that depend on an answer are there as well: paper cannot hide them. Raises
    `GLYPH_MISSING` for a character that no font of ours has.
    """
    fonts.register()
    words = words_of(language)
    title = f"{form.title} ({form.id} {form.version})"
    running = Running(form.title, words("paper"), "", words("page_of"))

    def tell(_: Contents) -> Story:
        story = Story()
        story.heading(1, title)
        story.paragraph(words("paper_how"))
        story.facts([(each, "\n") for each in words("paper_head").split("|")], words("facts"))
        for part in instance.root.parts:
            _tell(story, part, 2, words)
        return story

    data = canonical({"format": "inspectiebezoek-paper/1", "form": [form.id, form.version]})
    drawn = draw(tell, running, LANGUAGES[language])
    about = About(title, words("author"), LANGUAGES[language], made)
    return seal(drawn, about, data, words("paper_described"))


def _tell(story: Story, node: Node, level: int, words: Words) -> None:
    if isinstance(node, Repeat):
        _tell_rows(story, node, level, words)
    elif node.definition.leaf:
        if is_asked(node):
            with story.together():
                _question(story, node, words)
    elif _asks(node):
        with story.section():
            below = _heading(story, node, level)
            for part in node.parts:
                _tell(story, part, below, words)


def _tell_rows(story: Story, repeat: Repeat, level: int, words: Words) -> None:
    """One row, and the advice to copy the page; the form decides of none how many there are."""
    if not repeat.rows and not repeat.fixed:
        repeat.add("paper", fire=False)
    with story.section():
        below = _heading(story, repeat, level)
        story.paragraph(words("paper_rows"), "small")
        for part in repeat.rows[0].parts if repeat.rows else ():
            _tell(story, part, below, words)


def _heading(story: Story, node: Node, level: int) -> int:
    """The heading of a group that has a label; the level of what is below it."""
    if not node.label or level > _DEEPEST:
        story.paragraph(node.label, "label")
        return level
    story.heading(level, node.label)
    return level + 1


def _asks(node: Node) -> bool:
    """True when something below a group is asked, on paper or in rows."""
    return any(
        isinstance(part, Repeat) or (is_asked(part) if part.definition.leaf else _asks(part))
        for part in node.parts
    )


def _question(story: Story, node: Node, words: Words) -> None:
    code = node.definition.ib.get("code", "")
    if "." in code:  # of a field in a row, which means nothing on paper
        code = ""
    story.paragraph(f"{code} {node.label or node.definition.name}".strip(), "question")
    story.paragraph(node.hint, "small")
    several = node.definition.control in ("select", "rank")
    choices = node.choices
    if 0 < len(choices) <= _MOST_CHOICES:
        if several:
            story.paragraph(words("paper_several"), "small")
        story.paragraph(_APART.join(f"☐\N{NO-BREAK SPACE}{each.label}" for each in choices))
        story.facts([(words("paper_remark"), "\n")], words("paper_remark"))
    else:
        room = "\n" * _LINES.get(node.definition.type, 1)
        story.facts([(words("paper_answer"), room)], words("paper_answer"))
