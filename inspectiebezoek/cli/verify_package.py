"""`verify F.ibz`: what is in a package, who wrote it, and how well this laptop knows them."""

from __future__ import annotations

from pathlib import Path

from inspectiebezoek.app.packages import silent
from inspectiebezoek.cli.common import Context
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.messages import text
from inspectiebezoek.sync.package.judging import Sender
from inspectiebezoek.sync.package.parcel import Part
from inspectiebezoek.sync.package.taking import Arrived, look, look_from_outside


def verify_package(context: Context, path: Path, passphrase: str | None) -> None:
    """Tell what a package is worth; raises `PACKAGE_STRANGER` when nobody vouches for a laptop."""
    if context.has_data:
        with context.workplace() as place:
            arrived = look(place.store, path, passphrase, silent)
    else:
        arrived = look_from_outside(path, passphrase, silent)
    parcel, strangers = arrived.parcel, arrived.judgement.strangers
    document = {
        "file": str(path),
        "by": parcel.opening.person,
        "made_at": parcel.opening.made_at,
        "visits": [_visit(part) for part in parcel.parts.values()],
        "senders": [_sender(each) for each in arrived.judgement.senders],
        "files": len(parcel.files),
        "absent": sorted({sha256 for part in parcel.parts.values() for sha256 in part.absent}),
        "damaged": parcel.damaged,
        "holds": not strangers,
    }
    context.result(document, _told(context, arrived))
    if strangers:
        names = ", ".join(f"{each.name} ({each.fingerprint})" for each in strangers)
        raise InspectionError(Code.PACKAGE_STRANGER, file=path.name, names=names)


def _visit(part: Part) -> dict[str, object]:
    visit = part.log.partition("/")[2]
    return {"visit": visit, "title": part.title, "changes": len(part.entries)}


def _sender(sender: Sender) -> dict[str, object]:
    laptop = sender.laptop
    return {
        "name": laptop.name,
        "device": laptop.device,
        "fingerprint": laptop.fingerprint,
        "trust": laptop.trust.value,
        "changes": sender.changes,
    }


def _told(context: Context, arrived: Arrived) -> list[str]:
    opening, language = arrived.parcel.opening, context.language
    facts = {"by": opening.name, "made_at": opening.made_at, "files": len(arrived.parcel.files)}
    lines = [text("cli", "package.holds", language, **facts)]
    for part in arrived.parcel.parts.values():
        lines.append(text("cli", "package.visit", language, **_visit(part)))
    for each in arrived.judgement.senders:
        words = {
            **_sender(each),
            "trust": text("cli", f"trust.{each.laptop.trust.value}", language),
        }
        lines.append(text("cli", "package.sender", language, **words))
    return lines
