"""The office writes too: a device is a laptop, or the office itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Every device of before is a laptop."""
    kind = sa.Column("kind", sa.String, nullable=False, server_default="laptop")
    op.add_column("device", kind)
