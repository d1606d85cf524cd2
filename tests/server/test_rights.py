"""Two persons, every route, every kind of log: nothing of one's log reaches the other."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest
from fastapi.routing import APIRoute

from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code
from inspectiebezoek.log.change import Proposal
from inspectiebezoek.log.rights import COMPARTMENT, EVERYONE, NONE, role_field
from inspectiebezoek.server.app import create_app
from inspectiebezoek.sync import frames
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.sync.outcome import SyncResult
from inspectiebezoek.sync.run import SyncRun
from tests.support.office import TestOffice
from tests.support.rights import let_in
from tests.support.web import PAGES

KINDS = (
    *("visit", "object", "signal", "track", "study", "programme", "enforcement", "dataset"),
    *("catalogue", "kind-of-later"),
)
UUID = "0190a0a0-0000-7000-8000-0000000000aa"
SECRET = "GEHEIM-VAN-ANNA"
FILE = b"GEHEIM-BEWIJS"
NOW = datetime(2026, 10, 6, 8, 0, tzinfo=UTC)
OPEN, DEVICE, LOG, GIVES = (
    "anyone",
    "any laptop let in",
    "who has a right",
    "and it is written down",
)
LOGS, BLOB = "/logs/{kind}/{uuid}", "/logs/{kind}/{uuid}/blobs/{sha256}"
ACCESS = {
    ("GET", "/health"): OPEN,
    ("GET", "/metrics"): OPEN,
    ("POST", "/enrol"): OPEN,
    ("GET", "/sign-in"): OPEN,
    ("POST", "/sign-in"): OPEN,
    ("POST", "/succeed"): DEVICE,
    ("GET", "/hello"): DEVICE,
    ("POST", "/wiped"): DEVICE,
    ("GET", "/devices"): DEVICE,
    ("POST", "/devices"): DEVICE,
    ("PUT", "/recipient"): DEVICE,
    ("GET", "/reference"): DEVICE,
    ("GET", "/reference/{sha256}"): DEVICE,
    ("GET", "/logs"): DEVICE,
    ("GET", f"{LOGS}/changes"): GIVES,
    ("POST", f"{LOGS}/changes"): LOG,
    ("POST", f"{LOGS}/check"): LOG,
    ("POST", f"{LOGS}/receipt"): LOG,
    ("GET", f"{LOGS}/carryin"): LOG,
    ("GET", f"{LOGS}/tombstone"): LOG,
    ("HEAD", BLOB): LOG,
    ("PATCH", BLOB): LOG,
    ("GET", BLOB): GIVES,
    ("POST", f"{BLOB}/check"): LOG,
}
"""Who may use each route of the office. A new route belongs here before it is served."""
BODIES: dict[tuple[str, str], object] = {
    ("POST", "/succeed"): {
        "device": "d-nieuw",
        "public_key": "A" * 43 + "=",
        "token_hash": "0" * 64,
    },
    ("POST", "/wiped"): {"done": False},
    ("POST", "/devices"): {"devices": []},
    ("PUT", "/recipient"): {"recipient": "age1" + "q" * 58},
    ("POST", "/logs/{kind}/{uuid}/changes"): frames.write(b'{"seals": []}', []),
    ("PATCH", "/logs/{kind}/{uuid}/blobs/{sha256}"): b"x",
}


def routes(office: TestOffice) -> Iterator[tuple[str, str]]:
    """Every route that the office has, whoever added it: none can be forgotten here."""
    app = create_app(office.served.office)
    ahead = list(app.routes)
    while ahead:
        route = ahead.pop()
        if isinstance(route, APIRoute):
            yield from ((method, route.path) for method in route.methods)
        else:
            router = getattr(route, "original_router", None)
            ahead += getattr(router, "routes", [])


def ask(
    office: TestOffice,
    method: str,
    path: str,
    token: str,
    kind: str,
    sha256: str,
    uuid: str = UUID,
) -> httpx.Response:
    body = BODIES.get((method, path))
    return httpx.request(
        method,
        office.url + path.format(kind=kind, uuid=uuid, sha256=sha256),
        params={"kind": kind} if path == "/logs" else None,
        headers={
            "Authorization": f"Bearer {token}",
            "Upload-Offset": "0",
            "Upload-Length": "1",
            "Content-Type": frames.CONTENT_TYPE if isinstance(body, bytes) else "application/json",
        },
        json=None if isinstance(body, bytes) else body,
        content=body if isinstance(body, bytes) else None,
        verify=False,  # plain HTTP: reading the list of authorities would be most of the work
    )


def fill(place: Workplace, kind: str, *more: Proposal) -> str:
    log = f"{kind}/{UUID}"
    sha256, size = place.store.evidence.keep([FILE])
    proposal = Proposal(f"{kind}:/text", SECRET, blobs=(sha256,))
    place.store.append(log, [proposal, *more], now=NOW, files=[(sha256, size)])
    assert synced(place, kind).done
    return sha256


def synced(place: Workplace, kind: str) -> SyncResult:
    device = place.store.device()
    with OfficeClient(device.office, device.token) as client:
        return SyncRun(place.store, client).run(kind)


def test_every_route_of_the_office_is_known_here(office: TestOffice) -> None:
    assert sorted(routes(office)) == sorted([*ACCESS, *PAGES])


CLOSED = Proposal(COMPARTMENT, "integriteit")
NOT_ASKED = [(kind, ()) for kind in KINDS if kind not in EVERYONE]
SHUT = [(kind, (CLOSED,)) for kind in KINDS]
PUT_OUT = [(kind, (Proposal(role_field("vreemde"), ""),)) for kind in KINDS]


@pytest.mark.parametrize("logs", [NOT_ASKED, SHUT, PUT_OUT], ids=["kind", "compartment", "put out"])
def test_nothing_of_a_log_reaches_a_person_without_a_right_on_it(
    office: TestOffice, logs: list[tuple[str, tuple[Proposal, ...]]]
) -> None:
    anna, stranger = office.laptop("anna"), office.laptop("vreemde")
    token = stranger.store.device().token
    filled = {kind: fill(anna, kind, *more) for kind, more in logs}
    before = office.rows("SELECT id, vseq FROM change ORDER BY id")
    for kind, sha256 in filled.items():
        for (method, path), access in ACCESS.items():
            about = (kind, method, path)
            nobody = ask(office, method, path, "nobody", kind, sha256)
            answer = ask(office, method, path, token, kind, sha256)
            assert access == OPEN or nobody.status_code == 401, about
            assert access not in (LOG, GIVES) or answer.status_code == 404, about
            told = b"".join(each.content + str(each.headers).encode() for each in (nobody, answer))
            for secret in (SECRET.encode(), FILE, UUID.encode(), sha256.encode()):
                assert secret not in _opened(told), about
    assert office.rows("SELECT id, vseq FROM change ORDER BY id") == before
    named = "SELECT DISTINCT person FROM log_member WHERE \"right\" <> '' AND person <> ''"
    assert office.rows(named) == [("anna",)]
    assert office.served.office.readings.lines(person="vreemde") == ()


def test_what_a_person_with_a_right_is_given_is_written_down(office: TestOffice) -> None:
    anna, jan = office.laptop("anna"), office.laptop("jan")
    readings, token = office.served.office.readings, jan.store.device().token
    for kind in KINDS:
        sha256 = fill(anna, kind)
        let_in(anna.store, f"{kind}/{UUID}", "jan")
        for (method, path), access in ACCESS.items():
            if access in (LOG, GIVES):
                known = len(readings.lines(person="jan"))
                answer = ask(office, method, path, token, kind, sha256)
                fresh = len(readings.lines(person="jan")) - known
                assert fresh == (access == GIVES), (kind, method, path)
                told = _opened(answer.content)
                given = SECRET.encode() in told or FILE in told
                assert given == (access == GIVES), (kind, method, path)


@pytest.mark.parametrize("kind", sorted(EVERYONE))
def test_everybody_reads_a_log_of_an_open_kind_and_writes_only_when_named(
    office: TestOffice, kind: str
) -> None:
    anna, jan = office.laptop("anna"), office.laptop("jan")
    sha256, log = fill(anna, kind), f"{kind}/{UUID}"
    token = jan.store.device().token
    assert ask(office, "GET", f"{LOGS}/blobs/{{sha256}}", token, kind, sha256).content == FILE
    assert office.served.office.people.logs("jan", kind) == [log]

    jan.store.append(log, [Proposal(f"{kind}:/text", "van Jan")], now=NOW)
    assert [each.code for each in synced(jan, kind).problems] == [Code.CHANGE_QUARANTINED]
    assert office.rows("SELECT code FROM quarantine") == [("right",)]

    let_in(anna.store, log, "jan")
    assert synced(jan, kind).done
    assert office.rows("SELECT code FROM quarantine") == []
    assert len(anna.store.entries(log)) + 1 == len(office.served.office.ledger.entries(log))


def _opened(body: bytes) -> bytes:
    """What an answer holds, with the bytes that travel as base64 beside it."""
    found = re.findall(rb'"([A-Za-z0-9+/]{8,}=*)"', body)
    whole = (each for each in found if len(each) % 4 == 0)
    return b" ".join((body, *map(base64.b64decode, whole)))


def test_who_is_let_in_reads_and_who_is_put_out_again_does_not(office: TestOffice) -> None:
    anna, jan = office.laptop("anna"), office.laptop("jan")
    sha256 = fill(anna, "visit")
    path, token = "/logs/{kind}/{uuid}/blobs/{sha256}", jan.store.device().token
    let_in(anna.store, f"visit/{UUID}", "jan")
    assert ask(office, "GET", path, token, "visit", sha256).content == FILE
    let_in(anna.store, f"visit/{UUID}", "jan", role=NONE)
    assert ask(office, "GET", path, token, "visit", sha256).status_code == 404


def test_the_hash_of_a_file_gives_no_right_on_it_through_a_log_of_ones_own(
    office: TestOffice,
) -> None:
    anna, jan = office.laptop("anna"), office.laptop("jan")
    sha256 = fill(anna, "visit")
    own = "visit/0190a0a0-0000-7000-8000-0000000000bb"
    jan.store.append(own, [Proposal("visit:/text", "van Jan")], now=NOW)
    device = jan.store.device()
    with OfficeClient(device.office, device.token) as client:
        assert SyncRun(jan.store, client).run().done
    answer = httpx.get(
        f"{office.url}/logs/{own}/blobs/{sha256}",
        headers={"Authorization": f"Bearer {device.token}"},
    )
    assert answer.status_code == 404
    assert sha256 == hashlib.sha256(FILE).hexdigest()


@pytest.mark.parametrize(
    "query", ["after=-1", "after=99999999999999", "roll=zz", "roll=00", "after=x", "limit=-5"]
)
def test_a_wrong_question_is_refused_and_breaks_nothing(office: TestOffice, query: str) -> None:
    anna = office.laptop("anna")
    fill(anna, "visit")
    headers = {"Authorization": f"Bearer {anna.store.device().token}"}
    answer = httpx.get(f"{office.url}/logs/visit/{UUID}/changes?{query}", headers=headers)
    assert answer.status_code in (200, 422)
    assert SECRET not in answer.text or query == "limit=-5"
