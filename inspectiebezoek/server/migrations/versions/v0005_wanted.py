"""A file that the office lost is asked for again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Mark the files that laptops are asked to bring."""
    wanted = sa.Column("wanted", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("citation", wanted)
    op.create_index("citation_wanted", "citation", ["log"], postgresql_where=sa.text("wanted"))
