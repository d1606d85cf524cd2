"""`office`: serve the office, invite people, see the members and who read what."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspectiebezoek.cli.common import context_of, table
from inspectiebezoek.cli.group import Group
from inspectiebezoek.cli.office_audit import audit
from inspectiebezoek.cli.office_check import check
from inspectiebezoek.cli.office_destroy import destroy
from inspectiebezoek.cli.office_log import log
from inspectiebezoek.cli.office_orders import (
    Device,
    device_of,
    lease,
    recovery_key,
    wipe,
    wipes,
)
from inspectiebezoek.cli.office_reference import publish, published
from inspectiebezoek.cli.office_rights import rights
from inspectiebezoek.cli.office_sessions import sessions
from inspectiebezoek.cli.office_visits import rebuild, visits
from inspectiebezoek.cli.serving import (
    Blobs,
    DatabaseUrl,
    Folder,
    check_address,
    check_certificate,
    check_place,
    check_public_url,
    opened,
    require_server,
    sign_in_rule,
)
from inspectiebezoek.messages import text

cli = typer.Typer(
    cls=Group,
    help="The office: serve it and invite people.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


@cli.command()
def serve(
    ctx: typer.Context,
    folder: Folder = Path("office"),
    host: Annotated[str, typer.Option()] = "127.0.0.1",
    port: Annotated[int, typer.Option()] = 8470,
    database: DatabaseUrl = None,
    blobs: Blobs = None,
    certificate: Annotated[Path | None, typer.Option(help="TLS certificate (PEM).")] = None,
    key: Annotated[Path | None, typer.Option(help="TLS key (PEM).")] = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that serve.")] = 1,
    public_url: Annotated[str, typer.Option(help="Address of the pages, as browsers see it.")] = "",
    oidc_issuer: Annotated[str, typer.Option(help="Issuer (OpenID Connect) to sign in at.")] = "",
    oidc_client: Annotated[str, typer.Option(help="Our client id at the issuer.")] = "",
    oidc_claim: Annotated[str, typer.Option(help="The claim with the id of a person.")] = "sub",
    oidc_allow: Annotated[str, typer.Option(help="CLAIM=VALUE that needs no invitation.")] = "",
) -> None:
    """Serve the office until it is stopped."""
    context = context_of(ctx)
    require_server()
    from inspectiebezoek.server.serve import loopback
    from inspectiebezoek.server.serve import serve as serve_office

    check_place(context, folder, database)
    check_certificate(context, certificate, key)
    check_public_url(context, public_url)
    sign_in = sign_in_rule(context, oidc_issuer, oidc_client, oidc_claim, oidc_allow)
    if loopback(host) or certificate is not None:  # else it is refused for being open
        check_address(host, port)

    serve_office(
        folder,
        host=host,
        port=port,
        database=database,
        blobs=blobs,
        certificate=certificate,
        key=key,
        workers=workers,
        sign_in=sign_in,
        public_url=public_url,
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
    require_server()
    from inspectiebezoek.server.serve import invite as invite_person

    check_place(context, folder, database)

    code = invite_person(folder, person=person, name=name, database=database)
    context.result({"person": person, "code": code}, [code])


@cli.command()
def members(
    ctx: typer.Context, folder: Folder = Path("office"), database: DatabaseUrl = None
) -> None:
    """Every laptop that was ever enrolled, with whose it is."""
    context = context_of(ctx)
    with opened(context, folder, database) as office:
        found = office.people.devices()
    names = ("person", "name", "letter", "device")
    laptops = [each for each in found if not each.office]
    document = [{name: getattr(each, name) for name in names} for each in laptops]
    head = [text("cli", f"label.{name}", context.language) for name in names]
    context.result(document, table([list(each.values()) for each in document], head))


@cli.command()
def revoke(
    ctx: typer.Context,
    device: Device,
    folder: Folder = Path("office"),
    database: DatabaseUrl = None,
) -> None:
    """Keep a laptop out from now on; what it brought stays."""
    context = context_of(ctx)
    with opened(context, folder, database) as office:
        found = device_of(office, device)
        office.people.revoke(found)
    context.result({"device": found, "revoked": True}, [found])


for command in (
    audit,
    check,
    destroy,
    lease,
    log,
    publish,
    published,
    rebuild,
    rights,
    sessions,
    visits,
    wipe,
    wipes,
):
    cli.command()(command)
cli.add_typer(recovery_key, name="recovery-key")
