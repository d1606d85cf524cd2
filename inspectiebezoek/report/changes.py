"""What may happen to a signed report afterwards: signatures in their places, and time-stamps.

Narrower than pyHanko's own policy, which also lets a later revision replace the title and the
metadata, and add a visible field with a look of its own. Anyone can buy a time-stamp, so after
the last signature a revision may show nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyhanko.pdf_utils import generic
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DSSCompareRule,
    FormUpdatingRule,
    GenericFieldModificationRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
    XrefStreamRule,
)
from pyhanko.sign.diff_analysis.form_rules_api import FieldComparisonContext, FormUpdate
from pyhanko.sign.validation import EmbeddedPdfSignature

_MAY_HAVE = {"/FT", "/T", "/TU", "/V", "/F", "/Rect", "/P", "/Type", "/Subtype"}


class _OnlyUnseen(SigFieldCreationRule):
    """A new field is for a time-stamp, and has no room, no look and no actions."""

    def apply(
        self, context: FieldComparisonContext
    ) -> Iterable[tuple[ModificationLevel, FormUpdate]]:
        for name, spec in context.field_specs.items():
            if spec.old_field_ref is not None or spec.new_field_ref is None:
                continue
            field = spec.new_field_ref.get_object()
            if not isinstance(field, generic.DictionaryObject) or not _is_unseen(field):
                raise SuspiciousModification(f"Field {name} was added.")
        yield from super().apply(context)


def _is_unseen(field: generic.DictionaryObject) -> bool:
    if not {"/V", "/Rect"} <= set(field):
        return False
    # By index, for `get` leaves references as they are.
    value, box = field["/V"], field["/Rect"]
    stamp = isinstance(value, generic.DictionaryObject) and value.get("/Type") == "/DocTimeStamp"
    roomless = (
        isinstance(box, generic.ArrayObject)
        and len(box) == 4
        and (box[0], box[1]) == (box[2], box[3])
    )
    return stamp and roomless and set(field) <= _MAY_HAVE


_POLICY = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(),  # type: ignore[no-untyped-call]
        XrefStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
        ObjectStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
        DSSCompareRule().as_qualified(ModificationLevel.LTA_UPDATES),
    ],
    form_rule=FormUpdatingRule(
        field_rules=[
            _OnlyUnseen(),  # type: ignore[no-untyped-call]
            SigFieldModificationRule(),
            GenericFieldModificationRule(),
        ]
    ),
)


def changed(signature: EmbeddedPdfSignature, *, last: bool) -> str:
    """What a later revision did that it may not; empty when all is well.

    After the `last` signature only validation data and time-stamps may come. The comparison is
    slow, and says nothing when the signed bytes themselves were altered.
    """
    signature.compute_integrity_info(diff_policy=_POLICY)  # type: ignore[no-untyped-call]
    result = signature.diff_result
    if isinstance(result, SuspiciousModification):
        return str(result) or "unknown"
    most = ModificationLevel.LTA_UPDATES if last else ModificationLevel.FORM_FILLING
    if result is None or result.modification_level > most:
        return "unknown"
    return ""
