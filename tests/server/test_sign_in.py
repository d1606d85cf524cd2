"""Signing in at a real provider (oidc-provider): who it names comes in, and nobody else."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspectiebezoek.app.office_link import sign_in_here, sync_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.server.running import running
from inspectiebezoek.server.serve import opened_office, utc_now
from inspectiebezoek.server.sign_in import Rule, SignIn
from inspectiebezoek.store.local import Store
from inspectiebezoek.sync.protocol import SignInOffer
from inspectiebezoek.sync.sign_in import sign_in
from tests.support.marker import files_with
from tests.support.office import TestOffice
from tests.support.oidc_provider import CLIENT, Browser, Provider, provider
from tests.support.window import window_on

NONCE = "n" * 64


@pytest.fixture(scope="module")
def idp() -> Iterator[Provider]:
    with provider() as running_provider:
        yield running_provider


@dataclass(frozen=True)
class Door:
    """An office where one signs in, and laptops that are nobody's yet."""

    url: str
    office: TestOffice
    laptop: Callable[[], Workplace]


@pytest.fixture
def door(office: TestOffice, idp: Provider, tmp_path: Path) -> Iterator[Door]:
    with ExitStack() as stack:
        opened = stack.enter_context(
            opened_office(
                tmp_path / "kantoor",
                database=office.database,
                sign_in=Rule(idp.issuer, CLIENT),
            )
        )
        served = stack.enter_context(running(opened))

        def laptop() -> Workplace:
            store = Store(tmp_path / f"laptop-{os.urandom(3).hex()}", bytes(32))
            stack.callback(store.close)
            return Workplace(store)

        yield Door(served.url, office, laptop)


def refused(act: Callable[[], object]) -> tuple[Code, object]:
    with pytest.raises(InspectionError) as error:
        act()
    return error.value.code, error.value.facts.get("reason")


def test_who_signs_in_is_enrolled_as_the_person_that_the_provider_names(door: Door) -> None:
    door.office.served.office.people.invite("p-jansen", "P. Jansen")
    place, browser = door.laptop(), Browser("p-jansen")
    device = sign_in_here(place, door.url, browser, seconds=30)

    assert (device.person, device.name, device.letter) == ("p-jansen", "P. Jansen", "A")
    assert place.store.device() == device
    assert sync_here(place).done
    asked = parse_qs(urlsplit(browser.opened).query)
    assert asked["code_challenge_method"] == ["S256"] and asked["response_type"] == ["code"]
    back = urlsplit(browser.came_back)
    assert back.hostname == "127.0.0.1" and back.port not in (None, 0)
    assert "U bent aangemeld" in browser.last_page
    code = parse_qs(back.query)["code"][0]
    for secret in (code, device.token):
        assert not files_with(place.store.folder, secret), "secrets lie encrypted or nowhere"


def test_who_is_not_invited_is_told_so_and_does_not_come_in(door: Door) -> None:
    place = door.laptop()
    with pytest.raises(InspectionError) as error:
        sign_in_here(place, door.url, Browser("vreemde"), seconds=30)
    assert (error.value.code, error.value.facts["person"]) == (Code.PERSON_UNKNOWN, "vreemde")
    assert not place.store.introduced()
    assert door.office.rows("SELECT count(*) FROM device") == [(0,)]


def test_who_says_no_at_the_provider_is_not_enrolled(door: Door) -> None:
    browser = Browser("p-jansen", say_no=True)
    act = partial(sign_in_here, door.laptop(), door.url, browser, seconds=30)
    assert refused(act) == (Code.SIGN_IN_FAILED, "access_denied")


def test_an_answer_with_another_state_is_passed_over_and_the_right_one_still_counts(
    door: Door,
) -> None:
    door.office.served.office.people.invite("p-jansen", "P. Jansen")
    met: list[int] = []

    def hostile(address: str) -> None:
        asked = parse_qs(urlsplit(address).query)
        target = asked["redirect_uri"][0]
        for query in ({"code": "x", "state": "y"}, {"code": "x"}, {"error": "z", "state": ""}):
            met.append(httpx.get(f"{target}?{urlencode(query)}").status_code)
        met.append(httpx.get(f"{target}elders?state={asked['state'][0]}&code=x").status_code)
        Browser("p-jansen")(address)

    assert sign_in_here(door.laptop(), door.url, hostile, seconds=30).person == "p-jansen"
    assert met == [400, 400, 400, 404]


def test_who_never_comes_back_is_not_waited_for_for_ever(door: Door) -> None:
    act = partial(sign_in_here, door.laptop(), door.url, lambda _page: None, seconds=0.2)
    assert refused(act) == (Code.SIGN_IN_FAILED, "time")


@pytest.mark.parametrize("answer", ["code=gestolen", "code="])
def test_a_code_that_is_not_of_this_signing_in_gives_nothing(door: Door, answer: str) -> None:
    def hostile(address: str) -> None:
        asked = parse_qs(urlsplit(address).query)
        httpx.get(f"{asked['redirect_uri'][0]}?{answer}&state={asked['state'][0]}")

    code, reason = refused(lambda: sign_in_here(door.laptop(), door.url, hostile, seconds=30))
    assert code is Code.SIGN_IN_FAILED and reason in ("invalid_grant", "missing_code")


def test_a_code_works_once_and_not_for_who_catches_it_on_the_way(door: Door, idp: Provider) -> None:
    door.office.served.office.people.invite("p-jansen", "P. Jansen")
    browser = Browser("p-jansen")
    sign_in_here(door.laptop(), door.url, browser, seconds=30)
    code = parse_qs(urlsplit(browser.came_back).query)["code"][0]

    def replay(address: str) -> None:
        asked = parse_qs(urlsplit(address).query)
        httpx.get(f"{asked['redirect_uri'][0]}?code={code}&state={asked['state'][0]}")

    act = partial(sign_in_here, door.laptop(), door.url, replay, seconds=30)
    assert refused(act) == (Code.SIGN_IN_FAILED, "invalid_grant")
    stolen = {"grant_type": "authorization_code", "code": code, "client_id": CLIENT}
    stolen |= {"redirect_uri": browser.came_back.partition("?")[0], "code_verifier": "x" * 43}
    assert httpx.post(f"{idp.issuer}/token", data=stolen).json()["error"] == "invalid_grant"


def test_a_token_that_leaks_lets_no_other_device_in(door: Door, idp: Provider) -> None:
    door.office.served.office.people.invite("p-jansen", "P. Jansen")
    now = int(datetime.now(UTC).timestamp())
    leaked = idp.token(
        iss=idp.issuer, aud=CLIENT, sub="p-jansen", iat=now, exp=now + 600, nonce=NONCE
    )
    proof = {"id_token": leaked, "device": "d-vreemd", "token_hash": "0" * 64}
    proof |= {"public_key": "A" * 43 + "=", "salt": "A" * 43 + "="}
    answer = httpx.post(f"{door.url}/sign-in", json=proof)
    assert (answer.status_code, answer.json()["code"]) == (403, "IB-S-424")
    assert leaked not in answer.text
    assert door.office.rows("SELECT count(*) FROM device") == [(0,)]


def good(idp: Provider) -> dict[str, object]:
    now = int(datetime.now(UTC).timestamp())
    named = {"sub": "p-jansen", "name": "P. Jansen", "groups": ["inspecteurs"], "nonce": NONCE}
    return {"iss": idp.issuer, "aud": CLIENT, "iat": now, "exp": now + 600, **named}


@pytest.mark.parametrize(
    "wrong",
    [
        {"aud": "ander-programma"},
        {"aud": ["ander-programma"]},
        {"aud": [CLIENT, "ander-programma"], "azp": "ander-programma"},
        {"iss": "https://elders.example"},
        {"exp": 1_700_000_000},
        {"exp": float("inf")},
        {"iat": 4_000_000_000},
        {"nbf": 4_000_000_000},
        {"nonce": "m" * 64},
        {"sub": ""},
        {"sub": 12},
        *({name: None} for name in ("aud", "iss", "exp", "iat", "nonce", "sub")),
    ],
    ids=str,
)
def test_a_token_in_which_anything_is_wrong_is_not_believed(
    idp: Provider, wrong: dict[str, object]
) -> None:
    checks = SignIn(Rule(idp.issuer, CLIENT), utc_now)
    assert checks.vouched(idp.token(**good(idp)), NONCE).person == "p-jansen"
    claims = {name: part for name, part in {**good(idp), **wrong}.items() if part is not None}
    assert refused(lambda: checks.vouched(idp.token(**claims), NONCE))[0] is Code.SIGN_IN_FAILED


def test_a_token_with_another_signature_is_not_believed(idp: Provider) -> None:
    checks = SignIn(Rule(idp.issuer, CLIENT), utc_now)
    true = idp.token(**good(idp))
    head, body, signature = true.split(".")
    other = Provider(idp.issuer, type(idp.key).generate_key(2048, auto_kid=True), idp.process)
    none = f"eyJhbGciOiJub25lIn0.{body}."
    forged = [
        other.token(**good(idp)),
        none,
        f"{head}.{body}.",
        f"{head}.{body}.{signature[:-4]}AAAA",
    ]
    for token in (*forged, "", "x", "x.y.z", "\u00e9.\u00e9.\u00e9"):
        code, _ = refused(partial(checks.vouched, token, NONCE))
        assert code is Code.SIGN_IN_FAILED, token


def test_a_claim_can_name_the_person_and_let_in_without_an_invitation(idp: Provider) -> None:
    rule = Rule(idp.issuer, CLIENT, "preferred_username", ("groups", "inspecteurs"))
    checks = SignIn(rule, utc_now)
    assert refused(lambda: checks.vouched(idp.token(**good(idp)), NONCE)) == (
        Code.SIGN_IN_FAILED,
        "claim",
    )
    named = {**good(idp), "preferred_username": "jansen"}
    assert checks.vouched(idp.token(**named), NONCE).allowed
    assert checks.vouched(idp.token(**named), NONCE).person == "jansen"
    outside = {**named, "groups": ["inspecteurs-in-opleiding"]}
    assert not checks.vouched(idp.token(**outside), NONCE).allowed


def test_a_provider_that_is_down_or_says_to_be_another_is_told(
    idp: Provider, office: TestOffice
) -> None:
    down = SignIn(Rule("http://127.0.0.1:1", CLIENT), utc_now)
    assert refused(lambda: down.vouched("x.y.z", NONCE))[0] is Code.PROVIDER_UNREACHABLE
    port = idp.issuer.rpartition(":")[2]
    other = SignIn(Rule(f"http://localhost:{port}", CLIENT), utc_now)
    assert refused(lambda: other.vouched("x.y.z", NONCE)) == (Code.SIGN_IN_FAILED, "issuer")
    open_one = SignIn(Rule("http://provider.example", CLIENT), utc_now)
    assert refused(lambda: open_one.vouched("x.y.z", NONCE))[0] is Code.OFFICE_INSECURE


@pytest.mark.parametrize(
    ("issuer", "code"),
    [
        ("http://127.0.0.1:1", Code.PROVIDER_UNREACHABLE),
        ("http://localhost:{port}", Code.SIGN_IN_FAILED),
        ("http://provider.example", Code.OFFICE_INSECURE),
    ],
)
def test_a_laptop_shows_nobody_the_page_of_a_provider_that_is_down_or_another(
    idp: Provider, issuer: str, code: Code
) -> None:
    shown: list[str] = []
    offer = SignInOffer(issuer=issuer.format(port=urlsplit(idp.issuer).port), client_id=CLIENT)
    act = partial(sign_in, offer, NONCE, open_page=shown.append, random=os.urandom, page="")
    assert refused(act)[0] is code
    assert shown == []


def test_the_keys_of_the_provider_are_asked_for_again_when_they_may_have_changed(
    idp: Provider,
) -> None:
    now = [datetime.now(UTC)]
    checks = SignIn(Rule(idp.issuer, CLIENT), lambda: now[0])
    checks.vouched(idp.token(**good(idp)), NONCE)
    first = checks._fetched
    checks.vouched(idp.token(**good(idp)), NONCE)
    assert checks._fetched is first
    now[0] += timedelta(minutes=2)
    checks.vouched(idp.token(**good(idp)), NONCE)
    assert checks._fetched is not first


def test_while_the_provider_is_silent_one_waits_for_it_and_the_others_are_told_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, ThreadPoolExecutor(1) as pool:
        issuer = f"http://127.0.0.1:{silent.getsockname()[1]}"
        asked = partial(SignIn(Rule(issuer, CLIENT), utc_now).vouched, "x.y.z", NONCE)
        first = pool.submit(refused, asked)
        connection, _ = silent.accept()
        for _ in range(3):
            assert refused(asked)[0] is Code.PROVIDER_UNREACHABLE
        assert not first.done()
        connection.close()
        assert first.result(timeout=10)[0] is Code.PROVIDER_UNREACHABLE


def test_an_office_without_a_provider_asks_for_a_code(office: TestOffice, tmp_path: Path) -> None:
    store = Store(tmp_path / "laptop", bytes(32))
    act = partial(sign_in_here, Workplace(store), office.url, lambda _page: None)
    assert refused(act)[0] is Code.SIGN_IN_NOT_OFFERED
    store.close()


def test_the_command_prints_the_address_and_waits(door: Door, tmp_path: Path) -> None:
    door.office.served.office.people.invite("p-jansen", "P. Jansen")
    (tmp_path / "zin").write_text("oefening\n", encoding="utf-8")
    words = ("enrol", door.url, "--data", tmp_path / "data", "--passphrase-file", tmp_path / "zin")
    command = subprocess.Popen(
        [sys.executable, "-m", "inspectiebezoek", *map(str, words), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert command.stderr is not None
    assert "Open dit adres in de browser" in command.stderr.readline()
    Browser("p-jansen")(command.stderr.readline().strip())
    out, _ = command.communicate(timeout=30)
    assert command.returncode == 0
    assert json.loads(out)["person"] == "p-jansen"


def test_the_window_signs_in_when_there_is_no_code(
    door: Door, qapp: QApplication, qtbot: QtBot
) -> None:
    door.office.served.office.people.invite("p-jansen", "P. Jansen")
    place = door.laptop()
    with window_on(place, qapp) as desk:
        desk.sync.open_page = Browser("p-jansen")
        desk.sync.enrol(door.url, "")
        qtbot.waitUntil(place.store.introduced, timeout=30_000)
        qtbot.waitUntil(lambda: not desk.background.busy, timeout=30_000)
    assert place.store.device().person == "p-jansen"
