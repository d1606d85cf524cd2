"""The menu bar, made from the list of commands; an action for each, found by its name."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from inspectiebezoek.gui.commands import MENUS, Command, all_commands, words_key
from inspectiebezoek.gui.keys import keys_in_force, shown_instead
from inspectiebezoek.gui.look.look import Look


class Menus(QObject):
    """Emits `asked` with the name of the command that a person wants."""

    asked = Signal(str)

    def __init__(self, look: Look, window: QMainWindow) -> None:
        super().__init__(window)
        self._look, self._window = look, window
        self._open_visit = False
        self._marked: set[str] = set()
        self.actions: dict[str, QAction] = {}
        self.keys = keys_in_force({})
        self.build()

    def take_keys(self, own: Mapping[str, str]) -> None:
        """Put a person's own keys in force."""
        self.keys = keys_in_force(own)
        self._look.own_keys = shown_instead(own)
        for command in all_commands():
            if not command.here:
                key = self.keys.get(command.name, "")
                self.actions[command.name].setShortcut(QKeySequence(key))

    def build(self) -> None:
        """Make the menus, in the language of now."""
        bar = self._window.menuBar()
        bar.clear()
        bar.setNativeMenuBar(False)
        for action in self.actions.values():
            self._window.removeAction(action)
            action.deleteLater()
        self.actions = {}
        for name, commands in MENUS:
            menu = bar.addMenu(self._look.say(f"menus.{name}"))
            for command in commands:
                if command is None:
                    menu.addSeparator()
                else:
                    menu.addAction(self._action(command))
        self.allow_visit(on=self._open_visit)

    def _action(self, command: Command) -> QAction:
        words = self._look.say(words_key(command.name))
        # What stands after a tab is shown where shortcuts stand.
        shown = f"{words}\t{command.key}" if command.here and command.key else words
        made = QAction(shown, self._window)
        if not command.here:
            made.setShortcut(QKeySequence(self.keys.get(command.name, "")))
        if command.choice:
            made.setCheckable(True)
            made.setChecked(command.name in self._marked)
        made.triggered.connect(lambda _on=False, name=command.name: self._ask(name))
        self.actions[command.name] = made
        return made

    def through(self) -> list[QAction]:
        """What can be asked while a panel is open too."""
        return [self.actions[each.name] for each in all_commands() if each.through]

    def _ask(self, name: str) -> None:
        # Whether a choice is in force is said by who carries it out.
        self.mark(name, on=name in self._marked)
        self.asked.emit(name)

    def allow_visit(self, *, on: bool) -> None:
        """Commands about a visit can be asked only while one is open."""
        self._open_visit = on
        for command in all_commands():
            self.actions[command.name].setEnabled(on or not command.visit)

    def mark(self, name: str, *, on: bool) -> None:
        """Show whether a choice is in force."""
        (self._marked.add if on else self._marked.discard)(name)
        action = self.actions[name]
        if action.isCheckable():
            action.setChecked(on)

    def show_words(self, name: str, words: str, *, on: bool) -> None:
        """Give a command other words, such as what it would undo, and say if it can be asked."""
        self.actions[name].setText(words)
        self.actions[name].setEnabled(on)
