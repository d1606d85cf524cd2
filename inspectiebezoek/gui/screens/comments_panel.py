"""Wederhoor: each remark of the inspected on a concept, with the reply and what it changed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.comments import CommentItem, CommentsPage
from inspectiebezoek.gui.parts.arrange import column, frame, label, row, scroll
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.field import LineField, TextArea, field_label
from inspectiebezoek.gui.parts.select import Select
from inspectiebezoek.gui.screens.panel import Panel

_TEXTS = ("text", "reply")
_LINES = ("page", "line", "by_role")


class CommentsPanel(Panel):
    """`changed` carries (id, part, value). Closing hands over what is being typed."""

    added = Signal()
    removed = Signal(str)
    changed = Signal(str, str, str)
    typing = Signal(str, str, str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, look.say("comments.title"), look.say("comments.do"), "check", parent)
        say, space = look.say, look.theme.space
        self.add = Button(look, say("comments.add"), "plus", "Ctrl N")
        self.add.clicked.connect(self.added)
        self._how = label("", "body", "muted", wrap=True)
        self._list = column(gap=space.m)
        self.body.addLayout(row(self._how, self.add))
        inside = QWidget()
        inside.setLayout(column(self._list, None))
        self.area = scroll(inside)
        self.area.setMinimumHeight(round(360 * look.theme.zoom**0.3))
        self.body.addWidget(self.area)
        self.cancel.hide()
        self.go.setDefault(False)
        self.go.setAutoDefault(False)
        self.setMinimumWidth(round(820 * look.theme.zoom**0.4))
        self._cards: dict[str, _Card] = {}
        self.add.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_page(self, page: CommentsPage) -> None:
        """Show the remarks; a card where someone is typing stays as it is."""
        look = self.look
        key = "comments.settled" if page.items else "comments.none"
        waits = page.waiting
        self._how.setText(look.count("comments.waiting", waits) if waits else look.say(key))
        self.add.setEnabled(not page.frozen)
        wanted = {each.id for each in page.items}
        for known in [each for each in self._cards if each not in wanted]:
            card = self._cards.pop(known)
            card.hide()
            self._list.removeWidget(card)
            card.deleteLater()
        for at, item in enumerate(page.items):
            if item.id not in self._cards:
                self._cards[item.id] = self._card(item, page)
                self._list.insertWidget(at, self._cards[item.id])
            self._cards[item.id].show_item(item, frozen=page.frozen)

    def _card(self, item: CommentItem, page: CommentsPage) -> _Card:
        card = _Card(self.look, item, page)
        card.removed.connect(self.removed)
        card.changed.connect(self.changed)
        card.typing.connect(self.typing)
        return card

    def begin(self, comment: str) -> None:
        """Put the cursor in a remark."""
        card = self._cards.get(comment)
        if card is not None:
            card.show()
            card.page.setFocus(Qt.FocusReason.TabFocusReason)
            self.area.ensureWidgetVisible(card)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_N and self.add.isEnabled():
            self.added.emit()
        else:
            super().keyPressEvent(event)

    def confirm(self) -> None:
        self.done(0)

    def done(self, result: int) -> None:
        for card in tuple(self._cards.values()):
            card.commit()
        super().done(result)


class _Card(QFrame):
    """One remark: where, what kind, by whom, the words, the reply, and the decision."""

    removed = Signal(str)
    changed = Signal(str, str, str)
    typing = Signal(str, str, str)

    def __init__(self, look: Look, item: CommentItem, page: CommentsPage) -> None:
        super().__init__()
        self._look, self._id = look, item.id
        space, say, of = look.theme.space, look.say, {"label": item.label}
        narrow = round(90 * look.theme.zoom**0.5)
        self.page = LineField(look, say("comments.page_of", **of))
        self.line = LineField(look, say("comments.line_of", **of))
        for field in (self.page, self.line):
            field.setFixedWidth(narrow)
        self.by_role = LineField(look, say("comments.by_of", **of), "", say("comments.by_hint"))
        pairs = [(each.value, each.label) for each in page.sorts]
        self.sort = Select(look, say("comments.sort_of", **of), pairs)
        self.text = TextArea(look, say("comments.text_of", **of), "", 2)
        self.reply = TextArea(look, say("comments.reply_of", **of), "", 2)
        made = [(each.value or "open", each.label) for each in page.decisions]
        self.decision = Select(look, say("comments.changed_of", **of), made)
        self._remove = Button(
            look,
            say("comments.remove"),
            "trash",
            kind="quiet",
            name=say("comments.remove_of", **of),
        )
        place = row(
            self._under("page", self.page),
            self._under("line", self.line),
            self._under("sort", self.sort),
            self._under("by", self.by_role),
            gap=space.m,
        )
        place.setStretch(3, 1)
        about = label(
            " · ".join(each for each in (item.label, item.version) if each), "small_strong"
        )
        end = row(self._under("changed", self.decision), None, self._remove)
        inside = column(
            *(about, place, self._under("text", self.text)),
            *(self._under("reply", self.reply), end),
            gap=space.xs,
            margins=(space.m, space.s, space.m, space.m),
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame(inside, "card"))
        self._wire()

    def _under(self, key: str, field: QWidget) -> QVBoxLayout:
        look = self._look
        return column(field_label(look, look.say(f"comments.{key}"), field), field, gap=2)

    def _wire(self) -> None:
        for part in (*_LINES, *_TEXTS):
            field: LineField | TextArea = getattr(self, part)
            field.left.connect(lambda words, part=part: self.changed.emit(self._id, part, words))
            field.typing.connect(lambda words, part=part: self.typing.emit(self._id, part, words))
        self.sort.chosen.connect(lambda value: self.changed.emit(self._id, "sort", value))
        self.decision.chosen.connect(
            lambda value: self.changed.emit(self._id, "changed", "" if value == "open" else value)
        )
        self._remove.clicked.connect(lambda: self.removed.emit(self._id))

    def show_item(self, item: CommentItem, *, frozen: bool) -> None:
        """Show what the visit holds; what is being typed stays."""
        for part in (*_LINES, *_TEXTS):
            field: LineField | TextArea = getattr(self, part)
            field.show_words(getattr(item, part))
            field.setReadOnly(frozen)
        self.sort.show_value(item.sort)
        self.decision.show_value(item.changed or "open")
        for choice in (self.sort, self.decision):
            choice.setEnabled(not frozen)
        self._remove.setVisible(not frozen)

    def commit(self) -> None:
        """Hand over what is being typed."""
        for part in (*_LINES, *_TEXTS):
            field: LineField | TextArea = getattr(self, part)
            field.commit()
