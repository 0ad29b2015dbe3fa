"""Conformance: what is removed, one run or all that ended long ago."""

# ruff: noqa: S101 - a suite of tests

from __future__ import annotations

import pytest

from gorkflow.core.records import Snapshot
from gorkflow.core.run import RunFilter, RunStatus
from gorkflow.errors import ConflictError
from gorkflow.ports import Store
from gorkflow.testing.conformance_stage import (
    Stage,
    commit_of,
    conforms,
    creation_of,
    event_row,
    everything,
    message_row,
    run_row,
    step_row,
    unread,
)

__all__ = ["DeleteConformance", "PruneConformance"]


class DeleteConformance:
    """`delete`: finished runs only, and everything of them."""

    @conforms
    async def test_a_finished_run_is_deleted_with_everything(self, stage: Stage) -> None:
        """Nothing of it is left, nothing else is touched, and its id and key are free again."""
        store = await stage.open()
        for run_id in ("run-1", "run-2"):
            run = run_row(run_id, idempotency_key=run_id, tags={"a": "b"})
            await store.create(creation_of(run, step_row(run_id)))
            await store.post(message_row(run_id, "m1"))
            await store.commit(commit_of(run, state={"k": b"v"}, status="COMPLETED"))
        other = await everything(store, "run-2")
        assert await store.delete("run-1") is True
        assert await everything(store, "run-1") == (None, [])
        assert await store.get_execution("run-1", "load") is None
        assert [row.run_id for row in (await store.list_runs(RunFilter(tags={"a": "b"}))).items] == ["run-2"]
        assert await everything(store, "run-2") == other
        again = run_row("run-1", idempotency_key="run-1")
        assert await store.create(creation_of(again)) == again
        assert await everything(store, "run-1") == (Snapshot(again, (), ()), [event_row()])
        assert [row for row in await unread(store) if row.run_id == "run-1"] == []

    @conforms
    async def test_an_open_run_is_not_deleted(self, stage: Stage) -> None:
        """Whatever its open status is: ConflictError, and it stays."""
        store = await stage.open()
        for status in RunStatus:
            if not status.is_final:
                run_id = status.value
                await store.create(creation_of(run_row(run_id, status=status.value)))
                with pytest.raises(ConflictError):
                    await store.delete(run_id)
                assert await store.get_run(run_id) is not None

    @conforms
    async def test_deleting_what_is_not_there_is_false(self, stage: Stage) -> None:
        """Also the second time."""
        store = await stage.open()
        await store.create(creation_of(run_row(status="FAILED")))
        assert [await store.delete("run-1"), await store.delete("run-1")] == [True, False]


class PruneConformance:
    """`prune`: what ended long ago, in portions."""

    @conforms
    async def test_what_ended_before_is_removed_oldest_first(self, stage: Stage) -> None:
        """Of that status only, up to the limit, and strictly before; the order of creation does not count."""
        store = await stage.open()
        for number in (3, 1, 4, 0, 2):
            await _end(store, f"run-{number}", "FAILED", completed_at=float(number), created_at=10.0 - number)
        await _end(store, "other", "COMPLETED", completed_at=0.0)
        assert await store.prune(RunStatus.FAILED, ended_before=4.0, limit=2) == 2
        assert await _ids(store) == ["other", "run-2", "run-3", "run-4"]
        assert await store.prune(RunStatus.FAILED, ended_before=4.0, limit=10) == 2
        assert await store.prune(RunStatus.FAILED, ended_before=4.0, limit=10) == 0
        assert await _ids(store) == ["other", "run-4"]

    @conforms
    async def test_an_open_run_is_never_pruned(self, stage: Stage) -> None:
        """Not even where something says that it ended, as of one that goes on after its end."""
        store = await stage.open()
        for status in RunStatus:
            if not status.is_final:
                await _end(store, status.value, status.value, completed_at=1.0)
        for status in RunStatus:
            if status.is_final:
                assert await store.prune(status, ended_before=1e12, limit=100) == 0
        assert len(await _ids(store)) == len([status for status in RunStatus if not status.is_final])

    @conforms
    async def test_a_pruned_run_is_gone_with_everything(self, stage: Stage) -> None:
        """Its id and key are free again; what stays is untouched."""
        store = await stage.open()
        for run_id in ("old", "new"):
            run = run_row(run_id, idempotency_key=run_id, tags={"a": "b"})
            await store.create(creation_of(run, step_row(run_id)))
            await store.post(message_row(run_id, "m1"))
            commit = commit_of(run, state={"k": b"v"}, status="COMPLETED", completed_at=1.0 if run_id == "old" else 9.0)
            await store.commit(commit)
        kept = await everything(store, "new")
        assert await store.prune(RunStatus.COMPLETED, ended_before=5.0, limit=10) == 1
        assert await everything(store, "old") == (None, [])
        assert await store.get_execution("old", "load") is None
        assert [row.run_id for row in (await store.list_runs(RunFilter(tags={"a": "b"}))).items] == ["new"]
        assert await everything(store, "new") == kept
        again = run_row("old", idempotency_key="old")
        assert await store.create(creation_of(again)) == again
        assert await everything(store, "old") == (Snapshot(again, (), ()), [event_row("old")])

    @conforms
    async def test_pruning_to_the_end_takes_several_calls_at_most(self, stage: Stage) -> None:
        """A call may remove fewer than its limit, but not none while there are some."""
        store = await stage.open()
        for number in range(30):
            await _end(store, f"run-{number:02}", "CANCELLED", completed_at=float(number))
        removed: list[int] = []
        while batch := await store.prune(RunStatus.CANCELLED, ended_before=25.0, limit=7):
            removed.append(batch)
        assert sum(removed) == 25
        assert max(removed) <= 7
        assert await _ids(store) == [f"run-{number}" for number in range(25, 30)]


async def _end(store: Store, run_id: str, status: str, *, completed_at: float, created_at: float = 1.0) -> None:
    await store.create(creation_of(run_row(run_id, status=status, completed_at=completed_at, created_at=created_at)))


async def _ids(store: Store) -> list[str]:
    return sorted(row.run_id for row in (await store.list_runs(RunFilter(limit=1000))).items)
