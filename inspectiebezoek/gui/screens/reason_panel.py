"""Ask why questions stay without an answer; the reason is kept while it is typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.parts.arrange import column, label, tab_order
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.field import LineField, field_label
from inspectiebezoek.gui.parts.segments import Segments
from inspectiebezoek.gui.screens.no_answer import NOT_APPLICABLE, NOT_OBSERVED
from inspectiebezoek.gui.screens.panel import Panel

_KINDS = (NOT_OBSERVED, NOT_APPLICABLE)


class ReasonPanel(Panel):
    """Emits `given` with the kind and the reason, `typing` while one types, `dropped` at Esc.

    `earlier`: reasons that were given before, to be taken over with one key.
    """

    given = Signal(str, str)
    typing = Signal(str)
    dropped = Signal()

    def __init__(
        self,
        look: Look,
        about: str,
        kind: str,
        reason: str,
        earlier: Sequence[str],
        parent: QWidget,
    ) -> None:
        say = look.say
        super().__init__(look, say("no_answer.title"), say("no_answer.do"), "check", parent)
        self.body.addWidget(label(about, "body", "muted", wrap=True))
        words = [say(f"no_answer.{each}") for each in _KINDS]
        self.kinds = Segments(look, say("no_answer.kind"), words, _KINDS.index(kind))
        self.reason = LineField(look, say("no_answer.reason"), reason, say("no_answer.hint"))
        self.reason.typing.connect(self.typing)
        self.body.addWidget(self.kinds)
        self.body.addSpacing(look.theme.space.s)
        caption = say("no_answer.reason")
        self.body.addLayout(field_label(look, caption, self.reason))
        self.body.addWidget(self.reason)
        self.body.addWidget(label(say("no_answer.told"), "small", "muted", wrap=True))
        known = [self._earlier(each) for each in earlier]
        if known:
            self.body.addSpacing(look.theme.space.s)
            self.body.addWidget(label(say("no_answer.earlier"), "small_strong"))
            self.body.addLayout(column(*known))
        tab_order(*self.kinds.group.buttons(), self.reason, *known, self.cancel, self.go)
        self.rejected.connect(self.dropped)
        self.reason.setFocus(Qt.FocusReason.PopupFocusReason)

    def _earlier(self, words: str) -> QWidget:
        shown = words if len(words) <= 60 else f"{words[:59]}…"
        made = Button(self.look, shown, "", "", "quiet", name=words)
        made.clicked.connect(lambda: self._take(words))
        return made

    def _take(self, words: str) -> None:
        self.reason.setText(words)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self, result: int) -> None:
        # Nothing is told as being typed any more once the panel has gone.
        self.reason.commit()
        super().done(result)

    def confirm(self) -> None:
        words = self.reason.text().strip()
        if not words:
            self.refuse(self.look.say("no_answer.missing"))
            return
        self.accept()
        self.given.emit(_KINDS[self.kinds.group.checkedId()], words)
