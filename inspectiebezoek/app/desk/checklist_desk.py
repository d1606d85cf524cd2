"""Filling the checklist: each answer, remark, flag and file goes to the visit at once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.evidence import attach_file
from inspectiebezoek.app.views.checklist import checklist_page
from inspectiebezoek.app.views.spots import Spot, chapters, next_open_spot, spot_of
from inspectiebezoek.gui.file_choice import PHOTOS
from inspectiebezoek.gui.screens.checklist import ChecklistScreen
from inspectiebezoek.visit.kinds import Evidence, Finding
from inspectiebezoek.visit.places import REMARK
from inspectiebezoek.visit.readiness import questions


class ChecklistDesk:
    """Between the screen of the checklist and the visit."""

    def __init__(self, session: Session, screen: ChecklistScreen) -> None:
        self._session, self._screen = session, screen
        self.current = ""
        session.on_show("checklist", self.show)
        screen.answered.connect(self.answer)
        screen.typing.connect(lambda ref, words: session.opened().typing(ref, words))
        screen.remarked.connect(self.remark)
        screen.remark_typing.connect(lambda ref, words: session.opened().typing(ref, words, REMARK))
        screen.flagged.connect(self.flag)
        screen.photo_asked.connect(lambda ref: self.attach(ref, PHOTOS))
        screen.file_asked.connect(lambda ref: self.attach(ref, "*"))
        screen.finding_asked.connect(self.found)
        screen.piece_opened.connect(self.open_piece)
        screen.row_opened.connect(self.open_row)
        screen.row_closed.connect(self.close_row)
        screen.row_added.connect(self.add_row)
        screen.row_removed.connect(self.remove_row)
        screen.chapter_asked.connect(self.to_chapter)
        screen.next_open_asked.connect(self.next_open)
        screen.moved.connect(self._moved)

    def show(self) -> None:
        """Draw the chapter or row at hand; `ref` of the spot is where one goes, once."""
        session = self._session
        self._screen.show_page(checklist_page(session.opened(), session.spot, session.language))
        session.spot = Spot(session.spot.at, session.spot.trail)

    def _moved(self, ref: str) -> None:
        self.current = ref

    def answer(self, ref: str, value: str) -> None:
        """A person answered: it is on disk before the screen says so."""
        self._session.do(lambda: self._session.opened().answer(ref, value))

    def remark(self, ref: str, words: str) -> None:
        """A person wrote a remark."""
        self._session.do(lambda: self._session.opened().set_remark(ref, words))

    def flag(self, ref: str) -> None:
        """A person marked a question, or took the mark away."""
        visit = self._session.opened()
        self._session.do(lambda: visit.flag(ref, not visit.flagged(ref)))

    def attach(self, ref: str, pattern: str) -> None:
        """A person wants to add a file to a question."""
        session = self._session
        path = session.files.open(session.shell.look.say("question.file"), pattern)
        if path is not None:
            self.attach_files(ref, [path])

    def attach_files(self, ref: str, paths: Iterable[Path]) -> None:
        """Add files to a question; each is on disk, encrypted, before the next is read."""
        session = self._session
        visit, keeper = session.opened(), session.place.store.evidence
        code = visit.instance.node(ref).definition.ib.get("code", ref)
        for path in paths:
            act = partial(attach_file, visit, keeper, path, caption=path.stem, questions=(code,))
            if not session.do(act):
                return

    def found(self, ref: str) -> None:
        """A finding grows out of a question: it begins with the question and its evidence."""
        session = self._session
        visit = session.opened()
        ib = visit.instance.node(ref).definition.ib
        code, criterion = ib.get("code", ""), ib.get("criterion", "")
        pieces = [each.label for each in visit.all(Evidence) if code and code in each.questions]
        made: list[str] = []
        session.do(
            lambda: made.append(
                visit.add(
                    Finding,
                    observed=visit.remark(ref),
                    questions=[code] if code else [],
                    criteria=[criterion] if criterion else [],
                    evidence=list(pieces),
                )
            )
        )
        if made:
            session.finding = made[0]
            session.go("findings")

    def open_piece(self, piece: str) -> None:
        """Go to a piece of evidence."""
        self._session.piece = piece
        self._session.go("evidence")

    # rows and chapters

    def open_row(self, ref: str) -> None:
        """A person opened a row of a repeat: it becomes a page of its own."""
        spot = self._session.spot
        self._stand(Spot(spot.at, (*spot.trail, ref)))

    def add_row(self, repeat: str) -> None:
        """A person wants a new row, and goes into it."""
        made: list[str] = []
        if self._session.do(lambda: made.append(self._session.opened().add_row(repeat))):
            self.open_row(made[0])

    def remove_row(self, ref: str) -> None:
        """A person took a row away; the log keeps it."""
        self._session.do(lambda: self._session.opened().remove_row(ref))

    def close_row(self) -> None:
        """Back to where the row is listed, at its repeat."""
        spot = self._session.spot
        repeat = spot.trail[-1].rpartition("[")[0]
        self._stand(Spot(spot.at, spot.trail[:-1], repeat))

    def to_chapter(self, at: int, at_end: bool) -> None:
        """A person chose a chapter, or walked into it from the one before or after."""
        chapter = chapters(self._session.opened())[at]
        refs = [each.ref for each in questions(chapter) if "[" not in each.ref]
        self._stand(Spot(at, (), refs[-1] if at_end and refs else ""))

    def next_open(self) -> None:
        """Go to the next question that waits for an answer, in a later chapter."""
        session = self._session
        spot = next_open_spot(session.opened(), session.spot.at)
        if spot is None:
            session.news("all_answered")
        else:
            self._stand(spot)

    def jump(self) -> None:
        """The shortcut for the next open question, from any screen."""
        session = self._session
        if session.visit is None:
            return
        if session.shell.place == "checklist":
            self._screen.next_open()
            return
        visit = session.opened()
        session.go_to(spot_of(visit, self.current) or session.spot)
        here = self._screen.current()
        if here and visit.instance.node(here).value:
            self._screen.next_open()

    def _stand(self, spot: Spot) -> None:
        self._session.spot = spot
        self._session.redraw()
