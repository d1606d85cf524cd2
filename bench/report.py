"""What tagging, sealing, signing and verifying cost, against plain reportlab on the same story.

The plain limit draws the very same paragraphs, tables and photos with a bare canvas: no tags, no
PDF/A. Photos are derivatives as they lie on the laptop, made beforehand.
"""

from __future__ import annotations

import hashlib
import io
import resource
import subprocess
import sys
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime
from time import perf_counter

from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from table import show

from inspectiebezoek.report.audience import Audience
from inspectiebezoek.report.content import OPEN, Finding, Photo, Report, Signer
from inspectiebezoek.report.layout import document as layout
from inspectiebezoek.report.produce import produce
from inspectiebezoek.report.sign import Signing, sign
from inspectiebezoek.report.signer_key import SignerKey, make_practice_key, open_key
from inspectiebezoek.report.verify import verify

TIMES = int(sys.argv[1]) if len(sys.argv) > 1 else 3
NOW = datetime(2026, 3, 12, 15, 4, tzinfo=UTC)
WORDS = "De inspecteurs zagen dat de ramen van deze cellen niet sluiten en dat het daar tocht. " * 7


class Plain(Canvas):  # type: ignore[misc]
    """What the layout asks of its canvas, with nothing done about it."""

    def __init__(self, *args: object, **options: object) -> None:
        del options["root"]
        super().__init__(*args, **options)
        self.baselines: list[float] = []
        self.goals: list[tuple[int, float]] = []
        self.fields: list[object] = []
        self.links: list[object] = []
        self.marks: list[list[object]] = [[]]
        self.inside, self.repeating, self.at_end_of_page = True, False, None

    @contextmanager
    def mark(self, *_: object):
        yield

    artifact = mark

    def ensure(self, *_: object) -> None:
        """No structure."""

    begin_artifact = end_artifact = ensure


def photo(number: int) -> bytes:
    """A derivative of 1000 pixels with some grain, as a camera gives."""
    noise = Image.effect_noise((1000, 750), 30 + number % 20).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=70)
    return out.getvalue()


def story(findings: int, photos: dict[str, bytes]) -> Report:
    """A report with so many findings, the photos spread over them."""
    names = list(photos)
    each = max(1, len(names) // findings) if names else 0
    made = tuple(
        Finding(
            f"B-{number:03}",
            f"Bevinding {number}",
            "verbeterpunt",
            WORDS,
            WORDS,
            ("G-1 (bewaarder): het is al maanden zo.",),
            ("D-1: onderhoudslijst 2025.",),
            ("1.1",),
            (),
            tuple(
                Photo(f"E-{at}", sha, "Celraam", "Een raam dat open staat", OPEN)
                for at, sha in enumerate(names[number * each : (number + 1) * each])
            ),
        )
        for number in range(findings)
    )
    signer = Signer("Noor (OEFENING)", "hoofdinspecteur", "Den Haag")
    return Report(
        title="Meting",
        kind="Verslag",
        site="PI Voorbeeldstad (verzonnen)",
        language="nl",
        label="Intern",
        practice=True,
        made=NOW.isoformat(),
        facts=(("Plaats", "PI Voorbeeldstad"),),
        findings=made,
        signers=(signer,),
        scale={},
        data=b'{"log": "visit/x", "heads": {}, "signers": [{"name": "Noor (OEFENING)"}]}',
    )


def timed(work: Callable[[], object]) -> list[float]:
    """Seconds of each of some runs, after one that does not count."""
    work()
    found = []
    for _ in range(TIMES):
        start = perf_counter()
        work()
        found.append(perf_counter() - start)
    return found


def plain(report: Report, photos: dict[str, bytes]) -> None:
    """The same story on a bare canvas, and no sealing."""
    from unittest.mock import patch

    from inspectiebezoek.report import produce as room

    with patch.object(layout, "TaggingCanvas", Plain), patch.object(room, "seal", lambda *_: b""):
        produce(report, Audience.INTERNAL, photos.__getitem__)


def setting(title: str, report: Report, photos: dict[str, bytes]) -> None:
    """The same story plain, and tagged and sealed."""
    bare = timed(lambda: plain(report, photos))
    whole = timed(lambda: produce(report, Audience.INTERNAL, photos.__getitem__))
    show(title, [("plain reportlab", bare), ("tagged and sealed", whole)], "plain reportlab")


def signing(title: str, report: Report, key: SignerKey) -> None:
    """Signing and verifying, beside reading the file once."""
    sealed = produce(report, Audience.INTERNAL, {}.__getitem__)
    here = Signing("hoofdinspecteur", "Den Haag", NOW)
    signed = sign(sealed, key, here)
    rows = [
        ("the file's SHA-256", timed(lambda: hashlib.sha256(signed).digest())),
        ("sign B-B, verified before", timed(lambda: sign(sealed, key, here))),
        ("verify", timed(lambda: verify(signed, {key.fingerprint}, now=NOW))),
    ]
    show(title, rows, "verify")


def memory() -> int:
    """The most that a process uses for 60 photos, in MB."""
    if "--memory" in sys.argv:
        photos = {hashlib.sha256(each).hexdigest(): each for each in map(photo, range(60))}
        produce(story(30, photos), Audience.INTERNAL, photos.__getitem__)
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    told = subprocess.run(
        [sys.executable, __file__, "1", "--memory"], capture_output=True, text=True, check=True
    )
    return int(told.stdout)


if __name__ == "__main__":
    if "--memory" in sys.argv:
        print(memory())
    else:
        # First: a process begins with the most that the one it came from ever used.
        most = memory()
        setting("About 40 pages of text", story(95, {}), {})
        setting("About 400 pages of text", story(950, {}), {})
        derivatives = {hashlib.sha256(each).hexdigest(): each for each in map(photo, range(60))}
        setting("60 photos", story(30, derivatives), derivatives)
        own = make_practice_key("Noor (OEFENING)", "x", now=NOW, serial=1)
        signing("Signing about 40 pages", story(95, {}), open_key(own, "x"))
        signing("Signing about 400 pages", story(950, {}), open_key(own, "x"))
        print(f"\nmost memory with 60 photos: {most} MB")
