"""The reading half of every store on SQL: named queries, and what their rows are."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from gorkflow.core.records import (
    CacheRow,
    DefinitionRow,
    EngineRow,
    EventRow,
    GivenRow,
    Inbox,
    InboxRow,
    RunRow,
    Snapshot,
    StateRow,
    StepDuration,
    StepRow,
)
from gorkflow.core.run import Page, RunFilter, RunStatus
from gorkflow.sql.cursors import Place, encode_cursor
from gorkflow.sql.listing import count_query, list_query
from gorkflow.sql.queries import load_queries
from gorkflow.sql.schedules import ScheduleReads

__all__ = ["Row", "SqlReads", "snapshot_of"]

Row = Iterable[Any]  # a row as the driver gives it: values in the order of the query
_RUN, _STEP, _STATE, _GIVEN = range(4)  # parts of select_snapshot; what else there is, is a message
_STATUSES = frozenset(RunStatus)  # what else a damaged row has is listed and counted as FAILED


class SqlReads(ScheduleReads):
    """Every read is one statement, and so sees one moment. See `gorkflow.ports.Store` for the methods."""

    def __init__(self) -> None:
        self._engine_id = ""
        self._named = load_queries("sqlite", "reads")

    async def inbox(self, after: int = 0, /) -> Inbox:
        rows = [tuple(row) for row in await self._fetch(self._named["select_inbox"], self._engine_id, after)]
        # The last ordinal of all stands in a row without an id.
        return Inbox(tuple(InboxRow._make(row) for row in rows if row[0] is not None), rows[-1][-1])

    async def next_wake(self, workflows: Collection[tuple[str, str]], /) -> float | None:
        rows = await self._fetch(self._named["select_next_wake"], json.dumps(list(workflows)))
        ((wake_at,),) = rows
        return None if wake_at is None else float(wake_at)

    async def get_run(self, run_id: str, /) -> RunRow | None:
        rows = await self._fetch(self._named["select_run"], run_id)
        return RunRow._make(rows[0]) if rows else None

    async def load(self, run_id: str, /) -> Snapshot | None:
        return snapshot_of(await self._fetch(self._named["select_snapshot"], *[run_id] * 5))

    async def get_definition(self, fingerprint: str, /) -> DefinitionRow | None:
        rows = await self._fetch(self._named["select_definition"], fingerprint)
        return DefinitionRow._make(rows[0]) if rows else None

    async def list_runs(self, filter: RunFilter, /) -> Page[RunRow]:
        query = list_query("sqlite", filter)
        rows = [RunRow._make(row) for row in await self._fetch(query.sql, *query.parameters)]
        items = rows[: filter.limit]
        is_last = len(rows) <= filter.limit
        cursor = None if is_last else encode_cursor(Place(items[-1].created_at, items[-1].run_id))
        # Built without validation: pydantic would copy every row.
        return Page[RunRow].model_construct(items=items, next_cursor=cursor)

    async def count_runs(self, filter: RunFilter, /) -> Mapping[RunStatus, int]:
        query = count_query("sqlite", filter)
        counts: Counter[RunStatus] = Counter()
        for status, number in await self._fetch(query.sql, *query.parameters):
            counts[RunStatus(status) if status in _STATUSES else RunStatus.FAILED] += number
        return dict(counts)

    async def get_execution(self, run_id: str, step_id: str, /) -> StepRow | None:
        rows = await self._fetch(self._named["select_execution"], run_id, step_id)
        return StepRow._make(rows[0]) if rows else None

    async def list_durations(self, run_id: str, /, *, limit: int = 10_000) -> Sequence[StepDuration]:
        return await self._durations(run_id, limit, 0)

    async def _durations(self, run_id: str, limit: int, offset: int) -> list[StepDuration]:
        rows = await self._fetch(self._named["select_durations"], run_id, limit, offset)
        return [StepDuration._make(row) for row in rows]

    async def list_events(self, run_id: str, /, *, after: int = 0, limit: int = 1000) -> Sequence[EventRow]:
        return [EventRow._make(row) for row in await self._fetch(self._named["select_events"], run_id, after, limit)]

    async def get_cached(self, key: str, /, *, now: float) -> CacheRow | None:
        rows = await self._fetch(self._named["select_cached"], key, now)
        return CacheRow._make(rows[0]) if rows else None

    async def _engines(self) -> dict[EngineRow, int]:
        """Every engine, in order of start, and how many open runs it owns."""
        rows = await self._fetch(self._named["select_engines_with_runs"])
        return {EngineRow._make(fields): open_runs for *fields, open_runs in rows}

    @abstractmethod
    async def _fetch(self, sql: str, *parameters: str | float) -> Sequence[Row]:
        """All rows of a statement that reads."""


def snapshot_of(rows: Iterable[Row]) -> Snapshot | None:
    """What `select_snapshot` read; None where there is no such run."""
    run: RunRow | None = None
    executions: list[tuple[int, StepRow]] = []
    state: list[StateRow] = []
    given: list[GivenRow] = []
    inbox: list[InboxRow] = []
    for part, place, *fields in rows:
        if part == _RUN:
            run = RunRow._make(fields)
        elif part == _STEP:
            executions.append((place, StepRow._make(fields[: len(StepRow._fields)])))
        elif part == _STATE:
            state.append(StateRow._make(fields[: len(StateRow._fields)]))
        elif part == _GIVEN:
            given.append(GivenRow._make(fields[: len(GivenRow._fields)]))
        else:
            inbox.append(InboxRow._make(fields[: len(InboxRow._fields)]))
    if run is None:
        return None
    executions.sort(key=lambda pair: pair[0])
    state.sort(key=lambda row: (row.seq, row.key))
    given.sort(key=lambda row: row.step_id)
    inbox.sort(key=lambda row: row.ordinal)
    return Snapshot(run, tuple(row for _, row in executions), tuple(state), tuple(given), tuple(inbox))
