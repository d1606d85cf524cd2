"""What must hold before an office is opened or served: its parts, folder, database and address."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from inspectiebezoek.cli.common import Context
from inspectiebezoek.cli.files import check_folder, is_file
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.messages import text
from inspectiebezoek.sync.secure import refuse_insecure

if TYPE_CHECKING:
    from inspectiebezoek.server.app import Office
    from inspectiebezoek.server.sign_in import Rule

Folder = Annotated[Path, typer.Option(help="Folder of the office.")]
DatabaseUrl = Annotated[
    str | None, typer.Option(help="PostgreSQL URL; an embedded one by default.")
]
Blobs = Annotated[str | None, typer.Option(help="Folder or s3:// of the files.")]


def require_server() -> None:
    """Raises `PART_MISSING` where the program was installed without the office."""
    try:
        import fastapi  # noqa: F401
        import psycopg  # noqa: F401
    except ImportError as error:
        raise InspectionError(Code.PART_MISSING, part=f"server ({error.name})") from error


def check_place(context: Context, folder: Path, database: str | None) -> None:
    """Raises `FILE_UNWRITABLE` for a folder that cannot be one, `WRONG_USE` for a bad URL."""
    check_folder(folder)
    if database is not None and not database.startswith(("postgresql://", "postgres://")):
        raise context.wrong("office.bad_database")


@contextmanager
def opened(
    context: Context, folder: Path, database: str | None, blobs: str | None = None
) -> Iterator[Office]:
    """The office that is there already; raises as the checks below."""
    require_server()
    from inspectiebezoek.server.serve import opened_office

    check_office(folder, database)
    check_place(context, folder, database)
    with opened_office(folder, database=database, blobs=blobs) as office:
        yield office


def check_office(folder: Path, database: str | None) -> None:
    """Opening a folder without an office would make one; raises `FILE_MISSING` instead."""
    if database is None and not is_file(folder / "postgres" / "PG_VERSION"):
        raise InspectionError(Code.FILE_MISSING, file=str(folder))


def check_certificate(context: Context, certificate: Path | None, key: Path | None) -> None:
    """Raises `FILE_MISSING`, or `WRONG_USE` for files that are no certificate and its key."""
    for path in (certificate, key):
        if path is not None and not is_file(path):
            raise InspectionError(Code.FILE_MISSING, file=str(path))
    if certificate is None and key is None:
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate or "", key)
    except (ssl.SSLError, OSError) as error:
        reason = text("cli", "office.bad_certificate", context.language)
        raise InspectionError(Code.WRONG_USE, reason=reason) from error


def check_public_url(context: Context, url: str) -> None:
    """Raises `WRONG_USE` unless it is scheme and host alone, `OFFICE_INSECURE` for an open way."""
    if not url:
        return
    try:
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.netloc}" if parts.hostname and parts.port != 0 else ""
    except ValueError as error:
        raise context.wrong("office.bad_public_url") from error
    if not place or "@" in place or url.rstrip("/") != place:
        raise context.wrong("office.bad_public_url")
    refuse_insecure(url)


def sign_in_rule(context: Context, issuer: str, client: str, claim: str, allow: str) -> Rule | None:
    """Whom the office believes about persons; None without a provider.

    Raises `WRONG_USE` for options that do not fit, `OFFICE_INSECURE` for an open address.
    """
    from inspectiebezoek.server.sign_in import Rule

    name, _, value = allow.partition("=")
    if bool(issuer) != bool(client) or (allow and not (issuer and name and value)):
        raise context.wrong("office.bad_sign_in")
    if not issuer:
        return None
    refuse_insecure(issuer)
    return Rule(issuer, client, claim, (name, value) if allow else None)


def check_address(host: str, port: int) -> None:
    """Raises `ADDRESS_IN_USE` when another program listens there, or it is not of this machine."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except (OSError, OverflowError) as error:
        raise InspectionError(Code.ADDRESS_IN_USE, address=f"{host}:{port}") from error
