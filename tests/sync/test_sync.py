"""What says *ontvangen* is at the office, verifiably; nobody overwrites anybody silently."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from inspectiebezoek.app.evidence import attach_file
from inspectiebezoek.app.export import heads
from inspectiebezoek.app.office_link import enrol_here, sync_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.form import Form
from inspectiebezoek.log.state import State
from inspectiebezoek.sync import frames
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.sync.run import SyncRun
from inspectiebezoek.visit.differences import find, settle
from inspectiebezoek.visit.header import Header, Member
from inspectiebezoek.visit.kinds import Decision, Evidence, Finding
from inspectiebezoek.visit.open_visit import OpenVisit
from tests.support.office import TestOffice

VEILIG, TOELICHTING, CELLEN = "/data/veilig", "/data/toelichting", "/data/rep_cel"


def a_visit(place: Workplace, form: Form, *team: str) -> OpenVisit:
    members = tuple(
        Member(person, person, "lead" if number == 0 else "inspector")
        for number, person in enumerate(team)
    )
    return place.plan(form, Header(title="Oefening", site="pi_oefenstad", team=members))


def two_laptops(
    office: TestOffice, form: Form
) -> tuple[Workplace, Workplace, OpenVisit, OpenVisit]:
    anna, jan = office.laptop("anna"), office.laptop("jan")
    mine = a_visit(anna, form, "anna", "jan")
    assert sync_here(anna).done
    assert sync_here(jan).done
    return anna, jan, mine, jan.open(mine.id)


def test_a_colleague_gets_the_visit_with_its_checklist(office: TestOffice, form: Form) -> None:
    anna, jan, mine, theirs = two_laptops(office, form)
    assert theirs.header == mine.header
    assert theirs.instance.submission() == mine.instance.submission()
    assert heads(anna.store.entries(mine.log)) == heads(jan.store.entries(mine.log))


def test_different_questions_merge_without_asking(office: TestOffice, form: Form) -> None:
    anna, jan, mine, theirs = two_laptops(office, form)
    mine.answer(VEILIG, "ja")
    theirs.answer(TOELICHTING, "Rustig.")
    for place in (anna, jan, anna):
        assert sync_here(place).done
    mine.refresh()
    assert mine.instance.node(TOELICHTING).value == "Rustig."
    assert find(mine.state) == ()


def test_the_same_question_answered_twice_shows_both_and_the_choice_stays(
    office: TestOffice, form: Form
) -> None:
    anna, jan, mine, theirs = two_laptops(office, form)
    mine.answer(VEILIG, "ja")
    theirs.answer(VEILIG, "nee")
    theirs.set_remark(VEILIG, "Deur open.")
    for place in (anna, jan, anna):
        assert sync_here(place).done
    mine.refresh()
    (difference,) = find(mine.state)
    assert {(each.value, each.by) for each in difference.variants} == {
        ("ja", "anna"),
        ("nee", "jan"),
    }
    mine.write(
        settle(
            mine.state,
            difference,
            value="nee",
            remark="Deur open.",
            reason="Zelf gezien.",
            uuid=anna.uuid,
            letter="A",
        )
    )
    for place in (anna, jan):
        assert sync_here(place).done
    theirs.refresh()
    assert find(theirs.state) == ()
    assert [each.reason for each in theirs.all(Decision)] == ["Zelf gezien."]


def test_evidence_arrives_whole_with_original_and_copy(
    office: TestOffice, form: Form, tmp_path: Path
) -> None:
    anna, jan, mine, theirs = two_laptops(office, form)
    document = tmp_path / "stuk.bin"
    document.write_bytes(b"bewijs" * 900_000)  # more than one piece on the way
    attach_file(mine, anna.store.evidence, document, kind="document")
    assert sync_here(anna).done
    assert sync_here(jan).done
    theirs.refresh()
    (piece,) = theirs.all(Evidence)
    assert b"".join(jan.store.evidence.read(piece.original)) == document.read_bytes()


def test_an_unreachable_office_leaves_everything_here(office: TestOffice, form: Form) -> None:
    anna = office.laptop("anna")
    visit = a_visit(anna, form, "anna")
    visit.answer(VEILIG, "ja")
    with OfficeClient("http://127.0.0.1:9", "x") as client:
        result = SyncRun(anna.store, client).run()
    assert not result.done
    assert [each.code for each in result.problems] == [Code.OFFICE_UNREACHABLE]
    assert result.counts[visit.log].received == 0
    assert sync_here(anna).done


class LosesAnswers(httpx.BaseTransport):
    """Lets requests reach the office, but cuts the answer to the first pushes."""

    def __init__(self, lost: int) -> None:
        self._inner = httpx.HTTPTransport()
        self._lost = lost

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self._inner.handle_request(request)
        if request.method in ("POST", "PATCH") and self._lost:
            self._lost -= 1
            answer.read()
            answer.close()
            raise httpx.ReadError("cut", request=request)
        return answer

    def close(self) -> None:
        self._inner.close()


def test_a_lost_answer_makes_nothing_double_and_nothing_lost(
    office: TestOffice, form: Form
) -> None:
    anna = office.laptop("anna")
    visit = a_visit(anna, form, "anna")
    visit.answer(VEILIG, "ja")
    device = anna.store.device()
    for lost in (1, 1, 0):
        with OfficeClient(device.office, device.token, LosesAnswers(lost)) as client:
            result = SyncRun(anna.store, client).run()
    assert result.done
    stored = office.rows("SELECT count(*), count(DISTINCT id) FROM change")
    assert stored == [(len(anna.store.entries(visit.log)),) * 2]


def test_a_restored_office_is_filled_again_from_the_laptops(office: TestOffice, form: Form) -> None:
    anna, jan, mine, theirs = two_laptops(office, form)
    theirs.answer(VEILIG, "nee")
    assert sync_here(jan).done
    assert sync_here(anna).done
    # The office goes back to an older backup: the last changes are gone there.
    office.execute("DELETE FROM change WHERE vseq > 3")
    office.execute("UPDATE log SET vseq = 3, roll = (SELECT roll FROM change WHERE vseq = 3)")
    result = sync_here(anna)  # Anna brings back Jan's changes too
    assert result.done
    assert len(office.served.office.ledger.entries(mine.log)) == len(anna.store.entries(mine.log))


def test_the_office_reads_a_visit_as_it_was_after_any_change(
    office: TestOffice, form: Form
) -> None:
    anna = office.laptop("anna")
    visit = a_visit(anna, form, "anna")
    for value in ("ja", "nee"):
        visit.answer(VEILIG, value)
    sync_here(anna)
    ledger, address = office.served.office.ledger, visit.address(VEILIG)
    first, second = (e.id for e in anna.store.entries(visit.log) if e.change.field == address)

    assert State(ledger.entries(visit.log, first)).value(address) == "ja"
    assert State(ledger.entries(visit.log, second)).value(address) == "nee"
    assert ledger.entries(visit.log, second) == ledger.entries(visit.log)


def test_an_altered_value_at_the_office_is_not_taken_over(office: TestOffice, form: Form) -> None:
    anna, jan, mine, _ = two_laptops(office, form)
    mine.answer(VEILIG, "ja")
    assert sync_here(anna).done
    office.execute("UPDATE change SET value = '\"nee\"'::bytea WHERE value = '\"ja\"'::bytea")
    result = sync_here(jan)
    assert [each.code for each in result.problems] == [Code.OFFICE_UNTRUSTED]


def test_a_change_in_another_name_goes_to_quarantine_and_the_rest_goes_on(
    office: TestOffice, form: Form
) -> None:
    anna = office.laptop("anna")
    visit = a_visit(anna, form, "anna")
    assert sync_here(anna).done
    office.execute("UPDATE device SET person = 'jan'")
    office.execute(f"INSERT INTO log_member VALUES ('{visit.log}', 'jan', 'writer', true)")
    visit.answer(VEILIG, "ja")
    result = sync_here(anna)
    assert [each.code for each in result.problems] == [Code.CHANGE_QUARANTINED]
    assert office.rows("SELECT code FROM quarantine") == [("person",)]


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        ("", Code.ENROL_CODE_USED),
        ("UPDATE invitation SET used = false, expires = '2000-01-01'", Code.ENROL_CODE_EXPIRED),
        ("DELETE FROM invitation", Code.ENROL_CODE_UNKNOWN),
    ],
)
def test_a_code_works_once_and_not_for_ever(
    office: TestOffice, form: Form, spoil: str, code: Code
) -> None:
    invitation = office.served.office.people.invite("anna", "Anna")
    anna = office.laptop("jan")
    enrol_here(anna, office.url, invitation)
    if spoil:
        office.execute(spoil)
    with pytest.raises(InspectionError) as refused:
        enrol_here(anna, office.url, invitation)
    assert refused.value.code is code


def test_plain_http_is_for_this_machine_only() -> None:
    with pytest.raises(InspectionError) as refused:
        OfficeClient("http://kantoor.example")
    assert refused.value.code is Code.OFFICE_INSECURE


def test_a_revoked_laptop_is_told_so(office: TestOffice, form: Form) -> None:
    anna = office.laptop("anna")
    office.served.office.people.revoke(anna.store.device().id)
    result = sync_here(anna)
    assert [each.code for each in result.problems] == [Code.DEVICE_REVOKED]


def test_findings_of_both_are_kept(office: TestOffice, form: Form) -> None:
    anna, jan, mine, theirs = two_laptops(office, form)
    mine.add(Finding, title="Een")
    theirs.add(Finding, title="Twee")
    for place in (anna, jan, anna):
        assert sync_here(place).done
    mine.refresh()
    assert {each.title: each.label for each in mine.all(Finding)} == {
        "Een": "B-A01",
        "Twee": "B-B01",
    }


ROUTES = [
    ("GET", "/logs/{log}/changes", None),
    ("POST", "/logs/{log}/changes", frames.write(b'{"seals": []}', [])),
    ("POST", "/logs/{log}/receipt", None),
    ("GET", "/logs/{log}/carryin", None),
    ("HEAD", "/logs/{log}/blobs/{blob}", None),
    ("GET", "/logs/{log}/blobs/{blob}", None),
    ("PATCH", "/logs/{log}/blobs/{blob}", b"x"),
]


@pytest.mark.parametrize(("method", "path", "body"), ROUTES)
def test_a_stranger_gets_nowhere_on_any_route(
    office: TestOffice, form: Form, method: str, path: str, body: object
) -> None:
    anna, stranger = office.laptop("anna"), office.laptop("vreemde")
    visit = a_visit(anna, form, "anna")
    assert sync_here(anna).done
    blob, _ = anna.store.office.files(visit.log)[0]
    headers = {"Upload-Offset": "0", "Upload-Length": "1", "Content-Type": frames.CONTENT_TYPE}
    content = body if isinstance(body, bytes) else None
    for token, expected in ((stranger.store.device().token, 404), ("unknown", 401)):
        answer = httpx.request(
            method,
            office.url + path.format(log=visit.log, blob=blob),
            headers={**headers, "Authorization": f"Bearer {token}"},
            content=content,
        )
        assert answer.status_code == expected, answer.text


def test_an_answer_never_repeats_what_was_sent(office: TestOffice) -> None:
    answer = httpx.post(office.url + "/enrol", json={"code": ["GEHEIM-ANTWOORD"]})
    assert answer.status_code == 422
    assert "GEHEIM" not in answer.text


def test_an_upload_goes_on_at_the_byte_where_it_stopped(
    office: TestOffice, form: Form, tmp_path: Path
) -> None:
    anna = office.laptop("anna")
    visit = a_visit(anna, form, "anna")
    document = tmp_path / "groot.bin"
    document.write_bytes(bytes(range(256)) * 40_000)
    attach_file(visit, anna.store.evidence, document, kind="document")
    device = anna.store.device()
    (piece,) = visit.all(Evidence)
    with OfficeClient(device.office, device.token, LosesAnswers(0)) as client:
        SyncRun(anna.store, client)._push(visit.log)
        begun = [document.read_bytes()[:777]]
        client.add_to_file(visit.log, piece.original, 0, 10_240_000, begun, 777)
        assert client.file_state(visit.log, piece.original) == (777, False)
    assert sync_here(anna).done
    assert office.served.office.files.size(piece.original) == 10_240_000
