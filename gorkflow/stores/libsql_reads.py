"""The reading half of the libSQL store: each read a request of its own, tried again while the server is away."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Any, TypeVar

from gorkflow.core.records import EventRow, Inbox, InboxRow, RunRow, ScheduleRow, Snapshot, StepDuration
from gorkflow.core.run import Page, RunFilter
from gorkflow.errors import EngineError
from gorkflow.sql.queries import load_queries
from gorkflow.sql.reads import Row, SqlReads, snapshot_of
from gorkflow.stores.libsql_errors import CallError, TooLargeError
from gorkflow.stores.libsql_hrana import Statement, statement_of
from gorkflow.stores.libsql_http import Client, Endpoint
from gorkflow.stores.libsql_patience import Patience
from gorkflow.stores.libsql_pieces import load_in_pieces, rows_of
from gorkflow.stores.libsql_schedules import within_answers

__all__ = ["LibsqlReads"]

T = TypeVar("T")
_TOGETHER = 32  # snapshots of one request


class LibsqlReads(SqlReads):
    """See `gorkflow.ports.Store` for the methods."""

    def __init__(self, endpoint: Endpoint, patience_seconds: float) -> None:
        super().__init__()
        self._endpoint = endpoint
        self._patience_seconds = patience_seconds
        self._client: Client | None = None
        self._pieces = load_queries("libsql", "reads")

    async def load(self, run_id: str, /) -> Snapshot | None:
        (snapshot,) = await self._load_all([run_id])
        return snapshot

    async def list_runs(self, filter: RunFilter, /) -> Page[RunRow]:
        try:
            return await super().list_runs(filter)
        except TooLargeError:
            if filter.limit == 1:
                raise
        first = await self.list_runs(filter.model_copy(update={"limit": filter.limit // 2}))
        if first.next_cursor is None:
            return first
        rest = {"limit": filter.limit - filter.limit // 2, "cursor": first.next_cursor}
        second = await self.list_runs(filter.model_copy(update=rest))
        items = [*first.items, *second.items]
        return Page[RunRow].model_construct(items=items, next_cursor=second.next_cursor)

    async def list_events(self, run_id: str, /, *, after: int = 0, limit: int = 1000) -> Sequence[EventRow]:
        try:
            return await super().list_events(run_id, after=after, limit=limit)
        except TooLargeError:
            if limit == 1:
                raise
        first = await self.list_events(run_id, after=after, limit=limit // 2)
        if len(first) < limit // 2:
            return first
        return [*first, *await self.list_events(run_id, after=first[-1].seq, limit=limit - limit // 2)]

    async def list_durations(self, run_id: str, /, *, limit: int = 10_000) -> Sequence[StepDuration]:
        found: list[StepDuration] = []
        piece = limit
        while len(found) < limit:
            wanted = min(piece, limit - len(found))
            try:
                rows = await self._durations(run_id, wanted, len(found))
            except TooLargeError:
                if piece == 1:
                    raise
                piece //= 2
                continue
            found += rows
            if len(rows) < wanted:
                break
        return found

    async def inbox(self, after: int = 0, /) -> Inbox:
        try:
            return await super().inbox(after)
        except TooLargeError:  # the others come after this one
            query = self._pieces["select_some_inbox"]
            first = tuple(InboxRow._make(row) for row in await self._fetch(query, self._engine_id, after, 1))
            return Inbox(first, first[-1].ordinal if first else after)

    async def list_schedules(self, /, *, after: str = "", limit: int = 100) -> Sequence[ScheduleRow]:
        def ask(after: str, limit: int) -> Awaitable[Sequence[ScheduleRow]]:
            return super(LibsqlReads, self).list_schedules(after=after, limit=limit)

        return await within_answers(ask, lambda row: row.schedule_id, after, limit)

    async def due_schedules(
        self, workflows: Collection[tuple[str, str]], /, *, after: tuple[float, str] | None = None, limit: int = 100
    ) -> Sequence[ScheduleRow]:
        def ask(after: tuple[float, str] | None, limit: int) -> Awaitable[Sequence[ScheduleRow]]:
            return super(LibsqlReads, self).due_schedules(workflows, after=after, limit=limit)

        def place(row: ScheduleRow) -> tuple[float, str] | None:
            return None if row.next_at is None else (row.next_at, row.schedule_id)

        return await within_answers(ask, place, after, limit)

    async def _fetch(self, sql: str, *parameters: str | float) -> Sequence[Row]:
        (rows,) = await self._read([statement_of(sql, parameters, wants_rows=True)])
        return rows

    async def _read(self, statements: Sequence[Statement], seconds: float | None = None) -> list[list[list[Any]]]:
        """Carry statements that only read out, in one request; the rows of each."""
        found: list[list[list[Any]]] = []
        for rows in await self._read_each(statements, seconds):
            if isinstance(rows, TooLargeError):
                raise rows
            found.append(rows)
        return found

    async def _read_each(
        self, statements: Sequence[Statement], seconds: float | None = None
    ) -> list[list[list[Any]] | TooLargeError]:
        async def ask(client: Client) -> list[list[list[Any]] | TooLargeError]:
            found: list[list[list[Any]] | TooLargeError] = []
            for (answer,) in await client.ask(*statements):
                try:
                    found.append(rows_of(self._endpoint.name, answer))
                except TooLargeError as error:
                    found.append(error)
            return found

        return await self._patiently(ask, seconds)

    async def _patiently(self, act: Callable[[Client], Awaitable[T]], seconds: float | None = None) -> T:
        """Do what may be done twice until it succeeds, or is not worth another attempt."""
        patience = Patience(self._patience_seconds if seconds is None else seconds)
        while True:
            client = self._client
            if client is None:
                raise self._not_open()
            try:
                return await act(client)
            except CallError as failure:
                if not (failure.is_passing and await patience.wait()):
                    raise failure.error from failure

    async def _load_all(self, run_ids: Sequence[str]) -> list[Snapshot | None]:
        """The snapshots of several runs, each of one moment."""
        loaded: list[Snapshot | None] = []
        for start in range(0, len(run_ids), _TOGETHER):
            some = run_ids[start : start + _TOGETHER]
            query = self._named["select_snapshot"]
            answers = await self._read_each([statement_of(query, [one] * 5, wants_rows=True) for one in some])
            for run_id, rows in zip(some, answers, strict=True):
                if isinstance(rows, TooLargeError):
                    loaded.append(await self._load_in_pieces(run_id))
                else:
                    loaded.append(snapshot_of(rows))
        return loaded

    async def _load_in_pieces(self, run_id: str) -> Snapshot | None:
        return await self._patiently(lambda client: load_in_pieces(self._endpoint.name, client, run_id))

    def _not_open(self) -> EngineError:
        return EngineError(f"{self._endpoint.name} is not open; use it inside `async with connect(...)`")
