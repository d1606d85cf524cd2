"""Serve the office: plain HTTP only on this machine itself, TLS everywhere else."""

from __future__ import annotations

import atexit
import ipaddress
import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.server.app import Office, create_app
from inspectiebezoek.server.authoring import Author
from inspectiebezoek.server.carry_ins import CarryIns
from inspectiebezoek.server.database import (
    EmbeddedPostgres,
    alone,
    epoch,
    migrate,
    office_key,
    open_engine,
    url_of,
)
from inspectiebezoek.server.files import Files, open_storage
from inspectiebezoek.server.leaving import Leaving
from inspectiebezoek.server.ledger import Ledger
from inspectiebezoek.server.orders import Orders
from inspectiebezoek.server.people import People
from inspectiebezoek.server.projections import Projections
from inspectiebezoek.server.readings import Readings
from inspectiebezoek.server.reference import Reference
from inspectiebezoek.server.sign_in import Rule, SignIn
from inspectiebezoek.server.tombstones import Tombstones
from inspectiebezoek.server.wanted import Wanted
from inspectiebezoek.server.web.sessions import Sessions

PLACE = "INSPECTIEBEZOEK_OFFICE"


def utc_now() -> datetime:
    """The office's own clock."""
    return datetime.now(UTC)


@contextmanager
def opened_office(
    folder: Path,
    *,
    database: str | None = None,
    blobs: str | None = None,
    sign_in: Rule | None = None,
    public_url: str = "",
    clock: Callable[[], datetime] = utc_now,
) -> Iterator[Office]:
    """The office of a folder, its database up to date; embedded PostgreSQL without a URL."""
    folder.mkdir(parents=True, exist_ok=True)
    embedded = None if database else EmbeddedPostgres(folder / "postgres")
    try:
        engine = open_engine(database or (embedded.url if embedded else ""))
        try:
            migrate(engine)
            storage, uploads = open_storage(folder, blobs), folder / "uploads"
            files, key = Files(storage, uploads, partial(alone, engine)), office_key(engine)
            wanted, ledger = Wanted(engine, files), Ledger(engine)
            projections = Projections(engine)
            yield Office(
                ledger=ledger,
                author=Author(engine, ledger, key, now=clock),
                people=People(engine, clock=clock),
                files=files,
                readings=Readings(engine, clock),
                reference=Reference(engine, files, key, clock),
                wanted=wanted,
                projections=projections,
                carry_ins=CarryIns(engine, ledger, projections, key),
                leaving=Leaving(engine, wanted),
                tombstones=Tombstones(engine, key, clock=clock),
                orders=Orders(engine, key, clock=clock),
                key=key,
                epoch=epoch(engine),
                engine=engine,
                clock=clock,
                sessions=Sessions(engine, clock),
                sign_in=SignIn(sign_in, clock) if sign_in else None,
                public_url=public_url,
            )
        finally:
            engine.dispose()
    finally:
        if embedded is not None:
            embedded.close()


def serve(
    folder: Path,
    *,
    host: str,
    port: int,
    database: str | None = None,
    blobs: str | None = None,
    certificate: Path | None = None,
    key: Path | None = None,
    workers: int = 1,
    sign_in: Rule | None = None,
    public_url: str = "",
) -> None:
    """Serve until stopped. Raises `OFFICE_INSECURE` for plain HTTP beyond this machine.

    `public_url`: where browsers reach the office; not needed on this machine itself.

    Several workers are processes that share the database and the folder, and nothing else.
    """
    if not loopback(host) and (certificate is None or key is None):
        raise InspectionError(Code.OFFICE_INSECURE, url=f"http://{host}:{port}")
    if not public_url and loopback(host):
        public_url = loopback_url(host, port, safe=certificate is not None)
    with opened_office(
        folder, database=database, blobs=blobs, sign_in=sign_in, public_url=public_url
    ) as office:
        office.leaving.remove()
        several = workers > 1
        if several:
            rule = asdict(sign_in) if sign_in else None
            place = {"folder": str(folder), "database": url_of(office.engine), "blobs": blobs}
            os.environ[PLACE] = json.dumps({**place, "sign_in": rule, "url": public_url})
        uvicorn.run(
            "inspectiebezoek.server.serve:worker" if several else create_app(office),
            factory=several,
            workers=workers,
            host=host,
            port=port,
            log_level="warning",
            ssl_certfile=certificate,
            ssl_keyfile=key,
        )


def worker() -> FastAPI:
    """The application in a worker process, of the office that its parent opened."""
    place = json.loads(os.environ[PLACE])
    rule, opened = place["sign_in"], ExitStack()
    office = opened.enter_context(
        opened_office(
            Path(place["folder"]),
            database=place["database"],
            blobs=place["blobs"],
            sign_in=Rule(**rule) if rule else None,
            public_url=place["url"],
        )
    )
    atexit.register(opened.close)
    return create_app(office)


def invite(folder: Path, *, person: str, name: str, database: str | None = None) -> str:
    """A one-time code for a person, made at the office itself."""
    with opened_office(folder, database=database) as office:
        return office.people.invite(person, name)


def loopback_url(host: str, port: int, *, safe: bool = False) -> str:
    """The address of an office on this machine, for a browser on it."""
    scheme = "https" if safe else "http"
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


def loopback(host: str) -> bool:
    """True for an address that cannot leave this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
