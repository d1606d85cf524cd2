"""What is asked about packages: who may open one, its passphrase, and who a stranger is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.link import LinkOption
from inspectiebezoek.gui.parts.arrange import label
from inspectiebezoek.gui.parts.check import Check
from inspectiebezoek.gui.parts.field import LineField, field_label
from inspectiebezoek.gui.screens.panel import Panel

LEAST_LETTERS = 12


class GivePanel(Panel):
    """Emits `given` with the keys of the colleagues who may open it, and the passphrase or ``.

    `told` says what goes along, and the digits by which a colleague knows this laptop; `options`
    are colleagues with their key as value.
    """

    given = Signal(tuple, str)

    def __init__(
        self,
        look: Look,
        title: str,
        told: tuple[str, str],
        options: Sequence[LinkOption],
        parent: QWidget,
    ) -> None:
        say = look.say
        super().__init__(look, title, say("package.do"), "package", parent)
        about, digits = told
        self.body.addWidget(label(about, "body", "muted", wrap=True))
        self.checks = [(each.value, Check(look, each.label)) for each in options]
        if options:
            self.body.addWidget(label(say("package.for"), "small_strong"))
        for _value, check in self.checks:
            self.body.addWidget(check)
        self.secret = LineField(look, say("package.secret"), "", say("package.secret_hint"))
        self.body.addLayout(field_label(look, say("package.secret"), self.secret))
        self.body.addWidget(self.secret)
        how = "package.secret_or" if options else "package.secret_must"
        self.body.addWidget(label(say(how), "small", "muted", wrap=True))
        self.body.addWidget(label(digits, "small", "muted", wrap=True))
        first = self.checks[0][1] if self.checks else self.secret
        first.setFocus()

    def confirm(self) -> None:
        keys = tuple(value for value, check in self.checks if check.isChecked())
        secret = self.secret.text().strip()
        if not keys and not secret:
            self.refuse(self.look.say("package.nobody"))
            return
        if secret and len(secret) < LEAST_LETTERS:
            self.refuse(self.look.say("package.short", letters=LEAST_LETTERS))
            return
        self.accept()
        self.given.emit(keys, secret)


class SecretPanel(Panel):
    """Emits `given` with the passphrase of a package."""

    given = Signal(str)

    def __init__(self, look: Look, file: str, parent: QWidget) -> None:
        say = look.say
        super().__init__(look, say("package.locked"), say("package.open"), "key", parent)
        self.body.addWidget(label(say("package.ask", file=file), "body", "muted", wrap=True))
        self.secret = LineField(look, say("package.secret"))
        self.body.addLayout(field_label(look, say("package.secret"), self.secret))
        self.body.addWidget(self.secret)
        self.secret.setFocus()

    def confirm(self) -> None:
        secret = self.secret.text().strip()
        if not secret:
            self.refuse(self.look.say("package.empty"))
            return
        self.accept()
        self.given.emit(secret)


class StrangerPanel(Panel):
    """Emits `trusted` once a person says that the digits were compared with their owner.

    `laptops` are (name, digits).
    """

    trusted = Signal()

    def __init__(self, look: Look, laptops: Sequence[tuple[str, str]], parent: QWidget) -> None:
        say = look.say
        super().__init__(look, say("stranger.title"), say("stranger.do"), "check", parent)
        self.body.addWidget(label(say("stranger.explain"), "body", "muted", wrap=True))
        for name, digits in laptops:
            self.body.addSpacing(look.theme.space.s)
            self.body.addWidget(label(name, "strong", wrap=True))
            self.body.addWidget(label(digits, "heading"))
        self.body.addSpacing(look.theme.space.s)
        self.compared = Check(look, say("stranger.compared"))
        self.body.addWidget(self.compared)
        self.compared.setFocus()

    def confirm(self) -> None:
        if not self.compared.isChecked():
            self.refuse(self.look.say("stranger.missing"))
            return
        self.accept()
        self.trusted.emit()
