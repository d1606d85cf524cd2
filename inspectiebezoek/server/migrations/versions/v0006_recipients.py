"""A laptop tells the key that packages for it are encrypted to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the key, empty until a laptop tells it."""
    op.add_column("device", sa.Column("recipient", sa.String, nullable=False, server_default=""))
