"""What the office laid down for this laptop, and when the laptop was last used."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store.local import Store

_NAME = "terms"
_TOLERANCE = timedelta(days=1)
_STEP = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class HeldTerms:
    """`heard`: the office's own time at the last contact; `used`: the latest moment at which the
    laptop was used since, by its own clock; `lease_days`: how long it may go without (0: for ever).

    The hybrid clock of the logs is no measure here: it follows the clocks of colleagues.
    """

    heard: datetime
    used: datetime
    lease_days: int

    def over(self, now: datetime) -> Code | None:
        """`LEASE_OVER` or `CLOCK_BACK` when the laptop must meet the office first."""
        if not self.lease_days:
            return None
        if now < max(self.heard, self.used) - _TOLERANCE:
            return Code.CLOCK_BACK
        return Code.LEASE_OVER if now - self.heard > timedelta(days=self.lease_days) else None


def read_terms(store: Store) -> HeldTerms | None:
    """What was laid down; None before the first contact."""
    kept = store.recall(_NAME)
    if kept is None:
        return None
    found = json.loads(kept)
    heard, used = (datetime.fromisoformat(found[name]) for name in ("heard", "used"))
    return HeldTerms(heard, used, found["lease_days"])


def keep_terms(store: Store, terms: HeldTerms) -> None:
    """Remember what was laid down."""
    content = {
        "heard": terms.heard.isoformat(),
        "used": terms.used.isoformat(),
        "lease_days": terms.lease_days,
    }
    store.remember(_NAME, json.dumps(content).encode())


def check_lease(store: Store, now: datetime) -> None:
    """Raise `LEASE_OVER` or `CLOCK_BACK` for a laptop that must meet the office first.

    `now` counts as a moment at which it was used.
    """
    terms = read_terms(store)
    if terms is None or not terms.lease_days:
        return
    over = terms.over(now)
    if over is not None:
        raise InspectionError(over, days=terms.lease_days)
    if now > terms.used + _STEP:
        keep_terms(store, replace(terms, used=now))
