"""What is published has a title, a size and a moment; until now nothing could be published."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns to a table that is still empty."""
    op.add_column("reference", sa.Column("title", sa.String, nullable=False))
    op.add_column("reference", sa.Column("size", sa.BigInteger, nullable=False))
    op.add_column("reference", sa.Column("published", sa.DateTime(timezone=True), nullable=False))
