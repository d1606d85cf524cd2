"""`office rights`: who may what in a log, since when and by whom; or give somebody a right."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspectiebezoek.cli.common import Context, context_of, table
from inspectiebezoek.cli.serving import DatabaseUrl, Folder, opened
from inspectiebezoek.log.rights import RANK, Rights
from inspectiebezoek.messages import text

_WORDS = {role or "none": role for role in RANK}


def rights(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="LOG", help="The log, such as visit/UUID.")],
    person: Annotated[str, typer.Argument(help="Id of who gets a right.")] = "",
    role: Annotated[str, typer.Argument(help="none, reader, writer or decider.")] = "",
    by: Annotated[str, typer.Option(help="Id of the person who decides.")] = "",
    folder: Folder = Path("office"),
    database: DatabaseUrl = None,
) -> None:
    """Who may what in a log, since when and given by whom; with PERSON and ROLE: give a right."""
    # Laptops are without the office, yet know its commands.
    from inspectiebezoek.server.granting import grant, rights_at_office

    context = context_of(ctx)
    if person and (role not in _WORDS or not by):
        missing = "ROLE" if role not in _WORDS else "--by"
        raise context.wrong("usage.missing", name=missing)
    with opened(context, folder, database) as office:
        if person:
            for each in (person, by):
                office.people.require(each)
            grant(office.engine, office.author, name, person, _WORDS[role], by)
        found = rights_at_office(office.engine, name)
        names = {each.person: each.name for each in office.people.devices()}
    head = text("cli", "office.rights_head", context.language).split("|")
    rows = [
        [names.get(each.person, each.person), _role(context, each.role), each.at, each.by]
        for each in found.named.values()
    ]
    everyone = text("cli", "office.rights_everyone", context.language)
    rows.append([everyone, _role(context, found.everyone), "", ""])
    context.result(_plain(found), table(rows, head))


def _role(context: Context, role: str) -> str:
    return text("cli", f"office.role.{role or 'none'}", context.language)


def _plain(found: Rights) -> dict[str, object]:
    persons = [
        {
            "person": each.person,
            "role": each.role,
            "since": each.at,
            "by": each.by,
            "change": each.change,
        }
        for each in found.named.values()
    ]
    return {
        "persons": persons,
        "everyone": found.everyone,
        "label": found.label,
        "closed": found.closed,
        "ineffective": list(found.ineffective),
    }
