"""Stores that hand out less than they have, for commands that are about runs which there are: one, or all of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from gorkflow.core.records import RunRow, ScheduleRow, Snapshot
from gorkflow.core.run import RunStatus
from gorkflow.ports import Store
from gorkflow.stores.forwarding import ForwardingStore


class RunsOnly(ForwardingStore):
    """No schedule is due; all else is the inner store's.

    So `resume` starts no run, and comes to an end.
    """

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
        return await self._inner.claim(workflows, limit=limit, run_id=self.run_id, held=held, differing=differing)

    async def next_wake(self, workflows: Collection[tuple[str, str]], /) -> float | None:
        """Of the one run."""
        row = None if self.run_id is None else await self._inner.get_run(self.run_id)
        is_known = row is not None and (row.workflow_id, row.workflow_version) in workflows
        return row.wake_at if row is not None and is_known and _is_at_rest(row) else None

    async def _is_awake(self, due: float | None) -> bool:
        row = None if self.run_id is None else await self._inner.get_run(self.run_id)
        if row is None or not _is_at_rest(row):
            return True
        return due is not None and row.wake_at is not None and row.wake_at <= due


def _is_at_rest(row: RunRow) -> bool:
    return row.status == RunStatus.WAITING and row.owner is None
