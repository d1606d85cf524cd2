"""What waits, what is under way, what the office confirmed; and where people differ."""

from __future__ import annotations

from dataclasses import dataclass

from inspectiebezoek.gui.models.checklist import Choice
from inspectiebezoek.gui.models.line import Line


@dataclass(frozen=True, slots=True)
class Side:
    """What one person gave: `answer` for people to read, `me` true for the reader."""

    who: str
    when: str
    answer: str
    remark: str = ""
    device: str = ""
    me: bool = False


@dataclass(frozen=True, slots=True)
class DifferenceItem:
    """One question on which people differ; `choices` are the answers it can have, if closed.

    `fixed`: only the sides can be chosen, as when one took a row out while another wrote in it.
    `together`: all that anybody ticked, as the form keeps it, with the words for people; both
    empty where that is no choice.
    """

    address: str
    title: str
    code: str = ""
    section: str = ""
    sides: tuple[Side, ...] = ()
    choices: tuple[Choice, ...] = ()
    fixed: bool = False
    together: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncPage:
    """Honest counts: a piece is received only when the office named its hash back.

    `here` + `under_way` + `received` = `total`. `problem` with `problem_detail` says why
    something waits. `last` is when all was last received, ready to read.
    """

    here: int = 0
    under_way: int = 0
    received: int = 0
    total: int = 0
    waiting: str = ""
    items: tuple[Line, ...] = ()
    problem: str = ""
    problem_detail: str = ""
    last: str = ""
    running: bool = False
    enrolled: bool = True
    office: str = ""
    differences: tuple[DifferenceItem, ...] = ()
