"""The office can order a laptop to be wiped."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of orders."""
    op.create_table(
        "wipe_order",
        sa.Column("device", sa.String, primary_key=True),
        sa.Column("at_once", sa.Boolean, nullable=False),
        sa.Column("ordered", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun", sa.DateTime(timezone=True)),
        sa.Column("done", sa.DateTime(timezone=True)),
    )
