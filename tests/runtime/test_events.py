"""The event log: read after the fact, followed live, and told to observers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from gorkflow import (
    Engine,
    Event,
    RetryPolicy,
    RunFailedError,
    RunStatus,
    RunTimeoutError,
    StepContext,
    StoreFullError,
    step,
    workflow,
)
from gorkflow.testing import FakeClock
from tests.conftest import OpenEngine, on_memory, on_sqlite, settle
from tests.runtime.gated import Gated
from tests.runtime.slow_store import TroubledStore

ALL = ["RunCreated", "RunStarted", "StepStarted", "StepCompleted", "StepStarted", "StepCompleted", "RunCompleted"]


@step
async def first(value: int) -> int:
    return value + 1


@step
async def second(value: int) -> int:
    return value * 2


flow = workflow("two").then(first).then(second).build()


class Recorder:
    """Keeps what it is told, and what was stored at that moment."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def on_event(self, event: Event, /) -> None:
        self.events.append(event)


async def test_the_log_of_a_run(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Seq from 1 without gaps, instants of the engine's clock, step and attempt; sizes instead of outputs."""
    engine = await open_engine(clock=clock)
    handle = await engine.start(flow, 1, tags={"a": "b"})
    await handle.result()
    events = [event async for event in engine.events(handle.run_id)]
    assert [event.type for event in events] == ALL
    assert [event.seq for event in events] == list(range(1, 8))
    assert {event.run_id for event in events} == {handle.run_id}
    assert {event.at.timestamp() for event in events} == {clock.now()}
    assert [(event.step_id, event.attempt) for event in events] == [
        (None, None), (None, None), ("first", 1), ("first", 1), ("second", 1), ("second", 1), (None, None),
    ]  # fmt: skip
    assert events[0].data == {"tags": {"a": "b"}}
    assert events[3].data["bytes"] == 1
    assert isinstance(events[3].data["checksum"], int)
    assert "output" not in events[3].data


async def test_reading_begins_after_a_number(engine: Engine) -> None:
    """After 2 comes 3; after the last nothing."""
    handle = await engine.start(flow, 1)
    await handle.result()
    assert [event.seq async for event in engine.events(handle.run_id, 2)] == [3, 4, 5, 6, 7]
    assert [event.seq async for event in engine.events(handle.run_id, after=7)] == []
    assert [event.seq async for event in handle.events(after=6)] == [7]


class Paced:
    """A run that takes one step at a time."""

    def __init__(self) -> None:
        self.gates = [asyncio.Event(), asyncio.Event()]

        @step
        async def one(value: int) -> int:
            await self.gates[0].wait()
            return value

        @step
        async def two(value: int) -> int:
            await self.gates[1].wait()
            return value

        self.flow = workflow("paced").then(one).then(two).build()


async def next_of(events: AsyncIterator[Event]) -> str:
    async with asyncio.timeout(60):
        return (await anext(events)).type


async def test_a_follower_sees_events_as_they_come(engine: Engine) -> None:
    """And ends with the run; without follow the reading ends where the log does."""
    paced = Paced()
    handle = await engine.start(paced.flow, 1)
    await settle()
    events = handle.events()
    assert [await next_of(events) for _ in range(3)] == ["RunCreated", "RunStarted", "StepStarted"]
    assert [event.type async for event in engine.events(handle.run_id)] == ["RunCreated", "RunStarted", "StepStarted"]
    coming = asyncio.create_task(next_of(events))
    await settle()
    assert not coming.done()
    paced.gates[0].set()
    assert await coming == "StepCompleted"
    assert await next_of(events) == "StepStarted"
    paced.gates[1].set()
    assert [await next_of(events) for _ in range(2)] == ["StepCompleted", "RunCompleted"]
    with pytest.raises(StopAsyncIteration):
        await anext(events)


async def test_several_followers_see_the_same(engine: Engine) -> None:
    """From wherever each begins; one that stops disturbs nobody."""
    paced = Paced()
    handle = await engine.start(paced.flow, 1)

    async def follow(after: int) -> list[int]:
        return [event.seq async for event in handle.events(after=after)]

    followers = [asyncio.create_task(follow(after)) for after in (0, 2, 6)]
    gone = asyncio.create_task(follow(0))
    await settle()
    gone.cancel()
    for gate in paced.gates:
        gate.set()
    assert await asyncio.gather(*followers) == [[1, 2, 3, 4, 5, 6, 7], [3, 4, 5, 6, 7], [7]]
    assert engine._parts.kit.hub._followers == {}


async def test_a_long_log_is_read_to_its_end(engine: Engine) -> None:
    """Beyond one batch of the store."""
    wide = workflow("wide", int).parallel_all([first.named(f"s{n}") for n in range(300)]).build()
    handle = await engine.start(wide, 1)
    await handle.result()
    assert [event.seq async for event in handle.events()] == list(range(1, 604))


@on_sqlite
async def test_another_engine_can_follow(open_engine: OpenEngine) -> None:
    """It sees the same events, a moment later."""
    owner, other = await open_engine(), await open_engine()
    paced = Paced()
    handle = await owner.start(paced.flow, 1)
    following = asyncio.create_task(types_of(other.events(handle.run_id, follow=True)))
    await settle()
    for gate in paced.gates:
        gate.set()
    async with asyncio.timeout(60):
        assert await following == ALL


async def types_of(events: AsyncIterator[Event]) -> list[str]:
    return [event.type async for event in events]


async def test_observers_are_told_of_everything_in_order(open_engine: OpenEngine) -> None:
    """Each of them; the same events as in the log."""
    recorders = [Recorder(), Recorder()]
    engine = await open_engine(observers=recorders)
    handle = await engine.start(flow, 1)
    await handle.result()
    stored = [event async for event in handle.events()]
    assert [recorder.events for recorder in recorders] == [stored, stored]


async def test_observers_are_told_after_the_commit(open_engine: OpenEngine) -> None:
    """What they hear of is in the store already."""
    pending: list[Event] = []
    engine_of: list[Engine] = []
    checked: list[asyncio.Task[bool]] = []

    class Checks:
        def on_event(self, event: Event, /) -> None:
            pending.append(event)
            checked.append(asyncio.get_running_loop().create_task(is_stored(event)))

    async def is_stored(event: Event) -> bool:
        return event in [one async for one in engine_of[0].events(event.run_id)]

    engine = await open_engine(observers=[Checks()])
    engine_of.append(engine)
    await engine.run(flow, 1)
    assert await asyncio.gather(*checked) == [True] * 7


@pytest.mark.parametrize("error", [RuntimeError("observer down"), SystemExit(3), asyncio.CancelledError()])
async def test_an_observer_that_raises_is_logged(
    open_engine: OpenEngine, caplog: pytest.LogCaptureFixture, error: BaseException
) -> None:
    """The first time, and disturbs neither the run nor the others."""

    class Broken:
        def on_event(self, event: Event, /) -> None:
            raise error

    recorder = Recorder()
    engine = await open_engine(observers=[Broken(), recorder])
    with caplog.at_level(logging.ERROR, "gorkflow"):
        assert await engine.run(flow, 1) == 4
    assert len(recorder.events) == 7
    assert len(caplog.records) == 1
    assert "failed on RunCreated of run" in caplog.records[0].getMessage()


async def test_observers_hear_of_failures_retries_and_cancels(open_engine: OpenEngine) -> None:
    """With the error, bounded, and the instant of the next attempt."""
    recorder = Recorder()
    engine = await open_engine(observers=[recorder])

    @step(retry=RetryPolicy(2, delay=0))
    async def fails(ctx: StepContext, value: int) -> int:
        raise ValueError("no")

    with pytest.raises(RunFailedError):
        await engine.run(workflow("fails").then(fails).build(), 1)
    types = [event.type for event in recorder.events]
    assert types == [
        "RunCreated", "RunStarted", "StepStarted", "StepRetryScheduled", "StepStarted", "StepFailed", "RunFailed",
    ]  # fmt: skip
    retried, failed = recorder.events[3], recorder.events[-1]
    assert isinstance(retried.data["next_attempt_at"], float)
    assert isinstance(retried.data["error"], dict)
    assert (retried.data["error"]["type"], retried.data["error"]["message"]) == ("ValueError", "no")
    assert isinstance(failed.data["error"], dict)
    assert failed.data["error"]["step_id"] == "fails"


async def test_pure_steps_leave_no_started_event(engine: Engine) -> None:
    """But every output, and one commit for several of them."""

    @step(pure=True)
    async def add(value: int) -> int:
        return value + 1

    chain = workflow("pure", int)
    for number in range(10):
        chain = chain.then(add.named(f"p{number}"))
    handle = await engine.start(chain.build(), 0)
    assert await handle.result() == 10
    types = [event.type async for event in handle.events()]
    assert types == ["RunCreated", "RunStarted", *["StepCompleted"] * 10, "RunCompleted"]
    steps = await engine.list_step_executions(handle.run_id)
    assert [one.output for one in steps] == list(range(1, 11))
    assert [one.index for one in steps] == list(range(10))
    assert (await handle.run()).status is RunStatus.COMPLETED


async def test_pure_steps_before_others(engine: Engine) -> None:
    """An effect's STARTED record makes what came before it durable."""
    seen: list[object] = []

    @step(pure=True)
    async def add(value: int) -> int:
        return value + 1

    @step
    async def looks(ctx: StepContext, value: int) -> int:
        seen.append(await engine.load_step_output(ctx.run_id, "add"))
        return value

    assert await engine.run(workflow("mixed").then(add).then(looks).build(), 1) == 2
    assert seen == [2]


class Listener:
    """An observer that hears progress."""

    def __init__(self) -> None:
        self.told: list[tuple[str, float, float | None]] = []

    def on_event(self, event: Event, /) -> None:
        """Nothing."""

    def on_progress(self, run_id: str, path: str, done: float, total: float | None, /) -> None:
        self.told.append((path, done, total))


class BrokenListener(Listener):
    """Raises."""

    def on_progress(self, run_id: str, path: str, done: float, total: float | None, /) -> None:
        raise ValueError("no ears")


async def test_progress_of_a_body_is_told_live(open_engine: OpenEngine, caplog: pytest.LogCaptureFixture) -> None:
    """To every observer that hears it, a broken one or not; nothing of it is stored."""

    @step
    async def counts(ctx: StepContext, value: int) -> int:
        ctx.progress(1)
        ctx.progress(2, 4)
        return value

    listener = Listener()
    engine = await open_engine(observers=[listener, BrokenListener()])
    handle = await engine.start(workflow("counts").then(counts).build(), 1)
    await handle.result()
    assert listener.told == [("counts", 1, None), ("counts", 2, 4)]
    assert len([event async for event in handle.events()]) == 5
    assert "failed on the progress of counts of run" in caplog.text


async def test_progress_of_a_thread_body_is_told_on_the_loop(open_engine: OpenEngine) -> None:
    """Of many reports at once at least the last."""
    loop, told = asyncio.get_running_loop(), asyncio.Event()

    @step
    def counts(ctx: StepContext, value: int) -> int:
        for done in range(1, 1001):
            ctx.progress(done, 1000)
        asyncio.run_coroutine_threadsafe(told.wait(), loop).result()
        return value

    class Last(Listener):
        def on_progress(self, run_id: str, path: str, done: float, total: float | None, /) -> None:
            assert asyncio.get_running_loop() is loop
            super().on_progress(run_id, path, done, total)
            if done == total:
                told.set()

    listener = Last()
    engine = await open_engine(observers=[listener])
    assert await engine.run(workflow("counts").then(counts).build(), 1) == 1
    assert listener.told[-1] == ("counts", 1000, 1000)
    assert [done for _, done, _ in listener.told] == sorted({done for _, done, _ in listener.told})


@on_sqlite
async def test_who_waits_no_longer_is_forgotten(open_engine: OpenEngine) -> None:
    """A time-out or a cancellation while another engine's run is waited for leaves nothing behind."""
    gated = Gated()
    owner, other = await open_engine(), await open_engine()
    handle = await owner.start(gated.flow, 0)
    there = other.handle(handle.run_id, gated.flow)
    for _ in range(5):
        with pytest.raises(RunTimeoutError):
            await there.result(timeout=0.01)
    await asyncio.sleep(0)
    assert other._parts.kit.hub._followers == {}
    gated.free.set()


async def test_closing_tells_of_what_it_lets_go_of(open_engine: OpenEngine) -> None:
    """Those who are told hear what is stored, to the last event; nothing where the store refuses it."""
    recorder = Recorder()
    gated = Gated()
    engine = await open_engine(grace=0, observers=[recorder])
    handle = await engine.start(gated.flow, 1)
    await settle()
    await engine.__aexit__(None, None, None)
    reader = await open_engine(read_only=True)
    stored = [event async for event in reader.events(handle.run_id)]
    assert recorder.events == stored
    assert stored[-1].type == "RunReleased"


@on_memory
async def test_a_letting_go_that_is_not_stored_is_not_told(open_engine: OpenEngine) -> None:
    """The next owner finds the run as a dead engine would leave it."""
    recorder = Recorder()
    store = TroubledStore()
    engine = await open_engine(grace=0, observers=[recorder], store=store)
    await engine.start(Gated().flow, 1)
    await settle()
    store.trouble = StoreFullError("full")
    await engine.__aexit__(None, None, None)
    assert "RunReleased" not in [event.type for event in recorder.events]
