"""The reading half of the SQLite store: a connection of its own, which never waits for the writer."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import aiosqlite

from gorkflow.core.records import EventRow, InboxRow, RunRow, Snapshot, StateRow, StepRow
from gorkflow.core.run import Page, RunFilter, RunStatus
from gorkflow.errors import EngineError, StoreConnectionError
from gorkflow.sql.cursors import Place, encode_cursor
from gorkflow.sql.listing import count_query, list_query
from gorkflow.sql.queries import load_queries
from gorkflow.stores.sqlite_errors import translated
from gorkflow.stores.sqlite_file import STATEMENT_CACHE, check, has_log, uri

__all__ = ["SqliteReads", "open_reader"]

_RUN, _STEP = 0, 1  # parts of select_snapshot
_STATUSES = frozenset(RunStatus)  # what else a damaged row has is listed and counted as FAILED
_BUSY_SECONDS = 5.0  # a reader waits only while another connection opens, recovers or closes the database


class SqliteReads:
    """Every read is one statement, and so sees one moment. See `gorkflow.ports.Store` for the methods."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._reader: aiosqlite.Connection | None = None
        self._engine_id = ""
        self._named = load_queries("sqlite", "reads")

    async def inbox(self) -> Sequence[InboxRow]:
        return [InboxRow._make(row) for row in await self._fetch(self._named["select_inbox"], self._engine_id)]

    async def get_run(self, run_id: str, /) -> RunRow | None:
        rows = await self._fetch(self._named["select_run"], run_id)
        return RunRow._make(rows[0]) if rows else None

    async def load(self, run_id: str, /) -> Snapshot | None:
        rows = await self._fetch(self._named["select_snapshot"], run_id, run_id, run_id)
        run: RunRow | None = None
        executions: list[tuple[int, StepRow]] = []
        state: list[StateRow] = []
        for part, place, *fields in rows:
            if part == _RUN:
                run = RunRow._make(fields)
            elif part == _STEP:
                executions.append((place, StepRow._make(fields[: len(StepRow._fields)])))
            else:
                state.append(StateRow._make(fields[: len(StateRow._fields)]))
        if run is None:
            return None
        executions.sort(key=lambda pair: pair[0])
        state.sort(key=lambda row: row.key)
        return Snapshot(run, tuple(row for _, row in executions), tuple(state))

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

    async def list_events(self, run_id: str, /, *, after: int = 0, limit: int = 1000) -> Sequence[EventRow]:
        return [EventRow._make(row) for row in await self._fetch(self._named["select_events"], run_id, after, limit)]

    async def _fetch(self, sql: str, *parameters: str | float) -> list[aiosqlite.Row]:
        if self._reader is None:
            raise self._not_open()
        try:
            with translated(self._path):
                return list(await self._reader.execute_fetchall(sql, parameters))
        except ValueError as error:  # what aiosqlite says of a connection that was closed meanwhile
            raise self._not_open() from error

    def _not_open(self) -> EngineError:
        return EngineError(f"SQLite store {str(self._path)!r} is not open; use it inside `async with connect(...)`")


def open_reader(path: Path, *, read_only: bool) -> aiosqlite.Connection:
    """A connection that only reads; to be awaited before use.

    Where nobody writes, as with `read_only`, the file is looked at first, and may lie in a folder that this user cannot
    write to.
    """
    options: dict[str, str | int] = {"mode": "ro"}
    if read_only:
        if not os.path.exists(path):
            raise StoreConnectionError(f"SQLite store {str(path)!r} does not exist; give the path of an existing one")
        check(path)
        if not os.access(path.parent, os.W_OK) and not has_log(path):
            options["immutable"] = 1  # nothing can write there, nor make the files that readers share
    return aiosqlite.connect(
        uri(path, **options), uri=True, isolation_level=None, cached_statements=STATEMENT_CACHE, timeout=_BUSY_SECONDS
    )
