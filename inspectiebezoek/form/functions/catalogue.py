"""All plain functions by the name that checklists use."""

from __future__ import annotations

from collections.abc import Mapping

from inspectiebezoek.form.functions.choices import CHOICES
from inspectiebezoek.form.functions.moments import MOMENTS
from inspectiebezoek.form.functions.numbers import NUMBERS
from inspectiebezoek.form.functions.places import PLACES
from inspectiebezoek.form.functions.signature import Function
from inspectiebezoek.form.functions.strings import STRINGS

FUNCTIONS: Mapping[str, Function] = {**STRINGS, **NUMBERS, **MOMENTS, **CHOICES, **PLACES}
