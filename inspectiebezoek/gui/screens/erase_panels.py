"""Erasing for good, which takes two persons: ask for it with a ground, and agree to it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.erasing import EraseOffer, ErasuresPage
from inspectiebezoek.gui.parts.arrange import label, row
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.check import Check
from inspectiebezoek.gui.parts.explained import explained
from inspectiebezoek.gui.parts.field import LineField, field_label
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.message_bar import MessageBar
from inspectiebezoek.gui.parts.rows import RowList
from inspectiebezoek.gui.screens.panel import Panel


class AskErasePanel(Panel):
    """Says what goes, what stays and who must be second; `given` carries the ground."""

    given = Signal(str)

    def __init__(self, look: Look, offer: EraseOffer, parent: QWidget) -> None:
        say, space = look.say, look.theme.space
        super().__init__(look, say("erase.title"), say("erase.do"), "trash", parent)
        self.body.addWidget(label(offer.about, "heading", wrap=True))
        told = (
            ("goes", look.count("erase.goes_told", offer.count)),
            ("stays", say("erase.stays_told")),
            ("second", _who(look, offer.seconds)),
        )
        self.body.addSpacing(space.xs)
        parts = [(say(f"erase.{key}"), words) for key, words in told]
        self.body.addLayout(explained(look, parts))
        self.body.addWidget(MessageBar(look, "caution", say("erase.final"), say("erase.beyond")))
        self.body.addSpacing(space.s)
        self.ground = LineField(look, say("erase.ground"), "", say("erase.ground_hint"))
        self.body.addLayout(field_label(look, say("erase.ground"), self.ground))
        self.body.addWidget(self.ground)
        self.body.addWidget(label(say("erase.ground_stays"), "small", "muted", wrap=True))
        self.body.addStretch(1)
        self.setMinimumWidth(round(620 * look.theme.zoom**0.5))
        self.ground.setFocus()

    def confirm(self) -> None:
        ground = self.ground.text().strip()
        if not ground:
            self.refuse(self.look.say("erase.missing"))
            return
        self.accept()
        self.given.emit(ground)


def _who(look: Look, names: tuple[str, ...]) -> str:
    if not names:
        return look.say("erase.second_anyone")
    return look.say("erase.second_told", names=", ".join(names))


class ErasuresPanel(Panel):
    """What was asked and agreed; `agreed` carries the ref of a request of somebody else."""

    agreed = Signal(str)

    def __init__(self, look: Look, page: ErasuresPage, parent: QWidget) -> None:
        say, space = look.say, look.theme.space
        super().__init__(look, say("erasures.title"), say("part.close"), "check", parent)
        self.cancel.hide()
        self.go.setDefault(False)
        self.go.setAutoDefault(False)
        self._page = page
        key = "erasures.explain" if page.lines else "erasures.none"
        self.body.addWidget(label(say(key), "body", "muted", wrap=True))
        self.list = RowList(look, say("erasures.title"), LineDelegate(look, wrap=True))
        self.list.setMinimumHeight(round(150 * look.theme.zoom**0.4))
        self.list.picked.connect(self._pick)
        self.list.setVisible(bool(page.lines))
        self.body.addWidget(self.list)
        self._warning = MessageBar(look, "caution", say("erase.final"), say("erase.beyond"))
        self.seen = Check(look, say("erasures.seen"))
        self.agree = Button(look, say("erasures.agree"), "trash", big=True)
        self.agree.clicked.connect(self._agree)
        self._own = label("", "small", wrap=True)
        for each in (self._warning, self.seen, self._own):
            self.body.addWidget(each)
        self.body.addLayout(row(self.agree, None))
        self.body.addSpacing(space.s)
        self.setMinimumWidth(round(680 * look.theme.zoom**0.5))
        self.list.show_rows(page.lines, 0 if page.lines else -1)
        self._pick(0)
        (self.list if page.lines else self.go).setFocus()

    def _pick(self, at: int) -> None:
        """Only what another person asked, and nobody agreed to yet, can be agreed to."""
        lines = self._page.lines
        may = bool(lines) and lines[at].ref in self._page.may
        for each in (self._warning, self.seen, self.agree):
            each.setVisible(may)
        self.seen.setChecked(False)
        waits = bool(lines) and not may and lines[at].ref.startswith("open|")
        self._own.setVisible(waits)
        self._own.setText(self.look.say("erasures.own"))
        if self.isVisible():
            self.fit()

    def _agree(self) -> None:
        if not self.seen.isChecked():
            self.refuse(self.look.say("erasures.missing"))
            return
        self.accept()
        self.agreed.emit(self._page.lines[self.list.at()].ref)

    def confirm(self) -> None:
        self.accept()
