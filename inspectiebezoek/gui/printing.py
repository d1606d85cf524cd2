"""Put pages on a printer: the dialog of the machine chooses paper, sides, pages and copies."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from inspectiebezoek.errors import Code, InspectionError

# More than 300 dots to the inch no reader sees, and every page would take four times the memory.
_MOST_DOTS = 2480


class PrinterChoice:
    """The print dialog of the machine; tests put a printer of their own in its place."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def choose(self, title: str) -> QPrinter | None:
        """A printer, set as the person wants; None when the person thinks better of it."""
        printer = a4_printer()
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle(title)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        return printer if dialog.exec() else None


def a4_printer() -> QPrinter:
    """A printer set to A4, both sides; the pages bring their own margins."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    printer.setFullPage(True)
    return printer


class Press:
    """One print job; raises `PRINTER_REFUSED` when the printer takes nothing."""

    def __init__(self, printer: QPrinter, title: str) -> None:
        self._printer = printer
        printer.setDocName(title)
        self._painter = QPainter()
        self._blank = True
        if not self._painter.begin(printer):
            raise self._refused()

    @property
    def wide(self) -> int:
        """How many pixels wide a page is drawn for this printer."""
        across = self._printer.paperRect(QPrinter.Unit.DevicePixel).toRect().width()
        return min(_MOST_DOTS, across)

    def wanted(self, pages: int) -> range:
        """The pages (from 1) that the person asked for, of so many."""
        first, last = self._printer.fromPage(), self._printer.toPage()
        return range(max(1, first), min(pages, last or pages) + 1)

    def put(self, page: bytes) -> None:
        """Put a page (PNG) on paper, as large as it fits."""
        if not self._blank and not self._printer.newPage():
            raise self._refused()
        self._blank = False
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel).toRect()
        picture = QImage.fromData(page)
        size = picture.size().scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
        self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._painter.drawImage(_centred(size, paper), picture)

    def end(self) -> None:
        """Hand the job to the printer."""
        if not self._painter.end():
            raise self._refused()

    def stop(self) -> None:
        """Print nothing of it; a job that was handed over is out of our hands."""
        if self._painter.isActive():
            self._printer.abort()
            self._painter.end()

    def _refused(self) -> InspectionError:
        return InspectionError(Code.PRINTER_REFUSED, printer=self._printer.printerName() or "-")


def _centred(size: QSize, paper: QRect) -> QRect:
    left, top = (paper.width() - size.width()) // 2, (paper.height() - size.height()) // 2
    return QRect(left, top, size.width(), size.height())
