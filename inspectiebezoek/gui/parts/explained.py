"""What follows from an act before it is done: what goes, what stays, each under its own word."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.parts.arrange import column, label


def explained(look: Look, parts: Iterable[tuple[str, str]]) -> QVBoxLayout:
    """The parts (word, sentence) below each other."""
    made = column(gap=look.theme.space.xxs)
    for word, sentence in parts:
        told = label(sentence, "small", wrap=True)
        # As tall as its width asks: wrapped narrowly, as Qt first reckons, it would take double.
        told.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        made.addWidget(label(word, "small_strong"))
        made.addWidget(told)
        made.addSpacing(look.theme.space.s)
    return made
