"""Take and put back the tables of an office, as a backup of its database does."""

from __future__ import annotations

import psycopg

TABLES = ("device", "log", "log_member", "change", "seal", "quarantine", "citation")
Snapshot = dict[str, bytes]


def take(sql: psycopg.Connection) -> Snapshot:
    """All that the tables of the office hold now."""
    found = {}
    with sql.transaction(), sql.cursor() as cursor:
        for table in TABLES:
            with cursor.copy(f"COPY {table} TO STDOUT (FORMAT BINARY)") as out:  # type: ignore[arg-type]
                found[table] = b"".join(bytes(piece) for piece in out)
    return found


def restore(sql: psycopg.Connection, backup: Snapshot) -> None:
    """Put the tables back to what they held then."""
    with sql.transaction(), sql.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"DELETE FROM {table}")  # type: ignore[arg-type]
            with cursor.copy(f"COPY {table} FROM STDIN (FORMAT BINARY)") as into:  # type: ignore[arg-type]
                into.write(backup[table])
