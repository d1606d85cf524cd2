"""The pages of the office: each shows only what who is signed in may see, and changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import httpx
import pytest

from inspectiebezoek.app.office_link import sync_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.log.change import Proposal
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.sync.run import SyncRun
from tests.support.office import TestOffice
from tests.support.web import (
    COOKIE,
    ENTRANCE,
    LOG,
    PAGES,
    SAME_SITE,
    browser,
    read,
    secret_of,
    send,
    signed_in,
)

KINDS = (
    *("visit", "object", "signal", "track", "study", "programme", "enforcement", "dataset"),
    *("catalogue", "kind-of-later"),
)
CLOSED_KINDS = ("visit", "signal", "enforcement", "kind-of-later")
UUID = "0190a0a0-0000-7000-8000-0000000000aa"
SECRET, FILE = "GEHEIM-VAN-ANNA", b"GEHEIM-BEWIJS"
NOTHING: Mapping[str, str] = {}
NOW = datetime(2026, 10, 6, 8, 0, tzinfo=UTC)


def fill(place: Workplace, kind: str = "visit", header: Mapping[str, str] = NOTHING) -> str:
    """A log with a title, an answer and a file, brought to the office."""
    log = f"{kind}/{UUID}"
    sha256, size = place.store.evidence.keep([FILE])
    parts = {"title": f"{SECRET} {kind}", **header}
    told = [Proposal(f"{kind}:/{name}", value) for name, value in parts.items()]
    told.append(Proposal("answer:/data/x", "antwoord", blobs=(sha256,)))
    place.store.append(log, told, now=NOW, files=[(sha256, size)])
    device = place.store.device()
    with OfficeClient(device.office, device.token) as client:
        assert SyncRun(place.store, client).run(kind).done
    return log


def ask(
    client: httpx.Client, method: str, path: str, kind: str, device: str, secret: str
) -> httpx.Response:
    target = path.format(kind=kind, uuid=UUID, device=device)
    data = {"form": secret} if method == "POST" else None
    return client.request(method, target, data=data, headers=SAME_SITE)


@pytest.mark.parametrize("kind", CLOSED_KINDS)
def test_a_stranger_learns_nothing_of_a_log_on_any_page(office: TestOffice, kind: str) -> None:
    anna, vreemde = office.laptop("anna"), office.laptop("vreemde")
    fill(anna, kind)
    device = anna.store.device().id
    before = office.rows("SELECT id, revoked FROM device ORDER BY id")
    for (method, path), access in PAGES.items():
        client, nobody = signed_in(office, "vreemde"), browser(office.url)
        secret = secret_of(client.get("/office"))
        answer = ask(client, method, path, kind, device, secret)
        without = ask(nobody, method, path, kind, device, secret)
        about = (method, path)
        if access != ENTRANCE:
            assert without.headers.get("location") == "/office/sign-in", about
        if "{" in path:
            assert answer.status_code == 404, about
        for told in (answer, without):
            for word in (SECRET, UUID, "anna", vreemde.store.device().token):
                assert word not in told.text + str(told.headers), about
    assert office.rows("SELECT id, revoked FROM device ORDER BY id") == before
    assert office.served.office.readings.lines(person="vreemde") == ()


def test_a_log_that_is_not_there_looks_like_one_that_one_may_not_see(office: TestOffice) -> None:
    fill(office.laptop("anna"))
    client = signed_in(office, "vreemde")
    there = client.get(f"/office/logs/visit/{UUID}")
    absent = client.get(f"/office/logs/visit/{UUID[:-2]}bb")
    assert there.status_code == absent.status_code == 404
    assert there.text.replace(UUID, "") == absent.text.replace(f"{UUID[:-2]}bb", "")


@pytest.mark.parametrize("kind", KINDS)
def test_who_may_read_sees_the_log_in_the_list_and_opens_it(office: TestOffice, kind: str) -> None:
    log = fill(office.laptop("anna"), kind)
    client = signed_in(office, "anna")
    listed = read(client.get("/office"))
    (link,) = [each for each in listed.iter("a") if SECRET in each.text_content()]
    assert link.get("href") == f"/office/logs/{log}"
    page = client.get(f"/office/logs/{log}")
    text = " ".join(read(page).text_content().split())
    assert SECRET in text and "1 van 1 op kantoor" in text and "Inspecteur anna" in text
    assert "antwoord" not in page.text, "the history tells where, and never what"


def test_that_somebody_looked_is_written_down_before_it_is_shown(office: TestOffice) -> None:
    log, client = fill(office.laptop("anna")), signed_in(office, "anna")
    readings = office.served.office.readings
    for (method, path), access in PAGES.items():
        if method == "GET":
            known = len(readings.lines(person="anna"))
            ask(client, method, path, "visit", "x", "")
            assert len(readings.lines(person="anna")) - known == (access == LOG), path
    line = readings.lines(person="anna")[-1]
    assert (line.log, line.what, line.detail, line.device) == (log, "page", "1-2", "browser")


def test_a_visit_is_in_progress_once_something_was_answered(office: TestOffice) -> None:
    anna = office.laptop("anna")
    said = {"state": "planned", "kind": "doorlichting", "site_label": "PI Oefenstad"}
    fill(anna, header=said)
    text = read(signed_in(office, "anna").get("/office")).text_content()
    assert "Bezig" in text and "doorlichting" in text and "PI Oefenstad" in text


def test_what_was_set_apart_is_told_with_why(office: TestOffice) -> None:
    log = fill(office.laptop("anna"))
    office.execute(
        "INSERT INTO quarantine (log, id, code, brought_by, data) "
        f"VALUES ('{log}', 'x', 'person', 'd-1', ''), ('{log}', 'y', 'later', 'd-1', '')"
    )
    text = read(signed_in(office, "anna").get(f"/office/logs/{log}")).text_content()
    assert "Op naam van een ander" in text and "later" in text


def test_a_row_that_is_damaged_is_told_and_hides_nothing_else(office: TestOffice) -> None:
    log = fill(office.laptop("anna"))
    office.execute(f"UPDATE change SET data = 'stuk' WHERE log = '{log}' AND vseq = 1")
    page = signed_in(office, "anna").get(f"/office/logs/{log}")
    assert page.status_code == 200
    assert "Deze regel is beschadigd" in page.text and "Inspecteur anna" in page.text


def test_a_file_that_has_not_come_yet_is_counted_as_such(office: TestOffice) -> None:
    log = fill(office.laptop("anna"))
    for each in office.files.rglob("*"):
        if each.is_file():
            each.unlink()
    text = read(signed_in(office, "anna").get(f"/office/logs/{log}")).text_content()
    assert "0 van 1 op kantoor" in text


def test_a_long_list_and_a_long_history_go_on_on_a_next_page(office: TestOffice) -> None:
    anna = office.laptop("anna")
    for number in range(51):
        log = f"visit/0190a0a0-0000-7000-8000-{number:012x}"
        anna.store.append(log, [Proposal("visit:/title", f"Bezoek {number}")], now=NOW)
    anna.store.append(log, [Proposal("answer:/data/x", str(n)) for n in range(60)], now=NOW)
    device = anna.store.device()
    with OfficeClient(device.office, device.token) as talk:
        assert SyncRun(anna.store, talk).run().done
    client = signed_in(office, "anna")
    pages = [read(client.get(f"/office?page={number}")) for number in (1, 2, 3)]
    assert [len(page.findall(".//tbody/tr")) for page in pages] == [50, 1, 0]
    first = client.get(f"/office/logs/{log}")
    assert [len(read(first).findall(".//tbody/tr")) > 50, "?before=12" in first.text] == [True] * 2
    rest = read(client.get(f"/office/logs/{log}?before=12"))
    assert [each.text_content() for each in rest.xpath("//tbody/tr/th[number(.) > 0]")] == [
        str(number) for number in range(11, 0, -1)
    ]


@pytest.mark.parametrize("path", ["/office/nergens", "/office/logs", "/office/%00"])
def test_an_address_without_a_page_says_so_in_plain_words(office: TestOffice, path: str) -> None:
    told = signed_in(office, "anna").get(path)
    assert told.status_code == 404 and "Deze pagina bestaat niet" in told.text


@pytest.mark.parametrize("query", ["page=0", "page=x", "page=99999999999", "before=0", "before=x"])
def test_a_wrong_question_gives_a_page_and_repeats_nothing(office: TestOffice, query: str) -> None:
    log, client = fill(office.laptop("anna")), signed_in(office, "anna")
    where = "/office" if "page" in query else f"/office/logs/{log}"
    answer = client.get(f"{where}?{query}<script>")
    assert answer.status_code == 422
    assert "<script>" not in answer.text and "Dit lukte niet" in answer.text


def test_one_blocks_ones_own_lost_laptop_after_a_page_that_says_what_happens(
    office: TestOffice,
) -> None:
    anna = office.laptop("anna").store.device()
    client = signed_in(office, "anna")
    listed = client.get("/office/laptops")
    assert "Laptop A is kwijt" in listed.text
    asked = client.get(f"/office/laptops/{anna.id}")
    assert "Wat hij nog niet bracht, blijft alleen op die laptop staan" in asked.text
    assert office.rows("SELECT revoked FROM device") == [(False,)], "asking changes nothing"
    done = send(client, f"/office/laptops/{anna.id}", f"/office/laptops/{anna.id}/revoke")
    assert done.headers["location"] == "/office/laptops"
    assert office.rows("SELECT revoked FROM device") == [(True,)]
    assert "Geblokkeerd" in client.get("/office/laptops").text, "the browser is no laptop"
    told = httpx.get(f"{office.url}/hello", headers={"Authorization": f"Bearer {anna.token}"})
    assert told.json()["revoked"] is True


def test_to_block_a_laptop_wants_the_form_of_its_page(office: TestOffice) -> None:
    anna = office.laptop("anna").store.device()
    client = signed_in(office, "anna")
    assert client.post(f"/office/laptops/{anna.id}/revoke", headers=SAME_SITE).status_code == 403
    assert client.get(f"/office/laptops/{anna.id}/revoke").status_code == 405
    assert office.rows("SELECT revoked FROM device") == [(False,)]


def test_who_decides_gives_a_right_and_every_laptop_learns_who_gave_it(office: TestOffice) -> None:
    anna, jan = office.laptop("anna"), office.laptop("jan")
    log = fill(anna)
    page = f"/office/logs/{log}"
    client, his = signed_in(office, "anna"), signed_in(office, "jan")
    assert his.get(page).status_code == 404
    done = send(client, page, page + "/rights", person="jan", role="writer")
    assert done.headers["location"] == page
    rows = read(client.get(page)).xpath("//tr[th[normalize-space()='Inspecteur jan']]/td")
    assert [each.text_content() for each in rows[::2]] == ["Lezen en schrijven", "Inspecteur anna"]
    assert his.get(page).status_code == 200
    assert 'name="role"' not in his.get(page).text, "he does not decide"
    with OfficeClient(office.url, anna.store.device().token) as laptop:
        assert SyncRun(anna.store, laptop).run("visit").done
    last = anna.store.entries(log)[-1]
    assert (last.change.field, last.change.by) == ("acl:jan/role", "anna")
    assert sync_here(jan).done


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"person": "jan", "role": "baas"}, 403),
        ({"person": "jan"}, 403),
        ({"person": "niemand", "role": "reader"}, 409),
        ({"person": "anna", "role": ""}, 409),
    ],
)
def test_a_right_that_cannot_be_given_changes_nothing(
    office: TestOffice, told: dict[str, str], status: int
) -> None:
    anna = office.laptop("anna")
    office.laptop("jan")
    log = fill(anna)
    page = f"/office/logs/{log}"
    before = office.rows("SELECT id, vseq FROM log")
    assert send(signed_in(office, "anna"), page, page + "/rights", **told).status_code == status
    assert office.rows("SELECT id, vseq FROM log") == before


def test_who_does_not_decide_gives_no_right_and_a_strange_page_sends_no_form(
    office: TestOffice,
) -> None:
    anna, _jan = office.laptop("anna"), office.laptop("jan")
    log = fill(anna)
    page, told = f"/office/logs/{log}", {"person": "jan", "role": "decider"}
    his = signed_in(office, "jan")
    assert send(his, "/office", page + "/rights", **told).status_code == 404
    hers = signed_in(office, "anna")
    assert hers.post(page + "/rights", data=told, headers=SAME_SITE).status_code == 403
    assert office.rows("SELECT person FROM log_member WHERE person = 'jan'") == []


def test_no_page_that_is_only_looked_at_changes_anything(office: TestOffice) -> None:
    anna = office.laptop("anna")
    fill(anna)
    device, client = anna.store.device().id, signed_in(office, "anna")
    tables = ("change", "log", "log_member", "device", "person", "quarantine", "citation")
    look = [f"SELECT * FROM {name} ORDER BY 1, 2" for name in tables]
    before = [office.rows(query) for query in look]
    for (method, path), _ in PAGES.items():
        for asked in ("GET", "HEAD"):
            if method == "GET":
                ask(client, asked, path, "visit", device, "")
    assert [office.rows(query) for query in look] == before
    assert office.rows("SELECT count(*) FROM browser_session") == [(1,)]
    assert client.cookies[COOKIE]
