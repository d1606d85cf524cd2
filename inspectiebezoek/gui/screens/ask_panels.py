"""Small questions: a reason in words, whether to adopt, with which office this laptop works."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.parts.arrange import label
from inspectiebezoek.gui.parts.field import LineField, field_label
from inspectiebezoek.gui.screens.panel import Panel


class AskReasonPanel(Panel):
    """Something is done only with a reason, which stays in the log; `ABOUT`: its texts."""

    ABOUT: ClassVar[str]
    ICON: ClassVar[str]
    reasoned = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        words = partial(self._words, look)
        super().__init__(look, words("title"), words("do"), self.ICON, parent)
        self.body.addWidget(label(words("explain"), "body", "muted", wrap=True))
        self.reason = LineField(look, words("reason"))
        self.body.addLayout(field_label(look, words("reason"), self.reason))
        self.body.addWidget(self.reason)
        self.reason.setFocus()

    def confirm(self) -> None:
        given = self.reason.text().strip()
        if not given:
            self.refuse(self._words(self.look, "missing"))
            return
        self.accept()
        self.reasoned.emit(given)

    def _words(self, look: Look, key: str) -> str:
        return look.say(f"{self.ABOUT}.{key}")


class ReopenPanel(AskReasonPanel):
    """A finished visit is opened again."""

    ABOUT, ICON = "reopen", "undo"


class WithoutPanel(AskReasonPanel):
    """One goes on without what a colleague's laptop may still have."""

    ABOUT, ICON = "without", "warning"


class AdoptPanel(Panel):
    """Adopting a report says what it means before it is done; `agreed` follows when it is."""

    agreed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, look.say("adopt.title"), look.say("adopt.do"), "check", parent)
        self.body.addWidget(label(look.say("adopt.explain"), "body", wrap=True))
        self.go.setFocus()

    def confirm(self) -> None:
        self.accept()
        self.agreed.emit()


class EnrolPanel(Panel):
    """Emits `given` with the address of the office and the one-time code; empty: by browser."""

    given = Signal(str, str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, look.say("enrol.title"), look.say("enrol.do"), "key", parent)
        say = look.say
        self.body.addWidget(label(say("enrol.explain"), "body", "muted", wrap=True))
        self.office = LineField(look, say("enrol.office"), "", say("enrol.office_hint"))
        self.code = LineField(look, say("enrol.code"), "", say("enrol.code_hint"))
        for field in (self.office, self.code):
            self.body.addLayout(field_label(look, field.accessibleName(), field))
            self.body.addWidget(field)
        self.office.setFocus()

    def confirm(self) -> None:
        office, code = self.office.text().strip(), self.code.text().strip()
        if not office:
            self.refuse(self.look.say("enrol.missing"))
            return
        self.accept()
        self.given.emit(office, code)
