"""Schedules of a store on SQL: its reads, and what each write is made of."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from gorkflow.core.records import ScheduleRow
from gorkflow.sql.queries import load_queries

__all__ = ["ScheduleReads", "changes_of"]

_CREATED_AT = ScheduleRow._fields.index("created_at")
_FIRST = (-1e300, "")  # not infinity, of which JSON knows nothing


class ScheduleReads(ABC):
    """Each is one statement. See `gorkflow.ports.Store` for the methods."""

    async def get_schedule(self, schedule_id: str, /) -> ScheduleRow | None:
        rows = await self._fetch(_named("select_schedule"), schedule_id)
        return ScheduleRow._make(rows[0]) if rows else None

    async def list_schedules(self, /, *, after: str = "", limit: int = 100) -> Sequence[ScheduleRow]:
        return [ScheduleRow._make(row) for row in await self._fetch(_named("select_schedules"), after, limit)]

    async def due_schedules(
        self, workflows: Collection[tuple[str, str]], /, *, after: tuple[float, str] | None = None, limit: int = 100
    ) -> Sequence[ScheduleRow]:
        pairs = json.dumps(sorted(workflows))
        rows = await self._fetch(_named("select_due"), *(after or _FIRST), pairs, limit)
        return [ScheduleRow._make(row) for row in rows]

    @abstractmethod
    async def _fetch(self, sql: str, *parameters: str | float) -> Sequence[Iterable[Any]]:
        """All rows of a statement that reads."""


def changes_of(row: ScheduleRow, expected: int) -> tuple[str | bytes | float | None, ...]:
    """The parameters of `update_schedule`."""
    return (*row[1:_CREATED_AT], *row[_CREATED_AT + 1 :], row.schedule_id, row.created_at, expected)


def _named(name: str) -> str:
    return load_queries("sqlite", "schedules")[name]
