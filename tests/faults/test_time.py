"""Clocks that jump, back or forward, in the middle of whatever waits (T1, T3, T5 to T7)."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from gorkflow import Engine, RetryPolicy, RunFailedError, RunStatus, StepContext, Workflow, step, workflow
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing import FakeClock
from tests.conftest import OpenEngine, on_memory, on_sqlite

HOUR = 3600.0


class Flaky:
    """A workflow whose step fails once and waits 20 seconds; the instants of its attempts, in seconds of the clock."""

    def __init__(self, clock: FakeClock) -> None:
        self.at: list[float] = []

        @step(retry=RetryPolicy(2, delay=20, jitter=0))
        async def flaky(ctx: StepContext, value: int) -> int:
            self.at.append(clock.monotonic())
            if ctx.attempt == 1:
                raise OSError("once")
            return value

        self.flow: Workflow[int, int] = workflow("flaky").then(flaky).build()


@on_memory
@pytest.mark.parametrize("jump", [-HOUR, HOUR])
async def test_a_clock_that_jumps_in_a_back_off(open_engine: OpenEngine, clock: FakeClock, jump: float) -> None:
    """The wait is neither stuck for that hour nor fires twice."""
    flaky = Flaky(clock)
    engine = await open_engine(clock=clock, lease_ttl=86400)
    handle = await engine.start(flaky.flow, 5)
    await clock.settle()
    await clock.advance(10)
    clock.jump(jump)
    await clock.advance(15)
    assert await handle.result(timeout=1) == 5
    assert len(flaky.at) == 2
    assert flaky.at[1] <= 25


@on_memory
@pytest.mark.parametrize("jump", [-HOUR, HOUR])
async def test_a_clock_that_jumps_in_a_time_out(open_engine: OpenEngine, clock: FakeClock, jump: float) -> None:
    """An attempt has its seconds, whatever the time of day."""
    began: list[float] = []

    @step(timeout=60)
    async def stuck(value: int) -> int:
        began.append(clock.monotonic())
        await asyncio.get_running_loop().create_future()
        return value

    engine = await open_engine(clock=clock, lease_ttl=86400)
    handle = await engine.start(workflow("stuck").then(stuck).build(), 5)
    await clock.settle()
    await clock.advance(30)
    clock.jump(jump)
    await clock.advance(29)
    assert (await handle.run()).status is RunStatus.RUNNING
    await clock.advance(2)
    assert (await handle.run()).status is RunStatus.FAILED
    assert began == [0.0]


@on_memory
async def test_a_clock_that_goes_back_in_a_run_with_a_deadline(open_engine: OpenEngine, clock: FakeClock) -> None:
    """The run ends when its seconds are over, not an hour later."""

    @step
    async def stuck(value: int) -> int:
        await asyncio.get_running_loop().create_future()
        return value

    engine = await open_engine(clock=clock, lease_ttl=86400)
    handle = await engine.start(workflow("stuck").then(stuck).build(), 5, run_timeout=60)
    await clock.settle()
    await clock.advance(30)
    clock.jump(-HOUR)
    await clock.advance(35)
    run = await handle.run()
    assert run.status is RunStatus.FAILED
    assert run.error is not None
    assert run.error.code == "run_timeout"


@on_sqlite
@pytest.mark.parametrize("jump", [-HOUR, HOUR])
async def test_a_clock_that_jumps_takes_no_lease(open_engine: OpenEngine, jump: float) -> None:
    """Two engines of one machine, one of whose clocks is put right by an hour: its runs stay its own."""
    free = asyncio.Event()
    begun: list[int] = []

    @step
    async def waits(ctx: StepContext, value: int) -> int:
        begun.append(ctx.attempt)
        await free.wait()
        return value

    flow = workflow("waits").then(waits).build()
    mine, others = FakeClock(), FakeClock()
    owner = await open_engine(clock=mine, lease_ttl=5)
    handle = await owner.start(flow, 1)
    other = await open_engine(flow, clock=others, lease_ttl=5, recover=False)
    for moved in (mine, others):
        moved.jump(jump)
        assert await other.recover() == []
    free.set()
    assert await handle.result(timeout=60) == 1
    assert begun == [1]


@pytest.mark.parametrize("jump", [0.0, -HOUR, HOUR])
async def test_a_back_off_survives_a_crash_and_a_jump(tmp_path: Path, jump: float) -> None:
    """What is left of it is waited for by the next engine, at most the whole of it, whatever its clock shows."""
    before, after = FakeClock(), FakeClock()
    first, second = Flaky(before), Flaky(after)
    store = SqliteStore(tmp_path / "runs.db", durability="process")
    engine = await Engine(store, clock=before, workflows=[first.flow]).__aenter__()
    handle = await engine.start(first.flow, 5)
    await before.settle()
    await before.advance(5)
    await engine.abandon()
    await store.abandon()
    after.jump(5 + jump)
    async with Engine(store, clock=after, workflows=[second.flow], lease_ttl=86400) as engine:
        await after.advance(21)
        assert await engine.handle(handle.run_id, second.flow).result(timeout=1) == 5
    assert len(first.at) == len(second.at) == 1
    if jump == 0:
        assert 14 <= second.at[0] <= 16


@pytest.mark.parametrize("crashes", [1, 3])
async def test_a_deadline_counts_from_the_first_start(tmp_path: Path, crashes: int) -> None:
    """Over crashes: 60 seconds in all, of which each life takes a part."""
    begun: list[int] = []

    @step
    async def stuck(ctx: StepContext, value: int) -> int:
        begun.append(ctx.attempt)
        await asyncio.get_running_loop().create_future()
        return value

    flow, clock = workflow("stuck").then(stuck).build(), FakeClock()
    store = SqliteStore(tmp_path / "runs.db", durability="process")
    run_id = ""
    for _ in range(crashes):
        engine = await Engine(store, clock=clock, workflows=[flow], lease_ttl=86400).__aenter__()
        if not run_id:
            run_id = (await engine.start(flow, 1, run_timeout=60)).run_id
        await clock.settle()
        await clock.advance(40 / crashes)
        await engine.abandon()
        await store.abandon()
    async with Engine(store, clock=clock, workflows=[flow], lease_ttl=86400) as engine:
        await clock.settle()
        await clock.advance(15)
        assert (await engine.get_run(run_id)).status is RunStatus.RUNNING
        await clock.advance(7)
        with pytest.raises(RunFailedError, match="run_timeout"):
            await engine.handle(run_id, flow).result(timeout=1)
    assert begun == list(range(1, crashes + 2))
