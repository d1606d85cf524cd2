"""The first tables of the office."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _text(name: str, *, key: bool = False, length: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), primary_key=key, nullable=False)


def _bytes(name: str, *, nullable: bool = False) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary, nullable=nullable)


def _received() -> sa.Column[object]:
    return sa.Column(
        "received", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()
    )


def upgrade() -> None:
    """Make the tables."""
    _people()
    _logs()
    _files()


def _people() -> None:
    op.create_table("office", _text("name", key=True), _bytes("value"))
    op.create_table("person", _text("id", key=True), _text("name"))
    op.create_table(
        "invitation",
        _text("code_hash", key=True, length=64),
        _text("person"),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used", sa.Boolean, nullable=False),
    )
    op.create_table(
        "device",
        _text("id", key=True),
        _text("person"),
        _text("letter"),
        _bytes("public_key"),
        _text("token_hash", length=64),
        sa.Column("revoked", sa.Boolean, nullable=False),
        sa.UniqueConstraint("letter"),
        sa.UniqueConstraint("token_hash"),
    )


def _logs() -> None:
    op.create_table(
        "log",
        _text("id", key=True),
        sa.Column("vseq", sa.Integer, nullable=False),
        _bytes("roll"),
    )
    op.create_table("log_member", _text("log", key=True), _text("person", key=True), _text("right"))
    op.create_table(
        "change",
        _text("log", key=True),
        sa.Column("vseq", sa.Integer, primary_key=True),
        _text("id", length=64),
        _text("device"),
        sa.Column("dseq", sa.Integer, nullable=False),
        _bytes("data"),
        _bytes("salt", nullable=True),
        _bytes("value", nullable=True),
        _bytes("roll"),
        _received(),
        sa.UniqueConstraint("log", "id"),
        sa.UniqueConstraint("log", "device", "dseq"),
    )
    op.create_table(
        "seal",
        _text("log", key=True),
        _text("device", key=True),
        sa.Column("dseq", sa.Integer, primary_key=True),
        _text("head", key=True, length=64),
        _bytes("signature"),
    )
    op.create_table(
        "quarantine",
        _text("log", key=True),
        _text("id", key=True, length=64),
        _text("code"),
        _text("brought_by"),
        _bytes("data"),
        _bytes("salt", nullable=True),
        _bytes("value", nullable=True),
        _received(),
    )


def _files() -> None:
    op.create_table("citation", _text("log", key=True), _text("sha256", key=True, length=64))
    op.create_index("citation_by_file", "citation", ["sha256"])
    op.create_table(
        "reference",
        _text("kind", key=True),
        _text("id", key=True),
        _text("version", key=True),
        _text("sha256", length=64),
        _text("valid_from"),
        _text("valid_to"),
    )
