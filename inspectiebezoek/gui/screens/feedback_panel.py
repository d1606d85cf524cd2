"""What was told on the spot: the log at the left, the one that is open at the right."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.feedback import FeedbackItem, FeedbackPage
from inspectiebezoek.gui.parts.arrange import clear, column, label, row
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.field import LineField, TextArea, field_label
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import RowList
from inspectiebezoek.gui.parts.select import Select
from inspectiebezoek.gui.screens.panel import Panel


class FeedbackPanel(Panel):
    """`changed` and `typing` carry (id, part, words); closing hands over what is being typed."""

    LARGE: ClassVar[bool] = True
    added = Signal()
    picked = Signal(str)
    changed = Signal(str, str, str)
    typing = Signal(str, str, str)

    def __init__(self, look: Look, page: FeedbackPage, parent: QWidget) -> None:
        say = look.say
        super().__init__(look, say("feedback.title"), say("feedback.do"), "check", parent)
        self.cancel.hide()
        self.go.setDefault(False)
        self.go.setAutoDefault(False)
        self._page, self.editor = page, _Editor(look, FeedbackItem(id="", label=""), page)
        self.add = Button(look, say("feedback.new"), "plus", "Ctrl N")
        self.add.clicked.connect(self._ask_new)
        self.list = RowList(look, say("feedback.title"), LineDelegate(look, wrap=True))
        self.list.picked.connect(self._pick)
        self._none = label(say("feedback.none"), "body", "muted", wrap=True)
        self._place = column(None)
        left = column(row(self.add, None), self._none, self.list, None, gap=look.theme.space.s)
        left.setStretch(2, 1)
        both = row(left, self._place, gap=look.theme.space.l)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        self.body.addLayout(both)
        self.show_page(page)
        (self.list if page.lines else self.add).setFocus(Qt.FocusReason.PopupFocusReason)

    def show_page(self, page: FeedbackPage) -> None:
        """Show the log; what is being typed in the open one stays."""
        self._page = page
        item, ids = page.item, [each.ref for each in page.lines]
        self.list.show_rows(page.lines, ids.index(item.id) if item is not None else -1)
        self.list.setVisible(bool(ids))
        self._none.setVisible(not ids)
        self.add.setEnabled(not page.frozen)
        if item is None:
            return
        if item.id != self.editor.item.id:
            self.editor.commit()
            clear(self._place)
            self.editor = _Editor(self.look, item, page)
            self.editor.changed.connect(self.changed)
            self.editor.typing.connect(self.typing)
            self._place.addWidget(self.editor, 1)
        self.editor.show_item(item, frozen=page.frozen)

    def begin(self) -> None:
        """Put the cursor where one says to whom it was told."""
        # Qt shows what was just laid out on its next round; a hidden widget takes no keys.
        self.editor.show()
        self.editor.to_role.setFocus(Qt.FocusReason.TabFocusReason)

    def _pick(self, at: int) -> None:
        self.editor.commit()
        self.picked.emit(self._page.lines[at].ref)

    def _ask_new(self) -> None:
        self.editor.commit()
        self.added.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_N and self.add.isEnabled():
            self._ask_new()
        else:
            super().keyPressEvent(event)

    def confirm(self) -> None:
        self.done(0)

    def done(self, result: int) -> None:
        self.editor.commit()
        super().done(result)


class _Editor(QWidget):
    """One time that something was told: what kind, to whom, the words, and the answer."""

    changed = Signal(str, str, str)
    typing = Signal(str, str, str)

    def __init__(self, look: Look, item: FeedbackItem, page: FeedbackPage) -> None:
        super().__init__()
        say, space = look.say, look.theme.space
        self.item = item
        self.sort = Select(look, say("feedback.sort"), [(e.value, e.label) for e in page.sorts])
        self.sort.chosen.connect(lambda value: self.changed.emit(item.id, "sort", value))
        hint = say("feedback.to_hint")
        self.to_role = LineField(look, say("feedback.to"), item.to_role, hint)
        self.to_role.offer(page.people)
        self.text = TextArea(look, say("feedback.text"), item.text, 3)
        self.response = TextArea(look, say("feedback.response"), item.response, 3)
        told = say("feedback.told_at", label=item.label, at=item.at)
        inside = column(label(told, "small_strong", wrap=True), self.sort, gap=space.xs)
        for part, field in self._fields():
            inside.addLayout(field_label(look, field.accessibleName(), field))
            inside.addWidget(field)
            field.left.connect(lambda words, part=part: self.changed.emit(item.id, part, words))
            field.typing.connect(lambda words, part=part: self.typing.emit(item.id, part, words))
        inside.addStretch(1)
        self.setLayout(inside)

    def _fields(self) -> tuple[tuple[str, LineField | TextArea], ...]:
        return (("to_role", self.to_role), ("text", self.text), ("response", self.response))

    def show_item(self, item: FeedbackItem, *, frozen: bool) -> None:
        """Show what the visit holds; what is being typed stays."""
        self.sort.show_value(item.sort)
        self.sort.setEnabled(not frozen)
        for part, field in self._fields():
            field.show_words(getattr(item, part))
            field.setReadOnly(frozen)

    def commit(self) -> None:
        """Hand over what is being typed."""
        if self.item.id:
            for _part, field in self._fields():
                field.commit()
