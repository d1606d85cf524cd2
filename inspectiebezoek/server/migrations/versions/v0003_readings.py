"""An account of who read what, which the database lets nobody alter or shorten."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the account, and the triggers that keep it."""
    op.create_table(
        "reading",
        sa.Column("seq", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.Column(name, sa.String, nullable=False)
            for name in ("person", "device", "log", "what", "detail")
        ),
    )
    op.create_index("reading_by_log", "reading", ["log"])
    op.execute(
        """CREATE FUNCTION reading_is_kept() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN RAISE EXCEPTION 'what was read is never altered or removed'; END $$"""
    )
    op.execute(
        """CREATE TRIGGER reading_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON reading
           FOR EACH STATEMENT EXECUTE FUNCTION reading_is_kept()"""
    )
