"""Rights are changes of the log; the table of them is read from there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Who owned a log decides in it and who was a member writes, until the log itself says so."""
    wrote = sa.Column("wrote", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("log_member", wrote)
    op.execute("""UPDATE log_member SET wrote = true,
        "right" = CASE "right" WHEN 'owner' THEN 'decider' ELSE 'writer' END""")
    for name in ("label", "brought_by"):
        op.add_column("log", sa.Column(name, sa.String, nullable=False, server_default=""))
