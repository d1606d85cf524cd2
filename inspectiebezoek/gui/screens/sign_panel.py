"""Sign a report: with which key, where, and what it means; Esc signs nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.report import SignChoice, SignOffer
from inspectiebezoek.gui.parts.arrange import column, label, row
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.field import LineField, field_label
from inspectiebezoek.gui.parts.select import Select
from inspectiebezoek.gui.screens.panel import Panel


class SignPanel(Panel):
    """One of the few dialogs: signing freezes the version, so it asks."""

    signed = Signal(SignChoice)

    def __init__(self, look: Look, offer: SignOffer, parent: QWidget) -> None:
        super().__init__(look, look.say("sign.title"), look.say("sign.do"), "sign", parent)
        self._offer = offer
        say, space = look.say, look.theme.space
        first = offer.keys[0].value if offer.keys else ""
        pairs = [(each.value, each.label) for each in offer.keys]
        self.key = Select(look, say("sign.key"), pairs, first)
        self.key.chosen.connect(lambda _value: self._show_file())
        self.place = LineField(look, say("sign.place"), offer.place)
        who = say("sign.who", signer=offer.signer, capacity=offer.capacity)
        self.body.addWidget(label(offer.document, "body", wrap=True))
        self.body.addWidget(label(who, "body", wrap=True))
        self.body.addWidget(label(say("sign.frozen"), "small", "muted", wrap=True))
        self.body.addSpacing(space.s)
        self.body.addLayout(field_label(look, say("sign.key"), self.key))
        self.body.addWidget(self.key)
        self._files = self._file_fields()
        self.body.addWidget(self._files)
        self.body.addLayout(field_label(look, say("sign.place"), self.place))
        self.body.addWidget(self.place)
        self._show_file()
        # What is chosen already needs no stop on the way.
        (self.file if self._by_file() else self.place).setFocus()

    def _file_fields(self) -> QWidget:
        look, say, space = self.look, self.look.say, self.look.theme.space
        self.file = LineField(look, say("sign.file"), "", say("sign.file_hint"))
        choose = Button(look, say("question.choose.file"), "document")
        choose.clicked.connect(self._choose_file)
        self.word = LineField(look, say("sign.word"))
        self.word.setEchoMode(QLineEdit.EchoMode.Password)
        made = QWidget()
        made.setLayout(
            column(
                *(field_label(look, say("sign.file"), self.file), row(self.file, choose)),
                *(space.s, field_label(look, say("sign.word"), self.word), self.word),
                gap=space.xs,
            )
        )
        return made

    def _show_file(self) -> None:
        self._files.setVisible(self._by_file())
        self.adjustSize()

    def _by_file(self) -> bool:
        return self.key.value() == self._offer.file_value

    def _choose_file(self) -> None:
        kinds = "PKCS#12 (*.p12 *.pfx)"
        name, _ = QFileDialog.getOpenFileName(self, self.look.say("sign.file"), "", kinds)
        if name:
            self.file.setText(name)

    def confirm(self) -> None:
        by_file = self._by_file()
        if not self.key.value() or (by_file and not self.file.text()):
            self.refuse(self.look.say("sign.missing"))
            return
        if not self.place.text().strip():
            self.refuse(self.look.say("sign.no_place"))
            return
        file, word = (self.file.text(), self.word.text()) if by_file else ("", "")
        self.accept()
        self.signed.emit(SignChoice(self.key.value(), file, word, self.place.text().strip()))
