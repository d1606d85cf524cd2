"""`visit done` and `visit without`: who brought all; and the lists that `visit show` tells."""

from __future__ import annotations

from typing import Annotated

import typer

from inspectiebezoek.cli.common import Visit, context_of
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.visit.differences import Difference, find
from inspectiebezoek.visit.laptops import go_without, laptops, late, say_done
from inspectiebezoek.visit.merging import hidden, together
from inspectiebezoek.visit.open_visit import OpenVisit


def difference(visit: OpenVisit, found: Difference) -> dict[str, object]:
    """A difference as JSON: every side, and all that was ticked where that can be taken."""
    return {
        "field": found.address,
        "variants": [
            {
                "value": side.value,
                "remark": side.remark,
                "by": side.by,
                "at": side.at,
                "removed": side.removed,
            }
            for side in found.variants
        ],
        "together": together(visit, found),
    }


def merged(visit: OpenVisit) -> dict[str, object]:
    """What putting the work of several laptops together led to, as JSON."""
    return {
        "differences": [difference(visit, each) for each in find(visit.state)],
        "hidden": [
            {"field": each.address, "value": each.value, "by": each.by, "at": each.at}
            for each in hidden(visit)
        ],
        "laptops": [
            {
                "device": each.device,
                "person": each.person,
                "done": each.done,
                "without": each.without,
            }
            for each in laptops(visit)
        ],
        "late": [{"field": each.address, "by": each.by, "at": each.at} for each in late(visit)],
    }


def done(ctx: typer.Context, visit: Visit) -> None:
    """Say that this laptop brings nothing more; exit 3 while text is still being typed on it."""
    context = context_of(ctx)
    with context.workplace() as place:
        typed = say_done(place.open(visit))
    if typed:
        raise InspectionError(Code.VISIT_INCOMPLETE, count=len(typed))
    context.result({"visit": visit, "done": True}, [visit])


def without(
    ctx: typer.Context,
    visit: Visit,
    device: Annotated[str, typer.Argument(help="Id of the laptop, or how it begins.")],
    reason: Annotated[str, typer.Option(help="Why; it stands in the report.")],
) -> None:
    """Go on without what a laptop may still have; the report says so, with the reason."""
    context = context_of(ctx)
    if not reason.strip():
        raise context.wrong("usage.missing", name="--reason")
    with context.workplace() as place:
        opened = place.open(visit)
        found = [each.device for each in laptops(opened) if each.device.startswith(device)]
        if not device or len(found) != 1:
            raise InspectionError(Code.LAPTOP_UNKNOWN, device=device)
        go_without(opened, found[0], reason.strip())
    context.result({"visit": visit, "device": found[0], "reason": reason.strip()}, [found[0]])
