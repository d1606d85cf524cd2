"""`office`: serve the office, invite people, see the members."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspectiebezoek.cli.common import context_of
from inspectiebezoek.cli.group import Group
from inspectiebezoek.errors import Code, InspectionError

cli = typer.Typer(
    cls=Group,
    help="The office: serve it and invite people.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
Folder = Annotated[Path, typer.Option(help="Folder of the office.")]
DatabaseUrl = Annotated[
    str | None, typer.Option(help="PostgreSQL URL; an embedded one by default.")
]


@cli.command()
def serve(
    ctx: typer.Context,
    folder: Folder = Path("office"),
    host: Annotated[str, typer.Option()] = "127.0.0.1",
    port: Annotated[int, typer.Option()] = 8470,
    database: DatabaseUrl = None,
    blobs: Annotated[str | None, typer.Option(help="Folder or s3:// of the files.")] = None,
    certificate: Annotated[Path | None, typer.Option(help="TLS certificate (PEM).")] = None,
    key: Annotated[Path | None, typer.Option(help="TLS key (PEM).")] = None,
) -> None:
    """Serve the office until it is stopped."""
    context_of(ctx)
    _require_server()
    from inspectiebezoek.server.serve import serve as serve_office

    serve_office(
        folder,
        host=host,
        port=port,
        database=database,
        blobs=blobs,
        certificate=certificate,
        key=key,
    )


@cli.command()
def invite(
    ctx: typer.Context,
    person: Annotated[str, typer.Option(help="Id of the person.")],
    name: Annotated[str, typer.Option(help="Name as it is shown.")],
    folder: Folder = Path("office"),
    database: DatabaseUrl = None,
) -> None:
    """Make a one-time code with which a person enrols one laptop."""
    context = context_of(ctx)
    _require_server()
    from inspectiebezoek.server.serve import invite as invite_person

    code = invite_person(folder, person=person, name=name, database=database)
    context.result({"person": person, "code": code}, [code])


def _require_server() -> None:
    try:
        import fastapi  # noqa: F401
        import psycopg  # noqa: F401
    except ImportError as error:
        raise InspectionError(Code.PART_MISSING, part=f"server ({error.name})") from error
