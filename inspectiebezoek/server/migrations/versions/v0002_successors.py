"""Devices can follow up one another; both branches of a copied laptop are kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what a device was before, and let one number of a device exist twice."""
    for name in ("known_as", "came_from"):
        op.add_column("device", sa.Column(name, sa.String, nullable=False, server_default=""))
    op.drop_constraint("change_log_device_dseq_key", "change", type_="unique")
    op.create_index("change_by_chain", "change", ["log", "device", "dseq"])
