"""The office describes its routes (OpenAPI), and the document about the protocol says the same."""

from __future__ import annotations

import re
from pathlib import Path

import httpx

from tests.support.office import TestOffice

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "protocol.md"
ROW = re.compile(r"^\| `(?P<methods>[A-Z, ]+?)(?: (?P<path>[/…][^`]*))?`", re.M)


def documented() -> set[tuple[str, str]]:
    """The routes in the table; `…` is a log, `there` the path of the row before."""
    found, path = set(), ""
    for row in ROW.finditer(DOCUMENT.read_text("utf-8")):
        told = (row["path"] or "").partition("?")[0].replace("…", "/logs/{kind}/{uuid}")
        path = told or path
        found |= {(method, path) for method in row["methods"].split(", ")}
    return found


def test_the_description_and_the_document_name_the_same_routes(office: TestOffice) -> None:
    described = httpx.get(f"{office.url}/openapi.json").json()
    routes = {
        (method.upper(), path) for path, methods in described["paths"].items() for method in methods
    }
    assert routes == documented()


def test_the_description_holds_no_examples_and_no_page_that_fetches_scripts_elsewhere(
    office: TestOffice,
) -> None:
    told = httpx.get(f"{office.url}/openapi.json").text
    assert '"example' not in told
    for page in ("/docs", "/redoc"):
        assert httpx.get(office.url + page).status_code == 404
