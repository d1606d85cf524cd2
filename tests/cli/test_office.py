"""An office that cannot be reached or a code that is no good: told, and all stays here."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from inspectiebezoek.app.first_visit import bring_practice
from inspectiebezoek.app.office_link import sync_here
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.server.running import running
from inspectiebezoek.store.keys import unlock
from inspectiebezoek.store.local import Store
from tests.cli.conftest import Laptop
from tests.support.command import Outcome
from tests.support.office import TestOffice


@pytest.fixture
def nobody() -> str:
    """An address of this machine where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def changes(laptop: Laptop) -> object:
    return laptop("visit", "log", laptop.visit, "--json").result


def test_enrolling_at_an_office_that_cannot_be_reached_keeps_everything(
    laptop: Laptop, nobody: str
) -> None:
    before = changes(laptop)
    told = laptop("enrol", nobody, "CODE")
    assert told.code == 6
    assert f"niet bereikbaar ({nobody})" in told.err
    assert "Alles staat veilig op deze laptop" in told.err and "later opnieuw" in told.err
    assert changes(laptop) == before


@pytest.mark.parametrize("url", ["http://kantoor.example", "kantoor.example", "ftp://x", ""])
def test_an_address_without_protection_is_refused(laptop: Laptop, url: str) -> None:
    told = laptop("enrol", url, "CODE")
    assert told.code == 8
    assert "niet beveiligd" in told.err and "niets verzonden" in told.err


@pytest.mark.parametrize("url", ["http://localhost:abc", "https://[::1", "https://x:99999", "a b"])
def test_an_address_that_cannot_be_one_is_told(laptop: Laptop, url: str) -> None:
    told = laptop("enrol", url, "CODE")
    assert told.code == 2
    assert f"het adres {url} kan niet kloppen" in told.err


def test_a_laptop_that_was_not_enrolled_is_told_how(laptop: Laptop) -> None:
    told = laptop("sync")
    assert told.code == 8
    assert "nog niet aangemeld" in told.err and "'enrol'" in told.err


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_code_works_once_and_not_when_it_is_unknown_or_expired(
    laptop: Laptop, office: TestOffice, language: str
) -> None:
    def enrol(code: str) -> tuple[int, str]:
        told = laptop("enrol", office.url, code, "--language", language)
        return told.code, told.err

    before = changes(laptop)
    code = office.served.office.people.invite("insp-a", "Anna")
    unknown = enrol("GEEN-CODE")
    assert unknown[0] == 8
    assert {"nl": "niet bekend", "en": "not known"}[language] in unknown[1]
    assert enrol(code) == (0, "")
    used = enrol(code)
    assert used[0] == 8
    assert {"nl": "al gebruikt", "en": "used already"}[language] in used[1]
    late = office.served.office.people.invite("insp-a", "Anna")
    office.execute("UPDATE invitation SET expires = expires - interval '8 days'")
    expired = enrol(late)
    assert expired[0] == 8
    assert {"nl": "verlopen", "en": "expired"}[language] in expired[1]
    assert changes(laptop) == before


def test_without_a_code_one_signs_in_and_an_office_that_has_no_provider_says_so(
    laptop: Laptop, office: TestOffice
) -> None:
    told = laptop("enrol", office.url)
    assert told.code == 8
    assert "niet via de browser aanmelden" in told.err and "Vraag beheer om een code" in told.err


def test_syncing_without_a_network_says_so_and_keeps_everything(
    laptop: Laptop, office: TestOffice
) -> None:
    code = office.served.office.people.invite("insp-a", "Anna")
    with running(office.served.office) as for_a_while:
        assert laptop("enrol", for_a_while.url, code).code == 0
    assert laptop("visit", "answer", laptop.visit, "A1", "ja").code == 0
    told = laptop("sync", "--json")
    assert told.code == 6
    assert told.result["done"] is False
    assert told.error["code"] == "IB-S-401"
    assert "Alles staat veilig op deze laptop" in told.error["safe"]
    assert laptop("visit", "show", laptop.visit, "--json").result["answered"] == 1


def test_what_was_written_under_another_name_before_enrolling_is_taken_in(
    laptop: Laptop, office: TestOffice
) -> None:
    code = office.served.office.people.invite("insp-z", "Zoë")
    assert laptop("enrol", office.url, code).code == 0
    assert laptop("sync").code == 0
    assert office.rows("SELECT DISTINCT known_as FROM device") == [("insp-a",)]
    assert office.rows("SELECT count(*) FROM quarantine") == [(0,)]


def test_what_another_person_of_the_office_wrote_before_enrolling_is_told(
    laptop: Laptop, office: TestOffice
) -> None:
    office.served.office.people.invite("insp-a", "Anna")
    code = office.served.office.people.invite("insp-z", "Zoë")
    told = laptop("enrol", office.url, code)
    assert told.code == 6
    assert "aangemeld voor insp-z, maar er staan wijzigingen op van insp-a" in told.err
    assert "Bel beheer" in told.err
    sync = laptop("sync")
    assert sync.code == 6
    assert sync.err.count("IB-S-413") == 1
    assert "Hetzelfde geldt voor nog" in sync.err
    assert laptop("visit", "show", laptop.visit).code == 0


def test_an_office_invites_lists_and_revokes(
    laptop: Laptop, office: TestOffice, tmp_path: Path
) -> None:
    def at_office(*words: object) -> Outcome:
        options = ("--folder", tmp_path / "office", "--database", office.database)
        return laptop.run("office", *words, *options, "--json")

    invited = at_office("invite", "--person", "insp-a", "--name", "Anna").result
    assert invited["person"] == "insp-a"
    enrolled = laptop("enrol", office.url, invited["code"], "--json").result
    (member,) = at_office("members").result
    assert member == {
        "person": "insp-a",
        "name": "Anna",
        "letter": enrolled["letter"],
        "device": enrolled["device"],
    }
    unknown = at_office("revoke", "zzz")
    assert unknown.code == 4
    assert "office members" in unknown.error["now"]
    assert at_office("revoke", enrolled["device"][:8]).result["revoked"] is True
    told = laptop("sync")
    assert told.code == 8
    assert "mag niet meer met kantoor synchroniseren" in told.err
    assert "Uw gegevens staan nog op deze laptop" in told.err


def test_an_administrator_sees_who_read_and_exported_what(
    laptop: Laptop, office: TestOffice, tmp_path: Path
) -> None:
    code = office.served.office.people.invite("insp-a", "Anna")
    assert laptop("enrol", office.url, code).code == 0
    assert laptop("visit", "export", laptop.visit, tmp_path / "uit.json").code == 0
    assert laptop("visit", "tables", laptop.visit, tmp_path / "tabellen").code == 0
    assert laptop("report", laptop.visit, "--draft", "--out", tmp_path / "uit.pdf").code == 0
    secret = tmp_path / "pakket"
    secret.write_text("een lange wachtwoordzin\n", encoding="utf-8")
    package = ("package", "out", laptop.visit, tmp_path / "uit.ibz")
    assert laptop(*package, "--package-passphrase-file", secret).code == 0
    assert laptop("sync").code == 0

    at_office = ("--folder", tmp_path / "office", "--database", office.database)
    lines = laptop.run("office", "audit", "--person", "insp-a", *at_office, "--json").result
    told = [line["detail"] for line in lines if line["what"] == "export"]
    assert told == ["json", "tables", "report internal", "package"]
    assert {line["log"] for line in lines} == {f"visit/{laptop.visit}"}
    words = laptop.run("office", "audit", *at_office)
    assert words.out.splitlines()[0].split() == [
        "wanneer",
        "persoon",
        "laptop",
        "log",
        "wat",
        "welk",
    ]


def test_a_checklist_is_published_and_a_visit_begins_with_it(
    laptop: Laptop, office: TestOffice, checklist: Path, tmp_path: Path
) -> None:
    at_office = ("--folder", tmp_path / "office", "--database", office.database)
    (told,) = laptop.run("office", "publish", checklist, *at_office, "--json").result
    assert (told["kind"], told["id"], told["version"]) == ("form", "klein", "1")
    assert laptop("visit", "new", "klein").code == 4, "not on this laptop yet"
    code = office.served.office.people.invite("insp-a", "Anna")
    assert laptop("enrol", office.url, code).code == 0
    assert laptop("sync").code == 0

    assert [each["id"] for each in laptop("visit", "checklists", "--json").result] == ["klein"]
    visit = laptop("visit", "new", "klein", "--json").result["visit"]
    assert laptop("visit", "show", visit, "--json").result["form"] == "klein 1"
    unknown = laptop("visit", "new", "onbekend")
    assert unknown.code == 4 and "onbekend" in unknown.err
    listed = laptop.run("office", "published", *at_office).out.splitlines()
    assert listed[0].split()[:3] == ["soort", "id", "versie"] and "klein" in listed[2]


def test_nothing_is_published_when_one_of_the_files_is_no_good(
    laptop: Laptop, office: TestOffice, checklist: Path, tmp_path: Path
) -> None:
    at_office = ("--folder", tmp_path / "office", "--database", office.database)
    bad = tmp_path / "locaties.csv"
    bad.write_text("name,label\npi_a,\n", encoding="utf-8")
    told = laptop.run("office", "publish", checklist, bad, *at_office)
    assert told.code == 3
    assert "In locaties.csv klopt rij 2 niet" in told.err
    assert laptop.run("office", "published", *at_office, "--json").result == []
    day = laptop.run("office", "publish", checklist, "--until", "morgen", *at_office)
    assert day.code == 2


def test_reference_data_is_published_with_a_version_or_not_at_all(
    laptop: Laptop, office: TestOffice, checklist: Path, tmp_path: Path
) -> None:
    at_office = ("--folder", tmp_path / "office", "--database", office.database)
    rules, empty = tmp_path / "termijnen.toml", tmp_path / "leeg.toml"
    rules.write_text("version = 4\n", encoding="utf-8")
    empty.write_text(" \n", encoding="utf-8")
    for words, code in (
        ((rules, "--kind", "rules"), 3),
        ((empty, "--kind", "rules", "--version", "1"), 3),
        ((tmp_path / "nergens", "--kind", "rules", "--version", "1"), 4),
        ((rules, checklist, "--kind", "rules", "--version", "1"), 2),
        ((checklist, "--version", "1"), 2),
        ((rules, "--kind", "iets", "--version", "1"), 2),
    ):
        assert laptop.run("office", "publish", *words, *at_office).code == code, words
    assert laptop.run("office", "published", *at_office, "--json").result == []

    named = ("--kind", "rules", "--id", "jenv-termijnen", "--version", "4")
    (told,) = laptop.run("office", "publish", rules, *named, *at_office, "--json").result
    assert (told["kind"], told["id"], told["version"]) == ("rules", "jenv-termijnen", "4")


def test_an_office_that_lost_a_file_is_told_by_its_check(
    laptop: Laptop, office: TestOffice, tmp_path: Path
) -> None:
    where = ("--folder", tmp_path / "office", "--database", office.database, "--json")
    invited = laptop.run("office", "invite", "--person", "insp-a", "--name", "Anna", *where).result
    laptop("enrol", office.url, invited["code"])
    assert laptop("sync").code == 0
    whole = laptop.run("office", "check", *where)
    assert (whole.code, whole.result["lacking"]) == (0, [])

    [lost] = [each for each in office.files.rglob("*") if each.is_file()]
    lost.unlink()
    told = laptop.run("office", "check", *where)
    assert (told.code, told.result["lacking"]) == (7, [lost.name])
    assert laptop("sync").code == 0
    assert laptop.run("office", "check", *where).code == 0


def test_an_office_tells_of_damaged_rows_and_of_clocks_that_run_ahead(
    laptop: Laptop, office: TestOffice, tmp_path: Path
) -> None:
    code = office.served.office.people.invite("insp-a", "Anna")
    assert laptop("enrol", office.url, code).code == 0
    assert laptop("visit", "answer", laptop.visit, "A1", "ja").code == 0
    assert laptop("sync").code == 0
    options = ("--folder", tmp_path / "office", "--database", office.database)

    def check() -> tuple[int, Any]:
        told = laptop.run("office", "check", *options, "--json")
        return told.code, told.result

    found, whole = check()
    assert (found, whole["damaged"], whole["ahead"]) == (0, 0, [])
    office.execute("UPDATE change SET received = received - interval '2 hours' WHERE dseq > 2")
    office.execute("UPDATE change SET value = NULL, salt = NULL WHERE vseq = 2")
    found, told = check()
    assert (found, told["damaged"] >= 1) == (7, True)
    (ahead,) = told["ahead"]
    assert ahead["device"] and 7000 < ahead["seconds"] < 8000
    assert laptop("sync").code == 0  # and it comes back
    assert check()[0] == 0


@pytest.mark.parametrize(
    "words", [("members",), ("revoke", "x"), ("audit",), ("check",), ("published",)]
)
def test_a_folder_without_an_office_is_told_and_not_made(
    laptop: Laptop, tmp_path: Path, words: tuple[str, ...]
) -> None:
    told = laptop.run("office", *words, "--folder", tmp_path / "nergens")
    assert told.code == 4
    assert "nergens bestaat niet" in told.err
    assert not (tmp_path / "nergens").exists()


@pytest.mark.parametrize("host", ["0.0.0.0", "kantoor.example"])
def test_an_office_is_not_served_in_the_open_without_a_certificate(
    laptop: Laptop, tmp_path: Path, host: str
) -> None:
    told = laptop.run("office", "serve", "--host", host, "--folder", tmp_path / "office")
    assert told.code == 8
    assert "niet beveiligd" in told.err


def test_serving_where_another_program_listens_is_told(laptop: Laptop, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        told = laptop.run("office", "serve", "--folder", tmp_path / "office", "--port", port)
    assert told.code == 5
    assert f"Op 127.0.0.1:{port} kan het kantoor niet luisteren" in told.err
    assert not (tmp_path / "office" / "postgres").exists()


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        (("--certificate", "nergens.pem"), 4, "nergens.pem bestaat niet"),
        (("--certificate", "tekst.pem", "--key", "tekst.pem"), 2, "geef beide als PEM"),
        (("--key", "tekst.pem"), 2, "geef beide als PEM"),
        (("--database", "nonsens"), 2, "postgresql://"),
        (("--oidc-issuer", "https://x.example"), 2, "--oidc-client"),
        (("--oidc-allow", "groepen"), 2, "CLAIM=WAARDE"),
        (("--oidc-issuer", "http://x.example", "--oidc-client", "c"), 8, "niet beveiligd"),
        (("--folder", "tekst.pem"), 4, "kan niet worden geschreven"),
    ],
)
def test_an_office_that_cannot_be_served_is_told_before_anything_is_made(
    laptop: Laptop,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    code: int,
    expected: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tekst.pem").write_text("geen certificaat", encoding="utf-8")
    told = laptop.run("office", "serve", "--host", "0.0.0.0", *words)
    assert told.code == code
    assert expected in told.err
    assert not list(tmp_path.glob("*/postgres"))


def test_the_practice_visit_stays_on_the_laptop_whoever_enrols(
    tmp_path: Path, office: TestOffice
) -> None:
    office.served.office.people.invite("insp-a", "Anna")
    place = office.laptop("insp-z")
    practice = bring_practice(place)

    result = sync_here(place)

    assert result.done and result.staying == (practice.log,)
    assert office.rows("SELECT count(*) FROM log") == [(0,)]


def test_one_who_practised_first_and_enrols_as_another_is_told_one_honest_line(
    laptop: Laptop, office: TestOffice
) -> None:
    office.served.office.people.invite("insp-a", "Anna")
    empty = laptop.folder.parent / "leeg"
    store = Store(empty, unlock(empty, "oefening"))
    bring_practice(Workplace(store))
    store.close()
    there = ("--data", empty, "--passphrase-file", laptop.passphrase)

    code = office.served.office.people.invite("insp-z", "Zoë")
    assert laptop.run("enrol", office.url, code, *there).code == 0
    told = laptop.run("sync", *there)

    assert told.code == 0
    assert told.out.splitlines() == [
        "Doorlichting PI Oefenstad (oefening) blijft op deze laptop: "
        "dit is een oefening en gaat niet naar kantoor."
    ]
    assert office.rows("SELECT count(*) FROM quarantine") == [(0,)]
