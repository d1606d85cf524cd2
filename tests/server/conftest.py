"""The office fixtures."""

from __future__ import annotations

from tests.support.office import office, postgres

__all__ = ["office", "postgres"]
