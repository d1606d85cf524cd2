"""Say what a piece of evidence shows, what someone who cannot see it must know, who may see it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.line import Option
from inspectiebezoek.gui.parts.arrange import label, row
from inspectiebezoek.gui.parts.field import LineField, TextArea, field_label
from inspectiebezoek.gui.parts.segments import Segments
from inspectiebezoek.gui.screens.panel import Panel


class DescribePanel(Panel):
    """Emits `described` with caption, alternative text and who may see it."""

    described = Signal(str, str, str)

    def __init__(
        self,
        look: Look,
        about: str,
        known: tuple[str, str, str],
        readers: Sequence[Option],
        parent: QWidget,
    ) -> None:
        say = look.say
        super().__init__(look, say("describe.title"), say("describe.do"), "check", parent)
        caption, alt_text, reader = known
        self._values = [each.value for each in readers]
        self.body.addWidget(label(about, "small", "muted", wrap=True))
        self.caption = LineField(look, say("describe.caption"), caption)
        self.alt = TextArea(look, say("describe.alt"), alt_text, 2)
        at = self._values.index(reader) if reader in self._values else 0
        self.reader = Segments(look, say("describe.reader"), [each.label for each in readers], at)
        for words, field, hint in (
            ("describe.caption", self.caption, ""),
            ("describe.alt", self.alt, say("describe.alt_hint")),
        ):
            self.body.addLayout(field_label(look, say(words), field, hint=hint))
            self.body.addWidget(field)
        self.body.addLayout(field_label(look, say("describe.reader")))
        self.body.addLayout(row(self.reader, None))
        self.body.addWidget(label(say("describe.reader_how"), "small", "muted", wrap=True))
        self.caption.setFocus(Qt.FocusReason.PopupFocusReason)

    def confirm(self) -> None:
        words = self.caption.text().strip(), self.alt.toPlainText().strip()
        self.described.emit(*words, self._values[self.reader.group.checkedId()])
        self.accept()
