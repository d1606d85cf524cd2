"""A small checklist with everything that a visit must cope with, and visits planned with it."""

# ruff: noqa: E501 - the tables of a checklist are wide

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from inspectiebezoek.form.form import Form
from inspectiebezoek.visit.header import Header, Member
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.package import unpack
from inspectiebezoek.visit.planning import form_of as version_of
from inspectiebezoek.visit.planning import plan_visit
from tests.support.forms import Uuids, form_of
from tests.support.laptop import Laptop, meet

SURVEY = """
| | type | name | label | required | relevant | constraint | constraint_message | calculation | trigger | default | repeat_count | bind::ib:code | bind::ib:role | bind::ib:criterion |
| | begin_group | deel | Deel | | | | | | | | | | | |
| | select_one jn | beleid | Is er beleid? | yes | | | | | | | | A1 | | |
| | text | toelichting | Toelichting | | | | | | | | | A2 | | |
| | integer | aantal | Hoeveel kamers? | | | . < 50 | Minder dan 50 | | | | | A3 | | |
| | select_multiple kleur | kleuren | Kleuren | | | | | | | | | A4 | | |
| | text | geheim | Alleen bij nee | | ${beleid} = 'nee' | | | | | | | A5 | | |
| | text | gezien | Laatst gezien | | | | | | | | | A6 | | |
| | calculate | volgt | | | | | | concat('na ', ${toelichting}) | ${toelichting} | | | | | |
| | select_one jn | oordeel | Oordeel | | | | | | | | | | judgment | 1.1 |
| | text | motief | Motief | | | | | | | | | | motive | 1.1 |
| | end_group | | | | | | | | | | | | | |
| | begin_repeat | cel | Cel | | | | | | | | | | | |
| | decimal | temp | Temperatuur | | | | | | | 20 | | | | |
| | text | nummer | Nummer | | | | | | | | | | | |
| | begin_repeat | bed | Bed | | | | | | | | | | | |
| | text | maat | Maat | | | | | | | | | | | |
| | end_repeat | | | | | | | | | | | | | |
| | end_repeat | | | | | | | | | | | | | |
| | begin_repeat | kamer | Kamer | | | | | | | | ${aantal} | | | |
| | text | naam | Naam | | | | | | | nieuw | | | | |
| | end_repeat | | | | | | | | | | | | | |
| | begin_repeat | vast | Vaste rij | | | | | | | | 2 | | | |
| | text | wat | Wat | | | | | | | leeg | | | | |
| | text | eigen | Eigen nummer | | | | | | | uuid() | | | | |
| | end_repeat | | | | | | | | | | | | | |
"""
BELEID, UITLEG, AANTAL, KLEUREN, GEHEIM, VOLGT = (
    f"/data/deel/{name}"
    for name in ("beleid", "toelichting", "aantal", "kleuren", "geheim", "volgt")
)
CEL, KAMER = "/data/cel", "/data/kamer"
TEAM = (
    Member("insp-a", "Anna", "lead", "inspectieleider"),
    Member("insp-b", "Bram", "inspector", "inspecteur"),
)


@cache
def checklist() -> Form:
    """The small checklist, read once."""
    with TemporaryDirectory() as folder:
        return form_of(Path(folder), SURVEY)


def plan(laptop: Laptop) -> OpenVisit:
    """A new visit on a laptop."""
    header = Header(title="Proefbezoek", site="PI-1", site_label="PI Proef", team=TEAM)
    seed = ord(laptop.device().letter)
    return plan_visit(laptop, checklist(), header, clock=laptop.clock, uuid=Uuids(seed))


def open_on(laptop: Laptop, log: str) -> OpenVisit:
    """Open a visit as a laptop does that got it from a colleague: form and all from the log."""
    version = version_of(laptop, log)
    assert version is not None
    form = unpack(laptop.evidence.content(version.sha256))
    seed = ord(laptop.device().letter) + len(laptop.entries(log))
    return OpenVisit(log, form, laptop, clock=laptop.clock, uuid=Uuids(seed))


class Pair:
    """Two laptops with the same visit open, which meet when they are told to."""

    def __init__(self, folder: Path) -> None:
        self.laptops = (Laptop(folder / "a"), Laptop(folder / "b", "B"))
        self.laptops[1].clock = self.laptops[0].clock
        self.a = plan(self.laptops[0])
        self.meet()
        self.b = open_on(self.laptops[1], self.a.log)

    def meet(self) -> None:
        """Changes and files go both ways; visits that are open take them in."""
        log = self.a.log
        meet(self.laptops, log)
        held = {sha256 for laptop in self.laptops for sha256, _ in laptop.office.files(log)}
        for sha256 in held:
            for giver, taker in (self.laptops, self.laptops[::-1]):
                if sha256 in giver.evidence and sha256 not in taker.evidence:
                    taker.evidence.keep(giver.evidence.read(sha256))
        self.a.refresh()
        if hasattr(self, "b"):
            self.b.refresh()

    def close(self) -> None:
        """Let go of both stores."""
        for laptop in self.laptops:
            laptop.close()


def shows(visit: OpenVisit) -> tuple[object, ...]:
    """What a person sees: the form with its row ids, and the fields of the log."""
    values, rows = visit.instance.genesis()
    fields = {field: visit.state.value(field) for field in sorted(visit.state.fields())}
    heads = {field: visit.state.head_ids(field) for field in fields}
    return sorted(values), rows, fields, heads
