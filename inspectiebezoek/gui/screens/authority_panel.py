"""Name the time-stamp authority that makes signed reports last; empty means none."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.parts.arrange import label, row
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.field import LineField, field_label
from inspectiebezoek.gui.screens.panel import Panel


class AuthorityPanel(Panel):
    """Emits `named` with the address and the file of its highest certificates."""

    named = Signal(str, str)

    def __init__(self, look: Look, known: str, parent: QWidget) -> None:
        say = look.say
        super().__init__(look, say("authority.title"), say("authority.do"), "check", parent)
        self._known = known
        self.body.addWidget(label(say("authority.explain"), "body", "muted", wrap=True))
        self.address = LineField(look, say("authority.address"), known, say("authority.hint"))
        self.roots = LineField(look, say("authority.roots"), "", say("authority.roots_hint"))
        choose = Button(look, say("question.choose.file"), "document")
        choose.clicked.connect(self._choose)
        for field, line in (
            (self.address, row(self.address)),
            (self.roots, row(self.roots, choose)),
        ):
            self.body.addLayout(field_label(look, field.accessibleName(), field))
            self.body.addLayout(line)
        self.address.setFocus()

    def _choose(self) -> None:
        kinds = "PEM, DER (*.pem *.crt *.cer *.der)"
        name, _ = QFileDialog.getOpenFileName(self, self.look.say("authority.roots"), "", kinds)
        if name:
            self.roots.setText(name)

    def confirm(self) -> None:
        address, roots = self.address.text().strip(), self.roots.text().strip()
        if address == self._known and not roots:
            self.accept()
        elif address and not roots:
            self.refuse(self.look.say("authority.missing"))
        else:
            self.accept()
            self.named.emit(address, roots)
