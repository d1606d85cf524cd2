"""The closed list of what can go wrong, as codes with facts; the sentences live in `messages`."""

from __future__ import annotations

from enum import Enum, IntEnum


class Exit(IntEnum):
    """Exit codes of the command line; other programs rely on them."""

    GOOD = 0
    BUG = 1
    WRONG_USE = 2
    FINDINGS = 3
    UNREADABLE = 4
    IN_USE = 5
    SYNC_INCOMPLETE = 6
    INTEGRITY = 7
    NOT_ALLOWED = 8


class Code(Enum):
    """One member per thing that can go wrong: the code people quote and the exit code it gives."""

    # form
    FORM_FAULTS = ("IB-F-101", Exit.FINDINGS)
    FORM_UNREADABLE = ("IB-F-102", Exit.UNREADABLE)
    FORM_TOO_COMPLEX = ("IB-F-103", Exit.FINDINGS)
    FORM_UNKNOWN_NODE = ("IB-F-104", Exit.WRONG_USE)
    FORM_VALUE_REFUSED = ("IB-F-105", Exit.WRONG_USE)
    STEPS_UNREADABLE = ("IB-F-106", Exit.UNREADABLE)
    # visit
    VISIT_UNKNOWN = ("IB-V-201", Exit.UNREADABLE)
    VISIT_INCOMPLETE = ("IB-V-202", Exit.FINDINGS)
    VISIT_FROZEN = ("IB-V-203", Exit.NOT_ALLOWED)
    ENTITY_UNKNOWN = ("IB-V-204", Exit.UNREADABLE)
    FIELD_UNKNOWN = ("IB-V-205", Exit.WRONG_USE)
    VISIT_AMBIGUOUS = ("IB-V-207", Exit.WRONG_USE)
    VISIT_NOT_FINISHED = ("IB-V-208", Exit.WRONG_USE)
    VISIT_NOT_REPORTED = ("IB-V-209", Exit.NOT_ALLOWED)
    UPLOAD_UNFIT = ("IB-V-220", Exit.FINDINGS)
    LAPTOP_UNKNOWN = ("IB-S-471", Exit.UNREADABLE)
    PRACTICE_UNREADABLE = ("IB-V-206", Exit.UNREADABLE)
    VIEW_REFUSED = ("IB-V-230", Exit.UNREADABLE)
    EVIDENCE_EMPTY = ("IB-V-231", Exit.FINDINGS)
    DIFFERENCE_UNKNOWN = ("IB-V-232", Exit.UNREADABLE)
    # store
    KEY_WRONG = ("IB-O-301", Exit.NOT_ALLOWED)
    KEYRING_MISSING = ("IB-O-302", Exit.NOT_ALLOWED)
    STORE_DAMAGED = ("IB-O-303", Exit.INTEGRITY)
    STORE_NEWER = ("IB-O-304", Exit.UNREADABLE)
    STORE_IN_USE = ("IB-O-305", Exit.IN_USE)
    STORE_MISSING = ("IB-O-306", Exit.UNREADABLE)
    DISK_FULL = ("IB-O-307", Exit.UNREADABLE)
    EVIDENCE_UNREADABLE = ("IB-O-308", Exit.UNREADABLE)
    EVIDENCE_NO_IMAGE = ("IB-O-309", Exit.FINDINGS)
    EVIDENCE_DAMAGED = ("IB-O-310", Exit.INTEGRITY)
    STORE_UNENCRYPTED = ("IB-O-311", Exit.INTEGRITY)
    LOG_BROKEN = ("IB-O-312", Exit.INTEGRITY)
    KEY_LOST = ("IB-O-324", Exit.NOT_ALLOWED)
    LOCKED = ("IB-O-320", Exit.NOT_ALLOWED)
    LOCK_SET = ("IB-O-321", Exit.WRONG_USE)
    LOCK_MISSING = ("IB-O-322", Exit.WRONG_USE)
    PASSPHRASE_SHORT = ("IB-O-323", Exit.WRONG_USE)
    WIPED = ("IB-O-325", Exit.NOT_ALLOWED)
    LEASE_OVER = ("IB-O-326", Exit.NOT_ALLOWED)
    CLOCK_BACK = ("IB-O-327", Exit.NOT_ALLOWED)
    RECOVERY_IMPOSSIBLE = ("IB-O-328", Exit.NOT_ALLOWED)
    EXPUNGE_UNKNOWN = ("IB-O-330", Exit.UNREADABLE)
    EXPUNGE_ALONE = ("IB-O-331", Exit.NOT_ALLOWED)
    TRIES_WAIT = ("IB-O-332", Exit.NOT_ALLOWED)
    RECOVERY_PART = ("IB-O-329", Exit.UNREADABLE)
    # sync
    OFFICE_UNREACHABLE = ("IB-S-401", Exit.SYNC_INCOMPLETE)
    OFFICE_FULL = ("IB-S-402", Exit.SYNC_INCOMPLETE)
    OFFICE_FAULT = ("IB-S-403", Exit.SYNC_INCOMPLETE)
    ENROL_CODE_UNKNOWN = ("IB-S-404", Exit.NOT_ALLOWED)
    ENROL_CODE_USED = ("IB-S-411", Exit.NOT_ALLOWED)
    ENROL_CODE_EXPIRED = ("IB-S-412", Exit.NOT_ALLOWED)
    NOT_ENROLLED = ("IB-S-405", Exit.NOT_ALLOWED)
    DEVICE_REVOKED = ("IB-S-406", Exit.NOT_ALLOWED)
    OFFICE_UNTRUSTED = ("IB-S-407", Exit.INTEGRITY)
    SYNC_INCOMPLETE = ("IB-S-408", Exit.SYNC_INCOMPLETE)
    OFFICE_INSECURE = ("IB-S-409", Exit.NOT_ALLOWED)
    LOG_FORBIDDEN = ("IB-S-410", Exit.NOT_ALLOWED)
    CHANGE_QUARANTINED = ("IB-S-413", Exit.SYNC_INCOMPLETE)
    EVIDENCE_ON_ITS_WAY = ("IB-S-414", Exit.SYNC_INCOMPLETE)
    ENROL_OTHER_PERSON = ("IB-S-415", Exit.SYNC_INCOMPLETE)
    DEVICE_UNKNOWN = ("IB-S-416", Exit.UNREADABLE)
    VERSION_TAKEN = ("IB-S-420", Exit.NOT_ALLOWED)
    VERSION_MISSING = ("IB-S-421", Exit.FINDINGS)
    DATA_EMPTY = ("IB-S-427", Exit.FINDINGS)
    SITES_FAULTY = ("IB-S-422", Exit.FINDINGS)
    SIGN_IN_NOT_OFFERED = ("IB-S-423", Exit.NOT_ALLOWED)
    SIGN_IN_FAILED = ("IB-S-424", Exit.NOT_ALLOWED)
    PROVIDER_UNREACHABLE = ("IB-S-425", Exit.SYNC_INCOMPLETE)
    PERSON_UNKNOWN = ("IB-S-426", Exit.NOT_ALLOWED)
    SESSION_ENDED = ("IB-S-434", Exit.NOT_ALLOWED)
    PAGE_NOT_OURS = ("IB-S-435", Exit.NOT_ALLOWED)
    OFFICE_LACKS_FILES = ("IB-S-470", Exit.INTEGRITY)
    OFFICE_ROWS_DAMAGED = ("IB-S-473", Exit.INTEGRITY)
    DEVICE_TAKEN = ("IB-S-472", Exit.SYNC_INCOMPLETE)
    CLOCK_AHEAD = ("IB-S-430", Exit.GOOD)
    CLOCK_BEHIND = ("IB-S-431", Exit.GOOD)
    # package
    PACKAGE_UNREADABLE = ("IB-S-450", Exit.UNREADABLE)
    PACKAGE_BROKEN = ("IB-S-451", Exit.INTEGRITY)
    PACKAGE_KEY = ("IB-S-452", Exit.NOT_ALLOWED)
    PACKAGE_LOCKED = ("IB-S-453", Exit.NOT_ALLOWED)
    PACKAGE_NEWER = ("IB-S-454", Exit.UNREADABLE)
    PACKAGE_TOO_BIG = ("IB-S-455", Exit.UNREADABLE)
    PACKAGE_STRANGER = ("IB-S-456", Exit.NOT_ALLOWED)
    RECIPIENT_UNKNOWN = ("IB-S-457", Exit.UNREADABLE)
    NO_ROOM = ("IB-S-458", Exit.UNREADABLE)
    COPY_UNREADABLE = ("IB-S-459", Exit.INTEGRITY)
    WIPE_WAITS = ("IB-S-440", Exit.SYNC_INCOMPLETE)
    WIPE_REVOKED = ("IB-S-441", Exit.NOT_ALLOWED)
    WIPE_TOO_LATE = ("IB-S-442", Exit.NOT_ALLOWED)
    RECOVERY_KEY_THERE = ("IB-S-443", Exit.NOT_ALLOWED)
    PURGE_WAITS = ("IB-S-444", Exit.NOT_ALLOWED)
    PURGE_UNSIGNED = ("IB-S-445", Exit.INTEGRITY)
    LOG_DESTROYED = ("IB-S-446", Exit.NOT_ALLOWED)
    DESTROYED_WAITS = ("IB-S-447", Exit.SYNC_INCOMPLETE)
    DESTROYED = ("IB-S-449", Exit.GOOD)
    TOMBSTONE_UNSIGNED = ("IB-S-448", Exit.INTEGRITY)
    LOG_UNKNOWN = ("IB-S-462", Exit.UNREADABLE)
    DESTROY_ALONE = ("IB-S-463", Exit.NOT_ALLOWED)
    DESTROY_NOT_ASKED = ("IB-S-464", Exit.UNREADABLE)
    DESTROY_MOVED = ("IB-S-465", Exit.NOT_ALLOWED)
    LAST_DECIDER = ("IB-S-468", Exit.NOT_ALLOWED)
    MEMBER_UNKNOWN = ("IB-S-466", Exit.UNREADABLE)
    CHANGE_UNKNOWN = ("IB-S-467", Exit.UNREADABLE)
    COPY_MISSING = ("IB-S-460", Exit.UNREADABLE)
    COPY_NOT_GOOD = ("IB-S-461", Exit.INTEGRITY)
    # report
    REPORT_LEAKS = ("IB-R-520", Exit.FINDINGS)
    GLYPH_MISSING = ("IB-R-501", Exit.FINDINGS)
    SIGNER_KEY_UNREADABLE = ("IB-R-502", Exit.UNREADABLE)
    SIGNATURE_BROKEN = ("IB-R-503", Exit.INTEGRITY)
    REPORT_UNREADABLE = ("IB-R-504", Exit.UNREADABLE)
    SIGN_ORDER = ("IB-R-505", Exit.NOT_ALLOWED)
    REPORT_INCOMPLETE = ("IB-R-506", Exit.FINDINGS)
    SIGNER_KEY_EXPIRED = ("IB-R-507", Exit.NOT_ALLOWED)
    SIGNER_UNKNOWN = ("IB-R-508", Exit.INTEGRITY)
    SIGNERS_UNNAMED = ("IB-R-509", Exit.INTEGRITY)
    REPORT_UNSIGNED = ("IB-R-510", Exit.INTEGRITY)
    REPORT_FULLY_SIGNED = ("IB-R-511", Exit.NOT_ALLOWED)
    AUTHORITY_UNREACHABLE = ("IB-R-512", Exit.SYNC_INCOMPLETE)
    AUTHORITY_UNUSABLE = ("IB-R-513", Exit.INTEGRITY)
    AUTHORITY_UNTRUSTED = ("IB-R-514", Exit.INTEGRITY)
    PROOFS_MISSING = ("IB-R-515", Exit.INTEGRITY)
    CERTIFICATE_REVOKED = ("IB-R-516", Exit.INTEGRITY)
    REPORT_WAITS = ("IB-R-517", Exit.NOT_ALLOWED)
    ROOTS_UNREADABLE = ("IB-R-518", Exit.UNREADABLE)
    TOKEN_DRIVER = ("IB-R-521", Exit.UNREADABLE)
    TOKEN_MISSING = ("IB-R-522", Exit.UNREADABLE)
    TOKEN_PIN = ("IB-R-523", Exit.NOT_ALLOWED)
    TOKEN_CERTIFICATE = ("IB-R-524", Exit.UNREADABLE)
    TEMPLATE_BROKEN = ("IB-R-526", Exit.FINDINGS)
    REPORT_OF_OTHER_DATA = ("IB-R-527", Exit.INTEGRITY)
    AUTHORITY_ADDRESS = ("IB-R-528", Exit.WRONG_USE)
    PRINTER_REFUSED = ("IB-R-529", Exit.UNREADABLE)
    TABLE_TEXT_TOO_LONG = ("IB-R-525", Exit.UNREADABLE)
    # general
    WRONG_USE = ("IB-A-601", Exit.WRONG_USE)
    FILE_MISSING = ("IB-A-602", Exit.UNREADABLE)
    PART_MISSING = ("IB-A-603", Exit.UNREADABLE)
    FILE_UNWRITABLE = ("IB-A-604", Exit.UNREADABLE)
    PASSPHRASE_EMPTY = ("IB-A-605", Exit.UNREADABLE)
    ADDRESS_IN_USE = ("IB-A-606", Exit.IN_USE)

    @property
    def quote(self) -> str:
        """The code a person reads aloud to support, such as `IB-S-402`."""
        return self.value[0]

    @property
    def exit(self) -> Exit:
        """The exit code of the command line for this error."""
        return self.value[1]


class InspectionError(Exception):
    """The world refused something: a code and its facts, never a sentence.

    Facts are short plain values for the sentence (names, counts, paths); never answers.
    """

    def __init__(self, code: Code, **facts: object) -> None:
        super().__init__(code.quote, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code.quote} {self.code.name.lower()} ({facts})"
