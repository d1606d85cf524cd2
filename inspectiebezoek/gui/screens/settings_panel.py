"""The settings: looks, language, keys; each works at once and there is nothing to save."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look import zoom
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.look.tokens import COLOURS
from inspectiebezoek.gui.models.preferences import IDLE_MINUTES, Preferences
from inspectiebezoek.gui.parts.arrange import label, row
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.check import Check
from inspectiebezoek.gui.parts.field import field_label
from inspectiebezoek.gui.parts.select import Select
from inspectiebezoek.gui.screens.lock_panel import CHANGE, REMOVE, SET
from inspectiebezoek.gui.screens.panel import Panel

_ACTS = {False: (SET,), True: (CHANGE, REMOVE)}
_LANGUAGES = (("nl", "Nederlands"), ("en", "English"))


class SettingsPanel(Panel):
    """Emits `changed` with all preferences at every choice, `lock_asked` with what is wanted."""

    changed = Signal(Preferences)
    lock_asked = Signal(str)

    def __init__(
        self, look: Look, now: Preferences, folder: str, parent: QWidget, *, locked: bool
    ) -> None:
        super().__init__(look, look.say("settings.title"), look.say("settings.do"), "check", parent)
        say, space = look.say, look.theme.space
        self.cancel.hide()
        themes = [(name, say(f"menu.theme.{name}")) for name in COLOURS]
        self.theme = Select(look, say("settings.theme"), themes, now.theme)
        sizes = [(str(step), f"{step} %") for step in zoom.STEPS]
        self.size_ = Select(look, say("settings.size"), sizes, str(now.percent))
        self.language = Select(look, say("settings.language"), _LANGUAGES, now.language)
        self.quick = Check(look, say("settings.quick"), on=now.quick)
        self.letters = Check(look, say("settings.letters"), on=now.letters)
        for field in (self.theme, self.size_, self.language):
            self.body.addLayout(field_label(look, field.accessibleName(), field))
            self.body.addWidget(field)
            self.body.addSpacing(space.xs)
            field.chosen.connect(lambda _value: self._tell())
        for check in (self.quick, self.letters):
            self.body.addWidget(check)
            check.toggled.connect(lambda _on: self._tell())
        self._add_lock(now.idle, locked=locked)
        self.body.addSpacing(space.s)
        where = label(say("settings.folder", folder=folder), "small", "muted", wrap=True)
        self.body.addWidget(where)
        self.theme.setFocus()

    def _add_lock(self, idle: int, *, locked: bool) -> None:
        """The passphrase, and after how long the window closes with it."""
        look, say, space = self.look, self.look.say, self.look.theme.space
        minutes = [(str(each), look.count("lock.minutes", each)) for each in IDLE_MINUTES]
        self.idle = Select(look, say("lock.idle"), minutes, str(idle))
        self.idle.chosen.connect(lambda _value: self._tell())
        self.idle.setVisible(locked)
        self.body.addSpacing(space.s)
        self.body.addWidget(label(say(f"lock.{'is_set' if locked else 'not_set'}"), wrap=True))
        if locked:
            self.body.addLayout(field_label(look, say("lock.idle"), self.idle))
            self.body.addWidget(self.idle)
        self.locks = {act: Button(look, say(f"lock.{act}")) for act in _ACTS[locked]}
        for act, button in self.locks.items():
            button.clicked.connect(partial(self._ask_lock, act))
        self.body.addLayout(row(*self.locks.values(), None))

    def _ask_lock(self, act: str) -> None:
        self.accept()
        self.lock_asked.emit(act)

    def _tell(self) -> None:
        self.changed.emit(
            Preferences(
                theme=self.theme.value(),
                percent=int(self.size_.value() or 100),
                language=self.language.value(),
                quick=self.quick.isChecked(),
                letters=self.letters.isChecked(),
                idle=int(self.idle.value() or 5),
            )
        )

    def confirm(self) -> None:
        self.accept()
