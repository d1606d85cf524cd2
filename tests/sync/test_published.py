"""What the office publishes reaches every laptop, whole and as it was signed, and can be used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from inspectiebezoek.app.checklists import (
    checklist_options,
    chosen_checklist,
    published_checklists,
    published_form,
    sites,
)
from inspectiebezoek.app.office_link import meet_office, sync_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.form import Form
from inspectiebezoek.server.publishing import Prepared, prepared, prepared_data
from inspectiebezoek.store.evidence import CHUNK
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.sync.published import DATA_KINDS, SITES, Published
from inspectiebezoek.sync.reference import fetch_published, published_here
from inspectiebezoek.visit.header import Header
from tests.server.test_rights import FILE, UUID, fill
from tests.support.cutting import wire
from tests.support.forms import write_sheet
from tests.support.office import START, TestOffice

Publish = Callable[..., tuple[Published, ...]]
QUESTION = "| | select_one jn | a | Is het veilig? |"
HEAD = "| | type | name | label |"


@pytest.fixture
def publish(office: TestOffice, tmp_path: Path) -> Publish:
    """Publishes a checklist with this version and question, as the office would."""

    def act(version: str = "1", question: str = QUESTION, **term: str) -> tuple[Published, ...]:
        path = write_sheet(tmp_path, f"{HEAD}\n{question}")
        text = path.read_text(encoding="utf-8").replace("proef | 1 |", f"proef | {version} |")
        path.write_text(text, encoding="utf-8")
        return office.served.office.reference.publish(prepared([path], START), **term)

    return act


def test_a_published_checklist_is_on_the_laptop_after_a_sync_and_a_visit_begins_with_it(
    office: TestOffice, publish: Publish
) -> None:
    anna = office.laptop("anna")
    (told,) = publish()
    assert published_checklists(anna) == ()
    assert sync_here(anna).done

    first = checklist_options(anna)[0]
    assert first.label == "Proef (1)"
    form = chosen_checklist(anna, first.value)
    assert isinstance(form, Form)
    visit = anna.plan(form, Header(title="Bezoek"))
    version = anna.open(visit.id).form
    assert (version.id, version.version) == ("proef", "1")
    (genesis,) = [each.change for each in anna.store.entries(visit.log) if each.change.form]
    assert genesis.form is not None and genesis.form.sha256 == told.sha256


def test_the_newest_version_that_is_valid_is_offered(office: TestOffice, publish: Publish) -> None:
    anna = office.laptop("anna")
    publish("1")
    publish("2", valid_from="2026-12-01")
    publish("3", valid_to="2026-10-01")
    assert sync_here(anna).done

    assert [each.version for each in published_checklists(anna)] == ["1"]
    here = {each.version for each in published_here(anna.store)}
    assert here == {"1", "2"}, "what is valid later is here in time; what is over was not fetched"
    later = Workplace(anna.store, clock=lambda: START.replace(month=12))
    assert published_form(later, "proef").version == "2"


def test_a_version_that_is_withdrawn_is_offered_no_more(
    office: TestOffice, publish: Publish
) -> None:
    anna = office.laptop("anna")
    publish("1")
    publish("2")
    assert sync_here(anna).done
    publish("2", valid_to="2026-10-05")
    assert sync_here(anna).done
    assert [each.version for each in published_checklists(anna)] == ["1"]


def test_a_version_never_gets_another_content(office: TestOffice, publish: Publish) -> None:
    first = publish("1")
    with pytest.raises(InspectionError) as refused:
        publish("1", QUESTION.replace("veilig", "schoon"))
    assert refused.value.code is Code.VERSION_TAKEN
    assert office.served.office.reference.listed() == first


def test_a_register_of_sites_replaces_the_one_that_came_with_the_program(
    office: TestOffice, tmp_path: Path
) -> None:
    anna = office.laptop("anna")
    assert "pi_oefenstad" in sites(anna)
    register = tmp_path / "locaties.csv"
    for name in ("Oefendorp", "Oefenduin"):
        register.write_text(f"name,label\npi_x,PI {name} (oefening)\n", encoding="utf-8")
        ready = prepared([register], office.clock())
        office.served.office.reference.publish(ready)
    office.served.office.reference.publish(prepared([register], office.clock()))
    assert sync_here(anna).done
    assert sites(anna) == {"pi_x": "PI Oefenduin (oefening)"}
    assert len(office.served.office.reference.listed()) == 2, "the same content is the same one"


@pytest.mark.parametrize(
    ("rows", "row"),
    [("a,A\na,B\n", 3), ("a,\n", 2), (",A\n", 2), ("", 1), ("a,\udcff\n", 1)],
)
def test_a_register_with_faults_is_refused_with_its_row(
    tmp_path: Path, rows: str, row: int
) -> None:
    register = tmp_path / "locaties.csv"
    register.write_text(f"name,label\n{rows}", encoding="utf-8", errors="surrogateescape")
    with pytest.raises(InspectionError) as refused:
        prepared([register], START)
    assert refused.value.code is Code.SITES_FAULTY
    assert refused.value.facts["row"] == row


def test_a_checklist_without_a_version_or_with_faults_is_not_published(tmp_path: Path) -> None:
    path = write_sheet(tmp_path, f"{HEAD}\n{QUESTION}")
    path.write_text(path.read_text("utf-8").replace("| 1 |", "| |"), encoding="utf-8")
    with pytest.raises(InspectionError) as refused:
        prepared([path], START)
    assert refused.value.code is Code.VERSION_MISSING
    bad = write_sheet(tmp_path, f"{HEAD}\n| | select_one weg | a | A |")
    with pytest.raises(InspectionError) as refused:
        prepared([bad], START)
    assert refused.value.code is Code.FORM_FAULTS


def test_a_list_that_the_office_did_not_sign_is_not_taken_over(
    office: TestOffice, publish: Publish
) -> None:
    anna = office.laptop("anna")
    publish("1")
    assert sync_here(anna).done
    anna.store.introduce(replace(anna.store.device(), office_key=bytes(32)))
    publish("2")
    result = sync_here(anna)
    assert [each.code for each in result.problems] == [Code.OFFICE_UNTRUSTED]
    assert [each.version for each in published_checklists(anna)] == ["1"]


def test_a_file_that_is_not_what_was_signed_is_told_and_holds_up_nothing(
    office: TestOffice, publish: Publish, tmp_path: Path
) -> None:
    anna = office.laptop("anna")
    (bad,) = publish("1")
    publish("2")
    at_office = tmp_path / "office" / "files" / bad.sha256[:2] / bad.sha256
    at_office.write_bytes(b"x" * bad.size)
    result = sync_here(anna)
    assert [each.code for each in result.problems] == [Code.EVIDENCE_DAMAGED]
    assert [each.version for each in published_checklists(anna)] == ["2"]
    assert bad.sha256 not in anna.store.evidence
    meet_office(anna)  # a laptop that was away too long is not kept out by it


def test_a_published_file_that_was_cut_on_its_way_goes_on_where_it_stopped(
    office: TestOffice,
) -> None:
    anna, cut = office.laptop("anna"), CHUNK * 3 // 2
    content = b"name,label\n" + bytes(range(97, 123)) * 150_000
    big = Prepared(SITES, "locaties", "1", "locaties", content)
    (told,) = office.served.office.reference.publish([big])

    for _ in range(2):
        with pytest.raises(InspectionError) as broken:
            fetch_through(anna, office.url, cut)
        assert broken.value.code is Code.OFFICE_UNREACHABLE
    came = fetch_through(anna, office.url)

    assert anna.store.evidence.content(told.sha256) == content
    assert came < len(content) - 2 * CHUNK + 10_000, "what came before was not sent again"


def fetch_through(laptop: Workplace, url: str, cut: int | None = None) -> int:
    """Fetch what is published over a line that is cut; the bytes that came over it."""
    with (
        wire(url, down=cut) as (address, line),
        OfficeClient(address, laptop.store.device().token) as client,
    ):
        assert fetch_published(laptop.store, client, START.date()) == ()
    return line.carried["down"]


def test_a_published_file_that_the_office_lost_is_found_and_can_be_published_again(
    office: TestOffice, publish: Publish, tmp_path: Path
) -> None:
    (lost,) = publish("1")
    (tmp_path / "office" / "files" / lost.sha256[:2] / lost.sha256).unlink()
    assert office.served.office.wanted.look_at_all().lacking == (lost.sha256,)
    publish("1")
    assert office.served.office.wanted.look_at_all().lacking == ()
    anna = office.laptop("anna")
    assert sync_here(anna).done
    assert published_form(anna, "proef").version == "1"


def test_the_hash_of_evidence_opens_nothing_among_what_is_published(office: TestOffice) -> None:
    anna, stranger = office.laptop("anna"), office.laptop("vreemde")
    sha256 = fill(anna, "visit")
    headers = {"Authorization": f"Bearer {stranger.store.device().token}"}
    answer = httpx.get(f"{office.url}/reference/{sha256}", headers=headers)
    assert answer.status_code == 404
    assert FILE not in answer.content and UUID not in answer.text


@pytest.mark.parametrize("kind", DATA_KINDS)
def test_rules_calendars_codes_texts_and_objects_reach_laptops_as_they_are(
    office: TestOffice, tmp_path: Path, kind: str
) -> None:
    anna, file = office.laptop("anna"), tmp_path / "termijnen.toml"
    file.write_bytes(b"version = 4\r\n")
    reference = office.served.office.reference
    (told,) = reference.publish([prepared_data(file, kind, "", "4", "")], valid_from="2026-01-01")
    assert (told.kind, told.id, told.title) == (kind, "termijnen", "termijnen")
    assert sync_here(anna).done

    assert published_here(anna.store) == (told,)
    assert anna.store.evidence.content(told.sha256) == b"version = 4\r\n"
    assert published_checklists(anna) == () and sites(anna) is not None

    file.write_bytes(b"version = 5\r\n")
    with pytest.raises(InspectionError) as caught:
        reference.publish([prepared_data(file, kind, "", "4", "")])
    assert caught.value.code is Code.VERSION_TAKEN
    (newer,) = reference.publish([prepared_data(file, kind, "", "5", "Termijnen")])
    assert sync_here(anna).done
    assert {each.version for each in published_here(anna.store)} == {"4", "5"}, "kept for who cites"
    assert reference.holds(told.sha256) and reference.holds(newer.sha256)
