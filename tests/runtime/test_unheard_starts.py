"""Starts of which nobody hears how they ended, starts that certainly failed, and starts under an engine that closes."""

from __future__ import annotations

import asyncio

import pytest

from gorkflow import Engine, EngineError, RunStatus, StoreAuthenticationError, StoreConnectionError, StoreError
from gorkflow.core.records import Creation, RunRow
from gorkflow.stores.memory import MemoryStore
from gorkflow.testing import FakeClock
from tests.conftest import OpenEngine, on_memory, settle
from tests.runtime.gated import Gated


class LaterStore(MemoryStore):
    """Tells that a creation's outcome is unknown; its server carries the request out later.

    Attributes:
        late: creations that are still under way.
    """

    def __init__(self) -> None:
        super().__init__()
        self.late: list[Creation] = []

    async def create(self, creation: Creation, /) -> RunRow:
        self.late.append(creation)
        raise StoreConnectionError("no answer in time")

    async def carry_out(self) -> None:
        for creation in self.late:
            await super().create(creation)


class RefusingStore(MemoryStore):
    """Refuses to create with one error, and is not reached for anything else either."""

    def __init__(self, refusal: StoreError) -> None:
        super().__init__()
        self.refusal = refusal

    async def create(self, creation: Creation, /) -> RunRow:
        raise self.refusal

    async def get_run(self, run_id: str, /) -> RunRow | None:
        raise self.refusal


class HeldStore(MemoryStore):
    """Creates once it is let go, while it holds back."""

    def __init__(self) -> None:
        super().__init__()
        self.free = asyncio.Event()
        self.free.set()

    async def create(self, creation: Creation, /) -> RunRow:
        await self.free.wait()
        return await super().create(creation)


@on_memory
async def test_a_start_that_is_carried_out_later_goes_on(open_engine: OpenEngine, clock: FakeClock) -> None:
    """The engine owns the run by then without having heard of it; its next claims look for such runs."""
    store, gated = LaterStore(), Gated()
    gated.free.set()
    engine = await open_engine(store=store, clock=clock, lease_ttl=30)
    with pytest.raises(StoreConnectionError) as caught:
        await engine.start(gated.flow, 0)
    assert caught.value.is_unknown
    await clock.advance(50)  # claims that find nothing yet
    await store.carry_out()
    await clock.advance(11)
    await engine.idle()
    assert await engine.count_runs() == {RunStatus.COMPLETED: 1}
    assert gated.calls == ["a2", "b1", "c1"]  # the first attempt was recorded with the creation


def not_reached() -> StoreConnectionError:
    error = StoreConnectionError("refused")
    error.is_unknown = False
    return error


@on_memory
@pytest.mark.parametrize("refusal", [StoreAuthenticationError("401"), not_reached()], ids=lambda one: one.code)
async def test_a_start_that_certainly_failed_leaves_nothing(open_engine: OpenEngine, refusal: StoreError) -> None:
    """No task and no place is kept for it, however many there are: nobody has to find out what became of it."""
    engine = await open_engine(store=RefusingStore(refusal), max_concurrent_runs=3)
    tasks = len(asyncio.all_tasks())
    for _ in range(10):
        with pytest.raises(type(refusal)):
            await engine.start(Gated().flow, 0)
    assert len(asyncio.all_tasks()) == tasks
    assert (engine.health().running, engine.health().pending) == (0, 0)
    assert engine.health().status == "ok"


@pytest.mark.parametrize("grace", [0, 10])
async def test_a_start_under_an_engine_that_closes_is_answered(grace: float) -> None:
    """Though there is no place for it: whoever waits is told, and the next opening goes on with it."""
    store, gated = HeldStore(), Gated()
    engine = await Engine(store, max_concurrent_runs=1, grace=grace).__aenter__()
    first = await engine.start(gated.flow, 0)
    await settle()
    store.free.clear()
    waiting = asyncio.create_task(engine.run(gated.flow, 10))
    await asyncio.sleep(0)
    closing = asyncio.create_task(engine.__aexit__(None, None, None))
    await asyncio.sleep(0.01)
    gated.free.set()
    await asyncio.sleep(0.01)
    assert closing.done() is (grace == 0)  # else it waits for the start as it does for bodies
    store.free.set()
    async with asyncio.timeout(60):
        await closing
        with pytest.raises(EngineError, match=r"the engine was closed before run .* was over; it goes on"):
            await waiting
    async with Engine(store, workflows=[gated.flow]) as again:
        await again.idle()
        assert await again.count_runs() == {RunStatus.COMPLETED: 2}
        assert await again.handle(first.run_id, gated.flow).result() == 3


@pytest.mark.parametrize("turns", [0, 1])
async def test_a_start_that_was_cancelled_does_not_hold_closing_up(turns: int) -> None:
    """What the store makes of it shows at the next opening. Also where its rescue has not begun yet."""
    store = HeldStore()
    store.free.clear()
    engine = await Engine(store, grace=30).__aenter__()
    starting = asyncio.create_task(engine.start(Gated().flow, 0))
    await asyncio.sleep(0)
    starting.cancel()
    await asyncio.wait([starting])
    for _ in range(turns):
        await asyncio.sleep(0)
    async with asyncio.timeout(60):
        await engine.__aexit__(None, None, None)
