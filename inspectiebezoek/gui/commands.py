"""Everything a person can ask of the window, menu by menu, with its key: one list for all."""

from __future__ import annotations

from dataclasses import dataclass

from inspectiebezoek.gui.look.tokens import COLOURS
from inspectiebezoek.gui.parts.bars import PLACES


@dataclass(frozen=True, slots=True)
class Command:
    """`name` is the key of its words below `menu.`; `key` its shortcut.

    `here`: the key belongs to a screen and is only shown in the menu. `visit`: it needs an open
    visit. `choice`: it is one of several of which one is in force. `through`: its key works
    while a panel is open too.
    """

    name: str
    key: str = ""
    here: bool = False
    visit: bool = False
    choice: bool = False
    through: bool = False


MENUS: tuple[tuple[str, tuple[Command | None, ...]], ...] = (
    (
        "visit",
        (
            Command("new_visit", "Ctrl+Shift+N"),
            Command("open_checklist", "Ctrl+O"),
            Command("practice"),
            None,
            Command("finish", "Ctrl+Shift+F", visit=True),
            Command("laptop_done", visit=True),
            Command("reopen", visit=True),
            None,
            Command("purge", visit=True),
            Command("fetch"),
            None,
            Command("settings", "Ctrl+,"),
            Command("quit", "Ctrl+Q"),
        ),
    ),
    (
        "edit",
        (
            Command("undo", "Ctrl+Z", visit=True),
            Command("redo", "Ctrl+Y", visit=True),
            None,
            Command("note", "Ctrl+N", visit=True),
            Command("notes", "Ctrl+Shift+K", visit=True),
            Command("not_observed", "W", here=True, visit=True),
            Command("not_applicable", "0", here=True, visit=True),
            Command("rest_unanswered", "Ctrl+Shift+W", visit=True),
            None,
            Command("finding", "+", here=True, visit=True),
            Command("recommend", "A", here=True, visit=True),
            Command("join", "M", here=True, visit=True),
            Command("followups", "P", here=True, visit=True),
            Command("checkpoint", "Ctrl+S"),
            None,
            Command("palette", "Ctrl+K"),
            Command("find", "Ctrl+F"),
        ),
    ),
    (
        "view",
        (
            *(Command(f"theme.{name}", choice=True) for name in COLOURS),
            None,
            Command("larger", "Ctrl++"),
            Command("smaller", "Ctrl+-"),
            Command("normal", "Ctrl+0"),
            None,
            Command("one_hand", "Ctrl+Shift+E", choice=True),
            Command("quick", "Ctrl+Shift+S", choice=True),
            Command("speak", "Ctrl+G", visit=True),
            Command("cover", "Ctrl+L"),
        ),
    ),
    (
        "go",
        (
            *(
                Command(f"place.{name}", f"Ctrl+{digit}", visit=name not in ("visits", "sync"))
                for digit, name in enumerate(PLACES, 1)
            ),
            None,
            Command("timeline", "Ctrl+Shift+T", visit=True),
            Command("interview", "Ctrl+I", visit=True),
            Command("document", "Ctrl+B", visit=True),
            Command("refusal", "Ctrl+Shift+R", visit=True),
            Command("feedback", "Ctrl+M", visit=True),
            None,
            Command("next_open", "Ctrl+J", visit=True),
            Command("next_pane", "F6"),
        ),
    ),
    (
        "evidence",
        (
            Command("photo", "F", here=True, visit=True),
            Command("file", "K", here=True, visit=True),
            Command("paste", "Ctrl+V", visit=True),
            Command("stamp", "Ctrl+T", visit=True, through=True),
            Command("record", "Ctrl+D", visit=True, through=True),
            Command("no_camera", visit=True, choice=True),
            Command("no_microphone", visit=True, choice=True),
            None,
            Command("scan", visit=True),
            Command("describe", "E", here=True, visit=True),
            Command("redact", "L", here=True, visit=True),
            Command("annotate", "A", here=True, visit=True),
        ),
    ),
    (
        "report",
        (
            Command("preview", "F5", here=True, visit=True),
            Command("save_pdf", "Ctrl+E", here=True, visit=True),
            Command("print", "Ctrl+P", visit=True),
            Command("sign", "Ctrl+Enter", here=True, visit=True),
            Command("comments", visit=True),
            Command("compare", visit=True),
            Command("adopt", visit=True),
            None,
            Command("verify"),
            Command("authority"),
        ),
    ),
    (
        "tools",
        (
            Command("sync", "F5", here=True),
            Command("enrol"),
            None,
            Command("history", "Ctrl+H", visit=True),
            Command("history_visit", visit=True),
            Command("erase", visit=True),
            Command("erasures", visit=True),
            None,
            Command("package_in", "Ctrl+Shift+O"),
            Command("package_out", "Ctrl+Shift+P", visit=True),
            Command("emergency"),
        ),
    ),
    ("help", (Command("keys", "F1"), Command("manual", "Shift+F1"), Command("about"))),
)


def words_key(name: str) -> str:
    """The key of a command's words; a place has the word of its screen."""
    return name if name.startswith("place.") else f"menu.{name}"


def all_commands() -> tuple[Command, ...]:
    """Every command, in the order of the menus."""
    return tuple(each for _, commands in MENUS for each in commands if each is not None)
