"""The manual, one page for each task, read without leaving the program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QDialog, QTextBrowser, QWidget

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.line import Line
from inspectiebezoek.gui.parts.arrange import column, row
from inspectiebezoek.gui.parts.line_rows import LineDelegate
from inspectiebezoek.gui.parts.rows import RowList

_LIST = 300


class Manual(QDialog):
    """Shows the Markdown pages of a folder; the pages at the left, Esc closes."""

    def __init__(self, look: Look, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._pages = [folder / "README.md", *sorted(folder.glob("[0-9]*.md"))]
        space = look.theme.space
        self.setWindowTitle(look.say("manual.title"))
        self.list = RowList(look, look.say("manual.pages"), LineDelegate(look, wrap=True))
        self.list.setFixedWidth(round(_LIST * look.theme.zoom**0.5))
        self.list.picked.connect(self.show_page)
        self.page = QTextBrowser()
        self.list.opened.connect(lambda _at: self.page.setFocus())
        self.page.setAccessibleName(look.say("manual.title"))
        self.page.setSearchPaths([str(folder)])
        self.page.setOpenLinks(False)
        self.page.anchorClicked.connect(self._follow)
        self.setLayout(column(row(self.list, self.page, gap=space.m), margins=(space.m,) * 4))
        self.resize(round(parent.width() * 0.85), round(parent.height() * 0.9))
        self.list.show_rows([Line(_title(each)) for each in self._pages], 0)
        self.show_page(0)
        self.list.setFocus()

    def show_page(self, at: int) -> None:
        """Show a page of the manual."""
        words = self._pages[at].read_text(encoding="utf-8")
        self.page.document().setBaseUrl(QUrl.fromLocalFile(str(self._pages[at])))
        self.page.setMarkdown(words)
        self._fit_pictures()

    def _fit_pictures(self) -> None:
        """Pictures are as wide as the page, not as the screen that they show."""
        wide = max(300, self.page.viewport().width() - 40)
        block = self.page.document().begin()
        while block.isValid():
            place = block.begin()
            while not place.atEnd():
                fragment = place.fragment()
                shape = fragment.charFormat().toImageFormat()
                if shape.isValid():
                    cursor = self.page.textCursor()
                    cursor.setPosition(fragment.position())
                    cursor.setPosition(
                        fragment.position() + fragment.length(), cursor.MoveMode.KeepAnchor
                    )
                    shape.setWidth(wide)
                    cursor.setCharFormat(shape)
                place += 1
            block = block.next()

    def _follow(self, link: QUrl) -> None:
        names = [each.name for each in self._pages]
        if link.fileName() in names:
            at = names.index(link.fileName())
            self.list.choose(at)
            self.show_page(at)


def _title(page: Path) -> str:
    first = page.read_text(encoding="utf-8").partition("\n")[0]
    return first.removeprefix("# ")
