"""The files that a form names beside itself: choice lists, pictures, sounds and films."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.locale import Translations

MOST_BYTES = 20_000_000
"""Of one picture, sound or film of a checklist: it is held in memory with the form."""
Media: TypeAlias = Path | Mapping[str, bytes]


class Folder(Mapping[str, bytes]):
    """The files of a folder by name, read when they are asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __getitem__(self, name: str) -> bytes:
        path = self._folder / name
        # A form may name any file; only those in its own folder are read.
        if Path(name).name != name or not path.is_file():
            raise KeyError(name)
        try:
            return path.read_bytes()
        except OSError as error:
            raise InspectionError(Code.FILE_MISSING, file=path) from error

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(path.name for path in self._folder.iterdir() if path.is_file()))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def media_named(translations: Translations, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The pictures, sounds and films of labels and choices, as far as they are there.

    They travel with the version of the form, so one that is too large stays behind: whoever fills
    it in sees that it did not come along.
    """
    found: dict[str, bytes] = {}
    for name in translations.media_files():
        data = found.get(name) or files.get(name)
        if data is not None and len(data) <= MOST_BYTES:
            found[name] = data
    return found


def media_of(given: Media | None, beside: Path | None) -> Mapping[str, bytes]:
    """The media of a form: as given, else the folder it stands in, else none."""
    if isinstance(given, Path):
        return Folder(given)
    if given is not None:
        return given
    return Folder(beside) if beside is not None else {}
