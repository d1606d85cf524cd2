"""A log can be destroyed by two persons; what stays of it, and what must still leave the disk."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and the trigger that keeps a tombstone."""
    op.create_table("destruction", *_asked())
    op.create_table(
        "tombstone",
        *_asked(),
        sa.Column("agreed_by", sa.String, nullable=False),
        sa.Column("destroyed_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table("leaving", sa.Column("sha256", sa.String(64), primary_key=True))
    op.execute(
        """CREATE FUNCTION tombstone_is_kept() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN RAISE EXCEPTION 'a tombstone is never altered or removed'; END $$"""
    )
    op.execute(
        """CREATE TRIGGER tombstone_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON tombstone
           FOR EACH STATEMENT EXECUTE FUNCTION tombstone_is_kept()"""
    )


def _asked() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("log", sa.String, primary_key=True),
        sa.Column("vseq", sa.Integer, nullable=False),
        sa.Column("roll", sa.LargeBinary, nullable=False),
        sa.Column("decision", sa.String, nullable=False),
        sa.Column("asked_by", sa.String, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
    )
