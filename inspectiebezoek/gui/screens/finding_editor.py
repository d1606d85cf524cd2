"""The open finding: what was seen, heard and read, each apart, and what it rests on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.findings import FindingDetail, Source
from inspectiebezoek.gui.models.line import Option
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.parts.arrange import clear, column, label, row, rule
from inspectiebezoek.gui.parts.button import Button
from inspectiebezoek.gui.parts.chip import Chip
from inspectiebezoek.gui.parts.field import LineField, TextArea, field_label
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import ShortList
from inspectiebezoek.gui.parts.segments import Segments


class FindingEditor(QFrame):
    """Draws itself anew for another finding; for the same one it only shows what changed."""

    changed = Signal(str, str, str)
    typing = Signal(str, str, str)
    source_changed = Signal(str, str, int, str, str, str)
    link_asked = Signal(str)
    link_opened = Signal(str)
    removed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setProperty("surface", "ground")
        space = look.theme.space
        self._page = QVBoxLayout(self)
        self._page.setContentsMargins(space.xl, space.l, space.xl, space.m)
        self._page.setSpacing(0)
        self._detail: FindingDetail | None = None
        self._frozen = False
        self._title: LineField | None = None
        self._fields: list[LineField | TextArea] = []
        self.show_detail(None, frozen=False)

    def show_detail(self, detail: FindingDetail | None, *, frozen: bool) -> None:
        """Show a finding, or that none is open."""
        known, self._detail = self._detail, detail
        if known and detail and self._frozen == frozen and _same_shape(known, detail):
            self._update(detail)
            return
        self._frozen = frozen
        held = self._held() if known and detail and known.id == detail.id else None
        clear(self._page)
        self._fields, self._title = [], None
        if detail is None:
            self._page.addWidget(label(self._look.say("findings.none_open"), "body", "muted"))
            self._page.addStretch(1)
        else:
            self._draw(detail)
            self._take_up(held)

    def _held(self) -> tuple[str, str, int] | None:
        """Name, text and cursor of the field one types in: a row that comes must not end that."""
        for field in self._fields:
            if field.hasFocus():
                if isinstance(field, LineField):
                    return field.accessibleName(), field.text(), field.cursorPosition()
                at = field.textCursor().position()
                return field.accessibleName(), field.toPlainText(), at
        return None

    def _take_up(self, held: tuple[str, str, int] | None) -> None:
        field = next(
            (each for each in self._fields if held and each.accessibleName() == held[0]), None
        )
        if held is None or field is None:
            return
        _, words, at = held
        if isinstance(field, LineField):
            field.setText(words)
            field.setCursorPosition(at)
        else:
            field.setPlainText(words)
            cursor = field.textCursor()
            cursor.setPosition(min(at, len(words)))
            field.setTextCursor(cursor)
        # Qt shows what was just laid out on its next round; a hidden widget takes no keys.
        field.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw(self, detail: FindingDetail) -> None:
        look, space, say = self._look, self._look.theme.space, self._look.say
        self._saved = label(detail.saved, "caption", "muted")
        number = label(detail.label, "small_strong", "muted")
        criterion = label(detail.criterion, "small", "muted")
        remove = Button(
            look,
            say("findings.take_out"),
            "trash",
            kind="quiet",
            name=say("findings.take_out_of", label=detail.label),
        )
        remove.clicked.connect(lambda: self.removed.emit(detail.id))
        self._page.addLayout(row(number, criterion, None, self._saved, remove))
        remove.setVisible(not self._frozen)
        self._page.addSpacing(space.xs)
        self._title = LineField(
            look,
            say("findings.title_of", label=detail.label),
            detail.title,
            say("findings.title_hint"),
        )
        self._wire(self._title, detail.id, "title")
        self._page.addWidget(self._title)
        self._nature = self._segments(detail, "nature", detail.natures, detail.nature)
        self._reader = self._segments(detail, "confidentiality", detail.readers, detail.reader)
        self._page.addSpacing(space.m)
        self._observed(detail)
        self._sources(detail, "heard", detail.heard)
        self._sources(detail, "read", detail.read)
        self._page.addWidget(rule())
        self._page.addSpacing(space.s)
        self._rests_on(detail)
        self._page.addStretch(1)

    def _segments(
        self, detail: FindingDetail, part: str, options: tuple[Option, ...], value: str
    ) -> Segments:
        """One choice out of a few; choosing is one change."""
        look, values = self._look, [each.value for each in options]
        at = values.index(value) if value in values else 0
        made = Segments(look, look.say(f"findings.{part}"), [each.label for each in options], at)
        made.setEnabled(not self._frozen)
        made.chosen.connect(lambda at: self.changed.emit(detail.id, part, values[at]))
        self._page.addSpacing(look.theme.space.s)
        words = label(look.say(f"findings.{part}"), "small", "muted")
        self._page.addLayout(row(made, words, None))
        words.setVisible(bool(options))
        made.setVisible(bool(options))
        return made

    def _observed(self, detail: FindingDetail) -> None:
        look, space, say = self._look, self._look.theme.space, self._look.say
        area = TextArea(look, say("findings.observed"), detail.observed, 2)
        self._wire(area, detail.id, "observed")
        hint = say("findings.observed_hint")
        self._page.addLayout(field_label(look, say("findings.observed"), area, hint=hint))
        self._page.addSpacing(space.xxs)
        self._page.addWidget(area)
        self._page.addSpacing(space.m)

    def _wire(self, field: LineField | TextArea, finding: str, part: str) -> None:
        field.setReadOnly(self._frozen)
        field.left.connect(lambda words: self.changed.emit(finding, part, words))
        field.typing.connect(lambda words: self.typing.emit(finding, part, words))
        self._fields.append(field)

    def _sources(self, detail: FindingDetail, kind: str, sources: tuple[Source, ...]) -> None:
        look, space, say = self._look, self._look.theme.space, self._look.say
        title = say(f"findings.{kind}")
        spare = () if self._frozen and sources else (Source(),)
        self._page.addLayout(field_label(look, title))
        for at, source in enumerate((*sources, *spare)):
            # The spare row takes one more source as soon as someone types in it.
            numbered = f"{title} {at + 1}"
            origin = LineField(
                look,
                say(f"findings.{kind}_from_name", name=numbered),
                source.origin,
                say(f"findings.{kind}_from"),
            )
            origin.offer(detail.people if kind == "heard" else detail.documents)
            origin.setFixedWidth(round(210 * look.theme.zoom**0.5))
            lines = 2 if source.words else 1
            words = TextArea(look, numbered, source.words, lines)
            words.setPlaceholderText(say(f"findings.{kind}_hint"))
            self._wire_source(detail.id, kind, at, origin, words)
            line = row(gap=space.s)
            line.addWidget(origin, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(words, 1)
            self._page.addSpacing(space.xxs)
            self._page.addLayout(line)
            self._page.addSpacing(space.xs)
        self._page.addSpacing(space.s)

    def _wire_source(
        self, finding: str, kind: str, at: int, origin: LineField, words: TextArea
    ) -> None:
        def left(_text: str) -> None:
            values = (words.known(), origin.text(), words.toPlainText())
            self.source_changed.emit(finding, kind, at, *values)

        for field in (origin, words):
            field.setReadOnly(self._frozen)
            field.left.connect(left)
            self._fields.append(field)
        part = f"{kind}/{at}"
        origin.typing.connect(lambda text: self.typing.emit(finding, f"{part}/origin", text))
        words.typing.connect(lambda text: self.typing.emit(finding, f"{part}/words", text))

    def _rests_on(self, detail: FindingDetail) -> None:
        look, space, say = self._look, self._look.theme.space, self._look.say
        link = Button(look, say("findings.link"), "link", "K")
        link.setEnabled(not self._frozen)
        link.clicked.connect(lambda: self.link_asked.emit(detail.id))
        self._kinds = column()
        self._page.addLayout(
            row(label(say("findings.rests_on"), "heading"), self._kinds, None, link)
        )
        self._page.addSpacing(space.xs)
        self._links = ShortList(look, say("findings.rests_on"), LineDelegate(look, wrap=True))
        self._links.opened.connect(self._open_link)
        self._page.addWidget(self._links)
        self._show_links(detail)

    def _show_links(self, detail: FindingDetail) -> None:
        clear(self._kinds)
        mark = Mark.READY if detail.source_kinds >= 2 else Mark.MISSING
        words = self._look.count("findings.source_kinds", detail.source_kinds)
        self._kinds.addWidget(Chip(self._look, mark, words))
        self._links.show_rows(detail.links, -1)
        self._links.setVisible(bool(detail.links))

    def _update(self, detail: FindingDetail) -> None:
        texts = [detail.title, detail.observed]
        for sources in (detail.heard, detail.read):
            spare = () if self._frozen and sources else (Source(),)
            for source in (*sources, *spare):
                texts += [source.origin, source.words]
        for field, words in zip(self._fields, texts, strict=True):
            field.show_words(words)
        for segments, options, value in (
            (self._nature, detail.natures, detail.nature),
            (self._reader, detail.readers, detail.reader),
        ):
            values = [each.value for each in options]
            if value in values:
                segments.choose(values.index(value))
        self._saved.setText(detail.saved)
        self._show_links(detail)

    def _open_link(self, at: int) -> None:
        if self._detail is not None and 0 <= at < len(self._detail.links):
            self.link_opened.emit(self._detail.links[at].ref)

    def begin(self) -> None:
        """Put the focus on the title."""
        if self._title is not None:
            self._title.setFocus(Qt.FocusReason.TabFocusReason)

    def first(self) -> QWidget | None:
        """Where one begins; None when no finding is open."""
        return self._title

    def commit(self) -> None:
        """Hand over what is being typed."""
        for field in tuple(self._fields):
            field.commit()


def _same_shape(known: FindingDetail, detail: FindingDetail) -> bool:
    shapes = [
        (each.id, len(each.heard), len(each.read), each.natures, each.readers)
        for each in (known, detail)
    ]
    return shapes[0] == shapes[1]
