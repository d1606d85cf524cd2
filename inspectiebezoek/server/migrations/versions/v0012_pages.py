"""People sign in on pages, and see since when the office knows each of their laptops."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of browser sessions, and the moment of enrolment where it is still known."""
    op.create_table(
        "browser_session",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("form_secret", sa.String(64), nullable=False),
        sa.Column("begun", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("browser_session_by_person", "browser_session", ["person"])
    op.add_column("device", sa.Column("enrolled", sa.DateTime(timezone=True)))
    op.alter_column("device", "enrolled", server_default=sa.func.now())
