"""Someone with a browser at the pages of an office: keeps cookies, follows, sends forms."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin

import httpx
from lxml import html

from tests.support.office import TestOffice

COOKIE = "inspectiebezoek-session"
ENTRANCE, SIGNED_IN, OWN, LOG = "anyone", "who is signed in", "whose it is", "who has a right"
PAGES = {
    ("GET", "/office/style.css"): ENTRANCE,
    ("GET", "/office/sign-in"): ENTRANCE,
    ("GET", "/office/go"): ENTRANCE,
    ("GET", "/office/back"): ENTRANCE,
    ("GET", "/office"): SIGNED_IN,
    ("GET", "/office/logs/{kind}/{uuid}"): LOG,
    ("GET", "/office/laptops"): SIGNED_IN,
    ("GET", "/office/laptops/{device}"): OWN,
    ("POST", "/office/laptops/{device}/revoke"): OWN,
    ("GET", "/office/sessions"): SIGNED_IN,
    ("POST", "/office/logs/{kind}/{uuid}/rights"): LOG,
    ("POST", "/office/sessions/end-others"): SIGNED_IN,
    ("POST", "/office/sign-out"): SIGNED_IN,
}
"""Who may open each page. A new page belongs here before it is served."""
SAME_SITE = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}
"""What a browser says of a form on a page that sends no referrer."""


def signed_in(office: TestOffice, person: str, **headers: str) -> httpx.Client:
    """A browser in which a person is signed in already."""
    token = office.served.office.sessions.begin(person)
    return browser(office.url, token, **headers)


def browser(url: str, token: str = "", **headers: str) -> httpx.Client:
    cookies = httpx.Cookies()
    if token:
        cookies.set(COOKIE, token, domain="127.0.0.1")
    headers |= {"Connection": "close"}  # nothing stays open once a test is done with it
    return httpx.Client(base_url=url, cookies=cookies, headers=headers, verify=False)


def secret_of(page: httpx.Response) -> str:
    """What the forms of a page carry."""
    return re.findall(r'name="form" value="([0-9a-f]{64})"', page.text)[0]


def send(client: httpx.Client, page: str, target: str, **fields: str) -> httpx.Response:
    """Press the button of a form on a page, as a browser does."""
    fields = {"form": secret_of(client.get(page)), **fields}
    return client.post(target, data=fields, headers=SAME_SITE)


def sign_in_as(client: httpx.Client, name: str) -> httpx.Response:
    """Go through the provider under a name; where that ended, redirects not followed at the end."""
    return finish(client, arrive(client, name))


def arrive(client: httpx.Client, name: str) -> str:
    """Sign in at the provider, up to the address that it sends the browser back to."""
    answer = client.get("/office/go")
    assert answer.status_code == 303, answer.text
    with httpx.Client(verify=False) as elsewhere:
        answer = elsewhere.get(answer.headers["location"])
        while True:
            while answer.is_redirect:
                target = urljoin(str(answer.url), answer.headers["location"])
                if "/office/back" in target:
                    return target
                answer = elsewhere.get(target)
            (action,) = re.findall(r'action="([^"]+)"', answer.text)
            fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', unescape(answer.text)))
            if 'name="login"' in answer.text:
                fields |= {"login": name, "password": "oefening"}
            answer = elsewhere.post(urljoin(str(answer.url), action), data=fields)


def finish(client: httpx.Client, came_back: str) -> httpx.Response:
    return client.get(came_back)


def read(page: httpx.Response) -> html.HtmlElement:
    return html.document_fromstring(page.text)
