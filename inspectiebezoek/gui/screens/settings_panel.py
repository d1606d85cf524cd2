"""The settings, in six parts with one search field; each works at once, nothing is to be saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from inspectiebezoek.gui.look import zoom
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.look.tokens import COLOURS
from inspectiebezoek.gui.models.preferences import IDLE_MINUTES, Preferences
from inspectiebezoek.gui.models.query import fits
from inspectiebezoek.gui.models.settings import SECTIONS, SettingsPage
from inspectiebezoek.gui.parts.arrange import column, label, row
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.check import Check
from inspectiebezoek.gui.parts.field import field_label
from inspectiebezoek.gui.parts.segments import Segments
from inspectiebezoek.gui.parts.select import Select
from inspectiebezoek.gui.screens.key_table import KeyTable
from inspectiebezoek.gui.screens.lock_panel import CHANGE, REMOVE, SET
from inspectiebezoek.gui.screens.panel import Panel

_ACTS = {False: (SET,), True: (CHANGE, REMOVE)}
_LANGUAGES = (("nl", "Nederlands"), ("en", "English"))
_WIDE, _TALL = 860, 600


class SettingsPanel(Panel):
    """Emits `changed` with all preferences at every choice.

    `lock_asked` carries what is wanted of the passphrase, `asked` the name of a command. `renewed`:
    the look of the window changed, so the panel is to be made anew, with the focus on that field.
    """

    changed = Signal(Preferences)
    lock_asked = Signal(str)
    asked = Signal(str)
    renewed = Signal(str)

    def __init__(self, look: Look, page: SettingsPage, parent: QWidget, section: str = "") -> None:
        super().__init__(look, look.say("settings.title"), look.say("settings.do"), "check", parent)
        self._page, self._now = page, page.now
        self.section = section or SECTIONS[0]
        self.cancel.hide()
        self.search = QLineEdit()
        self.search.setAccessibleName(look.say("settings.search"))
        self.search.setPlaceholderText(look.say("settings.search_hint"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._draw())
        self.tabs = self._tabs()
        head = column(self.search, self.tabs, gap=look.theme.space.s)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertLayout(1, head)
        self._heads: dict[str, QWidget] = {}
        self._blocks: list[tuple[str, str, QWidget]] = []
        for name in SECTIONS:
            self._heads[name] = label(look.say(f"settings.tab.{name}"), "heading")
            self.body.addWidget(self._heads[name])
            getattr(self, f"_add_{name}")()
        self._nothing = label(look.say("settings.nothing"), "body", "muted", wrap=True)
        self.body.addWidget(self._nothing)
        self._rest = QWidget()
        self.body.addWidget(self._rest, 1)
        self.usual = Button(look, look.say("settings.usual"), "undo", "", "quiet", big=True)
        self.usual.clicked.connect(self._all_usual)
        self.foot.insertWidget(0, self.usual)
        self._draw()
        self.begin: QWidget = self.search

    def begin_at(self, field: str) -> None:
        """Where the focus is when the panel comes up; the search field when nothing is said."""
        self.begin = getattr(self, field)

    def _tabs(self) -> Segments | Select:
        """Side by side, or in a list where the words are too large for that."""
        look, at = self.look, SECTIONS.index(self.section)
        words = [look.say(f"settings.tab.{name}") for name in SECTIONS]
        name = look.say("settings.tabs")
        if look.theme.compact:
            pairs = [(str(i), word) for i, word in enumerate(words)]
            made: Segments | Select = Select(look, name, pairs, str(at))
        else:
            made = Segments(look, name, words, at, stretch=True)
        made.chosen.connect(lambda i: self._turn_to(int(i)))
        return made

    def _turn_to(self, at: int) -> None:
        self.section = SECTIONS[at]
        self.search.clear()
        self._draw()

    def _add(self, section: str, name: str, *widgets: QWidget) -> None:
        """One setting, found by what it says and by the lay words below `name`."""
        said = " ".join(each.accessibleName() or _words(each) for each in widgets)
        known = f"{said} {self.look.say(f'settings.lay.{name}')}"
        inside = column(gap=self.look.theme.space.xs)
        for each in widgets:
            if isinstance(each, Select):
                inside.addLayout(field_label(self.look, each.accessibleName(), each))
            if isinstance(each, Button):
                inside.addLayout(row(each, None))
            else:
                inside.addWidget(each)
        block = QWidget()
        block.setLayout(inside)
        self.body.addWidget(block)
        self._blocks.append((section, known, block))

    def _add_view(self) -> None:
        look, say, now = self.look, self.look.say, self._now
        themes = [(name, say(f"menu.theme.{name}")) for name in COLOURS]
        self.theme = Select(look, say("settings.theme"), themes, now.theme)
        sizes = [(str(step), f"{step} %") for step in zoom.STEPS]
        self.size_ = Select(look, say("settings.size"), sizes, str(now.percent))
        self.language = Select(look, say("settings.language"), _LANGUAGES, now.language)
        self.theme.chosen.connect(lambda value: self._dress("theme", theme=value))
        self.size_.chosen.connect(lambda value: self._dress("size_", percent=int(value)))
        self.language.chosen.connect(lambda value: self._dress("language", language=value))
        self._add("view", "theme", self.theme)
        self._add("view", "size", self.size_)
        self._add("view", "language", self.language)

    def _add_keys(self) -> None:
        look, say, now = self.look, self.look.say, self._now
        self.quick = Check(look, say("settings.quick"), on=now.quick)
        self.letters = Check(look, say("settings.letters"), on=now.letters)
        self.quick.toggled.connect(lambda on: self._put(quick=on))
        self.letters.toggled.connect(lambda on: self._put(letters=on))
        self._add("keys", "quick", self.quick)
        self._add("keys", "letters", self.letters)
        self.keys = KeyTable(look, now.keys)
        self.keys.changed.connect(lambda own: self._put(keys=own))
        self.body.addWidget(self.keys, 1)

    def _add_recording(self) -> None:
        """What the visit at hand allows; without one, how it works."""
        look, say, page = self.look, self.look.say, self._page
        self._add("recording", "recording", _told(say("settings.recording")))
        if not page.visit:
            self._add("recording", "devices", _told(say("settings.no_visit")))
            return
        for device in ("camera", "microphone"):
            check = Check(look, say(f"menu.no_{device}"), on=device in page.forbidden)
            check.toggled.connect(partial(self._turn, f"no_{device}"))
            self._add("recording", "devices", check)

    def _turn(self, command: str, _on: bool) -> None:
        self.asked.emit(command)

    def _add_storage(self) -> None:
        """The passphrase, after how long the window closes with it, and where the work lies."""
        look, say, locked = self.look, self.look.say, self._page.locked
        self._add("storage", "lock", _told(say(f"lock.{'is_set' if locked else 'not_set'}")))
        if locked:
            minutes = [(str(each), look.count("lock.minutes", each)) for each in IDLE_MINUTES]
            self.idle = Select(look, say("lock.idle"), minutes, str(self._now.idle))
            self.idle.chosen.connect(lambda value: self._put(idle=int(value)))
            self._add("storage", "lock", self.idle)
        self.locks = {act: Button(look, say(f"lock.{act}")) for act in _ACTS[locked]}
        for act, button in self.locks.items():
            button.clicked.connect(partial(self._leave, self.lock_asked.emit, act))
            self._add("storage", "lock", button)
        folder = _told(say("settings.folder", folder=self._page.folder))
        self._add("storage", "folder", folder, self._command("emergency"))

    def _add_sync(self) -> None:
        say, office = self.look.say, self._page.office
        words = say("settings.office", office=office) if office else say("settings.no_office")
        self._add("sync", "office", _told(words), self._command("enrol"))
        self._add("sync", "authority", self._command("authority"))

    def _add_about(self) -> None:
        say, page = self.look.say, self._page
        self._add("about", "version", _told(say("settings.version", version=page.version)))
        self._add("about", "logs", _told(say("settings.logs", folder=page.logs)))
        self._add("about", "manual", self._command("manual"))

    def _command(self, name: str) -> Button:
        made = Button(self.look, self.look.say(f"menu.{name}"))
        made.clicked.connect(partial(self._leave, self.asked.emit, name))
        return made

    def _leave(self, tell: Callable[[str], None], what: str) -> None:
        self.accept()
        tell(what)

    def _draw(self) -> None:
        """Show the part that was chosen, or whatever a query finds in all parts."""
        query = self.search.text().strip()
        seen: set[str] = set()
        for section, words, block in self._blocks:
            shown = fits(query, words) if query else section == self.section
            block.setVisible(shown)
            if shown:
                seen.add(section)
        keys = self.keys.look_up(query)
        table = keys > 0 if query else self.section == "keys"
        self.keys.setVisible(table)
        self._rest.setVisible(not table)
        if table:
            seen.add("keys")
        for name, head in self._heads.items():
            head.setVisible(bool(query) and name in seen)
        self._nothing.setVisible(not seen)

    def _put(self, **wanted: object) -> None:
        self._now = replace(self._now, **wanted)  # type: ignore[arg-type]
        self.changed.emit(self._now)

    def _dress(self, field: str, **wanted: object) -> None:
        self.section = "view"
        self._put(**wanted)
        self.renewed.emit(field)

    def _all_usual(self) -> None:
        """As it was at the first start; the language stays, or one could not read on."""
        self._now = Preferences(language=self._now.language)
        self.changed.emit(self._now)
        self.renewed.emit("usual")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.begin.setFocus()

    def fit(self) -> None:
        """One size for all parts: the window does not jump while one looks through them."""
        grow, space = self.look.theme.zoom**0.5, self.look.theme.space
        room = self._window.size()
        wide = min(round(_WIDE * grow), room.width() - 2 * space.xl)
        self.resize(wide, min(round(_TALL * grow), room.height() - 2 * space.s))

    def confirm(self) -> None:
        self.accept()


def _told(words: str) -> QWidget:
    return label(words, "small", "muted", wrap=True)


def _words(widget: QWidget) -> str:
    return str(widget.property("text") or "")
