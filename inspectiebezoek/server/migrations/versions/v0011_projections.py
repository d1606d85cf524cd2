"""Tables made from the logs, and how far each is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """They begin empty: whoever reads them first brings them up to date."""
    op.create_table(
        "projected",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("log", sa.String, primary_key=True),
        sa.Column("vseq", sa.Integer, nullable=False),
        sa.Column("roll", sa.LargeBinary, nullable=False),
    )
    words = (
        "title",
        "kind",
        "site",
        "site_code",
        "objects",
        "state",
        "start",
        "end",
        "lead",
        "label",
    )
    op.create_table(
        "visit_fact",
        sa.Column("log", sa.String, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in words),
        sa.Column("changes", sa.Integer, nullable=False),
        sa.Column("received", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unread", sa.Integer, nullable=False),
    )
