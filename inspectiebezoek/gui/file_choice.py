"""Ask a person for a file, or where one goes: the window's way to the folders of the machine."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

PHOTOS = "*.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp"
FILES = "*"
PATTERNS = {
    "image": PHOTOS,
    "audio": "*.mp3 *.m4a *.wav *.ogg *.opus *.flac *.aac *.amr",
    "video": "*.mp4 *.mov *.avi *.mkv *.webm *.3gp",
    "file": FILES,
}
CHECKLISTS = "*.md *.xlsx *.xls *.xml *.csv"


class FileChoice:
    """The dialogs of the machine; tests put a list of paths in its place."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def open(self, title: str, pattern: str = "*") -> Path | None:
        """A file that is there; None when the person thinks better of it."""
        name, _ = QFileDialog.getOpenFileName(self._window, title, "", f"{title} ({pattern})")
        return Path(name) if name else None

    def open_many(self, title: str, pattern: str = "*") -> list[Path]:
        """Files that are there; none when the person thinks better of it."""
        names, _ = QFileDialog.getOpenFileNames(self._window, title, "", f"{title} ({pattern})")
        return [Path(name) for name in names]

    def save(self, title: str, name: str) -> Path | None:
        """Where a new file goes; None when the person thinks better of it."""
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, name)
        return Path(chosen) if chosen else None
