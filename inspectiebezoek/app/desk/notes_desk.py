"""Quick notes from anywhere, and linking the loose ones to a question later."""

from __future__ import annotations

from datetime import datetime

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.evidence import SOUND
from inspectiebezoek.app.views.evidence import coded_questions
from inspectiebezoek.gui.models.link import LinkOption
from inspectiebezoek.gui.screens.link_panel import LinkPanel
from inspectiebezoek.gui.screens.note_panel import NotePanel
from inspectiebezoek.gui.screens.notes_panel import NotesPanel
from inspectiebezoek.report.formats import moment
from inspectiebezoek.visit.kinds import Evidence, Note
from inspectiebezoek.visit.typed_records import NEW_NOTE


class NotesDesk:
    """Between the panels for notes and the visit."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ask(self) -> None:
        """Take a note; what is typed is kept every second, and for good when the panel goes."""
        session = self._session
        session.screens_commit()
        visit = session.opened()
        # A note that could not be kept is still there.
        draft = visit.typed_in(Note, *NEW_NOTE)
        panel = NotePanel(session.shell.look, visit.header.title, draft, session.shell)
        panel.typing.connect(lambda words: session.keep(lambda: self._typing(words)))
        panel.left.connect(self.keep)
        panel.open()

    def keep(self, words: str) -> None:
        """Keep the words as a loose note; nothing typed is nothing kept."""
        session = self._session
        visit = session.opened()
        if not words or session.do(lambda: visit.add(Note, text=words)):
            session.keep(lambda: visit.drop_typing(Note, *NEW_NOTE))
            if words:
                session.news("noted")
            return
        session.keep(lambda: self._typing(words))

    def _typing(self, words: str) -> None:
        self._session.opened().typing_in(Note, *NEW_NOTE, words)

    def show(self) -> None:
        """The notes that belong to no question yet, typed and spoken, the newest first."""
        session = self._session
        visit, language = session.opened(), session.language
        name = visit.header.name_of
        typed: list[tuple[Note | Evidence, str]] = [
            (each, each.text) for each in visit.all(Note) if not each.question
        ]
        spoken: list[tuple[Note | Evidence, str]] = [
            (each, f"{each.label} {each.caption or each.name}".strip())
            for each in visit.all(Evidence)
            if each.sort == SOUND and not each.questions
        ]
        loose = sorted(typed + spoken, key=lambda one: datetime.fromisoformat(one[0].at))
        options = tuple(
            LinkOption(each.id, words, f"{name(each.by)} · {moment(each.at, language)}")
            for each, words in reversed(loose)
        )
        panel = NotesPanel(session.shell.look, options, session.shell)
        panel.chosen.connect(self.ask_question)
        panel.open()

    def ask_question(self, note: str) -> None:
        """Ask to which question a note belongs."""
        session = self._session
        visit = session.opened()
        about = {each.id: each.text for each in visit.all(Note)}
        about |= {each.id: each.label for each in visit.all(Evidence)}
        if note not in about:
            return
        options = tuple(
            LinkOption(code, words) for code, words in coded_questions(session.opened())
        )
        panel = LinkPanel(session.shell.look, about[note], options, session.shell, single=True)
        panel.linked.connect(lambda codes: self.link(note, codes))
        panel.open()

    def link(self, note: str, codes: tuple[str, ...]) -> None:
        """Write down to which question a note belongs."""
        if codes:
            visit = self._session.opened()
            if any(each.id == note for each in visit.all(Note)):
                self._session.do(lambda: visit.change(Note, note, question=codes[0]))
            else:
                self._session.do(lambda: visit.change(Evidence, note, questions=[codes[0]]))
