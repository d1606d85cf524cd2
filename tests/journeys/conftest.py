"""The office fixtures."""

from tests.support.office import office, postgres

__all__ = ["office", "postgres"]
