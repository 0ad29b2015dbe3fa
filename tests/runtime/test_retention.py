"""Runs that are removed: one by one, or all that ended long ago."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from gorkflow import (
    Engine,
    RunFilter,
    RunNotFinishedError,
    RunNotFoundError,
    RunStatus,
    SettingError,
    Step,
    StoreReadOnlyError,
    workflow,
)
from gorkflow.runtime import retention
from gorkflow.testing import FakeClock
from tests.conftest import Database, OpenEngine, on_sqlite

HOUR = timedelta(hours=1)


async def double(number: int) -> int:
    if number < 0:
        raise ValueError("negative")
    return number * 2


async def hang(number: int) -> int:
    await asyncio.get_running_loop().create_future()
    return number


doubling = workflow("doubling", int).then(Step("double", double)).build()
hanging = workflow("hanging", int).then(Step("hang", hang)).build()


async def finished(engine: Engine, *numbers: int, clock: FakeClock | None = None) -> list[str]:
    """Ids of runs that ended one hour after the other; those of negative numbers failed."""
    ids = []
    for number in numbers:
        handle = await engine.start(doubling, number, idempotency_key=f"key{number}")
        await asyncio.gather(handle.result(), return_exceptions=True)
        ids.append(handle.run_id)
        if clock is not None:
            clock.jump(3600)
    return ids


async def test_a_finished_run_is_deleted_with_everything_of_it(engine: Engine) -> None:
    """Nothing tells of it any more, others stay, and its key may be used again."""
    first, second = await finished(engine, 1, 2)
    await engine.delete_run(first)
    with pytest.raises(RunNotFoundError):
        await engine.get_run(first)
    with pytest.raises(RunNotFoundError):
        await engine.list_step_executions(first)
    with pytest.raises(RunNotFoundError):
        _ = [event async for event in engine.events(first)]
    assert [run.run_id for run in (await engine.list_runs()).items] == [second]
    assert (await finished(engine, 1))[0] != first


async def test_deleting_an_open_run_names_status_and_remedy(engine: Engine) -> None:
    """And leaves it as it is; once it is cancelled it goes."""
    handle = await engine.start(hanging, 1)
    with pytest.raises(RunNotFinishedError, match=r"is RUNNING.*cancel it first") as caught:
        await engine.delete_run(handle.run_id)
    assert caught.value.run_id == handle.run_id
    await handle.cancel()
    await engine.delete_run(handle.run_id)
    assert (await engine.list_runs()).items == []


@pytest.mark.parametrize("run_id", ["", "no", "'; DROP TABLE runs; --", "x" * 10_000])
async def test_deleting_what_is_not_there_is_an_error(engine: Engine, run_id: str) -> None:
    """A typed one, with the beginning of the id."""
    with pytest.raises(RunNotFoundError) as caught:
        await engine.delete_run(run_id)
    assert len(str(caught.value)) < 400


async def test_runs_that_ended_long_ago_are_pruned(open_engine: OpenEngine, clock: FakeClock) -> None:
    """By the time of their end; the number of those removed comes back, and open runs are left alone."""
    engine = await open_engine(clock=clock, lease_ttl=1e6)
    handle = await engine.start(hanging, 1)
    ids = await finished(engine, 1, -2, 3, -4, clock=clock)
    assert await engine.prune(older_than=2.5 * HOUR) == 2
    assert {run.run_id for run in (await engine.list_runs()).items} == {handle.run_id, *ids[2:]}
    assert await engine.prune(older_than=2.5 * HOUR) == 0
    assert await engine.prune(older_than=timedelta(0)) == 2
    assert [run.run_id for run in (await engine.list_runs()).items] == [handle.run_id]
    await handle.cancel()


async def test_only_the_wanted_statuses_are_pruned(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Those that are not named stay, however old."""
    engine = await open_engine(clock=clock, lease_ttl=1e6)
    await finished(engine, 1, -2, 3, clock=clock)
    assert await engine.prune(older_than=timedelta(0), statuses=[]) == 0
    assert await engine.prune(older_than=timedelta(0), statuses=[RunStatus.FAILED, RunStatus.CANCELLED]) == 1
    assert await engine.count_runs() == {RunStatus.COMPLETED: 2}


@pytest.mark.parametrize(
    "statuses", [[RunStatus.RUNNING], [RunStatus.COMPLETED, RunStatus.WAITING], ["DONE"], "RUNNING"]
)
async def test_open_statuses_are_refused(engine: Engine, statuses: Sequence[Any]) -> None:
    """With those that there are; nothing is removed, also not of the status that would do."""
    await finished(engine, 1)
    with pytest.raises(SettingError, match="COMPLETED, FAILED, CANCELLED"):
        await engine.prune(older_than=timedelta(0), statuses=statuses)
    assert len((await engine.list_runs()).items) == 1


@pytest.mark.parametrize("age", [timedelta(days=-1), -1, float("nan"), "30d", None, timedelta.max])
async def test_an_age_that_is_none_is_refused(engine: Engine, age: Any) -> None:
    """Nothing is removed."""
    with pytest.raises(SettingError, match="older_than"):
        await engine.prune(older_than=age)


async def test_an_age_beyond_all_times_removes_nothing(engine: Engine) -> None:
    """A hundred years are the most that is taken."""
    await finished(engine, 1)
    assert await engine.prune(older_than=timedelta(days=36500)) == 0


@on_sqlite
async def test_a_reader_removes_nothing(open_engine: OpenEngine) -> None:
    """Both raise StoreReadOnlyError."""
    (run_id,) = await finished(await open_engine(), 1)
    reader = await open_engine(read_only=True)
    with pytest.raises(StoreReadOnlyError):
        await reader.delete_run(run_id)
    with pytest.raises(StoreReadOnlyError):
        await reader.prune(older_than=timedelta(0))


@on_sqlite
async def test_pruning_leaves_others_their_turn(
    open_engine: OpenEngine, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In batches, and between them runs of this engine and of another one go on."""
    engine, other = await open_engine(doubling), await open_engine(doubling)
    await asyncio.gather(*(engine.run(doubling, number) for number in range(120)))
    monkeypatch.setattr(retention, "BATCH", 4)
    pruning = asyncio.create_task(engine.prune(older_than=timedelta(0), statuses=[RunStatus.COMPLETED]))
    left = []
    while not pruning.done():
        assert await other.run(doubling, 21) == await engine.run(doubling, 21) == 42
        left.append(sum((await engine.count_runs(RunFilter(status=RunStatus.COMPLETED))).values()))
    assert await pruning >= 120
    assert len([count for count in left if count > 8]) >= 3, left
