"""Inspection visits, from checklist to signed report.

The way of the data: form → visit (answers, findings, evidence) → store (change log on this
laptop) → sync → office, and visit → report → signature. Everything a person does is one change
in the append-only log of its visit; state, conflicts, audit trail, sync and the seal on the
report are all read from that one log. `docs/architecture.md` is the map of the rooms.
"""

__version__ = "0.1.0"
