"""The tables on the laptop, and the triggers that keep a change what it was."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

VERSION = 4
APPLICATION_ID = 0x49427631  # "IBv1"

metadata = MetaData()

fact = Table(
    "fact",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", LargeBinary, nullable=False),
    comment="single facts of this device: identity, tokens, last clock",
)

change = Table(
    "change",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("log", String, nullable=False),
    Column("device", String, nullable=False),
    Column("dseq", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("salt", LargeBinary),
    Column("value", LargeBinary),
    Column("vseq", Integer, comment="its number in the office's log, once seen back there"),
    Column("refused", String, comment="the code with which the office put it in quarantine"),
    Index("change_by_chain", "log", "device", "dseq"),
)

seal = Table(
    "seal",
    metadata,
    Column("log", String, primary_key=True),
    Column("device", String, primary_key=True),
    Column("dseq", Integer, primary_key=True),
    Column("head", String(64), primary_key=True),
    Column("signature", LargeBinary, nullable=False),
)

position = Table(
    "position",
    metadata,
    Column("log", String, primary_key=True),
    Column("vseq", Integer, nullable=False),
    Column("roll", LargeBinary, nullable=False),
)

draft = Table(
    "draft",
    metadata,
    Column("log", String, primary_key=True),
    Column("field", String, primary_key=True),
    Column("text", Text, nullable=False),
    Column("at", String, nullable=False),
)

colleague = Table(
    "colleague",
    metadata,
    Column("device", String, primary_key=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("person", String, nullable=False),
    Column("name", String, nullable=False),
    Column("letter", String, nullable=False),
)

piece = Table(
    "piece",
    metadata,
    Column("log", String, primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("received", Integer, nullable=False, comment="1 once the office confirmed the hash"),
    UniqueConstraint("log", "sha256"),
    comment="evidence files that a log speaks of",
)

summary = Table(
    "summary",
    metadata,
    Column("log", String, primary_key=True),
    Column("content", LargeBinary, comment="empty since something of the log changed"),
    Column("changes", Integer, nullable=False, server_default="0"),
    Column("changes_received", Integer, nullable=False, server_default="0"),
    Column("files", Integer, nullable=False, server_default="0"),
    Column("files_received", Integer, nullable=False, server_default="0"),
    Column("refused", Integer, nullable=False, server_default="0"),
    comment="one line per log; it can be made again from the log at any time",
)

purged = Table(
    "purged",
    metadata,
    Column("log", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("at", String, nullable=False),
    Column("changes", Integer, nullable=False),
    Column("files", Integer, nullable=False),
    Column("vseq", Integer, nullable=False),
    Column("roll", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("device", String, nullable=False),
    Column("dseq", Integer, nullable=False),
    Column("head", String, nullable=False),
    Column("gone", Integer, nullable=False, comment="0 once it was fetched again"),
    comment="logs that were taken from this laptop, with the office's receipt",
)

erased = Table(
    "erased",
    metadata,
    Column("change", String(64), primary_key=True),
    Column("log", String, nullable=False),
    comment="changes whose value two persons erased",
)

leaving = Table(
    "leaving",
    metadata,
    Column("sha256", String(64), primary_key=True),
    comment="what has still to be removed from the disk",
)

# `INSERT OR REPLACE` slips past update and delete triggers, so inserts are guarded as well.
TRIGGERS = (
    """CREATE TRIGGER change_is_new BEFORE INSERT ON change
       WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.id OR seq = NEW.seq)
       BEGIN SELECT RAISE(ABORT, 'a change is never replaced'); END""",
    """CREATE TRIGGER change_is_immutable
       BEFORE UPDATE OF seq, id, log, device, dseq, data ON change
       BEGIN SELECT RAISE(ABORT, 'a change is never altered'); END""",
    """CREATE TRIGGER value_is_only_erased BEFORE UPDATE OF salt, value ON change
       WHEN NEW.salt IS NOT NULL OR NEW.value IS NOT NULL
       BEGIN SELECT RAISE(ABORT, 'a value is only ever erased'); END""",
    """CREATE TRIGGER seal_is_immutable BEFORE UPDATE ON seal
       BEGIN SELECT RAISE(ABORT, 'a seal is never altered'); END""",
)

# A log goes only where the office signed for it. A value that two persons erased is erased again
# when it comes back with its change.
_SIGNED_FOR = "SELECT 1 FROM purged WHERE log = OLD.log AND gone = 1"
_KNOWN_ERASED = "WHEN EXISTS (SELECT 1 FROM erased WHERE change = NEW.id)"
_ERASE = "UPDATE change SET salt = NULL, value = NULL WHERE value IS NOT NULL AND id = "
REMOVAL_TRIGGERS = (
    f"""CREATE TRIGGER change_is_kept BEFORE DELETE ON change WHEN NOT EXISTS ({_SIGNED_FOR})
       BEGIN SELECT RAISE(ABORT, 'a change is never deleted'); END""",
    f"""CREATE TRIGGER seal_is_kept BEFORE DELETE ON seal WHEN NOT EXISTS ({_SIGNED_FOR})
       BEGIN SELECT RAISE(ABORT, 'a seal is never deleted'); END""",
    """CREATE TRIGGER log_is_back AFTER INSERT ON change
       WHEN EXISTS (SELECT 1 FROM purged WHERE log = NEW.log AND gone = 1)
       BEGIN UPDATE purged SET gone = 0 WHERE log = NEW.log; END""",
    f"CREATE TRIGGER value_is_erased AFTER INSERT ON erased BEGIN {_ERASE} NEW.change; END",
    f"CREATE TRIGGER value_stays_erased AFTER INSERT ON change {_KNOWN_ERASED}"
    f" BEGIN {_ERASE} NEW.id; END",
)

_STALE = """BEGIN
       UPDATE summary SET content = NULL WHERE log = NEW.log AND content IS NOT NULL;
       INSERT OR IGNORE INTO summary (log) VALUES (NEW.log); END"""
SUMMARY_TRIGGERS = (
    f"CREATE TRIGGER summary_of_new AFTER INSERT ON change {_STALE}",
    "CREATE TRIGGER summary_of_known AFTER UPDATE OF vseq, refused, salt, value ON change "
    + _STALE,
    f"CREATE TRIGGER summary_of_file AFTER INSERT ON piece {_STALE}",
    f"CREATE TRIGGER summary_of_received AFTER UPDATE ON piece {_STALE}",
)
