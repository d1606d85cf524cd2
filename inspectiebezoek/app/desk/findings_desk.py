"""Findings and judgments: each field that is left becomes one change."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.views.chapters import chapters
from inspectiebezoek.app.views.evidence import PIECE, QUESTION, TALK
from inspectiebezoek.app.views.findings import (
    findings_page,
    join_options,
    link_options,
    recommendations_of,
)
from inspectiebezoek.app.views.spots import ref_of_code, spot_of
from inspectiebezoek.gui.screens.findings import FindingsScreen
from inspectiebezoek.gui.screens.link_panel import LinkPanel
from inspectiebezoek.log.canonical import Value
from inspectiebezoek.visit.joining import join
from inspectiebezoek.visit.kinds import Finding
from inspectiebezoek.visit.places import ref_of
from inspectiebezoek.visit.typed_records import recover, with_source


class FindingsDesk:
    """Between the screen of the findings and the visit."""

    def __init__(
        self, session: Session, screen: FindingsScreen, look_at: Callable[[str], None]
    ) -> None:
        """`look_at` shows a piece of evidence."""
        self._session, self._screen, self._look_at = session, screen, look_at
        self._refused = False
        session.on_show("findings", self.show)
        screen.opened.connect(self.open)
        screen.added.connect(self.add)
        screen.changed.connect(self._changed)
        screen.typing.connect(self.typing)
        screen.source_changed.connect(self.source)
        screen.link_asked.connect(self.ask_links)
        screen.link_opened.connect(self.open_link)
        screen.removed.connect(self.remove)
        screen.join_asked.connect(self.ask_join)
        screen.judged.connect(self._answer)
        screen.motivated.connect(self._motivate)
        screen.motive_typing.connect(self._motive_typing)

    def show(self) -> None:
        """Draw the findings; without a choice the first one is open."""
        session = self._session
        if self._refused:
            self._refused = not session.keep(lambda: recover(session.opened()))
        found = session.opened().all(Finding)
        if session.finding not in {each.id for each in found}:
            session.finding = found[0].id if found else ""
        self._screen.show_page(findings_page(session.opened(), session.finding, session.language))

    def open(self, finding: str) -> None:
        """Show another finding."""
        self._session.finding = finding
        self._session.redraw()

    def add(self) -> None:
        """A new finding, in the chapter one is in; the cursor stands in its title."""
        session, made = self._session, list[str]()
        visit = session.opened()
        here = chapters(visit)[session.spot.at : session.spot.at + 1]
        criterion = here[0].ib.get("criterion", "") if here else ""
        criteria: list[Value] = [criterion] if criterion else []
        if session.do(lambda: made.append(visit.add(Finding, criteria=criteria))):
            session.finding = made[0]
            session.show("findings")
            self._screen.editor.begin()

    def begin(self) -> None:
        """The cursor stands in the title of the finding that was just made."""
        if self._session.shell.place == "findings":
            self._screen.editor.begin()

    def remove(self, finding: str) -> None:
        """Take a finding out; the log keeps it. One that a recommendation rests on stays."""
        session, known = self._session, self._finding(finding)
        if known is None:
            return
        rests = recommendations_of(session.opened(), known)
        if rests:
            session.news("finding_bears", labels=", ".join(each.label for each in rests))
        elif session.do(lambda: session.opened().remove(Finding, finding)):
            session.news("finding_out", label=known.label)

    def join_at_hand(self) -> None:
        """Join the finding that is open with another one."""
        self.ask_join(self._session.finding)

    def ask_join(self, finding: str) -> None:
        """Ask which other finding says the same, and goes up in this one."""
        self._screen.commit()
        session, known = self._session, self._finding(finding)
        if known is None:
            session.news("no_finding")
            return
        about = session.text("join_about", label=known.label)
        options = join_options(session.opened(), known)
        panel = LinkPanel(session.shell.look, about, options, session.shell, single=True)
        panel.linked.connect(lambda values: self.join(finding, values))
        panel.open()

    def join(self, finding: str, values: tuple[str, ...]) -> None:
        """Take another finding up in this one."""
        first, session = self._finding(finding), self._session
        second = self._finding(values[0]) if values else None
        if first is None or second is None:
            return
        if session.do(lambda: join(session.opened(), first, second)):
            session.news("joined", first=first.label, second=second.label)

    def typing(self, finding: str, part: str, words: str) -> None:
        """Text that is still being typed, kept so that no second of it is lost."""
        visit = self._session.opened()
        self._session.keep(lambda: visit.typing_in(Finding, finding, part, words))

    def source(self, finding: str, part: str, at: int, was: str, origin: str, words: str) -> None:
        """One row of what was heard or read changed, came or went."""
        known = self._finding(finding)
        if known is not None:
            tables = with_source(getattr(known, part), part, at, origin, words, was)
            typed = {f"{part}/{at}/origin": origin, f"{part}/{at}/words": words}
            self._change(finding, {part: tables}, typed)

    def _finding(self, finding: str) -> Finding | None:
        found = self._session.opened().all(Finding)
        return next((each for each in found if each.id == finding), None)

    def _changed(self, finding: str, part: str, words: str) -> None:
        self._change(finding, {part: words}, {part: words})

    def _change(
        self, finding: str, values: Mapping[str, Value], typed: Mapping[str, str] | None = None
    ) -> None:
        """Change a finding; what was typed and cannot be kept yet is tried again when drawing."""
        visit = self._session.opened()
        if self._session.do(lambda: visit.change(Finding, finding, **values)):
            return
        self._refused = bool(typed)
        for part, words in (typed or {}).items():
            self.typing(finding, part, words)

    def _answer(self, ref: str, value: str) -> bool:
        return self._session.do(lambda: self._session.opened().answer(ref, value))

    def _motivate(self, ref: str, words: str) -> None:
        if not self._answer(ref, words):
            self._motive_typing(ref, words)

    def _motive_typing(self, ref: str, words: str) -> None:
        session = self._session
        session.keep(lambda: session.opened().typing(ref, words))

    def ask_links(self, finding: str) -> None:
        """Ask what the finding rests on."""
        known, session = self._finding(finding), self._session
        if known is None:
            return
        about = f"{known.label} {known.title}".strip()
        options = link_options(session.opened(), known, session.language)
        panel = LinkPanel(session.shell.look, about, options, session.shell)
        panel.linked.connect(lambda values: self.link(finding, values))
        panel.open()

    def link(self, finding: str, values: tuple[str, ...]) -> None:
        """Write down what the finding rests on."""
        kinds = {"evidence": PIECE, "interviews": TALK, "questions": QUESTION}
        told: dict[str, Value] = {
            part: [each.removeprefix(kind) for each in values if each.startswith(kind)]
            for part, kind in kinds.items()
        }
        self._change(finding, told)

    def open_link(self, ref: str) -> None:
        """Go to what the finding rests on."""
        session = self._session
        if ref.startswith(PIECE):
            self._look_at(ref.removeprefix(PIECE))
        elif ref.startswith(TALK):
            visit = session.opened()
            row = ref_of(visit.instance, ref.removeprefix(TALK))
            session.go_to(spot_of(visit, row) if row else None)
        elif ref.startswith(QUESTION):
            visit = session.opened()
            session.go_to(spot_of(visit, ref_of_code(visit, ref.removeprefix(QUESTION))))
