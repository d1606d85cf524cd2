"""What every page has: its headers, its structure, colours one can read, and nothing that acts."""

from __future__ import annotations

import itertools
import re
import string
from datetime import UTC, datetime

import httpx
import pytest

from inspectiebezoek.gui.look.contrast import ratio
from inspectiebezoek.log.change import Proposal
from inspectiebezoek.messages import LANGUAGES, texts
from inspectiebezoek.paths import resource
from inspectiebezoek.sync.client import OfficeClient
from inspectiebezoek.sync.run import SyncRun
from tests.support.office import TestOffice
from tests.support.web import browser, read, signed_in

UUID = "0190a0a0-0000-7000-8000-0000000000aa"
NOW = datetime(2026, 10, 6, 8, 0, tzinfo=UTC)
PATHS = (
    "/office/sign-in",
    "/office",
    f"/office/logs/visit/{UUID}",
    "/office/laptops",
    "/office/laptops/DEVICE",
    "/office/sessions",
    "/office/nergens",
    "/office/logs/visit/x",
)
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% raw %}",
    "Bezoek \u202egnp.exe\u2066\u200f",
    "a\x07b\x1b[31m",
    "&lt;b&gt; & {title} {0}",
    "x" * 3000,
)


def bring(office: TestOffice, text: str) -> str:
    """A visit in which a person typed this wherever text can stand; the id of the laptop."""
    anna = office.laptop("anna")
    told = [Proposal(f"visit:/{name}", text) for name in ("title", "kind", "site_label", "start")]
    told += [Proposal("visit:/security_label", text), Proposal("visit:/state", text)]
    told.append(Proposal(f"answer:/data/{text[:200]}", "x"))
    anna.store.append(f"visit/{UUID}", told, now=NOW)
    device = anna.store.device()
    with OfficeClient(device.office, device.token) as talk:
        assert SyncRun(anna.store, talk).run().done
    return device.id


def pages(office: TestOffice, device: str, language: str = "nl") -> dict[str, httpx.Response]:
    client = signed_in(office, "anna", **{"Accept-Language": language})
    return {path: client.get(path.replace("DEVICE", device)) for path in PATHS}


def test_every_answer_below_office_has_the_headers_also_a_refusal(office: TestOffice) -> None:
    device = bring(office, "Bezoek")
    client = browser(office.url)
    answers = [*pages(office, device).values(), client.get("/office"), client.get("/office/go")]
    answers += [client.get("/office/style.css"), client.post("/office/sign-out")]
    answers += [client.delete("/office"), client.get("/office?page=x")]
    for answer in answers:
        policy = answer.headers["content-security-policy"].split("; ")
        assert policy[0] == "default-src 'none'" and "frame-ancestors 'none'" in policy
        assert not any("unsafe" in part or "*" in part for part in policy)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert "camera=()" in answer.headers["permissions-policy"]
    health = httpx.get(office.url + "/health")
    assert "content-security-policy" not in health.headers


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_shown_as_text_and_does_nothing(office: TestOffice, text: str) -> None:
    device = bring(office, text)
    for path, page in pages(office, device).items():
        tree = read(page)
        assert not list(tree.iter("script", "img", "style", "iframe", "b", "object")), path
        for element in tree.iter():
            assert not any(name.startswith("on") or name == "style" for name in element.attrib)
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200f\x07\x1b]", page.text), path
        if "<" in text and page.status_code == 200 and path in PATHS[1:3]:
            assert text in tree.text_content(), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_built_so_that_a_screen_reader_finds_its_way(
    office: TestOffice, language: str
) -> None:
    device, titles = bring(office, "Bezoek"), set()
    for path, page in pages(office, device, language).items():
        tree = read(page)
        assert tree.get("lang") == language, path
        assert len(tree.findall(".//h1")) == 1, path
        title = tree.findtext(".//title") or ""
        titles.add(title)
        assert title.startswith(str(tree.find(".//h1").text_content()).strip()), path
        assert tree.xpath("//body/*[1]")[0].get("href") == "#main" and tree.xpath("//main[@id]")
        levels = [int(each.tag[1]) for each in tree.iter("h1", "h2", "h3")]
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), path
        assert all(each.get("scope") in ("col", "row") for each in tree.iter("th")), path
        for each in tree.iter("a", "button"):
            assert str(each.text_content()).strip(), path
        for each in tree.xpath("//input[@type!='hidden'] | //select"):
            assert tree.xpath(f"//label[@for='{each.get('id')}']"), path
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        assert "http://" not in re.sub('http://127[^"]*', "", page.text), "nothing from elsewhere"
    assert len(titles) >= len(PATHS) - 1, "each page has a title of its own"


def test_a_language_that_was_chosen_stays(office: TestOffice) -> None:
    client = browser(office.url)
    assert read(client.get("/office/sign-in")).get("lang") == "nl"
    assert read(client.get("/office/sign-in?language=en")).get("lang") == "en"
    assert read(client.get("/office/sign-in")).get("lang") == "en"
    assert read(client.get("/office/sign-in?language=xx")).get("lang") == "en"


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("en-GB,en;q=0.9", "en"),
        ("fr,de", "nl"),
        ("fr, en;q=0.5", "en"),
        (",;;q=", "nl"),
        ("", "nl"),
    ],
)
def test_a_browser_is_answered_in_its_own_language_where_we_have_it(
    office: TestOffice, asked: str, given: str
) -> None:
    client = browser(office.url, **{"Accept-Language": asked})
    assert read(client.get("/office/sign-in")).get("lang") == given


def test_colours_differ_enough_to_be_read() -> None:
    style = resource("web", "style.css").read_text("utf-8")
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", style))
    for ground in ("ground", "panel"):
        for ink in ("text", "muted", "accent", "caution", "bad"):
            assert ratio(colours[ink], colours[ground]) >= 4.5, (ink, ground)
        for line in ("border", "focus"):
            assert ratio(colours[line], colours[ground]) >= 3, (line, ground)
    for ground in ("accent", "bad"):
        assert ratio(colours["on-accent"], colours[ground]) >= 4.5
    assert set(re.findall(r"var\(--([\w-]+)\)", style)) <= set(colours)
    assert "outline: 3px solid var(--focus)" in style
    assert not re.search(r"#[0-9a-f]{3,8}", style.partition("}")[2]), "colours have names"


def test_both_languages_say_the_same_things_with_the_same_facts() -> None:
    def told(table: object, name: str = "") -> dict[str, set[str]]:
        if isinstance(table, str):
            return {name: {fact for _, fact, _, _ in string.Formatter().parse(table) if fact}}
        assert isinstance(table, dict)
        return {k: v for key, each in table.items() for k, v in told(each, f"{name}.{key}").items()}

    first, second = (told(dict(texts("web", language))) for language in LANGUAGES)
    assert first == second
