"""The clock with an engine: what waits for hours in a run takes no time in a test."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gorkflow import Engine, RetryPolicy, RunFailedError, RunTimeoutError, StepContext, step, workflow
from gorkflow.ports import Store
from gorkflow.stores.memory import MemoryStore
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing import FakeClock


@step(retry=RetryPolicy(3, delay=20, backoff="linear", jitter=0))
async def flaky(ctx: StepContext, value: int) -> int:
    if ctx.attempt < 3:
        raise ConnectionError
    return value


@step(timeout=60)
async def stuck(value: int) -> int:
    await asyncio.get_running_loop().create_future()
    return value


@pytest.fixture(params=["memory", "sqlite"])
def make_store(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Store]:
    """Makes a store."""
    if request.param == "memory":
        return MemoryStore
    return lambda: SqliteStore(tmp_path / "runs.db", durability="process")


async def test_a_minute_of_back_off_takes_no_time(make_store: Callable[[], Store]) -> None:
    """The clock runs by itself while the test waits for the run."""
    before, clock = time.monotonic(), FakeClock()
    started_at = clock.now()
    async with Engine(make_store(), clock=clock, lease_ttl=86400) as engine, clock.running():
        assert await engine.run(workflow("w").then(flaky).build(), 5) == 5
    assert 60 <= clock.now() - started_at < 65
    assert time.monotonic() - before < 30


async def test_a_time_out_comes_when_the_clock_gets_there(make_store: Callable[[], Store]) -> None:
    """By hand: a second before it nothing has happened."""
    clock = FakeClock()
    async with Engine(make_store(), clock=clock, lease_ttl=86400) as engine:
        run = asyncio.create_task(engine.run(workflow("w").then(stuck).build(), 5))
        await clock.settle()
        await clock.advance(59)
        assert not run.done()
        await clock.advance(5)
        with pytest.raises(RunFailedError, match="timeout"):
            await run


async def test_an_hour_of_an_engine_without_threads_takes_a_moment() -> None:
    """Its heartbeat has a thread, which is not waited for: 18,000 looks into the inbox, each its own instant."""
    clock = FakeClock()
    async with Engine(MemoryStore(), clock=clock, lease_ttl=86400):
        before = time.monotonic()
        await clock.advance(3600)
        assert time.monotonic() - before < 15


async def test_a_result_is_waited_for_by_the_clock(make_store: Callable[[], Store]) -> None:
    """And so is the end of bodies when the engine closes."""
    before, clock = time.monotonic(), FakeClock(auto_advance=True)
    flow = workflow("w").then(step(id="still")(stands_still)).build()
    async with Engine(make_store(), clock=clock, lease_ttl=86400, grace=600) as engine:
        handle = await engine.start(flow, 5)
        with pytest.raises(RunTimeoutError, match="is not over after 600 s"):
            await handle.result(timeout=600)
    assert time.monotonic() - before < 30


async def test_an_engine_closes_though_its_clock_stands_still() -> None:
    """Who closes it may be the only one to move the clock: its grace ends by the machine's time as well."""
    flow = workflow("w").then(step(id="still")(stands_still)).build()
    engine = await Engine(MemoryStore(), clock=FakeClock(), grace=0.05).__aenter__()
    await engine.start(flow, 5)
    async with asyncio.timeout(10):
        await engine.__aexit__(None, None, None)


async def stands_still(value: int) -> int:
    await asyncio.get_running_loop().create_future()
    return value


async def test_a_run_of_another_engine_is_waited_for_by_the_clock(tmp_path: Path) -> None:
    """Looked at now and then, and given up in time."""
    before, clock = time.monotonic(), FakeClock(auto_advance=True)
    flow = workflow("w").then(step(id="still")(stands_still)).build()
    stores = [SqliteStore(tmp_path / "runs.db", durability="process") for _ in range(2)]
    async with Engine(stores[0], grace=0) as owner, Engine(stores[1], clock=clock, lease_ttl=86400) as other:
        handle = await owner.start(flow, 5)
        with pytest.raises(RunTimeoutError, match="is not over after 60 s"):
            await other.handle(handle.run_id, flow).result(timeout=60)
    assert clock.monotonic() >= 60
    assert time.monotonic() - before < 30
