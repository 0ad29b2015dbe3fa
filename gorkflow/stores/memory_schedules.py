"""The schedules of the store in memory."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Sequence

from gorkflow.core.records import ScheduleRow
from gorkflow.sql.refusals import has_moved_on

__all__ = ["MemorySchedules"]


class MemorySchedules:
    """See `gorkflow.ports.Store` for the methods."""

    def __init__(self) -> None:
        self._schedules: dict[str, ScheduleRow] = {}

    async def get_schedule(self, schedule_id: str, /) -> ScheduleRow | None:
        """The schedule's row."""
        return self._schedules.get(schedule_id)

    async def list_schedules(self, /, *, after: str = "", limit: int = 100) -> Sequence[ScheduleRow]:
        """Schedules above an id, in order."""
        rows = (row for schedule_id, row in self._schedules.items() if schedule_id > after)
        return heapq.nsmallest(limit, rows, key=lambda row: row.schedule_id)

    async def due_schedules(
        self, workflows: Collection[tuple[str, str]], /, *, after: tuple[float, str] | None = None, limit: int = 100
    ) -> Sequence[ScheduleRow]:
        """Schedules of these workflows, the earliest first."""
        wanted = set(workflows)
        places = (
            (row.next_at, row.schedule_id)
            for row in self._schedules.values()
            if row.next_at is not None and (row.workflow_id, row.workflow_version) in wanted
        )
        later = (place for place in places if after is None or place > after)
        return [self._schedules[schedule_id] for _, schedule_id in heapq.nsmallest(limit, later)]

    async def put_schedule(self, row: ScheduleRow, /, *, expected: int | None) -> None:
        """Store a schedule in place of the one expected."""
        stored = self._schedules.get(row.schedule_id)
        found = None if stored is None else (stored.created_at, stored.epoch)
        if found != (None if expected is None else (row.created_at, expected)):
            raise has_moved_on(row, expected)
        self._schedules[row.schedule_id] = row

    async def delete_schedule(self, schedule_id: str, /) -> bool:
        """Remove a schedule."""
        return self._schedules.pop(schedule_id, None) is not None
