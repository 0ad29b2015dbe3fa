"""The statements that write schedules, inside a transaction that `sqlite_writer` begins and ends."""

from __future__ import annotations

import sqlite3

from gorkflow.core.records import ScheduleRow
from gorkflow.sql.queries import load_queries
from gorkflow.sql.refusals import has_moved_on
from gorkflow.sql.schedules import changes_of

__all__ = ["ScheduleWrites"]


class ScheduleWrites:
    """What a job does to schedules."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._named = load_queries("sqlite", "schedules")
        self._cursor = connection.cursor()

    def put(self, row: ScheduleRow, expected: int | None) -> None:
        """See `Store.put_schedule`.

        Raises:
            ConflictError: what is stored is another one than expected.
        """
        if expected is None:
            written = self._cursor.execute(self._named["insert_schedule"], row)
        else:
            written = self._cursor.execute(self._named["update_schedule"], changes_of(row, expected))
        if not written.rowcount:
            raise has_moved_on(row, expected)

    def delete(self, schedule_id: str) -> bool:
        """See `Store.delete_schedule`."""
        return self._cursor.execute(self._named["delete_schedule"], (schedule_id,)).rowcount > 0
