"""A colleague's package in the window: by menu, palette, drop or start; then the differences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.desk.desk import Desk
from inspectiebezoek.app.packages import give_visits, lock_for
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.form.form import Form
from inspectiebezoek.gui.screens.package_panels import GivePanel, SecretPanel, StrangerPanel
from inspectiebezoek.visit.header import Header, Member
from inspectiebezoek.visit.kinds import Decision
from tests.support.forms import form_of
from tests.support.light_age import light_passphrases
from tests.support.packages import bring, everything, give, workplace
from tests.support.window import CONTROL, Files, Hands, window_on

__all__ = ["light_passphrases"]
pytestmark = pytest.mark.usefixtures("light_passphrases")
SHIFT = Qt.KeyboardModifier.ShiftModifier
TEAM = (Member("anna", "Anna", "lead"), Member("bram", "Bram", "inspector"))
SECRET = "vier woorden op papier"


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    rows = ["| | type | name | label |"]
    rows += [f"| | select_one jn | q{number} | Vraag {number} |" for number in range(4)]
    return form_of(tmp_path_factory.mktemp("form"), "\n".join(rows))


@pytest.fixture
def anna(tmp_path: Path) -> Iterator[Workplace]:
    place = workplace(tmp_path / "anna", "anna")
    yield place
    place.store.close()


@pytest.fixture
def bram(tmp_path: Path, anna: Workplace, form: Form) -> Iterator[Workplace]:
    """Bram has Anna's visit, and both answered two questions since."""
    place = workplace(tmp_path / "bram", "bram")
    mine = anna.plan(form, Header(title="Proefbezoek", team=TEAM))
    bring(place, give(anna, tmp_path / "eerst.ibz", place), anna)
    theirs = place.open(mine.id)
    for ref in ("/data/q1", "/data/q2"):
        theirs.answer(ref, "nee")
        mine.answer(ref, "ja")
    yield place
    place.store.close()


@pytest.fixture
def desk(qapp: QApplication, anna: Workplace, bram: Workplace) -> Iterator[Desk]:
    with window_on(anna, qapp) as made:
        yield made


@pytest.fixture
def package(anna: Workplace, bram: Workplace, tmp_path: Path) -> Path:
    return give(bram, tmp_path / "bram.ibz", anna)


def choose(desk: Desk, *files: Path) -> None:
    desk.session.files = Files(*files)  # type: ignore[assignment]


def panel(kind: type) -> object:
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind), found
    return found


def drop(desk: Desk, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    desk.shell.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))


def test_from_the_palette_to_two_settled_differences_by_keyboard(
    desk: Desk, hands: Hands, package: Path
) -> None:
    choose(desk, package)
    hands.press(Qt.Key.Key_K, CONTROL)
    hands.write("stick collega")
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    stranger = panel(StrangerPanel)
    assert isinstance(stranger, StrangerPanel)
    hands.press(Qt.Key.Key_Return)
    assert QApplication.activeModalWidget() is stranger, "the digits were not compared yet"
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    assert desk.shell.place == "sync"
    assert "Bram" in desk.shell.message() and "nog naar kantoor" in desk.shell.message()
    for _ in range(2):
        hands.press(Qt.Key.Key_1)
        hands.press(Qt.Key.Key_Return)
    assert desk.shell.screens["sync"]._page.differences == ()
    decisions = desk.session.opened().all(Decision)
    assert len(decisions) == 2
    assert {len(each.variants) for each in decisions} == {2}


def test_a_package_can_be_dropped_on_any_screen(desk: Desk, hands: Hands, package: Path) -> None:
    desk.visits.open(desk.session.place.visits()[0].id)
    desk.session.go("evidence")
    hands.settle()
    drop(desk, package)
    hands.wait()
    panel(StrangerPanel)
    hands.press(Qt.Key.Key_Escape)
    assert desk.session.opened().all(Decision) == ()


def test_the_window_starts_with_a_package(desk: Desk, hands: Hands, package: Path) -> None:
    desk.commands.adding.open_file(package)
    hands.wait()
    panel(StrangerPanel)


def test_a_passphrase_is_asked_for_and_a_wrong_one_told(
    desk: Desk, hands: Hands, anna: Workplace, bram: Workplace, tmp_path: Path
) -> None:
    target = tmp_path / "dicht.ibz"
    lock = lock_for(bram, [], SECRET)
    give_visits(bram, bram.store.logs("visit"), target, lock)
    before = everything(anna.store)
    for secret in ("geen idee hoe", SECRET):
        desk.commands.adding.open_file(target)
        hands.wait()
        panel(SecretPanel)
        hands.write(secret)
        hands.press(Qt.Key.Key_Return)
        hands.wait()
        if secret != SECRET:
            assert "IB-S-452" in desk.shell.message()
            assert everything(anna.store) == before
    panel(StrangerPanel)


def test_a_damaged_package_is_told_and_changes_nothing(
    desk: Desk, hands: Hands, anna: Workplace, package: Path
) -> None:
    package.write_bytes(package.read_bytes()[:-10])
    before = everything(anna.store)
    desk.commands.adding.open_file(package)
    hands.wait()
    assert "IB-S-451" in desk.shell.message()
    assert "niets veranderd" in desk.shell.message()
    assert everything(anna.store) == before
    assert not desk.shell.work.isVisible()


def test_a_package_is_made_for_whom_one_chooses(
    desk: Desk, hands: Hands, bram: Workplace, package: Path, tmp_path: Path
) -> None:
    bring(desk.session.place, package, bram)  # Bram was met before
    desk.visits.open(desk.session.place.visits()[0].id)
    target = tmp_path / "voor-bram.ibz"
    choose(desk, target)
    hands.press(Qt.Key.Key_P, CONTROL | SHIFT)
    asked = panel(GivePanel)
    assert isinstance(asked, GivePanel)
    assert [check.text() for _key, check in asked.checks] == ["Bram"]
    hands.press(Qt.Key.Key_Return)
    assert QApplication.activeModalWidget() is asked, "nobody could open it"
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    assert "teruggelezen" in desk.shell.message()
    assert bring(bram, target, desk.session.place).changes == 3, "and that it was given"


def test_a_short_passphrase_is_refused_and_a_long_one_makes_the_copy(
    desk: Desk, hands: Hands, bram: Workplace, tmp_path: Path
) -> None:
    target = tmp_path / "nood.ibz"
    choose(desk, target)
    desk.commands.do("emergency")
    hands.settle()
    asked = panel(GivePanel)
    hands.write("kort")
    hands.press(Qt.Key.Key_Return)
    assert QApplication.activeModalWidget() is asked
    hands.write(" en nu toch langer")
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    assert "nood.ibz" in desk.shell.message()
    assert target.stat().st_size > 1000


def test_what_is_under_way_can_be_stopped(
    desk: Desk, hands: Hands, anna: Workplace, package: Path, qtbot: QtBot
) -> None:
    before = everything(anna.store)
    desk.commands.adding.open_file(package)
    strip = desk.shell.work
    assert strip.isVisible()
    (stop,) = strip.findChildren(QPushButton)
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    hands.wait()
    assert not strip.isVisible()
    assert "niets veranderd" in desk.shell.toast.words()
    assert everything(anna.store) == before


def test_a_copy_is_not_needed_where_nothing_waits(qapp: QApplication, tmp_path: Path) -> None:
    place = workplace(tmp_path / "leeg", "anna")
    with window_on(place, qapp) as desk:
        desk.commands.do("emergency")
        assert "Kantoor heeft alles al" in desk.shell.toast.words()
    place.store.close()
