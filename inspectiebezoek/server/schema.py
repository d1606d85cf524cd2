"""The tables of the office, in PostgreSQL."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    false,
    func,
    text,
)

metadata = MetaData()

office = Table(
    "office",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", LargeBinary, nullable=False),
    comment="facts of the office itself: its key, its epoch",
)

person = Table(
    "person",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
)

invitation = Table(
    "invitation",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("person", String, nullable=False),
    Column("expires", DateTime(timezone=True), nullable=False),
    Column("used", Boolean, nullable=False, default=False),
)

LAPTOP, OFFICE = "laptop", "office"
"""The kinds of device: those that people carry, and the office itself."""

device = Table(
    "device",
    metadata,
    Column("id", String, primary_key=True),
    Column("person", String, nullable=False),
    Column("letter", String, nullable=False, unique=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("revoked", Boolean, nullable=False, default=False),
    Column("known_as", String, nullable=False, default=""),
    Column("came_from", String, nullable=False, default="", comment="the device it follows up"),
    Column("recipient", String, nullable=False, server_default="", comment="its age key"),
    Column("kind", String, nullable=False, server_default=LAPTOP, comment="or office"),
    Column("enrolled", DateTime(timezone=True), server_default=func.now()),
)

log = Table(
    "log",
    metadata,
    Column("id", String, primary_key=True),
    Column("vseq", Integer, nullable=False),
    Column("roll", LargeBinary, nullable=False),
    Column("label", String, nullable=False, server_default="", comment="its security label"),
    Column("brought_by", String, nullable=False, server_default="", comment="who came with it"),
)

log_member = Table(
    "log_member",
    metadata,
    Column("log", String, primary_key=True),
    Column("person", String, primary_key=True),
    Column("right", String, nullable=False, comment="reader, writer, decider, or empty for none"),
    Column("wrote", Boolean, nullable=False, server_default=false(), comment="ever could write"),
    comment="read from the changes of the log; the empty person is everyone without a row",
)

change = Table(
    "change",
    metadata,
    Column("log", String, primary_key=True),
    Column("vseq", Integer, primary_key=True),
    Column("id", String(64), nullable=False),
    Column("device", String, nullable=False),
    Column("dseq", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("salt", LargeBinary),
    Column("value", LargeBinary),
    Column("roll", LargeBinary, nullable=False),
    Column("received", DateTime(timezone=True), nullable=False, server_default=func.now()),
    UniqueConstraint("log", "id"),
    # Not unique: a copied laptop makes two changes of one number, and both are kept.
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

quarantine = Table(
    "quarantine",
    metadata,
    Column("log", String, primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("code", String, nullable=False),
    Column("brought_by", String, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("salt", LargeBinary),
    Column("value", LargeBinary),
    Column("received", DateTime(timezone=True), nullable=False, server_default=func.now()),
    comment="changes that were not accepted; kept, never lost, and never in the way",
)

citation = Table(
    "citation",
    metadata,
    Column("log", String, primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("wanted", Boolean, nullable=False, server_default=false(), comment="lost: bring it"),
    Index("citation_by_file", "sha256"),
    Index("citation_wanted", "log", postgresql_where=text("wanted")),
    comment="the files that the changes of a log speak of",
)

reference = Table(
    "reference",
    metadata,
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("version", String, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("valid_from", String, nullable=False, default=""),
    Column("valid_to", String, nullable=False, default=""),
    Column("title", String, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("published", DateTime(timezone=True), nullable=False),
    comment="what every laptop gets: checklists, registers of sites",
)

reading = Table(
    "reading",
    metadata,
    Column("seq", BigInteger, Identity(always=True), primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("person", String, nullable=False),
    Column("device", String, nullable=False),
    Column("log", String, nullable=False),
    Column("what", String, nullable=False),
    Column("detail", String, nullable=False),
    Index("reading_by_log", "log"),
    comment="who was given what of a log; only ever added to",
)

wipe_order = Table(
    "wipe_order",
    metadata,
    Column("device", String, primary_key=True),
    Column("at_once", Boolean, nullable=False, comment="else it first brings what it has"),
    Column("ordered", DateTime(timezone=True), nullable=False),
    Column("begun", DateTime(timezone=True)),
    Column("done", DateTime(timezone=True)),
)

erased = Table(
    "erased",
    metadata,
    Column("log", String, primary_key=True),
    Column("change", String(64), primary_key=True),
    comment="changes whose value two persons erased",
)

destruction = Table(
    "destruction",
    metadata,
    Column("log", String, primary_key=True),
    Column("vseq", Integer, nullable=False),
    Column("roll", LargeBinary, nullable=False),
    Column("decision", String, nullable=False),
    Column("asked_by", String, nullable=False),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    comment="logs that one person asked to destroy, as they were then; another must agree",
)

tombstone = Table(
    "tombstone",
    metadata,
    Column("log", String, primary_key=True),
    Column("vseq", Integer, nullable=False),
    Column("roll", LargeBinary, nullable=False),
    Column("decision", String, nullable=False),
    Column("asked_by", String, nullable=False),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("agreed_by", String, nullable=False),
    Column("destroyed_at", DateTime(timezone=True), nullable=False),
    comment="what stays of a log that was destroyed; only ever added to",
)

leaving = Table(
    "leaving",
    metadata,
    Column("sha256", String(64), primary_key=True),
    comment="files that have still to be removed from the storage",
)

projected = Table(
    "projected",
    metadata,
    Column("name", String, primary_key=True),
    Column("log", String, primary_key=True),
    Column("vseq", Integer, nullable=False),
    Column("roll", LargeBinary, nullable=False),
    comment="how far a projection is in a log",
)

visit_fact = Table(
    "visit_fact",
    metadata,
    Column("log", String, primary_key=True),
    *(
        Column(name, String, nullable=False)
        for name in (
            *("title", "kind", "site", "site_code", "objects"),
            *("state", "start", "end", "lead", "label"),
        )
    ),
    Column("changes", Integer, nullable=False),
    Column("received", DateTime(timezone=True), nullable=False),
    Column("unread", Integer, nullable=False, comment="changes of its header that are none"),
    comment="one line per visit, for lists; made from the logs, and again at any time",
)

browser_session = Table(
    "browser_session",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("person", String, nullable=False),
    Column("form_secret", String(64), nullable=False, comment="every form carries it"),
    Column("begun", DateTime(timezone=True), nullable=False),
    Column("used", DateTime(timezone=True), nullable=False),
    Column("ends", DateTime(timezone=True), nullable=False),
    Index("browser_session_by_person", "person"),
    comment="who is signed in on the pages",
)
