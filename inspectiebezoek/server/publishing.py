"""Check a file that is to be published and make it what laptops use: once, here, for everybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.check import faults_of
from inspectiebezoek.form.loading import load_form, read_file, refused
from inspectiebezoek.sync.published import FORM, SITES
from inspectiebezoek.visit.package import pack
from inspectiebezoek.visit.sites import is_register, read_sites


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that is good and ready: what it is, and its content as laptops keep it."""

    kind: str
    id: str
    version: str
    title: str
    content: bytes


def prepared(paths: Iterable[Path], now: datetime) -> tuple[Prepared, ...]:
    """Every file ready, or the faults of the first that is not.

    A checklist becomes its version package. A register of sites has no version of its own: it
    gets the moment of publishing. Raises `FORM_FAULTS`, `FORM_UNREADABLE`, `SITES_FAULTY`.
    """
    return tuple(_prepare(path, now) for path in paths)


def prepared_data(path: Path, kind: str, name: str, version: str, title: str) -> Prepared:
    """A file of reference data, kept byte for byte; `kind` is one of `DATA_KINDS`.

    `name`, `title`: what the file is called when empty. Raises `FORM_UNREADABLE` and, for a file
    without content or without a version, `DATA_EMPTY` and `VERSION_MISSING`.
    """
    content = read_file(path)
    if not content.strip():
        raise InspectionError(Code.DATA_EMPTY, file=path.name)
    if not version.strip():
        raise InspectionError(Code.VERSION_MISSING, file=path.name)
    name = name.strip() or path.stem
    return Prepared(kind, name, version.strip(), title.strip() or name, content)


def _prepare(path: Path, now: datetime) -> Prepared:
    content = read_file(path)
    if path.suffix.lower() == ".csv" and is_register(content):
        read_sites(content, path.name)
        version = now.isoformat(timespec="seconds")
        return Prepared(SITES, path.stem, version, path.stem, content)
    faults = faults_of(path)
    if faults:
        raise refused(faults, str(path))
    form = load_form(path)
    if not form.version:
        raise InspectionError(Code.VERSION_MISSING, file=path.name)
    return Prepared(FORM, form.id, form.version, form.title, pack(form))
