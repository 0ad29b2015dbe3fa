"""What a body has left behind cancels the task that drives its run: nobody meant the run, and it goes on."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from gorkflow import RunStatus, StepContext, StoreBusyError, Workflow, step, workflow
from gorkflow.core.records import Commit
from gorkflow.stores.memory import MemoryStore
from gorkflow.testing import FakeClock
from tests.conftest import OpenEngine, on_memory
from tests.runtime.gated import kill
from tests.runtime.slow_store import TroubledStore

pytestmark = on_memory


class Leaving:
    """A workflow whose first body leaves its task to be cancelled; the two behind it wait to be let go.

    Attributes:
        task: the one that drives the run.
        calls: ids of the steps whose bodies began.
        free: set it to let them go.
    """

    def __init__(self) -> None:
        self.task: asyncio.Task[Any] | None = None
        self.calls: list[str] = []
        self.free = asyncio.Event()

        @step
        async def leaves(value: int) -> int:
            self.task = asyncio.current_task()
            return value

        @step
        async def waits(ctx: StepContext, value: int) -> int:
            self.calls.append(ctx.step_id)
            await self.free.wait()
            return value

        @step
        async def add(one: int, other: int) -> int:
            return one + other

        both = workflow("leaving", int).then(leaves).parallel(waits, waits.named("too"))
        self.flow: Workflow[int, int] = both.then(add).build()

    def strike(self) -> None:
        """What was left behind cancels the driving task."""
        assert self.task is not None
        self.task.cancel()


class Held(MemoryStore):
    """Holds up commits, before or after they are written.

    Attributes:
        is_holding: the next commits are held up.
        writes_first: they are written before that.
        waiting: set when one is held up.
        free: set it to let them go.
    """

    def __init__(self, *, writes_first: bool) -> None:
        super().__init__()
        self.is_holding = False
        self.writes_first = writes_first
        self.waiting = asyncio.Event()
        self.free = asyncio.Event()

    async def commit(self, commit: Commit, /) -> None:
        if self.is_holding and not self.writes_first:
            await self._hold()
        await super().commit(commit)
        if self.is_holding and self.writes_first:
            await self._hold()

    async def _hold(self) -> None:
        self.waiting.set()
        await self.free.wait()


async def test_a_driver_that_waits_goes_on(open_engine: OpenEngine, clock: FakeClock) -> None:
    """However often it is hit."""
    leaving = Leaving()
    engine = await open_engine(clock=clock, lease_ttl=86400)
    handle = await engine.start(leaving.flow, 1)
    await clock.settle()
    for _ in range(3):
        leaving.strike()
        leaving.strike()
        await clock.settle()
    leaving.free.set()
    assert await handle.result(timeout=60) == 2
    assert leaving.calls == ["waits", "too"]


@pytest.mark.parametrize("writes_first", [False, True])
async def test_a_write_that_is_hit_is_made_all_the_same(
    open_engine: OpenEngine, clock: FakeClock, writes_first: bool
) -> None:
    """Once, whether the store had it already or not."""
    leaving = Leaving()
    store = Held(writes_first=writes_first)
    engine = await open_engine(store=store, clock=clock, lease_ttl=86400)
    store.is_holding = True
    handle = await engine.start(leaving.flow, 1)
    await store.waiting.wait()
    leaving.strike()
    await clock.settle()
    store.is_holding = False
    store.free.set()
    leaving.free.set()
    assert await handle.result(timeout=60) == 2
    assert leaving.calls == ["waits", "too"]
    events = [event async for event in handle.events()]
    assert [event.seq for event in events] == list(range(1, 12))


async def test_a_write_that_the_store_refuses_for_now_is_made_all_the_same(
    open_engine: OpenEngine, clock: FakeClock
) -> None:
    """A leftover is no answer of the store."""
    leaving = Leaving()
    store = TroubledStore()
    engine = await open_engine(store=store, clock=clock, lease_ttl=86400)
    handle = await engine.start(leaving.flow, 1)
    await clock.settle()
    store.trouble = StoreBusyError("locked")
    leaving.free.set()
    await clock.advance(1)
    leaving.strike()
    await clock.advance(1)
    store.trouble = None
    await clock.advance(1)
    assert await handle.result(timeout=60) == 2


async def test_who_has_lost_the_run_meanwhile_does_not_go_on(open_engine: OpenEngine, clock: FakeClock) -> None:
    """The repeated write is refused like the first one."""
    leaving = Leaving()
    store = Held(writes_first=False)
    engine = await open_engine(store=store, clock=clock, lease_ttl=86400)
    store.is_holding = True
    handle = await engine.start(leaving.flow, 1)
    await store.waiting.wait()
    store._runs[handle.run_id].epoch += 1
    leaving.strike()
    store.free.set()
    await clock.settle()
    assert (engine.health().running, leaving.calls) == (0, [])
    store._runs[handle.run_id].epoch -= 1
    await kill(engine)
    leaving.free.set()
    again = await open_engine(leaving.flow, store=store, clock=clock)
    assert await again.handle(handle.run_id, leaving.flow).result(timeout=60) == 2


async def test_a_driver_that_the_engine_gives_up_ends(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Closing is meant, and is not taken for a leftover."""
    leaving = Leaving()
    engine = await open_engine(clock=clock, lease_ttl=86400, grace=0)
    handle = await engine.start(leaving.flow, 1)
    await clock.settle()
    await engine.__aexit__(None, None, None)
    assert leaving.task is not None
    assert leaving.task.cancelled()
    leaving.free.set()
    again = await open_engine(leaving.flow, clock=clock)
    assert await again.handle(handle.run_id, leaving.flow).result(timeout=60) == 2
    assert (await again.get_run(handle.run_id)).status is RunStatus.COMPLETED
