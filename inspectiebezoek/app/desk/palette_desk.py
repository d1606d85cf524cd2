"""The palette: every command by its own and by lay words, and everything in the visit."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.desk.visits_desk import VisitsDesk
from inspectiebezoek.app.views.chapters import chapters
from inspectiebezoek.app.views.spots import Spot, quoted, spot_of
from inspectiebezoek.gui.commands import all_commands, words_key
from inspectiebezoek.gui.keys import spoken
from inspectiebezoek.gui.models.palette import Entry
from inspectiebezoek.gui.screens.palette import Palette
from inspectiebezoek.messages import texts
from inspectiebezoek.report import reading
from inspectiebezoek.visit.kinds import Evidence, Finding
from inspectiebezoek.visit.readiness import questions


class PaletteDesk:
    """Gathers what can be found, and goes there."""

    def __init__(self, session: Session, visits: VisitsDesk, do: Callable[[str], None]) -> None:
        self._session, self._visits, self._do = session, visits, do
        self._palette: Palette | None = None

    def show(self) -> None:
        """Open the palette over the window."""
        session = self._session
        session.screens_commit()
        self._palette = Palette(session.shell.look, tuple(self.entries()), session.shell)
        self._palette.chosen.connect(self.choose)
        self._palette.start()

    def entries(self) -> Iterator[Entry]:
        """Commands first, then what is in the visit at hand, then the other visits."""
        yield from self._commands()
        if self._session.visit is not None:
            yield from self._chapters_and_questions()
            yield from self._records()
        say = self._session.shell.look.say
        for line in self._session.lines:
            yield Entry(f"visit:{line.id}", line.header.title, say("palette.visit"), icon="visits")

    def _commands(self) -> Iterator[Entry]:
        look = self._session.shell.look
        lay = texts("gui", look.language)["lay"]
        opened, keys = self._session.visit is not None, self._session.shell.menus.keys
        for command in all_commands():
            if (command.visit and not opened) or command.name == "palette":
                continue
            words = look.say(words_key(command.name)).replace("&", "").rstrip("…")
            kind, _, rest = command.name.partition(".")
            other = lay.get(kind, {}).get(rest, "") if rest and kind == "theme" else ""
            other = other or (lay.get(command.name, "") if not rest else "")
            detail = look.say("palette.command")
            key = command.key if command.here else keys.get(command.name, "")
            yield Entry(f"do:{command.name}", words, detail, spoken(key), "next", str(other))

    def _chapters_and_questions(self) -> Iterator[Entry]:
        visit, say = self._session.opened(), self._session.shell.look.say
        for at, chapter in enumerate(chapters(visit)):
            yield Entry(f"chapter:{at}", chapter.label, say("palette.chapter"), icon="checklist")
            for node in questions(*chapter.parts):
                if "[" in node.ref:
                    continue
                title = f"{quoted(node)} {reading.label(node)}".strip()
                norm = chapter.ib.get("norm", "")
                inside = f"{visit.remark(node.ref)} {norm}"
                yield Entry(
                    f"question:{node.ref}",
                    title,
                    reading.words(node, self._session.language) or say("palette.question"),
                    icon="observe",
                    inside=inside,
                )

    def _records(self) -> Iterator[Entry]:
        visit, say = self._session.opened(), self._session.shell.look.say
        for finding in visit.all(Finding):
            title = f"{finding.label} {finding.title}".strip()
            yield Entry(
                f"finding:{finding.id}",
                title,
                say("palette.finding"),
                icon="finding",
                inside=finding.observed,
            )
        for piece in visit.all(Evidence):
            title = f"{piece.label} {piece.caption or piece.name}"
            yield Entry(f"evidence:{piece.id}", title, say("palette.evidence"), icon="evidence")

    def choose(self, ref: str) -> None:
        """Do it, or go there."""
        session = self._session
        kind, _, rest = ref.partition(":")
        if kind == "do":
            self._do(rest)
        elif kind == "visit":
            self._visits.open(rest)
        elif kind == "chapter":
            session.go_to(Spot(int(rest)))
        elif kind == "question":
            session.go_to(spot_of(session.opened(), rest))
        elif kind == "finding":
            session.finding = rest
            session.go("findings")
        else:
            session.piece = rest
            session.go("evidence")
