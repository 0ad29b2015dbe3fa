"""A store by another name: what is asked of it goes on to an inner one, for whoever changes little of that."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import TypeVar

from gorkflow.core.records import (
    CacheRow,
    Commit,
    Creation,
    DefinitionRow,
    EngineRow,
    EngineSighting,
    EventRow,
    Inbox,
    InboxRow,
    RunRow,
    ScheduleRow,
    Snapshot,
    StepDuration,
    StepRow,
)
from gorkflow.core.run import Page, RunFilter, RunStatus
from gorkflow.ports import Store

__all__ = ["ForwardingReads", "ForwardingStore"]

T = TypeVar("T")


class ForwardingReads:
    """The reads of a store; all of them by way of `_read`."""

    def __init__(self, inner: Store) -> None:
        self._inner = inner

    async def _read(self, call: Awaitable[T]) -> T:
        """What the inner store answers."""
        return await call

    @property
    def url(self) -> str:
        return self._inner.url

    @property
    def is_shared(self) -> bool:
        return self._inner.is_shared

    async def inbox(self, after: int = 0, /) -> Inbox:
        return await self._read(self._inner.inbox(after))

    async def next_wake(self, workflows: Collection[tuple[str, str]], /) -> float | None:
        return await self._read(self._inner.next_wake(workflows))

    async def get_run(self, run_id: str, /) -> RunRow | None:
        return await self._read(self._inner.get_run(run_id))

    async def load(self, run_id: str, /) -> Snapshot | None:
        return await self._read(self._inner.load(run_id))

    async def get_definition(self, fingerprint: str, /) -> DefinitionRow | None:
        return await self._read(self._inner.get_definition(fingerprint))

    async def list_runs(self, filter: RunFilter, /) -> Page[RunRow]:
        return await self._read(self._inner.list_runs(filter))

    async def count_runs(self, filter: RunFilter, /) -> Mapping[RunStatus, int]:
        return await self._read(self._inner.count_runs(filter))

    async def get_execution(self, run_id: str, step_id: str, /) -> StepRow | None:
        return await self._read(self._inner.get_execution(run_id, step_id))

    async def list_durations(self, run_id: str, /, *, limit: int = 10_000) -> Sequence[StepDuration]:
        return await self._read(self._inner.list_durations(run_id, limit=limit))

    async def list_events(self, run_id: str, /, *, after: int = 0, limit: int = 1000) -> Sequence[EventRow]:
        return await self._read(self._inner.list_events(run_id, after=after, limit=limit))

    async def list_engines(self, /) -> Sequence[EngineSighting]:
        return await self._read(self._inner.list_engines())

    async def get_schedule(self, schedule_id: str, /) -> ScheduleRow | None:
        return await self._read(self._inner.get_schedule(schedule_id))

    async def list_schedules(self, /, *, after: str = "", limit: int = 100) -> Sequence[ScheduleRow]:
        return await self._read(self._inner.list_schedules(after=after, limit=limit))

    async def due_schedules(
        self, workflows: Collection[tuple[str, str]], /, *, after: tuple[float, str] | None = None, limit: int = 100
    ) -> Sequence[ScheduleRow]:
        return await self._read(self._inner.due_schedules(workflows, after=after, limit=limit))

    async def get_cached(self, key: str, /, *, now: float) -> CacheRow | None:
        return await self._read(self._inner.get_cached(key, now=now))


class ForwardingStore(ForwardingReads):
    """A whole store; its writes go by way of `_write`."""

    async def _write(self, name: str, write: Callable[[], Awaitable[T]]) -> T:
        """What the inner store answers to the write of that name."""
        return await write()

    async def open(self, engine: EngineRow, /, *, read_only: bool = False) -> None:
        await self._read(self._inner.open(engine, read_only=read_only))

    async def close(self) -> None:
        await self._inner.close()

    def beat(self) -> None:
        self._inner.beat()

    async def create(self, creation: Creation, /) -> RunRow:
        return await self._write("create", lambda: self._inner.create(creation))

    async def commit(self, commit: Commit, /) -> None:
        await self._write("commit", lambda: self._inner.commit(commit))

    async def post(self, message: InboxRow, /) -> RunStatus:
        return await self._write("post", lambda: self._inner.post(message))

    async def claim(
        self,
        workflows: Collection[tuple[str, str]],
        /,
        *,
        limit: int,
        run_id: str | None = None,
        held: Collection[str] | None = None,
        differing: Collection[str] = (),
        due: float | None = None,
    ) -> Sequence[Snapshot]:
        return await self._write(
            "claim",
            lambda: self._inner.claim(workflows, limit=limit, run_id=run_id, held=held, differing=differing, due=due),
        )

    async def delete(self, run_id: str, /) -> bool:
        return await self._write("delete", lambda: self._inner.delete(run_id))

    async def prune(self, status: RunStatus, /, *, ended_before: float, limit: int) -> int:
        return await self._write("prune", lambda: self._inner.prune(status, ended_before=ended_before, limit=limit))

    async def put_schedule(self, row: ScheduleRow, /, *, expected: int | None) -> None:
        await self._write("put_schedule", lambda: self._inner.put_schedule(row, expected=expected))

    async def delete_schedule(self, schedule_id: str, /) -> bool:
        return await self._write("delete_schedule", lambda: self._inner.delete_schedule(schedule_id))

    async def prune_cached(self, *, expired_by: float, limit: int) -> int:
        return await self._write("prune_cached", lambda: self._inner.prune_cached(expired_by=expired_by, limit=limit))
