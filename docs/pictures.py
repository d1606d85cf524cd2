"""Draw every screen of the window on the practice visit, in both languages and three themes.

    uv run python docs/pictures.py [FOLDER] [--only LANGUAGE THEME]

The pictures go to `docs/pictures/` as `<screen>-<language>-<theme>.png`, with no more colours than
the window uses where that shows no difference. Beside the code lie both languages in the light and
Dutch in each theme; the others are drawn on demand.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QEventLoop, QIODevice, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.first_visit import bring_practice
from inspectiebezoek.app.views.spots import spot_of
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.look.tokens import COLOURS, make_theme
from inspectiebezoek.gui.media import Devices
from inspectiebezoek.messages import LANGUAGES
from inspectiebezoek.store.local import Store

COLOUR_COUNT, MAIN = 256, 8
QUESTION = "/data/a1/c15/a15_3"
NOTHING = Devices(
    player=lambda _parent: None,
    microphone=lambda _parent: None,
    camera=lambda _parent: None,
    load=lambda: None,
)
"""No sound and no camera: they are not in the pictures."""


def wait(milliseconds: int = 250) -> None:
    """Let the window draw."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def draw(desk: Desk, save: Callable[[str, QWidget], None]) -> None:
    """Go through the screens as a person would."""
    session, shell = desk.session, desk.shell

    def idle() -> None:
        wait()
        while desk.background.busy:
            wait()
        wait()

    idle()
    save("visits", shell)
    desk.visits.plan_new()
    wait()
    save("new-visit", shell)
    shell.screens["visits"].restyle()
    desk.visits.open(session.place.visits()[0].id)
    wait()
    save("visit", shell)
    session.go_to(spot_of(session.opened(), QUESTION))
    wait()
    save("checklist", shell)
    for screen in ("findings", "evidence", "sync"):
        session.go(screen)
        wait()
        save(screen, shell)
    session.go("report")
    desk.report.make()
    idle()
    save("report", shell)
    session.go("visit")
    desk.visit.finish()
    wait()
    save("finish", shell)
    shell.hide_message()
    draw_panels(desk, save)


def draw_panels(desk: Desk, save: Callable[[str, QWidget], None]) -> None:
    """The panels that one meets from any screen."""
    desk.session.go("checklist")
    for name in ("palette", "keys"):
        desk.commands.do(name)
        wait()
        panel = QApplication.activeModalWidget()
        assert isinstance(panel, QDialog), name
        save(name, panel)
        panel.reject()
        wait()


def keep(widget: QWidget, path: Path) -> None:
    """Write what a widget looks like, as PNG with a palette where that keeps its main colours."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    image = Image.open(io.BytesIO(bytes(data.data()))).convert("RGB")
    few = image.quantize(COLOUR_COUNT, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    main = sorted(image.getcolors(1 << 24), reverse=True)[:MAIN]
    kept = {colour for _, colour in few.convert("RGB").getcolors(COLOUR_COUNT)}
    whole = all(colour in kept for _, colour in main)
    (few if whole else image).save(path, optimize=True)


def main() -> None:
    """Draw everything, or one language and theme."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument(
        "folder", nargs="?", type=Path, default=Path(__file__).parent / "pictures"
    )
    arguments.add_argument("--only", nargs=2, metavar=("LANGUAGE", "THEME"))
    given = arguments.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    pairs = [tuple(given.only)] if given.only else [(a, b) for a in LANGUAGES for b in COLOURS]
    with tempfile.TemporaryDirectory() as folder:
        practice = Path(folder) / "practice"
        store = Store(practice, bytes(32))
        bring_practice(Workplace(store))
        store.close()
        for language, theme in pairs:
            copy = Path(folder) / f"{language}-{theme}"
            shutil.copytree(practice, copy)
            store = Store(copy, bytes(32))
            look = Look(make_theme(theme, 1.0), language=language)
            look.wear(app)
            desk = Desk(Workplace(store), look, NOTHING)
            desk.shell.show()

            def save(name: str, widget: QWidget, mark: str = f"{language}-{theme}") -> None:
                keep(widget, given.folder / f"{name}-{mark}.png")

            draw(desk, save)
            desk.close()
            store.close()


if __name__ == "__main__":
    main()
