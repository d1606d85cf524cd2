"""Questions with the same answers as one table; the one at hand is answered by digit or arrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.checklist import GridRow, QuestionItem, QuestionKind, keys_of
from inspectiebezoek.gui.parts.answer import one_tab_stop
from inspectiebezoek.gui.parts.arrange import column, frame, label
from inspectiebezoek.gui.parts.cell import ManyCell, OneCell
from inspectiebezoek.gui.parts.chip import Keycap
from inspectiebezoek.gui.screens.inputs.base import Input

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Grid(Input):
    """Left and right choose in the row at hand, up and down go to another row.

    `cell_answered` carries the ref of another row and the value; `row_chosen` the ref of a row
    that was gone to.
    """

    cell_answered = Signal(str, str)
    row_chosen = Signal(str)

    def __init__(self, look: Look, item: QuestionItem) -> None:
        super().__init__(look, item)
        self._many = item.kind is QuestionKind.SELECT_MULTIPLE
        self._quiet = False
        self._rows: dict[str, list[QAbstractButton]] = {}
        self._groups: list[QButtonGroup] = []
        keys = keys_of(item.choices)
        self._digits = {key: at for at, key in enumerate(keys) if key}
        table = QGridLayout()
        table.setContentsMargins(0, 0, 0, 0)
        table.setHorizontalSpacing(look.theme.space.xs)
        table.setVerticalSpacing(0)
        table.setColumnStretch(0, 3)
        for at, (choice, key) in enumerate(zip(item.choices, keys, strict=True), 1):
            table.setColumnStretch(at, 1)
            words = label(choice.label, "small_strong", wrap=True)
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            head = column(words, gap=2)
            if key:
                head.addWidget(Keycap(look, key), 0, Qt.AlignmentFlag.AlignHCenter)
            table.addLayout(head, 0, at)
        for line, each in enumerate(item.grid, 1):
            self._row(table, line, each)
        self.setLayout(table)
        self.show_item(item)

    def _row(self, table: QGridLayout, line: int, row: GridRow) -> None:
        look, here = self.look, row.ref == self.item.ref
        words = label(row.label, "strong" if here else "body", wrap=True)
        edge = (look.theme.space.s, look.theme.space.xs, look.theme.space.s, look.theme.space.xs)
        table.addWidget(frame(column(words, margins=edge), "panel" if here else ""), line, 0)
        group = QButtonGroup(self)
        group.setExclusive(not self._many)
        cells: list[QAbstractButton] = []
        for at, choice in enumerate(self.item.choices, 1):
            name = f"{row.label}: {choice.label}"
            cell = ManyCell(look, name) if self._many else OneCell(look, name)
            cell.setEnabled(not row.readonly)
            cell.installEventFilter(self)
            group.addButton(cell, at - 1)
            cells.append(cell)
            table.addWidget(cell, line, at)
        one_tab_stop(group)
        group.idToggled.connect(lambda at, on, ref=row.ref: self._toggled(ref, at, on=on))
        self._rows[row.ref] = cells
        self._groups.append(group)

    def _toggled(self, ref: str, at: int, *, on: bool) -> None:
        if self._quiet or not (on or self._many):
            return
        pairs = zip(self._rows[ref], self.item.choices, strict=True)
        chosen = [choice.value for cell, choice in pairs if cell.isChecked()]
        value = " ".join(chosen) if self._many else self.item.choices[at].value
        if ref == self.item.ref:
            self.answered.emit(value)
        else:
            self.cell_answered.emit(ref, value)
            self.row_chosen.emit(ref)

    def fits(self, item: QuestionItem) -> bool:
        mine, theirs = ([each.ref for each in one.grid] for one in (self.item, item))
        return super().fits(item) and mine == theirs

    def show_item(self, item: QuestionItem) -> None:
        super().show_item(item)
        self._quiet = True
        for row, group in zip(item.grid, self._groups, strict=True):
            chosen = set(row.value.split())
            group.setExclusive(False)
            for cell, choice in zip(self._rows[row.ref], item.choices, strict=True):
                cell.setChecked(choice.value in chosen)
            group.setExclusive(not self._many)
        self._quiet = False

    def press(self, digit: str) -> bool:
        at, cells = self._digits.get(digit, -1), self._rows[self.item.ref]
        if at < 0 or not cells[at].isEnabled():
            return False
        cells[at].setFocus(Qt.FocusReason.ShortcutFocusReason)
        cells[at].setChecked(not cells[at].isChecked() if self._many else True)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Stock radio buttons take up and down for the answers of one row.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                refs = [each.ref for each in self.item.grid]
                at = refs.index(self.item.ref) + step
                if 0 <= at < len(refs):
                    self.row_chosen.emit(refs[at])
                return True
        return super().eventFilter(watched, event)

    def first(self) -> QWidget | None:
        cells = self._rows[self.item.ref]
        return next((cell for cell in cells if cell.isChecked()), cells[0])
