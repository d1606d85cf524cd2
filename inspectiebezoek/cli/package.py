"""`package`: carry visits from laptop to laptop without an office."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspectiebezoek.app.packages import (
    SUFFIX,
    dated,
    give_visits,
    lock_for,
    note_given,
    own_digits,
    silent,
    waiting,
)
from inspectiebezoek.cli.common import Context, context_of
from inspectiebezoek.cli.files import check_target, read_passphrase
from inspectiebezoek.cli.group import Group
from inspectiebezoek.messages import text
from inspectiebezoek.sync.age_keys import make_age_key, own_recipient
from inspectiebezoek.sync.known import as_compared
from inspectiebezoek.sync.package.giving import Given
from inspectiebezoek.sync.package.taking import look, take

cli = typer.Typer(
    cls=Group,
    help="Carry visits from laptop to laptop without an office.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
Secret = Annotated[
    Path | None,
    typer.Option("--package-passphrase-file", help="Its first line closes or opens the package."),
]


@cli.command()
def out(
    ctx: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="[VISIT]... FILE", help="Visits, and where it goes.")
    ],
    to: Annotated[
        list[str] | None, typer.Option(help="A colleague by id or name, or a key (age1…).")
    ] = None,
    secret: Secret = None,
    every: Annotated[
        bool, typer.Option("--all", help="Every visit that is not wholly received yet.")
    ] = False,
) -> None:
    """Write a package of visits, encrypted, and read it back."""
    context = context_of(ctx)
    *visits, name = words
    if bool(visits) == every:
        raise context.wrong("usage.missing", name="VISIT" if not every else "--all")
    if not to and secret is None:
        raise context.wrong("usage.missing", name="--to | --package-passphrase-file")
    passphrase = read_passphrase(secret)
    with context.workplace() as place:
        target = dated(Path(name), place.clock())
        check_target(target)
        logs = waiting(place) if every else [place.log_of(visit) for visit in visits]
        if not logs:
            context.result({"visits": []}, [text("cli", "package.nothing", context.language)])
            return
        lock = lock_for(place, to or (), passphrase)
        if not every:
            note_given(place, logs)
        given = give_visits(place, logs, target, lock)
    context.result(_document(given), _told(context, given))


def _document(given: Given) -> dict[str, object]:
    return {
        "file": str(given.path),
        "visits": [log.partition("/")[2] for log in given.logs],
        "changes": given.changes,
        "files": given.files,
        "bytes": given.bytes,
        "absent": list(given.absent),
        "damaged": list(given.damaged),
        "broken": [log.partition("/")[2] for log in given.broken],
    }


def _told(context: Context, given: Given) -> list[str]:
    facts = {
        "file": given.path,
        "visits": len(given.logs),
        "changes": given.changes,
        "files": given.files,
        "absent": len(given.absent),
        "damaged": len(given.damaged),
        "broken": ", ".join(log.partition("/")[2] for log in given.broken),
    }
    keys = ["out", *(name for name in ("absent", "damaged", "broken") if facts[name])]
    return [text("cli", f"package.{key}", context.language, **facts) for key in keys]


@cli.command("in")
def take_in(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help=f"The package ({SUFFIX}).")],
    secret: Secret = None,
    accept: Annotated[
        list[str] | None,
        typer.Option(help="Fingerprint of a laptop that you compared with its owner."),
    ] = None,
    person: Annotated[str, typer.Option(help="Your id, before enrolling.")] = "",
    name: Annotated[str, typer.Option(help="Your name, before enrolling.")] = "",
) -> None:
    """Take a package in: all of it, or nothing; twice is once."""
    context = context_of(ctx)
    passphrase = read_passphrase(secret)
    who = context.wrong("visit.who")
    if not person and not context.has_data:
        raise who
    with context.workplace(create=True) as place:
        if place.known() is None:
            if not person:
                raise who
            place.introduce(person, name or person)
        make_age_key(place.store)
        arrived = look(place.store, file, passphrase, silent)
        taken = take(place.store, arrived, silent, frozenset(map(as_compared, accept or ())))
    document = {
        "visits": [log.partition("/")[2] for log in taken.logs],
        "changes": taken.changes,
        "files": taken.files,
        "absent": list(taken.absent),
    }
    titles = ", ".join(part.title for part in arrived.parcel.parts.values())
    facts = {"titles": titles, "changes": taken.changes, "files": taken.files}
    lines = [text("cli", "package.in", context.language, **facts)]
    if taken.absent:
        lines.append(text("cli", "package.absent", context.language, absent=len(taken.absent)))
    context.result(document, lines)


@cli.command()
def key(ctx: typer.Context) -> None:
    """Tell the key that colleagues encrypt to, and the digits to compare by phone."""
    context = context_of(ctx)
    with context.workplace() as place:
        make_age_key(place.store)
        document = {
            "person": place.store.device().person,
            "key": own_recipient(place.store),
            "fingerprint": own_digits(place),
        }
    context.facts(document)
