"""Values can be erased by two persons; the office knows which, should a laptop bring one back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of erased values."""
    op.create_table(
        "erased",
        sa.Column("log", sa.String, primary_key=True),
        sa.Column("change", sa.String(64), primary_key=True),
    )
