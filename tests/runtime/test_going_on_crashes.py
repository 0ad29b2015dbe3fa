"""A crash at every write of a retry, a fork and a migration: what is done stays done, and all come to their end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from gorkflow import Engine, RunFailedError, RunFilter, StateKey, StepContext, Workflow, step, workflow
from gorkflow.core.records import Creation
from gorkflow.core.run import RunStatus
from gorkflow.core.shape import definition_row
from gorkflow.stores.memory import MemoryStore
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing.crash import CrashableStore, crash_sweep
from gorkflow.testing.fold import fold, view_of
from tests.core.machine import Rows, complete, created, plan_of, start_all

calls: Counter[str] = Counter()
mended: list[bool] = []
LAST = StateKey("last", int)


@step
async def load(ctx: StepContext, value: int) -> int:
    calls["load"] += 1
    ctx.state.set(LAST, value)
    return value + 1


@step
async def pay(ctx: StepContext, value: int) -> int:
    calls["pay"] += 1
    if not mended:
        raise ValueError("no money")
    return value * 10 + ctx.state.get(LAST)


@step
async def send(value: int) -> int:
    calls["send"] += 1
    return value + 1


flow = workflow("shop").then(load).then(pay).then(send).build()
old: Workflow[int, int] = workflow("moved", version="1").then(load).then(send).then(pay).build()
new: Workflow[int, int] = workflow("moved", version="2").then(load).then(pay).build()


@pytest.fixture(params=["memory", "sqlite"])
def make_store(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], CrashableStore]:
    """Makes stores without runs, and forgets what was counted."""
    numbers = count()

    def make() -> CrashableStore:
        calls.clear()
        mended.clear()
        if request.param == "memory":
            return MemoryStore()
        return SqliteStore(tmp_path / f"{next(numbers)}.db", durability="process")

    return make


class End(NamedTuple):
    """What was found after the crash."""

    outputs: list[Any]
    calls: Counter[str]


async def ended(engine: Engine) -> End:
    """All runs at their end; of each the events fold to its rows."""
    await engine.recover()
    await engine.idle()
    store = engine._parts.kit.store
    runs = (await engine.list_runs()).items
    for run in runs:
        snapshot = await store.load(run.run_id)
        assert snapshot is not None
        assert fold(await store.list_events(run.run_id)) == view_of(snapshot)
        assert run.status is RunStatus.COMPLETED or run.error is not None
    return End([run.output for run in reversed(runs)], calls.copy())


async def fail_once(engine: Engine) -> str:
    """A run that failed in `pay`; from now on that is mended."""
    handle = await engine.start(flow, 1, idempotency_key="once")
    if (await handle.run()).status is not RunStatus.COMPLETED:
        with pytest.raises(RunFailedError):
            await handle.result()
    mended.append(True)
    return handle.run_id


def engine_on(store: Any) -> Engine:
    return Engine(store, workflows=[flow, new], recover=False)


async def test_a_crash_at_every_write_of_a_retry(make_store: Callable[[], CrashableStore]) -> None:
    """A retry before the crash or one after it: one output, and no body more than once more than needed."""

    async def start(engine: Engine) -> None:
        run_id = await fail_once(engine)
        await engine.retry(run_id)
        await engine.idle()

    async def finish(engine: Engine) -> End:
        await engine.recover()
        await engine.idle()
        run_id = await fail_once(engine)
        if (await engine.get_run(run_id)).status is RunStatus.FAILED:
            await engine.retry(run_id)
        await engine.idle()
        return await ended(engine)

    crashes = []
    async for crash in crash_sweep(make_store, engine_on, start, finish):
        crashes.append(crash.write)
        assert crash.result.outputs == [22], crash
        assert crash.result.calls["load"] <= 2, crash
        assert crash.result.calls["pay"] <= 3, crash
        assert crash.result.calls["send"] <= 2, crash
        if crash.point > 2:  # its output is durable
            assert crash.result.calls["load"] == 1, crash
    assert len(crashes) >= 14
    assert {"commit", "claim", "create"} <= {*crashes}


async def test_a_crash_at_every_write_of_a_fork(make_store: Callable[[], CrashableStore]) -> None:
    """The fork is there whole, with what it keeps, or not at all; its kept step never runs."""

    async def start(engine: Engine) -> None:
        run_id = await fail_once(engine)
        await engine.fork(run_id, from_step=pay, input=5)
        await engine.idle()

    async def finish(engine: Engine) -> End:
        end = await ended(engine)
        runs = (await engine.list_runs(RunFilter())).items
        for run in runs:
            if run.forked_from is not None:
                records = {one.step_id: one for one in await engine.list_step_executions(run.run_id)}
                assert (records["load"].output, records["pay"].input) == (2, 5)
        return end

    outputs: list[list[Any]] = []
    async for crash in crash_sweep(make_store, engine_on, start, finish):
        outputs.append(crash.result.outputs)
        assert crash.result.calls["load"] <= 2, crash
        assert crash.result.calls["send"] <= 2, crash
    assert outputs[-1] == [None, 52]
    assert all(found in ([], [None], [None, 52], [22], [None, None]) for found in outputs), outputs
    assert [None, None] not in outputs


async def test_a_crash_at_every_write_of_a_migration(make_store: Callable[[], CrashableStore]) -> None:
    """The run is of the old definition or of the new one, never of both; `load` and `send` never run again."""

    async def start(engine: Engine) -> None:
        store = engine._parts.kit.store
        await store.create(suspended())
        await engine.migrate("run-1")
        await engine.idle()

    async def finish(engine: Engine) -> End:
        store = engine._parts.kit.store
        row = await store.get_run("run-1")
        if row is None:
            return End([], calls.copy())
        mended.append(True)
        await engine.recover()
        await engine.idle()
        if (await engine.get_run("run-1")).workflow_version == "1":
            assert (row.status, row.fingerprint, row.migrated_from) == ("SUSPENDED", old.fingerprint, None)
            await engine.migrate("run-1")
        elif (await engine.get_run("run-1")).status is RunStatus.FAILED:  # before it was mended
            await engine.retry("run-1")
        return await ended(engine)

    found: list[str | None] = []
    async for crash in crash_sweep(make_store, engine_on, start, finish):
        found.append(crash.write)
        if (crash.point, crash.when) != (1, "before"):
            assert crash.result.outputs == [71], crash
            assert set(crash.result.calls) == {"pay"}, crash
            assert crash.result.calls["pay"] <= 3, crash
    assert found[:4] == ["create", "create", "claim", "claim"]
    assert "commit" in found


def suspended() -> Creation:
    """A run of the old version whose first two steps are done."""
    plan = plan_of(old)
    live, rows = created(plan, 1)
    for path in ("load", "send"):
        assert start_all(live) == [path]
        complete(live, path, 7, writes={"last": b"\x011"})
    rows.commit(live.take_commit())
    return _creation(rows)


def _creation(rows: Rows) -> Creation:
    run = rows.run._replace(owner=None, status="SUSPENDED")
    snapshot = rows.snapshot()
    return Creation(
        run, snapshot.executions, tuple(rows.events), snapshot.state, definition=definition_row(old)
    )  # fmt: skip
