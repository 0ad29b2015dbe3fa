"""Stores that hand out less than they have, for commands that are about runs which there are: one, or all of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

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


class _ReadsPassedOn:
    """A store by another name: what is asked goes on to the inner one."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def url(self) -> str:
        """As the store's."""
        return self._store.url

    @property
    def is_shared(self) -> bool:
        """As the store's."""
        return self._store.is_shared

    async def inbox(self, after: int = 0, /) -> Inbox:
        """Passed on."""
        return await self._store.inbox(after)

    async def next_wake(self, workflows: Collection[tuple[str, str]], /) -> float | None:
        """Passed on."""
        return await self._store.next_wake(workflows)

    async def get_run(self, run_id: str, /) -> RunRow | None:
        """Passed on."""
        return await self._store.get_run(run_id)

    async def load(self, run_id: str, /) -> Snapshot | None:
        """Passed on."""
        return await self._store.load(run_id)

    async def get_definition(self, fingerprint: str, /) -> DefinitionRow | None:
        """Passed on."""
        return await self._store.get_definition(fingerprint)

    async def list_runs(self, filter: RunFilter, /) -> Page[RunRow]:
        """Passed on."""
        return await self._store.list_runs(filter)

    async def count_runs(self, filter: RunFilter, /) -> Mapping[RunStatus, int]:
        """Passed on."""
        return await self._store.count_runs(filter)

    async def get_execution(self, run_id: str, step_id: str, /) -> StepRow | None:
        """Passed on."""
        return await self._store.get_execution(run_id, step_id)

    async def list_durations(self, run_id: str, /, *, limit: int = 10_000) -> Sequence[StepDuration]:
        """Passed on."""
        return await self._store.list_durations(run_id, limit=limit)

    async def list_events(self, run_id: str, /, *, after: int = 0, limit: int = 1000) -> Sequence[EventRow]:
        """Passed on."""
        return await self._store.list_events(run_id, after=after, limit=limit)

    async def list_engines(self, /) -> Sequence[EngineSighting]:
        """Passed on."""
        return await self._store.list_engines()

    async def get_schedule(self, schedule_id: str, /) -> ScheduleRow | None:
        """Passed on."""
        return await self._store.get_schedule(schedule_id)

    async def list_schedules(self, /, *, after: str = "", limit: int = 100) -> Sequence[ScheduleRow]:
        """Passed on."""
        return await self._store.list_schedules(after=after, limit=limit)

    async def get_cached(self, key: str, /, *, now: float) -> CacheRow | None:
        """Passed on."""
        return await self._store.get_cached(key, now=now)


class _PassedOn(_ReadsPassedOn):
    """And so do writes."""

    async def open(self, engine: EngineRow, /, *, read_only: bool = False) -> None:
        """As the store's; so are all below."""
        await self._store.open(engine, read_only=read_only)

    async def close(self) -> None:
        """Passed on."""
        await self._store.close()

    async def create(self, creation: Creation, /) -> RunRow:
        """Passed on."""
        return await self._store.create(creation)

    async def commit(self, commit: Commit, /) -> None:
        """Passed on."""
        await self._store.commit(commit)

    async def post(self, message: InboxRow, /) -> RunStatus:
        """Passed on."""
        return await self._store.post(message)

    def beat(self) -> None:
        """Passed on."""
        self._store.beat()

    async def delete(self, run_id: str, /) -> bool:
        """Passed on."""
        return await self._store.delete(run_id)

    async def prune(self, status: RunStatus, /, *, ended_before: float, limit: int) -> int:
        """Passed on."""
        return await self._store.prune(status, ended_before=ended_before, limit=limit)

    async def put_schedule(self, row: ScheduleRow, /, *, expected: int | None) -> None:
        """Passed on."""
        await self._store.put_schedule(row, expected=expected)

    async def prune_cached(self, *, expired_by: float, limit: int) -> int:
        """Passed on."""
        return await self._store.prune_cached(expired_by=expired_by, limit=limit)

    async def delete_schedule(self, schedule_id: str, /) -> bool:
        """Passed on."""
        return await self._store.delete_schedule(schedule_id)


class RunsOnly(_PassedOn):
    """No schedule is due; all else is the inner store's.

    So `resume` starts no run, and comes to an end.
    """

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
        """Passed on."""
        return await self._store.claim(workflows, limit=limit, run_id=run_id, held=held, differing=differing, due=due)

    async def due_schedules(
        self, workflows: Collection[tuple[str, str]], /, *, after: tuple[float, str] | None = None, limit: int = 100
    ) -> Sequence[ScheduleRow]:
        """None of them is this command's to fire."""
        return ()


class OneRun(RunsOnly):
    """Only `run_id` is claimed, and nothing while that is None.

    So `run` and `resume RUN` leave the other open runs of the store to whoever they belong to.
    """

    def __init__(self, store: Store, run_id: str | None = None) -> None:
        super().__init__(store)
        self.run_id = run_id

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
        """Take over the one run, if nobody alive owns it; at rest, when it is due, or by its id."""
        if self.run_id is None or run_id not in (None, self.run_id):
            return ()
        if run_id is None and not await self._is_awake(due):
            return ()
        return await self._store.claim(workflows, limit=limit, run_id=self.run_id, held=held, differing=differing)

    async def next_wake(self, workflows: Collection[tuple[str, str]], /) -> float | None:
        """Of the one run."""
        row = None if self.run_id is None else await self._store.get_run(self.run_id)
        is_known = row is not None and (row.workflow_id, row.workflow_version) in workflows
        return row.wake_at if row is not None and is_known and _is_at_rest(row) else None

    async def _is_awake(self, due: float | None) -> bool:
        row = None if self.run_id is None else await self._store.get_run(self.run_id)
        if row is None or not _is_at_rest(row):
            return True
        return due is not None and row.wake_at is not None and row.wake_at <= due


def _is_at_rest(row: RunRow) -> bool:
    return row.status == RunStatus.WAITING and row.owner is None
