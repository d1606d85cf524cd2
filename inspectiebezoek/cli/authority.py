"""`authority`: which time-stamp authority makes the reports of this laptop last."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated, Any

import typer

from inspectiebezoek.app.stamp_service import forget_service, keep_service, service_of
from inspectiebezoek.cli.common import context_of
from inspectiebezoek.cli.files import read_file
from inspectiebezoek.messages import text


def authority(
    ctx: typer.Context,
    address: Annotated[str, typer.Argument(help="Address (RFC 3161); none shows what it is.")] = "",
    roots: Annotated[
        Path | None, typer.Option(help="The highest certificates to build on (PEM or DER).")
    ] = None,
    forget: Annotated[bool, typer.Option("--forget", help="Work without one.")] = False,
) -> None:
    """Name the time-stamp authority that makes reports last.

    Signed reports are made to last after a sync.
    """
    context = context_of(ctx)
    if address and roots is None:
        raise context.wrong("usage.missing", name="--roots")
    with context.workplace(create=bool(address)) as place:
        if forget:
            forget_service(place.store)
        elif address and roots is not None:
            keep_service(place.store, address, read_file(roots), roots.name)
        found = service_of(place.store)
    prints = [hashlib.sha256(each).hexdigest() for each in found.roots] if found else []
    document: dict[str, Any] = {"authority": found.address if found else "", "roots": prints}
    none = text("cli", "authority.none", context.language)
    context.result(document, [found.address, *prints] if found else [none])
