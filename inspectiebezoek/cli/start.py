"""Where every run begins: the window at once when no command is asked, else the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from inspectiebezoek.cli.files import check_folder, is_file, read_passphrase
from inspectiebezoek.cli.options import COMMON, LEVELS, hoist
from inspectiebezoek.collector import collector_paused
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.logs import start_logging
from inspectiebezoek.messages import LANGUAGES, explain
from inspectiebezoek.paths import data_folder, log_folder
from inspectiebezoek.settings import Settings, local_now
from inspectiebezoek.store.guessing import unlock_in_turn
from inspectiebezoek.store.wiping import begin_anew

OPENED = (".ibz", ".md", ".xlsx", ".xls", ".xml", ".csv")
"""How the names of files end that the window opens: packages and checklists."""


def run(argv: Sequence[str]) -> int:
    """Open the window or run one command; returns the exit code.

    The window has no use for the command line library, whose loading takes as long as drawing
    the window; words that are not plainly right go there, to be told what is wrong with them.
    """
    words, file = with_file(hoist(argv))
    given = plain_options(words)
    if given is None:
        from inspectiebezoek.cli import main

        return main.run(argv)
    language = given.get("--language", "nl")
    try:
        folder = Path(given["--data"]) if "--data" in given else data_folder()
        secret = Path(given["--passphrase-file"]) if "--passphrase-file" in given else None
        settings = Settings(folder, language, read_passphrase(secret))
        return show_window(settings, given.get("--log-level", "WARNING"), file)
    except InspectionError as error:
        from inspectiebezoek.cli.common import tell

        tell(error, language, as_json="--json" in given)
        return int(error.code.exit)


def with_file(words: Sequence[str]) -> tuple[Sequence[str], Path | None]:
    """The words without the file that the window is to open, when the last one is such a file."""
    last = Path(words[-1]) if words else Path()
    if last.suffix.lower() in OPENED and is_file(last):
        return words[:-1], last
    return words, None


def plain_options(words: Sequence[str]) -> Mapping[str, str] | None:
    """The common options when there is nothing else and each is right; else None."""
    given, waiting = dict[str, str](), list(words)
    while waiting:
        name, equals, value = waiting.pop(0).partition("=")
        if name not in COMMON or bool(equals) > COMMON[name]:
            return None
        if COMMON[name] and not equals:
            if not waiting:
                return None
            value = waiting.pop(0)
        given[name] = value
    right = (
        given.get("--language", "nl") in LANGUAGES
        and given.get("--log-level", "WARNING") in LEVELS
        and all(value.isprintable() for value in given.values())
    )
    return given if right else None


def show_window(settings: Settings, log_level: str, file: Path | None = None) -> int:
    """Show the window until it is closed, with a file to read; the exit code of Qt.

    The key of the folder is found while the window loads: deriving it from a passphrase lets go of
    the interpreter. A refusal is shown as well as raised: who starts the program from the desktop
    sees no terminal.
    """
    check_folder(log_folder())
    start_logging(log_folder(), log_level)
    wiped = begin_anew(settings.folder)
    news = None if wiped is None else InspectionError(Code.WIPED, at=wiped)
    with ThreadPoolExecutor(1) as beside:
        key = beside.submit(unlock_in_turn, settings.folder, settings.passphrase, local_now)
        with collector_paused():
            from inspectiebezoek.app.window import open_window
            from inspectiebezoek.gui.refused_start import show_refusal
    try:
        return open_window(settings, key.result, file, news)
    except InspectionError as error:
        show_refusal(explain(error, settings.language))
        raise
