"""What should become better because of the open finding: what, by whom and by when."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.findings import RecommendationItem
from inspectiebezoek.gui.parts.arrange import column, frame, label, row
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.field import LineField, TextArea, field_label
from inspectiebezoek.gui.typed import shown_date, typed_date


class Recommendations(QFrame):
    """`changed` carries (id, part, value) for text, owner_role and due, the last an ISO date.

    A recommendation that comes or goes leaves the fields of the others as they are: someone may
    be typing there.
    """

    added = Signal()
    removed = Signal(str)
    changed = Signal(str, str, str)
    typing = Signal(str, str, str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setProperty("surface", "ground")
        space, say = look.theme.space, look.say
        self.add = Button(look, say("findings.recommend"), "plus", "A")
        self.add.clicked.connect(self.added)
        title = label(say("findings.recommendations"), "heading")
        self._none = label(say("findings.no_recommendation"), "small", "muted", wrap=True)
        self._list = column(gap=space.m)
        page = column(
            row(title, None, self.add),
            self._none,
            self._list,
            gap=space.xs,
            margins=(space.xl, 0, space.xl, space.l),
        )
        self.setLayout(page)
        self._cards: dict[str, _Card] = {}

    def show_items(self, items: Sequence[RecommendationItem], *, frozen: bool) -> None:
        """Show the recommendations of the open finding."""
        self.add.setEnabled(not frozen)
        self._none.setVisible(not items)
        wanted = {each.id for each in items}
        for known in [each for each in self._cards if each not in wanted]:
            card = self._cards.pop(known)
            card.hide()
            self._list.removeWidget(card)
            card.deleteLater()
        for at, item in enumerate(items):
            if item.id in self._cards:
                self._cards[item.id].show_item(item, frozen=frozen)
            else:
                self._cards[item.id] = self._card(item, frozen=frozen)
                self._list.insertWidget(at, self._cards[item.id])

    def _card(self, item: RecommendationItem, *, frozen: bool) -> _Card:
        card = _Card(self._look, item)
        card.removed.connect(self.removed)
        card.changed.connect(self.changed)
        card.typing.connect(self.typing)
        card.show_item(item, frozen=frozen)
        return card

    def begin(self, recommendation: str) -> None:
        """Put the cursor in a recommendation."""
        card = self._cards.get(recommendation)
        if card is not None:
            # Qt shows what was just laid out on its next round; a hidden widget takes no keys.
            card.show()
            card.words.setFocus(Qt.FocusReason.TabFocusReason)

    def commit(self) -> None:
        """Hand over what is being typed."""
        for card in tuple(self._cards.values()):
            card.commit()


class _Card(QFrame):
    """One recommendation."""

    removed = Signal(str)
    changed = Signal(str, str, str)
    typing = Signal(str, str, str)

    def __init__(self, look: Look, item: RecommendationItem) -> None:
        super().__init__()
        self._look, self._item = look, item
        space, say = look.theme.space, look.say
        number = {"label": item.label}
        self.words = TextArea(look, say("findings.recommendation_of", **number), item.text, 2)
        self.words.setPlaceholderText(say("findings.recommendation_hint"))
        owner = say("findings.owner_of", **number)
        self.owner = LineField(look, owner, item.owner, say("findings.owner_hint"))
        due = say("findings.due_of", **number)
        self.due = LineField(look, due, shown_date(item.due), say("question.date_hint"))
        self.due.setFixedWidth(round(150 * look.theme.zoom**0.5))
        self._wrong = label("", "small", "bad", wrap=True)
        self._wrong.hide()
        self._remove = Button(
            look,
            say("findings.take_out"),
            "trash",
            kind="quiet",
            name=say("findings.take_out_of", **number),
        )
        self._remove.clicked.connect(lambda: self.removed.emit(self._item.id))
        head = row(label(item.label, "small_strong", "muted"), None, self._remove)
        owners = column(field_label(look, say("findings.owner"), self.owner), self.owner, gap=2)
        dues = column(field_label(look, say("findings.due"), self.due), self.due, gap=2)
        line = row(owners, dues, gap=space.m)
        line.setStretch(0, 1)
        inside = column(
            *(head, self.words, line, self._wrong),
            gap=space.xs,
            margins=(space.m, space.s, space.m, space.m),
        )
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(frame(inside, "card"))
        self._wire()

    def _wire(self) -> None:
        for field, part in ((self.words, "text"), (self.owner, "owner_role")):
            field.left.connect(
                lambda words, part=part: self.changed.emit(self._item.id, part, words)
            )
            field.typing.connect(
                lambda words, part=part: self.typing.emit(self._item.id, part, words)
            )
        self.due.left.connect(self._due_left)

    def _due_left(self, words: str) -> None:
        """A date that is none stays in its field, and is said to be none."""
        typed = typed_date(words) if words.strip() else ""
        self._wrong.setVisible(typed is None)
        if typed is None:
            self._wrong.setText(self._look.say("question.no_date", words=words))
            return
        self.changed.emit(self._item.id, "due", typed)

    def show_item(self, item: RecommendationItem, *, frozen: bool) -> None:
        """Show what the visit holds; what is being typed stays."""
        self._item = item
        self.words.show_words(item.text)
        self.owner.show_words(item.owner)
        self.due.show_words(shown_date(item.due))
        for field in (self.words, self.owner, self.due):
            field.setReadOnly(frozen)
        self._remove.setVisible(not frozen)

    def commit(self) -> None:
        """Hand over what is being typed."""
        for field in (self.words, self.owner, self.due):
            field.commit()
