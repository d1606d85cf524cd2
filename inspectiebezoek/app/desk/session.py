"""One person at work in the window: the workplace, the visit at hand, and what is told of both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from inspectiebezoek.app.views.earlier import Advice
from inspectiebezoek.app.views.kept_progress import KeptProgress
from inspectiebezoek.app.views.spots import Spot, first_open_spot
from inspectiebezoek.app.views.visits import status, visit_bar, waiting_of
from inspectiebezoek.app.workplace import VisitLine, Workplace
from inspectiebezoek.errors import InspectionError
from inspectiebezoek.gui.background import Background
from inspectiebezoek.gui.file_choice import FileChoice
from inspectiebezoek.gui.refused_start import show_refusal
from inspectiebezoek.gui.shell import Shell
from inspectiebezoek.gui.soon import Soon
from inspectiebezoek.messages import explain, text
from inspectiebezoek.visit.open_visit import OpenVisit


class Session:
    """Shared by the desks of all screens. Only the screen that is seen is drawn.

    A desk registers what draws its screen with `on_show`; `do` runs an act of a person, tells
    honestly when it failed, and draws again afterwards.
    """

    def __init__(
        self, place: Workplace, shell: Shell, background: Background, files: FileChoice
    ) -> None:
        self.place, self.shell = place, shell
        self.background, self.files = background, files
        self.visit: OpenVisit | None = None
        self.before: Mapping[str, str] = {}
        self.spoken = ""
        self.advised: tuple[Advice, ...] = ()
        self.spot = Spot()
        self.far = KeptProgress()
        self.finding = ""
        self.piece = ""
        self.recording = ""
        self.saved: datetime | None = None
        self.online = False
        self.over = False
        self.lines: tuple[VisitLine, ...] = ()
        self._waiting = waiting_of(())
        self._shows: dict[str, Callable[[], None]] = {}
        self._beside: list[Callable[[], None]] = []
        self._told_length: list[Callable[[str], None]] = []
        # The window owns it: nothing is drawn any more once it is gone.
        self._due = Soon(shell, self._draw_seen)
        shell.closing.connect(self._due.stop)
        shell.entering.connect(self.show)

    @property
    def language(self) -> str:
        """The language of the window, which can change while one works."""
        return self.shell.look.language

    def on_change(self, show: Callable[[], None]) -> None:
        """Say what else is drawn whenever something is."""
        self._beside.append(show)

    def on_recording(self, show: Callable[[str], None]) -> None:
        """Say what else tells how long the recording is that runs."""
        self._told_length.append(show)

    def on_show(self, place: str, show: Callable[[], None]) -> None:
        """Say what draws the screen of a place."""
        self._shows[place] = show

    def opened(self) -> OpenVisit:
        """The visit at hand; without one the screens that ask for it cannot be reached."""
        if self.visit is None:
            raise RuntimeError("no visit is open")
        return self.visit

    def text(self, key: str, /, **facts: object) -> str:
        """A text of the views in the language of the window."""
        return text("views", key, self.language, **facts)

    # moving about

    def go(self, place: str) -> None:
        """Draw a screen and go to it."""
        self.show(place)
        self.shell.go(place)

    def go_to(self, spot: Spot | None) -> None:
        """Go to a spot of the checklist."""
        if spot is not None:
            self.spot = spot
            self.go("checklist")

    def take_up(self, visit: OpenVisit) -> None:
        """Make a visit the one at hand."""
        self.visit, self.spot = visit, first_open_spot(visit)
        self.before, self.advised, self.spoken = {}, (), ""
        self.finding = self.piece = ""
        self.shell.allow_visit(open_visit=True)
        self.around()

    def let_go(self) -> None:
        """No visit is at hand any more."""
        self.visit, self.spot = None, Spot()
        self.before, self.advised, self.finding, self.piece = {}, (), "", ""
        self.shell.show_bar(None)
        self.shell.allow_visit(open_visit=False)

    def list_visits(self) -> tuple[VisitLine, ...]:
        """Every visit on this laptop, as it is now."""
        self.lines = self.place.visits()
        self._waiting = waiting_of(self.lines)
        return self.lines

    # drawing

    def show(self, place: str) -> None:
        """Draw the screen of a place, and what stands around it."""
        self._shows[place]()
        self.around()

    def around(self) -> None:
        """Draw the visit at hand and the status strip."""
        if self.visit is not None:
            self.shell.show_bar(visit_bar(self.visit, self.far))
        told = status(self.place, self._waiting, self.visit, self.saved, online=self.online)
        self.shell.show_status(replace(told, recording=self.recording))
        for show in self._beside:
            show()

    def show_recording(self, length: str) -> None:
        """How long a recording is that runs; empty: none does. It changes every second."""
        self.recording = length
        self.shell.show_recording(length)
        for show in self._told_length:
            show(length)

    def redraw(self) -> None:
        """Draw the screen that is seen, once Qt is back in its loop.

        Drawing inside a signal would delete the widget that sent it.
        """
        self._due.ask()

    def _draw_seen(self) -> None:
        # A run beside the window may have wiped this laptop since it was asked for.
        try:
            self.show(self.shell.place)
        except InspectionError as error:
            self.tell(error)

    def screens_commit(self) -> None:
        """Hand over what is being typed on the screen that is seen."""
        self.shell.screens[self.shell.place].commit()

    # acting

    def do(self, act: Callable[[], object]) -> bool:
        """Do what a person asked; false when it could not be done, which is said at once."""
        try:
            act()
        except InspectionError as error:
            self.tell(error)
            self.redraw()
            return False
        self.saved = self.place.clock()
        self.shell.hide_message()
        # The disk takes text again: also what it refused before.
        self.keep(self.place.store.typed.put_down)
        self.redraw()
        return True

    def do_all(self, acts: Iterable[Callable[[], object]]) -> None:
        """Do several things that do not wait for each other; what failed is told at the end."""
        failed: list[InspectionError] = []
        count = 0
        for act in acts:
            count += 1
            try:
                act()
            except InspectionError as error:
                failed.append(error)
        if len(failed) < count:
            self.do(lambda: None)
        if len(failed) == 1:
            self.tell(failed[0])
        elif failed:
            told = [explain(error, self.language) for error in failed]
            why = " ".join(f"{each.what} ({each.quote})" for each in told)
            title = self.text("not_all_done", failed=len(failed), count=count)
            self.shell.show_message("bad", title, f"{why} {told[-1].safe}")
        self.redraw()

    def keep(self, act: Callable[[], object]) -> bool:
        """Keep what is being typed; false when the disk refused, which is said at once.

        Nothing is drawn anew: one is in the middle of typing.
        """
        try:
            act()
        except InspectionError as error:
            self.tell(error)
            self.around()
            return False
        return True

    def tell(self, error: InspectionError) -> None:
        """Say what happened, that the data is safe, and what now."""
        words = explain(error, self.language)
        self.shell.show_message("bad", words.what, f"{words.safe} {words.now} ({words.quote})")

    def end(self, error: InspectionError) -> None:
        """Nothing is left to work on: say so, and close the window."""
        self.over = True
        show_refusal(explain(error, self.language))
        self.shell.close()

    def news(self, key: str, **facts: object) -> None:
        """A short word about what went well."""
        self.shell.toast.say(self.text(key, **facts))
