"""The one rule for what one types to find something: every word stands somewhere, in any case."""

from __future__ import annotations


def fits(query: str, words: str) -> bool:
    """True when every word of a query stands somewhere in words; an empty query fits all."""
    known = words.casefold()
    return all(each in known for each in query.casefold().split())
