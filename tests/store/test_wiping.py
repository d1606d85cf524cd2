"""Promises about wiping: the keys go first, and when it is stopped it is brought to its end."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import keyring
import pytest

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store import keys, wiping
from inspectiebezoek.store.keys import unlock
from inspectiebezoek.store.wiping import begin_anew, read_wiped
from tests.support.keyring import Kept
from tests.support.laptop import LOG, Laptop

AT = "2026-10-06T10:00"


class StoppedError(Exception):
    """The program was killed here."""


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Kept:
    made = Kept()
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    return made


@pytest.fixture
def laptop(tmp_path: Path, kept: Kept) -> Laptop:
    made = Laptop(tmp_path, key=unlock(tmp_path, None))
    made.write("answer:/data/a", "gezien")
    made.evidence.keep([b"een foto"])
    (tmp_path / "brief.txt").write_text("van een mens", encoding="utf-8")
    return made


def stop_after(monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    """Let so many steps through, and then no more."""
    left = [steps]

    def counted(step: Callable[..., object]) -> Callable[..., object]:
        def go(*words: object, **more: object) -> object:
            if not left[0]:
                raise StoppedError
            left[0] -= 1
            return step(*words, **more)

        return go

    monkeypatch.setattr(wiping, "_mark", counted(wiping._mark))
    monkeypatch.setattr(keys.credentials, "forget_key", counted(keys.credentials.forget_key))
    monkeypatch.setattr(wiping.shutil, "rmtree", counted(shutil.rmtree))


@pytest.mark.parametrize("step", range(6))
def test_stopped_anywhere_it_is_untouched_or_wiped_at_the_next_start(
    tmp_path: Path, laptop: Laptop, kept: Kept, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    with monkeypatch.context() as patched:
        stop_after(patched, step)
        with suppress(StoppedError):
            laptop.wipe(AT)

    if step == 0:
        assert read_wiped(tmp_path) is None
        again = Laptop(tmp_path, key=unlock(tmp_path, None))
        assert [entry.content for entry in again.entries(LOG)] == ["gezien"]
        again.close()
        return
    assert read_wiped(tmp_path) == AT
    assert kept.held == {}
    files = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())
    assert files == ["brief.txt", "wiped.json"]


def test_what_is_wiped_answers_nothing_and_begins_anew(tmp_path: Path, laptop: Laptop) -> None:
    laptop.wipe(AT)
    with pytest.raises(InspectionError) as refused:
        laptop.entries(LOG)
    assert refused.value.code is Code.WIPED and refused.value.facts == {"at": AT}
    assert not (tmp_path / "store.db").exists()

    assert begin_anew(tmp_path) == AT
    assert begin_anew(tmp_path) is None
    assert Laptop(tmp_path, key=unlock(tmp_path, None)).entries(LOG) == ()


def test_a_file_that_the_system_holds_is_tried_again(
    tmp_path: Path, laptop: Laptop, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(wiping.shutil, "rmtree", lambda *_words, **_more: None)
        laptop.wipe(AT)
    assert (tmp_path / "evidence").exists()
    assert kept.held == {}
    assert read_wiped(tmp_path) == AT
    assert not (tmp_path / "evidence").exists()
