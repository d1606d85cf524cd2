"""Every command with its key, to be found by lay words and given another key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.commands import MENUS, Command, words_key
from inspectiebezoek.gui.keys import keys_in_force, may_change, put, refuse, spoken
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.models.query import fits
from inspectiebezoek.gui.parts.announce import announce
from inspectiebezoek.gui.parts.arrange import column, label, row
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.key_catch import KeyCatch
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import RowList
from inspectiebezoek.messages import texts

_ROWS = 6


class KeyTable(QWidget):
    """Emits `changed` with all keys of one's own when one was given or taken back."""

    changed = Signal(dict)

    def __init__(self, look: Look, own: Mapping[str, str]) -> None:
        super().__init__()
        self._look, self._own = look, dict(own)
        self._commands: tuple[Command | None, ...] = ()
        self._query = ""
        say, space = look.say, look.theme.space
        self.list = RowList(look, say("settings.table"), LineDelegate(look))
        self.list.setMinimumHeight(_ROWS * look.theme.size.target)
        self.list.picked.connect(lambda _at: self._show_choice())
        self.catch = KeyCatch(look, say("settings.other_key"), say("settings.press"))
        self.catch.caught.connect(self._give)
        self.list.opened.connect(lambda _at: self._start())
        self.usual = Button(look, say("settings.usual_key"))
        self.usual.clicked.connect(lambda: self._give(self._chosen().key))
        self.told = label("", "small", "muted", wrap=True)
        buttons = row(self.catch, self.usual, None)
        self.setLayout(column(self.list, self.told, buttons, gap=space.xs))
        self.look_up("")

    def look_up(self, query: str) -> int:
        """Show the commands that a query finds; how many these are."""
        self._query = query
        found = list(self._found(query))
        self._commands = tuple(command for command, _ in found)
        rows = [line for _, line in found]
        first = next((at for at, line in enumerate(rows) if not line.heading), -1)
        self.list.show_rows(rows, first)
        self._show_choice()
        return sum(not line.heading for line in rows)

    def _found(self, query: str) -> Iterator[tuple[Command | None, Line]]:
        """The rows with what they stand for, each menu below its heading."""
        look, keys = self._look, keys_in_force(self._own)
        lay = texts("gui", look.language)["lay"]
        for menu, commands in MENUS:
            heading = look.say(f"menus.{menu}").replace("&", "")
            for command in commands:
                if command is None:
                    continue
                words = look.say(words_key(command.name)).replace("&", "")
                key = spoken(keys.get(command.name, ""))
                if not fits(query, f"{words} {lay.get(command.name, '')} {key} {heading}"):
                    continue
                if heading:
                    yield None, Line(heading, heading=True)
                    heading = ""
                changed = look.say("settings.own_key") if command.name in self._own else ""
                yield command, Line(words, changed, icon="key", key=key, ref=command.name)

    def _chosen(self) -> Command:
        command = self._commands[self.list.at()]
        assert command is not None
        return command

    def _show_choice(self) -> None:
        at = self.list.at()
        command = self._commands[at] if at >= 0 else None
        free = command is not None and may_change(command)
        self.catch.setEnabled(free)
        self.usual.setEnabled(free and command is not None and command.name in self._own)
        fixed = command is not None and not free
        self._tell(self._look.say("settings.fixed_key") if fixed else "")

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def _start(self) -> None:
        if self.catch.isEnabled():
            self.catch.setFocus()
            self.catch.click()

    def _give(self, key: str) -> None:
        command = self._chosen()
        refusal = refuse(command.name, key, self._own)
        if refusal is not None:
            say = self._look.say
            taken = say(words_key(refusal.taken)).rstrip("…") if refusal.taken else ""
            words = say(f"settings.refused.{refusal.reason}", key=spoken(key), taken=taken)
            self._tell(words)
            announce(self, words)
            return
        self._own = put(command.name, key, self._own)
        at = self.list.at()
        self.look_up(self._query)
        self.list.choose(at)
        self._show_choice()
        self._tell(self._look.say("settings.key_given", key=spoken(key)))
        self.changed.emit(self._own)
