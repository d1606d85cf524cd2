"""What a new visit can begin with: the checklists and sites of the office, and those that ship."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.check import faults_of
from inspectiebezoek.form.faults import Fault
from inspectiebezoek.form.form import Form
from inspectiebezoek.form.loading import load_form
from inspectiebezoek.gui.models.line import Option
from inspectiebezoek.paths import shared
from inspectiebezoek.sync.published import FORM, SITES, Published, newest
from inspectiebezoek.sync.reference import published_here
from inspectiebezoek.visit.package import unpack
from inspectiebezoek.visit.sites import read_sites

_PUBLISHED = "published:"


@dataclass(frozen=True, slots=True)
class Refused:
    """A checklist that cannot be used, with every reason."""

    file: str
    faults: tuple[Fault, ...]


def read_checklist(path: Path) -> Form | Refused:
    """Check a checklist and read it; raises `FORM_UNREADABLE` when it is none at all."""
    faults = faults_of(path)
    return Refused(path.name, faults) if faults else load_form(path)


def published_checklists(place: Workplace) -> tuple[Published, ...]:
    """The checklists of the office that are valid today, of each the newest version."""
    return newest(published_here(place.store), FORM, place.clock().date())


def published_form(place: Workplace, form: str) -> Form:
    """The newest valid version of a checklist of the office; raises `FORM_UNREADABLE`."""
    for each in published_checklists(place):
        if each.id == form:
            return unpack(place.store.evidence.content(each.sha256))
    raise InspectionError(Code.FORM_UNREADABLE, file=form)


def checklist_options(place: Workplace) -> tuple[Option, ...]:
    """What can be chosen: first what the office published, then what came with the program."""
    ours = (Option(str(path), name_of(path)) for path in shipped_checklists(shared("forms")))
    theirs = (
        Option(_PUBLISHED + each.id, f"{each.title} ({each.version})")
        for each in published_checklists(place)
    )
    return (*theirs, *ours)


def chosen_checklist(place: Workplace, choice: str) -> Form | Refused:
    """The checklist of an option; raises as `published_form` and `read_checklist`."""
    if choice.startswith(_PUBLISHED):
        return published_form(place, choice.removeprefix(_PUBLISHED))
    return read_checklist(Path(choice))


def name_of(checklist: Path) -> str:
    """What a checklist is called before it was read."""
    return checklist.stem.replace("-", " ").capitalize()


def shipped_checklists(folder: Path) -> Sequence[Path]:
    """The checklists in a folder of forms, by name."""
    return sorted(path for path in folder.glob("*.md") if path.stem != "README")


def sites(place: Workplace) -> Mapping[str, str]:
    """The register of sites, code → name: the newest valid one of the office, else ours."""
    for each in newest(published_here(place.store), SITES, place.clock().date()):
        return read_sites(place.store.evidence.content(each.sha256))
    return read_sites(shared("forms", "objecten.csv").read_bytes())
