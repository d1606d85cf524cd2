"""Signing in on the pages at a real provider (oidc-provider), and what ends a session."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from fastapi.responses import Response

from inspectiebezoek.server.app import create_app
from inspectiebezoek.server.running import running
from inspectiebezoek.server.serve import opened_office
from inspectiebezoek.server.sign_in import Rule
from inspectiebezoek.server.web.browser import Site
from inspectiebezoek.server.web.sessions import IDLE, LASTS
from tests.support.office import TestOffice
from tests.support.oidc_provider import CLIENT, Provider, provider
from tests.support.web import (
    COOKIE,
    SAME_SITE,
    arrive,
    browser,
    secret_of,
    send,
    sign_in_as,
    signed_in,
)


@pytest.fixture(scope="module")
def idp() -> Iterator[Provider]:
    with provider() as running_provider:
        yield running_provider


@dataclass(frozen=True)
class Pages:
    """An office with pages where one signs in at a provider."""

    url: str
    office: TestOffice


@contextmanager
def another_office(office: TestOffice, folder: Path, rule: Rule) -> Iterator[str]:
    """The same office, served once more with this rule of signing in: its URL."""
    with (
        opened_office(folder / "kantoor", database=office.database, sign_in=rule) as opened,
        running(opened) as served,
    ):
        yield served.url


@pytest.fixture
def pages(office: TestOffice, idp: Provider, tmp_path: Path) -> Iterator[Pages]:
    office.served.office.people.invite("p-jansen", "P. Jansen")
    with another_office(office, tmp_path, Rule(idp.issuer, CLIENT)) as url:
        yield Pages(url, office)


def sessions(pages: Pages) -> list[tuple[object, ...]]:
    return pages.office.rows("SELECT person FROM browser_session")


def test_who_the_office_knows_signs_in_and_sees_their_name(pages: Pages) -> None:
    client = browser(pages.url)
    assert client.get("/office").headers["location"] == "/office/sign-in"
    assert f'href="{pages.url}/office/go"' in client.get("/office/sign-in").text
    came = sign_in_as(client, "p-jansen")
    assert (came.status_code, came.headers["location"]) == (303, "/office")
    assert "P. Jansen" in client.get("/office").text
    token = client.cookies[COOKIE]
    assert len(token) == 64
    assert token not in str(pages.office.rows("SELECT * FROM browser_session"))


def test_the_cookie_of_a_session_is_for_no_script_and_no_other_site(pages: Pages) -> None:
    client = browser(pages.url)
    set_cookie = sign_in_as(client, "p-jansen").headers.get_list("set-cookie")[0]
    assert set_cookie.startswith(COOKIE + "=")
    flags = {part.strip() for part in set_cookie.split(";")[1:]}
    assert {"HttpOnly", "SameSite=lax", "Path=/", "Max-Age=28800"} <= flags
    assert not any(flag.startswith("Domain") for flag in flags)


def test_behind_tls_the_cookie_is_locked_to_the_host_and_to_tls() -> None:
    answer = Response()
    Site("https://kantoor.example").keep_session(answer, "t")
    kept = answer.headers["set-cookie"]
    assert kept.startswith("__Host-inspectiebezoek-session=t;")
    assert "Secure" in kept and "Path=/" in kept and "Domain" not in kept


def test_who_the_office_does_not_know_stays_outside_and_is_told(pages: Pages) -> None:
    client = browser(pages.url)
    came = sign_in_as(client, "vreemde")
    assert came.status_code == 403
    assert "vreemde" in came.text and "IB-S-426" in came.text
    assert COOKIE not in client.cookies
    assert sessions(pages) == []


def test_who_the_rule_lets_in_needs_no_invitation(
    office: TestOffice, idp: Provider, tmp_path: Path
) -> None:
    rule = Rule(idp.issuer, CLIENT, allow=("groups", "inspecteurs"))
    with another_office(office, tmp_path, rule) as url:
        client = browser(url)
        assert sign_in_as(client, "nieuw").status_code == 303
        assert "Inspecteur nieuw" in client.get("/office").text


def test_each_signing_in_gives_a_new_token_and_ends_the_one_before(pages: Pages) -> None:
    client = browser(pages.url)
    client.cookies.set(COOKIE, "f" * 64, domain="127.0.0.1")
    assert client.get("/office").status_code == 303, "a token that somebody planted opens nothing"
    sign_in_as(client, "p-jansen")
    first = next(each.value for each in client.cookies.jar if each.value != "f" * 64)
    again = browser(pages.url, str(first))
    sign_in_as(again, "p-jansen")
    assert len(sessions(pages)) == 1
    assert browser(pages.url, str(first)).get("/office").status_code == 303


def test_a_code_works_once_and_in_the_browser_alone_that_asked_for_it(pages: Pages) -> None:
    client, other, third = (browser(pages.url) for _ in range(3))
    came_back = arrive(client, "p-jansen")
    other.get("/office/go")
    for stranger in (other, third):
        refused = stranger.get(came_back)
        assert (refused.status_code, COOKIE in stranger.cookies) == (403, False)
        assert "state" in refused.text
    kept = dict(client.cookies)
    assert client.get(came_back).status_code == 303
    assert client.get(came_back).status_code == 403, "the browser forgot what it was asking"
    replayed = httpx.get(came_back, cookies=kept)
    assert replayed.status_code == 403 and "invalid_grant" in replayed.text
    assert sessions(pages) == [("p-jansen",)]


@pytest.mark.parametrize(
    "query",
    ["", "?code=x", "?state=x&code=y", "?error=<script>&state=x", "?state=%00&code=%ff"],
)
def test_a_way_back_that_nobody_asked_for_gives_nothing(pages: Pages, query: str) -> None:
    client = browser(pages.url)
    client.get("/office/go")
    refused = client.get("/office/back" + query)
    assert refused.status_code == 403
    assert "<script" not in refused.text
    assert sessions(pages) == []


def test_who_says_no_at_the_provider_is_told_so(pages: Pages) -> None:
    client = browser(pages.url)
    asked = httpx.URL(client.get("/office/go").headers["location"]).params
    refused = client.get(f"/office/back?error=access_denied&state={asked['state']}")
    assert refused.status_code == 403 and "access_denied" in refused.text


def test_a_provider_that_is_down_is_told_in_plain_words(office: TestOffice, tmp_path: Path) -> None:
    rule = Rule("http://127.0.0.1:1", CLIENT)
    with another_office(office, tmp_path, rule) as url:
        told = browser(url).get("/office/go")
    assert told.status_code == 503
    assert "De aanmelddienst van uw organisatie is niet bereikbaar" in told.text


def test_an_office_without_a_provider_says_what_the_administrator_must_do(
    office: TestOffice,
) -> None:
    client = browser(office.url)
    told = client.get("/office/sign-in")
    assert told.status_code == 200 and "--oidc-issuer" in told.text
    assert client.get("/office/go").status_code == 404


def test_an_office_without_a_public_address_says_so_and_lets_nobody_in(
    office: TestOffice, idp: Provider, tmp_path: Path
) -> None:
    with opened_office(
        tmp_path / "k", database=office.database, sign_in=Rule(idp.issuer, CLIENT)
    ) as opened:
        app, token = create_app(opened), opened.sessions.begin("p-jansen")

        async def ask(path: str) -> httpx.Response:
            way = httpx.ASGITransport(app)
            async with httpx.AsyncClient(
                transport=way, base_url="http://kantoor.example", cookies={COOKIE: token}
            ) as client:
                return await client.get(path)

        assert "--public-url" in asyncio.run(ask("/office/sign-in")).text
        assert asyncio.run(ask("/office")).status_code == 303


def test_a_session_ends_after_half_an_hour_without_use(office: TestOffice) -> None:
    client = signed_in(office, "anna")
    office.clock.now += IDLE - timedelta(minutes=1)
    assert client.get("/office").status_code == 200
    office.clock.now += IDLE - timedelta(minutes=1)
    assert client.get("/office").status_code == 200, "it was used meanwhile"
    office.clock.now += IDLE + timedelta(seconds=1)
    assert client.get("/office").status_code == 303


def test_a_session_ends_after_eight_hours_however_much_it_is_used(office: TestOffice) -> None:
    client, until = signed_in(office, "anna"), office.clock.now + LASTS
    while office.clock.now < until - timedelta(minutes=21):
        office.clock.now += timedelta(minutes=20)
        assert client.get("/office").status_code == 200
    office.clock.now = until + timedelta(seconds=1)
    assert client.get("/office").status_code == 303


def test_who_signs_out_is_out_also_with_a_copy_of_the_cookie(office: TestOffice) -> None:
    client = signed_in(office, "anna")
    copied = browser(office.url, client.cookies[COOKIE])
    assert send(client, "/office", "/office/sign-out").headers["location"] == "/office/sign-in"
    assert COOKIE not in client.cookies
    assert copied.get("/office").status_code == 303


def test_one_signs_out_ones_other_browsers_and_nobody_elses(office: TestOffice) -> None:
    here, there, jan = (signed_in(office, each) for each in ("anna", "anna", "jan"))
    send(here, "/office/sessions", "/office/sessions/end-others")
    assert [each.get("/office").status_code for each in (here, there, jan)] == [200, 303, 200]


@pytest.mark.parametrize(
    ("headers", "right"),
    [
        ({**SAME_SITE}, False),
        ({}, True),
        ({"Origin": "https://elders.example"}, True),
        ({"Origin": "null"}, True),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "null"}, True),
        ({"Sec-Fetch-Site": "same-site"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://elders.example"}, True),
    ],
    ids=str,
)
def test_a_form_that_does_not_come_from_our_own_page_does_nothing(
    office: TestOffice, headers: dict[str, str], right: bool
) -> None:
    client, other = signed_in(office, "anna"), signed_in(office, "anna")
    secret = secret_of(client.get("/office"))
    wrong = secret_of(other.get("/office"))
    for told in ({"form": secret},) if right else ({}, {"form": ""}, {"form": wrong}):
        answer = client.post("/office/sign-out", data=told, headers=headers)
        assert answer.status_code == 403 and "IB-S-435" in answer.text
    assert client.get("/office").status_code == 200


def test_an_older_browser_that_names_only_where_the_form_stood_gets_through(
    office: TestOffice,
) -> None:
    client = signed_in(office, "anna")
    secret = secret_of(client.get("/office"))
    answer = client.post("/office/sign-out", data={"form": secret}, headers={"Origin": office.url})
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"form": "x"}'),
        ("text/plain", b"form=x"),
        ("application/x-www-form-urlencoded", b"\xff\xfe=%ff"),
        ("application/x-www-form-urlencoded", b"a=b&" * 100),
        ("application/x-www-form-urlencoded", b"form=" + b"x" * 30_000),
        ("multipart/form-data; boundary=x", b"--x--"),
    ],
)
def test_what_is_no_form_at_all_is_refused_in_plain_words(
    office: TestOffice, kind: str, body: bytes
) -> None:
    client = signed_in(office, "anna")
    headers = {**SAME_SITE, "Content-Type": kind}
    answer = client.post("/office/sign-out", content=body, headers=headers)
    assert answer.status_code == 403 and "IB-S-435" in answer.text
    assert client.get("/office").status_code == 200


def test_a_session_opens_no_route_of_laptops_and_a_laptop_no_page(office: TestOffice) -> None:
    anna = office.laptop("anna").store.device()
    token = signed_in(office, "anna").cookies[COOKIE]
    for way in ({COOKIE: token}, {}):
        told = httpx.get(
            f"{office.url}/hello", cookies=way, headers={"Authorization": f"Bearer {token}"}
        )
        assert told.status_code == 401
    bearer = {"Authorization": f"Bearer {anna.token}"}
    assert httpx.get(f"{office.url}/office", headers=bearer).status_code == 303
    as_cookie = httpx.get(f"{office.url}/office", cookies={COOKIE: anna.token})
    assert as_cookie.status_code == 303


@pytest.mark.parametrize("token", ["", "x", "0" * 64, "é", "'; --", "x" * 5_000])
def test_a_token_that_is_none_leads_to_the_entrance(office: TestOffice, token: str) -> None:
    cookie = f"{COOKIE}={token}".encode()
    answer = httpx.get(f"{office.url}/office", headers={b"Cookie": cookie})
    assert (answer.status_code, answer.headers["location"]) == (303, "/office/sign-in")


def test_sessions_that_are_over_do_not_stay_in_the_database(office: TestOffice) -> None:
    signed_in(office, "anna")
    office.clock.now += LASTS
    signed_in(office, "jan")
    assert office.rows("SELECT person FROM browser_session") == [("jan",)]
