"""Choose the way of answering that a question gets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from inspectiebezoek.gui.look.look import Look
from inspectiebezoek.gui.models.checklist import QuestionItem, QuestionKind
from inspectiebezoek.gui.screens.inputs.base import Input
from inspectiebezoek.gui.screens.inputs.choices import ManyChoices, OneChoice
from inspectiebezoek.gui.screens.inputs.grid import Grid
from inspectiebezoek.gui.screens.inputs.moment import MomentInput
from inspectiebezoek.gui.screens.inputs.ranking import Acknowledge, Ranking
from inspectiebezoek.gui.screens.inputs.repeats import RepeatRows
from inspectiebezoek.gui.screens.inputs.search import SearchChoice, SearchMany
from inspectiebezoek.gui.screens.inputs.text import (
    DecimalInput,
    GeopointInput,
    IntegerInput,
    PlacesInput,
    TextInput,
)
from inspectiebezoek.gui.screens.inputs.told import Told
from inspectiebezoek.gui.screens.inputs.upload import Upload

MANY = 10
_LISTS = frozenset({"minimal", "autocomplete", "search"})
_MOMENTS = (QuestionKind.DATE, QuestionKind.TIME, QuestionKind.DATETIME)
_MAKERS: dict[QuestionKind, Callable[[Look, QuestionItem], Input]] = {
    QuestionKind.SELECT_ONE: OneChoice,
    QuestionKind.SELECT_MULTIPLE: ManyChoices,
    QuestionKind.RANK: Ranking,
    QuestionKind.ACKNOWLEDGE: Acknowledge,
    QuestionKind.INTEGER: IntegerInput,
    QuestionKind.DECIMAL: DecimalInput,
    QuestionKind.GEOPOINT: GeopointInput,
    QuestionKind.GEOTRACE: PlacesInput,
    QuestionKind.GEOSHAPE: PlacesInput,
    QuestionKind.TEXT: TextInput,
    QuestionKind.MULTILINE: TextInput,
    QuestionKind.NOTE: Told,
    QuestionKind.CALCULATED: Told,
    QuestionKind.REPEAT: RepeatRows,
    QuestionKind.UPLOAD: Upload,
}


def make_input(look: Look, item: QuestionItem, clock: Callable[[], datetime]) -> Input:
    """More choices than there are digits become a list with a search field.

    So do those that the checklist wants small (`minimal`) or searched (`autocomplete`).
    """
    if item.kind in _MOMENTS:
        return MomentInput(look, item, clock)
    if item.grid:
        return Grid(look, item)
    if item.kind is QuestionKind.SELECT_ONE and _is_list(item):
        return SearchChoice(look, item)
    if item.kind is QuestionKind.SELECT_MULTIPLE and _is_list(item):
        return SearchMany(look, item)
    return _MAKERS[item.kind](look, item)


def _is_list(item: QuestionItem) -> bool:
    wanted = any(word.partition("(")[0] in _LISTS for word in item.appearance)
    return len(item.choices) > MANY or (wanted and len(item.choices) > 2)
