"""Check the sheets of an XLSForm: structure, names, types, lists and files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from inspectiebezoek.form.check_beside import check_beside
from inspectiebezoek.form.check_expressions import check_expressions
from inspectiebezoek.form.faults import Fault
from inspectiebezoek.form.sheets import SheetRow, Workbook

_NAME = re.compile(r"[^\W\d][\w.\-]*\Z")
_BEGIN = re.compile(r"begin[ _](group|repeat|loop)\b", re.IGNORECASE)
_END = re.compile(r"end[ _](group|repeat|loop)\b", re.IGNORECASE)
_SELECT = re.compile(
    r"(select_one|select_multiple|select one|select multiple|select1|rank"
    r"|select all that apply)(?: from)? +(\S+)",
    re.IGNORECASE,
)
_FROM_FILE = re.compile(r"(select_one|select_multiple)_from_file +(\S+)", re.IGNORECASE)
_NAMELESS = frozenset({"note"})


@dataclass(slots=True)
class Survey:
    """What the check learns: where names stand, and the faults so far."""

    names: dict[str, list[SheetRow]] = field(default_factory=dict)
    by_ref: dict[str, SheetRow] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, sheet: str, row: int, column: str, code: str, **facts: object) -> None:
        """Note a fault; the check goes on."""
        self.faults.append(Fault(sheet, row, column, code, facts))


def check_survey(book: Workbook, files: Mapping[str, bytes]) -> Survey:
    """All faults of the sheets.

    Args:
        files: the files that the form may name.
    """
    survey = Survey()
    if not book.rows("survey"):
        survey.fault("survey", 1, "type", "no_survey")
        return survey
    lists = _lists(book, survey)
    _structure(book, survey)
    for row in book.rows("survey"):
        _type(row, lists, files, survey)
    check_expressions(book, survey.names, survey.faults)
    check_beside(book, survey.names, survey.faults)
    return survey


def _lists(book: Workbook, survey: Survey) -> set[str]:
    lists: dict[str, set[str]] = {}
    settings = book.rows("settings")
    doubles = bool(settings) and settings[0].get("allow_choice_duplicates").lower() in (
        "yes",
        "true",
    )
    for row in book.rows("choices"):
        name, value = row.get("list_name", "list name"), row.get("name", "value")
        if not name:
            survey.fault("choices", row.number, "list_name", "cell_missing", name="list_name")
            continue
        known = lists.setdefault(name, set())
        if not value:
            survey.fault("choices", row.number, "name", "cell_missing", name="name")
        elif value in known and not doubles:
            survey.fault("choices", row.number, "name", "duplicate_choice", name=value, list=name)
        known.add(value)
    return set(lists)


def _structure(book: Workbook, survey: Survey) -> None:
    """Names and nesting; a name may come back in another group, not in the same one."""
    stack: list[tuple[str, SheetRow, str]] = []
    families: list[dict[str, SheetRow]] = [{}]
    for row in book.rows("survey"):
        type_, name = row.get("type"), row.get("name")
        if not type_:
            continue
        end = _END.match(type_)
        if end is not None:
            if not stack:
                survey.fault("survey", row.number, "type", "end_without_begin", name=type_)
            elif stack[-1][0] != end[1].lower():
                opened = stack[-1][1]
                survey.fault(
                    "survey", row.number, "type", "end_mismatch",
                    name=type_, opened=opened.get("type"), opened_row=opened.number,
                )  # fmt: skip
                stack.pop()
                families.pop()
            else:
                stack.pop()
                families.pop()
            continue
        _name(row, type_, name, families[-1], survey)
        ref = "/".join(["/data", *(opened for _, _, opened in stack), name])
        survey.by_ref.setdefault(ref, row)
        begin = _BEGIN.match(type_)
        if begin is not None:
            stack.append((begin[1].lower(), row, name))
            families.append({})
    for _, opened, _ in stack:
        survey.fault("survey", opened.number, "type", "begin_without_end", name=opened.get("type"))


def _name(
    row: SheetRow, type_: str, name: str, family: dict[str, SheetRow], survey: Survey
) -> None:
    if not name:
        if type_.lower() not in _NAMELESS:
            survey.fault("survey", row.number, "name", "cell_missing", name="name")
        return
    if not _NAME.match(name):
        survey.fault("survey", row.number, "name", "bad_name", name=name)
    earlier = family.get(name.lower())
    if earlier is not None:
        survey.fault(
            "survey", row.number, "name", "duplicate_name", name=name, other=earlier.number
        )
    family.setdefault(name.lower(), row)
    survey.names.setdefault(name, []).append(row)


def _type(row: SheetRow, lists: set[str], files: Mapping[str, bytes], survey: Survey) -> None:
    type_ = row.get("type")
    if not type_:
        if row.get("name"):
            survey.fault("survey", row.number, "type", "cell_missing", name="type")
        return
    if _BEGIN.match(type_) or _END.match(type_):
        return
    from_file = _FROM_FILE.match(type_)
    if from_file is not None:
        if from_file[2] not in files:
            survey.fault("survey", row.number, "type", "secondary_missing", file=from_file[2])
        return
    select = _SELECT.match(type_)
    if select is not None:
        name = select[2]
        if name not in lists and not name.startswith("${"):
            survey.fault("survey", row.number, "type", "unknown_list", name=name)
    elif not _known(type_):
        survey.fault("survey", row.number, "type", "unknown_type", name=type_)


def _known(type_: str) -> bool:
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

    words = type_.split()
    return (
        type_ in QUESTION_TYPE_DICT
        or " ".join(words) in QUESTION_TYPE_DICT
        or words[0] in ("range", "select_one_external", "csv-external", "xml-external")
    )
