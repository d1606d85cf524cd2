"""What verifying a report comes to, for people and for other programs."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

# Whose a signature is: of someone expected, of someone else, or nobody said whom to expect.
TRUSTED, UNKNOWN, UNDETERMINABLE = "trusted", "unknown", "undeterminable"

# Whether the attached data is that of the visit: yes, no, or part of the visit is not here.
AGREES, DIFFERS, BEHIND = "agrees", "differs", "behind"

# Why a report does not hold.
UNREADABLE, UNSIGNED, ALTERED = "unreadable", "unsigned", "altered"
CHANGED_AFTERWARDS, NOT_WHOLE_FILE = "changed-afterwards", "not-whole-file"
CERTIFICATE_EXPIRED, NO_VISIT_DATA = "certificate-expired", "no-visit-data"
SIGNER_UNKNOWN, SIGNERS_UNDETERMINABLE = "signer-unknown", "signers-undeterminable"
VISIT_DIFFERS = "visit-differs"
CERTIFICATE_REVOKED, SIGNED_AFTER_STAMP = "certificate-revoked", "signed-after-stamp"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureVerdict:
    """What holds of one signature.

    `intact`: the bytes it covers and its own container are as signed; `valid`: the signature
    value is right; `trust`: is the signer one that the visit (or `--trust`) names; `changed`:
    what a later revision altered beyond what signing allows; `in_time`: the certificate was
    valid at the time claimed; `level`: PAdES level; `time`: as claimed (ISO 8601); `stamped`: the
    time at which a time-stamp shows that it existed; `revoked`: withdrawn before that time.
    """

    field: str
    name: str = ""
    capacity: str = ""
    place: str = ""
    fingerprint: str = ""
    intact: bool = False
    valid: bool = False
    trust: str = UNDETERMINABLE
    changed: str = ""
    in_time: bool = False
    level: str = ""
    time: str = ""
    stamped: str = ""
    revoked: bool = False
    too_late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StampVerdict:
    """What holds of one time-stamp over the file.

    `proven`: the file carries what shows that the authority's certificates were good; `root`,
    `fingerprint`: SHA-256 of the highest and of its own certificate; `trust`: did someone say
    to believe one of those. Without that it is a time by an authority of which nobody said so.
    """

    field: str
    authority: str = ""
    fingerprint: str = ""
    root: str = ""
    time: str = ""
    intact: bool = False
    valid: bool = False
    proven: bool = False
    revoked: bool = False
    trust: str = UNDETERMINABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What holds of the whole file. `faults` are codes; empty when all is well.

    `log`, `heads`: the visit and where its chains stood; `attached`: SHA-256 of the attached
    data; `waiting`: the people whose place for a signature is still empty. `visit`: whether the
    attached data is that of the visit, empty when the visit is not known here; `differing`: the
    laptops and pieces of evidence that are not.
    """

    signatures: tuple[SignatureVerdict, ...] = ()
    stamps: tuple[StampVerdict, ...] = ()
    faults: tuple[str, ...] = ()
    log: str = ""
    attached: str = ""
    heads: dict[str, Any]
    waiting: tuple[str, ...] = ()
    visit: str = ""
    differing: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """True when every signature is intact, valid and of a known signer, to the last byte."""
        return not self.faults

    @property
    def undeterminable(self) -> bool:
        """True when the only doubt is whose the signatures are: nobody said whom to expect."""
        return set(self.faults) == {SIGNERS_UNDETERMINABLE}

    def as_table(self) -> dict[str, Any]:
        """For JSON."""
        return {**asdict(self), "holds": self.holds, "undeterminable": self.undeterminable}
