"""Wederhoor: remarks of the inspected are written down and answered, one by one."""

from __future__ import annotations

from inspectiebezoek.app.desk.session import Session
from inspectiebezoek.app.views.comments import comments_page
from inspectiebezoek.gui.screens.comments_panel import CommentsPanel
from inspectiebezoek.visit.kinds import COMMENT_SORTS, Comment
from inspectiebezoek.visit.versions import latest_concept


class CommentsDesk:
    """Between the panel of remarks and the visit."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.panel: CommentsPanel | None = None

    def ask(self) -> None:
        """Show the remarks, to add to and answer."""
        session = self._session
        panel = CommentsPanel(session.shell.look, session.shell)
        panel.added.connect(self.add)
        panel.removed.connect(self.remove)
        panel.changed.connect(self.change)
        panel.typing.connect(self.typing)
        self.panel = panel
        self._draw()
        panel.open()

    def _draw(self) -> None:
        if self.panel is not None:
            self.panel.show_page(comments_page(self._session.opened(), self._session.language))

    def add(self) -> None:
        """A new remark on the last concept; the cursor stands in it."""
        session, made = self._session, list[str]()
        visit = session.opened()
        concept = latest_concept(visit)
        version, sort = concept.label if concept else "", COMMENT_SORTS[0]
        if session.do(lambda: made.append(visit.add(Comment, version=version, sort=sort))):
            self._draw()
            if self.panel is not None:
                self.panel.begin(made[0])

    def change(self, comment: str, part: str, words: str) -> None:
        """Write down a part that one is done with."""
        visit = self._session.opened()
        if self._session.do(lambda: visit.change(Comment, comment, **{part: words})):
            self._draw()
        else:
            self.typing(comment, part, words)

    def typing(self, comment: str, part: str, words: str) -> None:
        """Text that is still being typed, kept so that no second of it is lost."""
        visit = self._session.opened()
        self._session.keep(lambda: visit.typing_in(Comment, comment, part, words))

    def remove(self, comment: str) -> None:
        """Take a remark out that was made by mistake; the log keeps it."""
        visit = self._session.opened()
        if self._session.do(lambda: visit.remove(Comment, comment)):
            self._draw()
