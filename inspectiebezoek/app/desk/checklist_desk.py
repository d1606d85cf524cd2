"""Filling the checklist: each answer, remark, flag and file goes to the visit at once.

The screen names questions and rows by their address for life. Where they stand now is looked up
at the moment of acting: a sync may have taken a row out while one was typing in the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.evidence import attach_file, media_wanted
from inspectiebezoek.app.views.chapters import chapters
from inspectiebezoek.app.views.checklist import checklist_page, speaking
from inspectiebezoek.app.views.followups import as_lines, followup_page
from inspectiebezoek.app.views.kept_items import KeptItems
from inspectiebezoek.app.views.spots import Spot, next_open_spot, spot_of, still_there
from inspectiebezoek.gui.file_choice import FILES, PATTERNS
from inspectiebezoek.gui.screens.checklist import ChecklistScreen
from inspectiebezoek.visit.copying import copy_row
from inspectiebezoek.visit.kinds import Evidence, Finding
from inspectiebezoek.visit.places import ANSWER, REMARK, link_key, link_keys, ref_of
from inspectiebezoek.visit.readiness import is_done, questions


class ChecklistDesk:
    """Between the screen of the checklist and the visit."""

    def __init__(self, session: Session, screen: ChecklistScreen) -> None:
        self._session, self._screen = session, screen
        self.current = ""
        self._kept = KeptItems()
        session.on_show("checklist", self.show)
        screen.answered.connect(self.answer)
        screen.typing.connect(self._typing)
        screen.remarked.connect(self.remark)
        screen.remark_typing.connect(lambda address, words: self._typing(_remark(address), words))
        screen.flagged.connect(self.flag)
        screen.file_asked.connect(lambda address: self.attach(address, FILES))
        screen.finding_asked.connect(self.found)
        screen.row_opened.connect(self.open_row)
        screen.row_closed.connect(self.close_row)
        screen.row_added.connect(self.add_row)
        screen.row_copied.connect(self.copy_row)
        screen.row_removed.connect(self.remove_row)
        screen.chapter_asked.connect(self.to_chapter)
        screen.next_open_asked.connect(self.next_open)
        screen.moved.connect(self._moved)
        screen.spoken.connect(self.speak)

    def show(self) -> None:
        """Draw the chapter or row at hand; `address` of the spot is where one goes, once."""
        session = self._session
        session.spot = still_there(session.opened(), session.spot)
        visit = session.opened()
        with speaking(visit, session.spoken):
            page = checklist_page(
                visit, session.spot, session.language, session.before, self._kept, session.far
            )
        followed = followup_page(visit, session.advised, session.language)
        self._screen.show_page(replace(page, followups=as_lines(followed)))
        session.spot = Spot(session.spot.at, session.spot.trail)

    def speak(self, language: str) -> None:
        """Show the questions in another language of the checklist, as in a talk with someone."""
        self._session.spoken = language
        self._session.redraw()

    def speak_next(self) -> None:
        """The key: on to the next language of the checklist, going round."""
        session = self._session
        languages = session.opened().form.languages
        if len(languages) < 2:
            session.news("one_language")
            return
        session.screens_commit()
        now = session.spoken or session.opened().instance.language
        self.speak(languages[(languages.index(now) + 1) % len(languages)])
        session.news("spoken", language=session.spoken)

    def _moved(self, address: str) -> None:
        self.current = address

    def _ref(self, address: str) -> str | None:
        """Where an address stands now; None when a colleague took its row out."""
        return ref_of(self._session.opened().instance, address)

    def _at(self, address: str, act: Callable[[str], object], *typed: str) -> None:
        """Act on a question; where that fails, `typed` (field, words) is kept as a draft."""
        ref, session = self._ref(address), self._session
        if ref is None:
            session.news("row_gone")
            session.redraw()
        elif session.do(lambda: act(ref)):
            return
        if typed:
            self._typing(*typed)

    def _typing(self, address: str, words: str) -> None:
        session = self._session
        session.keep(lambda: session.opened().keep_typing(address, words))

    def _is_typed(self, address: str) -> bool:
        """True for a question that is typed in; one whose row is gone may have been."""
        ref = self._ref(address)
        return (
            ref is None or self._session.opened().instance.node(ref).definition.control == "input"
        )

    def answer(self, address: str, value: str) -> None:
        """A person answered: it is on disk before the screen says so."""
        visit = self._session.opened()
        typed = (address, value) if self._is_typed(address) else ()
        self._at(address, lambda ref: visit.answer(ref, value), *typed)

    def remark(self, address: str, words: str) -> None:
        """A person wrote a remark."""
        visit = self._session.opened()
        field = _remark(address)
        self._at(address, lambda ref: visit.set_remark(ref, words), field, words)

    def flag(self, address: str) -> None:
        """A person marked a question, or took the mark away."""
        visit = self._session.opened()
        self._at(address, lambda ref: visit.flag(ref, not visit.flagged(ref)))

    def attach(self, address: str, pattern: str) -> None:
        """A person wants to add a file to a question."""
        session, ref = self._session, self._ref(address)
        if pattern == FILES and ref and self._takes_file(ref):
            pattern = PATTERNS[media_wanted(session.opened().instance.node(ref))]
        title = session.shell.look.say("question.file")
        self.attach_files(address, session.files.open_many(title, pattern))

    def attach_files(self, address: str, paths: Iterable[Path]) -> None:
        """Add files to a question; each is on disk, encrypted, before the next is read.

        The first becomes the answer of a question that asks a file.
        """
        self._session.do_all(
            partial(self._attach_one, address, path, answers=at == 0)
            for at, path in enumerate(paths)
        )

    def _attach_one(self, address: str, path: Path, *, answers: bool) -> None:
        visit, keeper = self._session.opened(), self._session.place.store.evidence
        keys, ref = (key,) if (key := self.code(address)) else (), self._ref(address)
        asked = ref if answers and ref and self._takes_file(ref) else ""
        attach_file(visit, keeper, path, caption=path.stem, questions=keys, answers=asked)

    def picture_answer(self, address: str) -> str:
        """The place whose answer a picture becomes; empty where it is evidence and no more."""
        ref = self._ref(address) if address else None
        if not ref or not self._takes_file(ref):
            return ""
        wanted = media_wanted(self._session.opened().instance.node(ref))
        return ref if wanted in ("image", "file") else ""

    def _takes_file(self, ref: str) -> bool:
        node = self._session.opened().instance.node(ref)
        return node.definition.control == "upload" and not node.readonly

    def code(self, address: str) -> str:
        """By what evidence is linked to a question; empty when its row is gone."""
        ref, visit = self._ref(address) if address else None, self._session.opened()
        return link_key(visit.instance.node(ref)) if ref else ""

    def found(self, address: str) -> None:
        """A finding grows out of a question: it begins with the question and its evidence."""
        session, ref = self._session, self._ref(address)
        if ref is None:
            return
        visit = session.opened()
        node = visit.instance.node(ref)
        ib, keys = node.definition.ib, set(link_keys(node))
        criterion = ib.get("criterion", "")
        pieces = [each.label for each in visit.all(Evidence) if keys & set(each.questions)]
        made: list[str] = []
        session.do(
            lambda: made.append(
                visit.add(
                    Finding,
                    observed=visit.remark(ref),
                    questions=[link_key(node)] if ib.get("code") else [],
                    criteria=[criterion] if criterion else [],
                    evidence=list(pieces),
                )
            )
        )
        if made:
            session.finding = made[0]
            session.go("findings")

    # rows and chapters

    def open_row(self, address: str) -> None:
        """A person opened a row of a repeat: it becomes a page of its own."""
        spot = self._session.spot
        self._stand(Spot(spot.at, (*spot.trail, address)))

    def add_row(self, address: str) -> None:
        """A person wants a new row, and goes into it."""
        visit, made = self._session.opened(), list[str]()
        self._at(address, lambda ref: made.append(visit.address(visit.add_row(ref))))
        if made:
            self.open_row(made[0])

    def copy_row(self, address: str) -> None:
        """A person wants a new row like this one, and goes into it."""
        visit, made = self._session.opened(), list[str]()
        self._at(address, lambda ref: made.append(visit.address(copy_row(visit, ref))))
        if made:
            self.open_row(made[0])

    def remove_row(self, address: str) -> None:
        """A person took a row away; the log keeps it."""
        self._at(address, self._session.opened().remove_row)

    def close_row(self) -> None:
        """Back to where the row is listed, at its repeat."""
        spot = self._session.spot
        if spot.trail:
            self._stand(Spot(spot.at, spot.trail[:-1], spot.trail[-1].rpartition("[")[0]))

    def to_chapter(self, at: int, at_end: bool) -> None:
        """A person chose a chapter, or walked into it from the one before or after."""
        visit = self._session.opened()
        here = chapters(visit)
        if not 0 <= at < len(here):
            return
        refs = [each.ref for each in questions(*here[at].parts) if "[" not in each.ref]
        self._stand(Spot(at, (), visit.address(refs[-1]) if at_end and refs else ""))

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
        known = self._ref(self.current) if self.current else None
        session.go_to((spot_of(visit, known) if known else None) or session.spot)
        here = self._ref(self._screen.current())
        if here and is_done(visit, visit.instance.node(here)):
            self._screen.next_open()

    def _stand(self, spot: Spot) -> None:
        self._session.spot = spot
        self._session.redraw()


def _remark(address: str) -> str:
    return REMARK + address.removeprefix(ANSWER)
