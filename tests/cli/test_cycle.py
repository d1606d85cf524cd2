"""Following up, verifying, signalling, acting and coding by the command line."""

from __future__ import annotations

import json

from tests.cli.conftest import Laptop

A12 = "0190a0a0-0000-7000-8000-00000000a012"
TRACK = "track/0190a0a0-0000-7000-8000-0000000000aa"


def records(laptop: Laptop, kind: str) -> list[dict[str, object]]:
    """The records of a kind as the export of the visit has them."""
    out = laptop.folder.parent / "uit.json"
    assert laptop("visit", "export", laptop.visit, out).code == 0
    found = json.loads(out.read_text(encoding="utf-8"))["records"][kind]
    assert isinstance(found, list)
    return found


def test_an_earlier_recommendation_is_passed_over_only_with_a_reason(laptop: Laptop) -> None:
    words = ("visit", "followup", laptop.visit, A12, "--state", "niet_nagelopen")
    assert laptop(*words).code == 2
    assert records(laptop, "followup") == []

    told = laptop(*words, "--note", "De afdeling was dicht", "--json")
    assert told.result == {"followup": A12, "label": "O-0190a0a0", "state": "niet_nagelopen"}
    [made] = records(laptop, "followup")
    assert (made["id"], made["note"], made["source"]) == (A12, "De afdeling was dicht", None)


def test_what_is_followed_up_names_the_change_that_was_carried_in(laptop: Laptop) -> None:
    words = ("visit", "followup", laptop.visit, A12, "--state", "gezien")
    assert laptop(*words, "--from", TRACK, "--at", "ab" * 32).code == 0
    [made] = records(laptop, "followup")
    assert made["source"] == {"log": TRACK, "entity": f"recommendation:{A12}/", "at": "ab" * 32}

    for bad in (("--from", "traject"), ("--from", TRACK, "--at", "x"), ("--at", "ab" * 32)):
        told = laptop(*words, *bad)
        assert told.code == 2 and "verwijzing" in told.err
    assert laptop("visit", "followup", laptop.visit, "A-12", "--state", "gezien").code == 2


def test_a_measure_that_was_not_found_stands_beside_what_was_reported(laptop: Laptop) -> None:
    words = ("visit", "verification", laptop.visit, A12, "--state")
    assert laptop(*words, "aanwezig").code == 0
    assert laptop(*words, "niet_aangetroffen", "--note", "Het rooster was leeg").code == 0
    assert laptop(*words, "gereed").code == 2, "what was reported is not what was seen"

    [made] = records(laptop, "verification")
    assert (made["state"], made["note"]) == ("niet_aangetroffen", "Het rooster was leeg")


def test_a_signal_keeps_the_day_on_which_it_was_apart_from_when_it_was_noted(
    laptop: Laptop,
) -> None:
    told = laptop(
        *("visit", "signal", laptop.visit, "Te weinig mensen in de nacht"),
        *("--source", "medewerker", "--received", "2026-09-01", "--shielded", "--json"),
    )
    assert told.result["label"] == "S-A01"
    [made] = records(laptop, "signal")
    assert (made["received"], made["shielded"], made["reprisal"]) == ("2026-09-01", True, False)
    assert str(made["at"])[:10] != "2026-09-01"
    assert laptop("visit", "signal", laptop.visit, "  ").code == 2


def test_an_action_is_written_down_and_ended(laptop: Laptop) -> None:
    words = ("--sort", "brief", "--to", "directeur", "--due", "2026-12-01")
    assert laptop("visit", "action", laptop.visit, "Rooster bespreken", *words).out == "A-A01\n"
    ended = ("--state", "gedaan", "--on", "2026-11-20", "--result", "Rooster is aangepast")
    assert laptop("visit", "act", laptop.visit, "A-A01", *ended).code == 0
    [made] = records(laptop, "action")
    assert (made["due"], made["done_on"], made["state"]) == ("2026-12-01", "2026-11-20", "gedaan")
    assert laptop("visit", "act", laptop.visit, "A-A09", *ended).code == 4


EARLIER = "visit/0190a0a0-0000-7000-8000-0000000000bb"


def test_a_finding_is_coded_and_keeps_what_is_not_named(laptop: Laptop) -> None:
    assert laptop("visit", "finding", laptop.visit, "Nachtdienst", "--nature", "risico").code == 0
    codes = ("--severity", "3", "--extent", "patroon", "--process", "insluiting", "--norm", "N1")
    more = ("--norm", "N2", "--cause", "personeel", "--party", "pi-a=60", "--party", "dvo")
    told = laptop("visit", "code", laptop.visit, "B-A01", *codes, *more, "--json")
    assert told.result["changed"] == ["causes", "extent", "norms", "parties", "process", "severity"]
    repeated = ("--severity", "4", "--repeat-of", f"{EARLIER}/{A12}")
    assert laptop("visit", "code", laptop.visit, "B-A01", *repeated).code == 0

    [made] = records(laptop, "finding")
    assert (made["severity"], made["extent"], made["norms"]) == ("4", "patroon", ["N1", "N2"])
    assert made["parties"] == [{"object": "pi-a", "share": "60"}, {"object": "dvo", "share": ""}]
    assert made["repeat_of"] == {"log": EARLIER, "entity": f"finding:{A12}/", "at": ""}


def test_a_code_that_cannot_be_counted_is_refused(laptop: Laptop) -> None:
    assert laptop("visit", "finding", laptop.visit, "Nachtdienst", "--nature", "risico").code == 0
    for bad in (
        ("--severity", "5"),
        ("--extent", "groot"),
        ("--party", "pi-a=101"),
        ("--party", "=5"),
        ("--repeat-of", A12),
    ):
        assert laptop("visit", "code", laptop.visit, "B-A01", *bad).code == 2, bad
    assert laptop("visit", "code", laptop.visit, "B-A09", "--severity", "1").code == 4
    [made] = records(laptop, "finding")
    assert (made["severity"], made["parties"], made["repeat_of"]) == ("", [], None)


def test_a_visit_says_where_it_belongs_and_who_comes_along(laptop: Laptop) -> None:
    programme = f"programme/{A12}"
    told = laptop(
        *("visit", "header", laptop.visit, "--layer", "intensief", "--selection", "signaal"),
        *("--object", A12, "--line", f"{programme}/{A12}", "--study", f"study/{A12}"),
        *("--track", TRACK, "--track", f"track/{A12}", "--partner", "Inspectie Proef=D. Voorbeeld"),
        *("--companion", "ervaringsdeskundige=E. Voorbeeld", "--json"),
    )
    assert told.code == 0 and "tracks" in told.result["changed"]
    out = laptop.folder.parent / "kop.json"
    assert laptop("visit", "export", laptop.visit, out).code == 0
    header = json.loads(out.read_text(encoding="utf-8"))["header"]
    assert header["objects"] == [A12] and header["selection"] == "signaal"
    assert header["line"] == {"log": programme, "entity": f"line:{A12}/", "at": ""}
    assert [each["log"] for each in header["tracks"]] == [TRACK, f"track/{A12}"]
    assert header["partners"] == [{"organisation": "Inspectie Proef", "name": "D. Voorbeeld"}]

    for bad in (("--study", "studie"), ("--line", programme), ("--partner", "Inspectie Proef")):
        assert laptop("visit", "header", laptop.visit, *bad).code == 2, bad
