"""A fictitious report with drawn photos, and the people who sign it."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import UTC, datetime, timedelta
from functools import cache

from PIL import Image, ImageDraw

from inspectiebezoek.report.audience import Audience
from inspectiebezoek.report.content import (
    OPEN,
    Answer,
    Chapter,
    Comment,
    Decision,
    Evidence,
    Finding,
    Judgment,
    Photo,
    Recommendation,
    Report,
    Row,
    Signer,
)
from inspectiebezoek.report.produce import produce
from inspectiebezoek.report.sign import Signing, sign
from inspectiebezoek.report.signer_key import SignerKey, make_practice_key, open_key

NOW = datetime(2026, 3, 12, 15, 4, 5, tzinfo=UTC)
PASSPHRASE = "vier woorden voor oefening"
LEAD, SECOND = "Noor van der Aa (OEFENING)", "Sam Willems (OEFENING)"
CAPACITY, PLACE = "hoofdinspecteur", "Den Haag"
LOG = "visit/7d0c5a1e-0d5c-4f6e-9a3e-2f1b8c9d0e11"


@cache
def key_of(name: str) -> SignerKey:
    """The practice key of a person: the same one all through a run."""
    data = make_practice_key(name, PASSPHRASE, now=NOW, serial=len(name))
    return open_key(data, PASSPHRASE)


def photo(colour: str, words: str) -> bytes:
    """A drawn photo as JPEG."""
    picture = Image.new("RGB", (320, 240), colour)
    ImageDraw.Draw(picture).text((20, 20), words, fill="white")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


PHOTOS = {
    hashlib.sha256(each).hexdigest(): each
    for each in (photo("#345", "raam"), photo("#543", "deur"))
}


def data(signers: tuple[Signer, ...]) -> bytes:
    """What is sealed into the report about the visit."""
    named = [
        {
            "name": each.name,
            "capacity": each.capacity,
            "place": each.place,
            "fingerprint": each.fingerprint,
        }
        for each in signers
    ]
    heads = {"laptop-a": {"dseq": 12, "head": "ab" * 32}}
    document = {"format": "inspectiebezoek-report/1", "log": LOG, "heads": heads, "signers": named}
    return json.dumps(document, sort_keys=True).encode()


def signers_of(*names: str) -> tuple[Signer, ...]:
    """People who sign, with the fingerprints of their keys."""
    return tuple(Signer(name, CAPACITY, PLACE, key_of(name).fingerprint) for name in names)


def report_of(signers: tuple[Signer, ...], finding: str = "De celramen sluiten niet.") -> Report:
    """A small report in which every kind of section occurs."""
    raam, deur = sorted(PHOTOS)
    photos = (
        Photo("B-001", raam, "Celraam in gang 2", "Een raam dat open staat", OPEN),
        Photo("B-002", deur, "Deur van de luchtplaats", "Een dichte deur", OPEN),
    )
    return Report(
        title="Doorlichting PI Voorbeeldstad",
        kind="Verslag van een inspectiebezoek",
        site="PI Voorbeeldstad (verzonnen)",
        language="nl",
        label="Intern",
        practice=True,
        made=NOW.isoformat(),
        facts=(("Plaats", "PI Voorbeeldstad"), ("Begin", "12-03-2026 09:00 CET")),
        figures=(("Bezetting", "212"),),
        programme=(Row(("09:00", "Aankomst en legitimatie")),),
        findings=(
            Finding(
                "A-01",
                "Celramen",
                "verbeterpunt",
                finding,
                "Drie van tien ramen staan open bij ≤ 4 °C.",
                ("G-1 (bewaarder): het is al maanden zo.",),
                ("D-1: onderhoudslijst 2025.",),
                ("1.1",),
                ("B-001", "B-002"),
                photos,
            ),
            Finding(
                "A-02",
                "Bezoekzaal",
                "goed voorbeeld",
                "Licht en rustig.",
                "",
                (),
                (),
                ("1.2",),
                (),
                good=True,
            ),
        ),
        judgments=(
            Judgment(
                "1.1",
                "Huisvesting",
                "Leefomstandigheden",
                "voldoet_beperkt",
                "voldoet beperkt",
                "beperkt",
                "onvoldoende",
                "O, I, D",
                "Drie bronnen wijzen dezelfde kant op.",
                norm="Ramen sluiten.",
                basis="Verzonnen regeling, artikel 1",
            ),
        ),
        recommendations=(
            Recommendation("R-1", "Herstel de ramen.", "directeur", "01-06-2026", ("A-01",)),
        ),
        followups=(Row(("1", "2023", "Maak een plan", "gedaan", "stuk D-2")),),
        feedback=(Row(("16:00", "directeur", "De ramen moeten dicht.", "Akkoord")),),
        refusals=(Row(("10:00", "portier", "toegang keuken", "geen", "later alsnog")),),
        access=(Row(("08:50", "09:00", "ja", "")),),
        decisions=(Decision("Sluiten de ramen?", ("ja", "nee"), "nee", "Samen nagekeken."),),
        limits=("De keuken is niet bezocht.",),
        timeline=tuple(
            Row((f"{hour}:00", words, "waarneming", ""), at=f"2026-03-12T{hour}:00:00+01:00")
            for hour, words in (("09", "aankomst"), ("11", "rondgang"), ("15", "vertrek"))
        ),
        comments=(
            Comment("W-1", "VS-1", "Het zijn er twee.", "aanvulling", "Aangepast.", "ja", OPEN),
        ),
        interviews=(Row(("G-1", "bewaarder", "ramen"), sensitivity="bijzonder"),),
        documents=(Row(("D-1", "Onderhoudslijst", "ingezien")),),
        evidence=(
            Evidence("B-001", "foto", "Celraam", raam, "Noor", "10:15", "bestand", OPEN),
            Evidence("B-002", "foto", "Deur", deur, "Sam", "10:20", "bestand", OPEN),
        ),
        answers=(Chapter("Huisvesting", (Answer("Sluiten de ramen?", "nee", "3 van 10"),)),),
        signers=signers,
        scale={"voldoet_beperkt": "voldoet beperkt", "voldoet": "voldoet"},
        data=data(signers),
    )


def made(
    signers: tuple[Signer, ...],
    audience: Audience = Audience.INTERNAL,
    finding: str = "De celramen sluiten niet.",
) -> bytes:
    """A sealed, unsigned report with a place for each of these signers."""
    return produce(report_of(signers, finding), audience, PHOTOS.__getitem__)


@cache
def sealed(*names: str, audience: Audience = Audience.INTERNAL) -> bytes:
    """A sealed, unsigned report with a place for each of these people."""
    return made(signers_of(*names), audience)


@cache
def signed(
    *names: str, audience: Audience = Audience.INTERNAL, places: tuple[str, ...] = ()
) -> bytes:
    """A report signed by these people in this order, a minute after one another.

    `places`: for whom there is a place, when that is not just for them.
    """
    pdf = sealed(*(places or names), audience=audience)
    for number, name in enumerate(names):
        signing = Signing(CAPACITY, PLACE, NOW + timedelta(minutes=number))
        pdf = sign(pdf, key_of(name), signing)
    return pdf


def fingerprints(*names: str) -> frozenset[str]:
    """Whom a reader who knows these people expects."""
    return frozenset(key_of(name).fingerprint for name in names)
