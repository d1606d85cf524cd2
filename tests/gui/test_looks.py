"""The looks keep their promises: contrast, sizes, words in two languages."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication

import inspectiebezoek.gui as room
from inspectiebezoek.gui.look import contrast, icons, zoom
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.look.tokens import COLOURS, ROLES, make_theme
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.messages import LANGUAGES, texts
from inspectiebezoek.paths import resource


@pytest.mark.parametrize("theme", COLOURS)
def test_every_pair_of_colours_that_meets_can_be_read(theme: str) -> None:
    assert contrast.weak_pairs(COLOURS[theme]) == []


def test_black_on_white_has_the_contrast_of_the_standard() -> None:
    assert contrast.ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast.ratio("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_text_grows_from_80_to_200_percent_in_steps() -> None:
    steps = [80]
    while zoom.larger(steps[-1]) != steps[-1]:
        steps.append(zoom.larger(steps[-1]))
    assert steps == list(zoom.STEPS)
    assert [zoom.smaller(step) for step in steps] == [80, *steps[:-1]]


@pytest.mark.parametrize("percent", zoom.STEPS)
def test_what_one_must_hit_is_never_smaller_than_24_pixels(percent: int) -> None:
    assert make_theme("light", percent / 100).size.target >= 24


def test_the_font_of_the_program_is_used_for_every_role(look: Look) -> None:
    for role in ROLES:
        font = look.font(role)
        assert QFontInfo(font).family() == "Source Sans 3"
        assert font.pixelSize() == look.theme.pixels(role)


def test_a_changed_font_spoils_no_other(look: Look) -> None:
    look.font("caption").setPixelSize(99)
    assert look.font("caption").pixelSize() == look.theme.pixels("caption")


def test_every_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication) -> None:
    for file in sorted(resource("icons").glob("*.svg")):
        image = icons.pixmap(file.stem, "#ff0000", 24, 1.0).toImage()
        inked = [
            image.pixelColor(x, y)
            for x in range(24)
            for y in range(24)
            if image.pixelColor(x, y).alpha() > 200
        ]
        assert inked, file.stem
        assert all(each.red() > 200 and each.green() < 60 for each in inked), file.stem


def _flat(table: dict[str, object], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", str(value)


def test_both_languages_say_the_same_with_the_same_facts() -> None:
    def facts(words: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(words) if name}

    dutch, english = (dict(_flat(dict(texts("gui", language)))) for language in LANGUAGES)
    assert dutch.keys() == english.keys()
    for key, words in dutch.items():
        assert facts(words) == facts(english[key]), key


def test_every_text_that_the_window_asks_for_is_there() -> None:
    known = dict(_flat(dict(texts("gui", LANGUAGES[0]))))
    counted = {key.rpartition(".")[0] for key in known if key.endswith((".one", ".many"))}
    asked = re.compile(r'\b(say|count)\(\s*"([\w.]+)"')
    for file in sorted(Path(room.__path__[0]).rglob("*.py")):
        for kind, key in asked.findall(file.read_text(encoding="utf-8")):
            assert key in (known if kind == "say" else counted), f"{file.name}: {key}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_has_a_word(language: str) -> None:
    look = Look(language=language)
    assert all(look.word(mark) for mark in Mark)
