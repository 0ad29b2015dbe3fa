"""A store in trouble holds runs up: none fails, nothing starts meanwhile, and they go on by themselves."""

from __future__ import annotations

import asyncio

import pytest

from gorkflow import (
    RetryPolicy,
    RunStatus,
    StoreBusyError,
    StoreConnectionError,
    StoreError,
    StoreFullError,
    step,
    workflow,
)
from gorkflow.testing import FakeClock
from tests.conftest import OpenEngine, on_memory
from tests.runtime.gated import Gated
from tests.runtime.slow_store import TroubledStore

pytestmark = on_memory


@pytest.mark.parametrize("writes_first", [False, True])
async def test_a_store_in_trouble_holds_runs_up(open_engine: OpenEngine, clock: FakeClock, writes_first: bool) -> None:
    """None fails, no body starts meanwhile, health says so; it goes on by itself. Also where a write had happened."""
    store = TroubledStore()
    gated = Gated()
    engine = await open_engine(store=store, clock=clock, lease_ttl=86400)
    handle = await engine.start(gated.flow, 0)
    await clock.settle()
    store.trouble = StoreConnectionError("gone") if writes_first else StoreBusyError("locked")
    store.writes_first = writes_first
    gated.free.set()
    await clock.advance(1)
    assert gated.calls == ["a1", "b1"]
    assert engine.health().status == "degraded"
    assert engine.health().reasons[0].startswith("store: ")
    assert store.refused > 1
    store.trouble = None
    await clock.advance(1)
    assert await handle.result() == 3
    assert gated.calls == ["a1", "b1", "c1"]
    assert engine.health().status == "ok"
    [delayed] = [event async for event in handle.events() if event.type == "RunDelayed"]
    assert delayed.data["code"] == ("store_connection" if writes_first else "store_busy")


async def test_one_asks_for_all(open_engine: OpenEngine, clock: FakeClock) -> None:
    """A thousand runs that wait do not ask a store in trouble five times per second each."""
    store = TroubledStore()
    gated = Gated()
    engine = await open_engine(store=store, clock=clock, lease_ttl=86400, max_concurrent_steps=200)
    handles = [await engine.start(gated.flow, number) for number in range(100)]
    await clock.settle()
    store.trouble = StoreFullError("full")
    gated.free.set()
    await clock.advance(4)
    assert store.refused <= 100 + 4 / 0.2 + 1
    store.trouble = None
    await clock.advance(0.3)
    assert [await handle.result() for handle in handles] == [number + 3 for number in range(100)]
    assert await engine.count_runs() == {RunStatus.COMPLETED: 100}


async def test_trouble_of_one_run_is_no_other_runs(open_engine: OpenEngine, clock: FakeClock) -> None:
    """A page of its own is damaged, say: the others go on, if later."""
    store = TroubledStore()
    sick, well = Gated("sick"), Gated("well")
    engine = await open_engine(store=store, clock=clock, lease_ttl=86400)
    stuck = await engine.start(sick.flow, 0)
    others = [await engine.start(well.flow, number) for number in range(10)]
    await clock.settle()
    store.trouble, store.only = StoreError("damaged"), stuck.run_id
    sick.free.set()
    await clock.advance(1)
    well.free.set()
    await clock.advance(10)
    assert [await handle.result() for handle in others] == [number + 3 for number in range(10)]
    assert (await engine.get_run(stuck.run_id)).status is RunStatus.RUNNING


async def test_nothing_pure_starts_either(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Though it needs no record before it."""
    store = TroubledStore()
    calls: list[str] = []
    gated = Gated()

    @step(pure=True)
    async def pure(value: int) -> int:
        calls.append("pure")
        return value

    flow = workflow("p", int).then(gated.flow).then(pure).then(pure.named("again")).build()
    engine = await open_engine(store=store, clock=clock, lease_ttl=86400)
    noticing = await engine.start(Gated("other").flow, 0)
    handle = await engine.start(flow, 0)
    await clock.settle()
    store.trouble = StoreFullError("full")
    gated.free.set()
    await clock.advance(2)
    assert calls == []
    store.trouble = None
    await clock.advance(1)
    assert await handle.result() == 3
    assert calls == ["pure", "pure"]
    await noticing.cancel()


async def test_nothing_pure_starts_with_nothing_to_be_written(open_engine: OpenEngine, clock: FakeClock) -> None:
    """After a back-off, say. That reading goes well is no proof: on a full disk it does."""
    store = TroubledStore()
    calls: list[float] = []

    @step(pure=True, retry=RetryPolicy(2, delay=1, jitter=0))
    async def pure(value: int) -> int:
        calls.append(clock.now())
        if len(calls) == 1:
            raise OSError
        return value

    other = Gated("other")
    engine = await open_engine(store=store, clock=clock, lease_ttl=86400)
    handle = await engine.start(workflow("p", int).then(pure).build(), 0)
    noticing = await engine.start(other.flow, 0)
    await clock.settle()
    store.trouble, store.reads = StoreFullError("full"), True
    other.free.set()
    await clock.advance(5)
    assert len(calls) == 1
    assert engine.health().status == "degraded"
    store.trouble = None
    await clock.advance(5)
    assert await handle.result() == 0
    assert await noticing.result() == 3
    assert len(calls) == 2


@pytest.mark.parametrize("writes_first", [False, True])
async def test_a_start_of_unknown_outcome_is_found_out(
    open_engine: OpenEngine, clock: FakeClock, writes_first: bool
) -> None:
    """Its caller is told that nobody knows; a run that is in the store is driven, one that is not comes never."""
    store = TroubledStore()
    gated = Gated()
    gated.free.set()
    engine = await open_engine(store=store, clock=clock, lease_ttl=86400)
    store.trouble, store.writes_first = StoreConnectionError("gone"), writes_first
    with pytest.raises(StoreConnectionError):
        await engine.start(gated.flow, 0)
    await clock.advance(1)
    store.trouble = None
    await clock.advance(1)
    await engine.idle()
    assert await engine.count_runs() == ({RunStatus.COMPLETED: 1} if writes_first else {})


async def test_an_engine_closes_though_the_store_is_in_trouble(open_engine: OpenEngine) -> None:
    """At once after its grace; what was not written runs again."""
    store = TroubledStore()
    gated = Gated()
    engine = await open_engine(store=store, grace=0)
    handle = await engine.start(gated.flow, 0)
    store.trouble = StoreConnectionError("gone")
    with pytest.raises(StoreConnectionError):
        await engine.start(gated.flow, 0)
    gated.free.set()
    await asyncio.sleep(0.05)
    closing = asyncio.create_task(engine.__aexit__(None, None, None))
    done, _ = await asyncio.wait([closing], timeout=5)
    assert done
    store.trouble = None
    again = await open_engine(gated.flow, store=store)
    assert await again.handle(handle.run_id, gated.flow).result(timeout=60) == 3
