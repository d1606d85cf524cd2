"""What a verdict on a report says to people, line by line, on screen and on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.messages import text
from inspectiebezoek.report.formats import moment
from inspectiebezoek.report.verdict import (
    BEHIND,
    DIFFERS,
    SIGNER_UNKNOWN,
    SIGNERS_UNDETERMINABLE,
    TRUSTED,
    UNDETERMINABLE,
    UNKNOWN,
    UNSIGNED,
    VISIT_DIFFERS,
    SignatureVerdict,
    StampVerdict,
    Verdict,
)

GOOD, DOUBT, BAD = "good", "doubt", "bad"


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of a verdict, and how it stands: `good`, `doubt` (cannot be told) or `bad`."""

    words: str
    state: str


def told(verdict: Verdict, language: str) -> tuple[Told, ...]:
    """Every signature, every time-stamp, the attached data, and what it comes to."""
    return tuple(_told(verdict, language))


def doubt(verdict: Verdict, file: str) -> InspectionError:
    """Why a report does not hold, the worst first."""
    faults = set(verdict.faults)
    if faults == {UNSIGNED}:
        return InspectionError(Code.REPORT_UNSIGNED, file=file)
    if VISIT_DIFFERS in faults and faults <= {VISIT_DIFFERS, SIGNERS_UNDETERMINABLE}:
        names = ", ".join(verdict.differing)
        return InspectionError(Code.REPORT_OF_OTHER_DATA, file=file, names=names)
    if verdict.undeterminable:
        return InspectionError(Code.SIGNERS_UNNAMED, file=file)
    if faults == {SIGNER_UNKNOWN}:
        strangers = [each.name for each in verdict.signatures if each.trust == UNKNOWN]
        return InspectionError(Code.SIGNER_UNKNOWN, file=file, names=", ".join(strangers))
    return InspectionError(Code.SIGNATURE_BROKEN, file=file)


def _told(verdict: Verdict, language: str) -> Iterator[Told]:
    yield from (_signature(each, language) for each in verdict.signatures)
    yield from (_stamp(each, language) for each in verdict.stamps)
    if verdict.visit:
        names = ", ".join(verdict.differing)
        words = text("cli", f"verify.visit_{verdict.visit}", language, names=names)
        yield Told(words, {DIFFERS: BAD, BEHIND: DOUBT}.get(verdict.visit, GOOD))
    if verdict.holds:
        yield Told(text("cli", "verify.holds", language), GOOD)
    if verdict.waiting:
        names = ", ".join(verdict.waiting)
        yield Told(text("cli", "verify.waiting", language, names=names), DOUBT)


def _signature(each: SignatureVerdict, language: str) -> Told:
    whole = each.intact and each.valid and not each.changed
    words = text(
        "cli",
        "verify.signature",
        language,
        name=each.name,
        capacity=each.capacity,
        state=_state(whole, each.trust, language),
        level=each.level,
        time=moment(each.time, language, zone=True),
    )
    return Told(words, _standing(whole, each.trust))


def _stamp(each: StampVerdict, language: str) -> Told:
    whole = each.intact and each.valid
    state = _state(whole, f"stamp_{each.trust}", language)
    time = moment(each.time, language, zone=True)
    words = text("cli", "verify.stamp", language, name=each.authority, state=state, time=time)
    return Told(words, _standing(whole, each.trust))


def _state(whole: bool, trust: str, language: str) -> str:
    intact = text("cli", f"verify.{'intact' if whole else 'broken'}", language)
    return f"{intact}, {text('cli', f'verify.{trust}', language)}"


def _standing(whole: bool, trust: str) -> str:
    if not whole:
        return BAD
    return {TRUSTED: GOOD, UNDETERMINABLE: DOUBT}.get(trust, BAD)
