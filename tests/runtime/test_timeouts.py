"""Time-outs of attempts and of runs, for bodies of every kind, the obedient and the stubborn."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from datetime import timedelta

import pytest

from gorkflow import (
    NO_TIMEOUT,
    Engine,
    RetryPolicy,
    RunFailedError,
    RunStatus,
    StepContext,
    StepStatus,
    step,
    workflow,
)
from gorkflow.runtime.bell import Bell
from gorkflow.testing import FakeClock
from tests.conftest import OpenEngine
from tests.runtime import process_bodies


@pytest.fixture
async def timed(open_engine: OpenEngine, clock: FakeClock) -> Engine:
    """An engine on the fake clock, which stands still."""
    return await open_engine(clock=clock, lease_ttl=86400)


async def hang() -> None:
    await asyncio.get_running_loop().create_future()


@pytest.mark.parametrize("timeout", [0.5, timedelta(milliseconds=500)])
async def test_an_async_body_is_cancelled(timed: Engine, clock: FakeClock, timeout: float | timedelta) -> None:
    """At its time-out, to the fraction; the error is told apart by its code."""
    cancelled: list[float] = []

    @step(timeout=timeout)
    async def slow(value: int) -> int:
        try:
            await hang()
        except asyncio.CancelledError:
            cancelled.append(clock.now())
            raise
        return value

    started = clock.now()
    handle = await timed.start(workflow("slow").then(slow).build(), 1)
    await clock.advance(0.49)
    assert cancelled == []
    await clock.advance(0.02)
    with pytest.raises(RunFailedError, match=f"step 'slow' of run {handle.run_id}: attempt 1 took longer") as caught:
        await handle.result()
    assert caught.value.error_code == "timeout"
    assert cancelled == [pytest.approx(started + 0.5)]
    [record] = await timed.list_step_executions(handle.run_id)
    assert record.status is StepStatus.FAILED
    assert record.duration_seconds == pytest.approx(0.5)
    assert record.error is not None
    assert record.error.type == "StepTimeoutError"


async def test_a_body_in_time_is_left_alone(timed: Engine, clock: FakeClock) -> None:
    """And its timer is gone."""

    @step(timeout=1)
    async def quick(value: int) -> int:
        await clock.sleep(0.5)
        return value

    handle = await timed.start(workflow("quick").then(quick).build(), 1)
    await clock.advance(2)
    assert await handle.result() == 1
    assert clock.sleepers == 3  # the inbox, the claims and the schedules


async def test_a_time_out_is_inherited_and_switched_off(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Engine, workflow, step: the nearest first."""
    engine = await open_engine(clock=clock, lease_ttl=86400, timeout=1)

    @step
    async def waits(value: int) -> int:
        await clock.sleep(1.5)
        return value

    patient = step(id="patient", timeout=NO_TIMEOUT)(waits.handler)
    flows = [
        workflow("by-engine").then(waits).build(),
        workflow("by-workflow", timeout=2).then(waits).build(),
        workflow("by-step", timeout=0.1).then(patient).build(),
    ]
    handles = [await engine.start(flow, 1) for flow in flows]
    await clock.advance(2)
    assert [(await handle.run()).status for handle in handles] == [
        RunStatus.FAILED, RunStatus.COMPLETED, RunStatus.COMPLETED,
    ]  # fmt: skip


@pytest.mark.parametrize("alone", [True, False])
async def test_a_body_that_swallows_its_cancellation_is_left_behind(
    timed: Engine, clock: FakeClock, alone: bool
) -> None:
    """After a second of grace; what it returns later is dropped, and the run goes on without it."""
    free, late = asyncio.Event(), asyncio.Event()

    @step(timeout=1, retry=RetryPolicy(2, delay=0))
    async def stubborn(ctx: StepContext, value: int) -> int:
        if ctx.attempt == 2:
            return 2
        while not free.is_set():
            try:
                await free.wait()
            except asyncio.CancelledError:
                assert ctx.cancelled
        late.set()
        return 1

    @step
    async def other(value: int) -> int:
        return value

    start = workflow("stubborn", int)
    flow = start.then(stubborn).build() if alone else start.parallel_all([stubborn, other]).build()
    handle = await timed.start(flow, 1)
    await clock.advance(1.9)
    assert (await handle.run()).status is RunStatus.RUNNING
    await clock.advance(0.2)
    assert await handle.result() == (2 if alone else [2, 1])
    events = [event.type async for event in handle.events()]
    free.set()
    await late.wait()
    await clock.settle()
    assert [event.type async for event in handle.events()] == events
    assert await timed.load_step_output(handle.run_id, "stubborn") == 2


async def test_a_body_that_obeys_late_counts_as_timed_out(timed: Engine, clock: FakeClock) -> None:
    """Within its grace, and even if it returns a value."""

    @step(timeout=1)
    async def tidies_up(value: int) -> int:
        try:
            await hang()
        except asyncio.CancelledError:
            await clock.sleep(0.5)
        return value

    handle = await timed.start(workflow("tidy").then(tidies_up).build(), 1)
    await clock.advance(1.4)
    assert (await handle.run()).status is RunStatus.RUNNING
    await clock.advance(0.2)
    with pytest.raises(RunFailedError, match="timeout"):
        await handle.result()


async def test_a_thread_is_abandoned(timed: Engine, clock: FakeClock) -> None:
    """Its slot is free at once, it is counted until it ends, and what it returns is dropped."""
    free = threading.Event()
    saw_it: list[bool] = []

    @step(timeout=0.5)
    def stuck(ctx: StepContext, value: int) -> int:
        free.wait(10)
        saw_it.append(ctx.cancelled)
        return value

    handle = await timed.start(workflow("stuck").then(stuck).build(), 1)
    await clock.advance(0.6)
    with pytest.raises(RunFailedError, match="timeout"):
        await handle.result()
    assert timed.health().abandoned == 1
    assert timed.health().status == "ok"
    free.set()
    for thread in threading.enumerate():
        if thread.name.startswith("gorkflow-body"):
            await asyncio.to_thread(thread.join, 0.05)  # an idle one stays
    assert saw_it == [True]
    assert timed.health().abandoned == 0
    assert (await handle.run()).status is RunStatus.FAILED


async def test_the_time_of_a_thread_body_counts_from_its_start(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Not from when it queued for a thread; from then on it is as long as for any other."""
    engine = await open_engine(clock=clock, lease_ttl=86400, thread_workers=1)
    free, again, inside = threading.Event(), threading.Event(), threading.Event()

    @step
    def holds(value: int) -> int:
        free.wait(10)
        return value

    @step(timeout=1)
    def queued(value: int) -> int:
        inside.set()
        again.wait(10)
        return value

    handle = await engine.start(workflow("queue").then(holds).build(), 1)
    waiting = await engine.start(workflow("queued").then(queued).build(), 2)
    await clock.advance(60)
    assert not inside.is_set()
    assert (await waiting.run()).status is RunStatus.RUNNING
    free.set()
    assert await handle.result() == 1
    assert await asyncio.to_thread(inside.wait, 10)
    await clock.settle()
    await clock.advance(0.9)
    assert (await waiting.run()).status is RunStatus.RUNNING
    await clock.advance(0.2)
    with pytest.raises(RunFailedError, match="attempt 1 took longer"):
        await waiting.result()
    again.set()


async def test_at_max_abandoned_no_thread_body_starts(open_engine: OpenEngine) -> None:
    """And health says so, until one of them ends."""
    engine = await open_engine(thread_workers=2, max_abandoned=1)
    free = threading.Event()

    @step(timeout=0.02)
    def stuck(value: int) -> int:
        free.wait(10)
        return value

    @step
    def quick(value: int) -> int:
        return value

    @step
    async def on_the_loop(value: int) -> int:
        return value

    with pytest.raises(RunFailedError, match="timeout"):
        await engine.run(workflow("stuck").then(stuck).build(), 1)
    health = engine.health()
    assert (health.status, health.abandoned) == ("degraded", 1)
    assert "no thread body starts" in health.reasons[0]
    handle = await engine.start(workflow("quick").then(quick).build(), 2)
    assert await engine.run(workflow("loop").then(on_the_loop).build(), 3) == 3
    assert (await handle.run()).status is RunStatus.RUNNING
    free.set()
    assert await handle.result() == 2
    assert engine.health().status == "ok"


async def test_a_process_is_killed(open_engine: OpenEngine) -> None:
    """The time counts from the call, not from the start of the worker."""
    engine = await open_engine(process_workers=1)
    before = time.monotonic()
    with pytest.raises(RunFailedError) as caught:
        await engine.run(workflow("hangs").then(process_bodies.hangs).build(), 1)
    assert caught.value.error_code == "timeout"
    assert time.monotonic() - before < 45
    assert await engine.run(workflow("pid").then(process_bodies.doubles).build(), 4) == 8
    assert engine.health().abandoned == 0


async def test_an_inline_body_that_took_too_long_has_failed(engine: Engine) -> None:
    """It holds the loop and cannot be interrupted, but its option holds."""

    @step(executor="inline", timeout=0.01)
    def blocks(value: int) -> int:
        time.sleep(0.03)
        return value

    with pytest.raises(RunFailedError) as caught:
        await engine.run(workflow("blocks").then(blocks).build(), 1)
    assert caught.value.error_code == "timeout"


async def test_a_body_that_raises_when_cancelled_has_timed_out(timed: Engine, clock: FakeClock) -> None:
    """What counts is that its time was up... or what it says itself; either way the step has failed."""

    @step(timeout=1)
    async def complains(value: int) -> int:
        try:
            await hang()
        except asyncio.CancelledError:
            raise OSError("could not tidy up") from None
        return value

    handle = await timed.start(workflow("complains").then(complains).build(), 1)
    await clock.advance(1.1)
    with pytest.raises(RunFailedError) as caught:
        await handle.result()
    assert caught.value.error_code == "timeout"


async def test_a_run_has_a_time_limit_of_its_own(timed: Engine, clock: FakeClock) -> None:
    """From its start over all steps and back-offs; it ends FAILED, and its steps are CANCELLED."""

    @step
    async def quick(value: int) -> int:
        await clock.sleep(1)
        return value

    @step
    async def slow(value: int) -> int:
        await hang()
        return value

    flow = workflow("limited", run_timeout=3).then(quick).then(slow).build()
    handle = await timed.start(flow, 1)
    await clock.advance(2.9)
    assert (await handle.run()).status is RunStatus.RUNNING
    await clock.advance(0.2)
    with pytest.raises(RunFailedError, match=r"was not over within its run_timeout of 3 s") as caught:
        await handle.result()
    assert (caught.value.error_code, caught.value.step_id) == ("run_timeout", None)
    steps = await timed.list_step_executions(handle.run_id)
    assert [one.status for one in steps] == [StepStatus.COMPLETED, StepStatus.CANCELLED]
    shorter = await timed.start(flow, 1, run_timeout=0.5)
    await clock.advance(0.6)
    assert (await shorter.run()).status is RunStatus.FAILED


async def test_a_run_ends_in_a_back_off_when_its_time_is_up(timed: Engine, clock: FakeClock) -> None:
    """No body has to run for that."""

    @step(retry=RetryPolicy(9, delay=60))
    async def flaky(value: int) -> int:
        raise OSError

    handle = await timed.start(workflow("flaky", run_timeout=2).then(flaky).build(), 1)
    await clock.advance(2.1)
    with pytest.raises(RunFailedError) as caught:
        await handle.result()
    assert caught.value.error_code == "run_timeout"


async def test_the_time_of_a_run_goes_on_while_nobody_runs_it(open_engine: OpenEngine, clock: FakeClock) -> None:
    """At the next opening it is over: no body starts any more."""
    calls: list[int] = []

    @step
    async def slow(value: int) -> int:
        calls.append(value)
        await hang()
        return value

    flow = workflow("limited", run_timeout=3).then(slow).build()
    engine = await open_engine(clock=clock, lease_ttl=86400, grace=0)
    handle = await engine.start(flow, 1)
    await clock.settle()
    await engine.__aexit__(None, None, None)
    await clock.advance(5)
    again = await open_engine(flow, clock=clock, lease_ttl=86400)
    await clock.settle()
    run = await again.get_run(handle.run_id)
    assert run.status is RunStatus.FAILED
    assert run.error is not None
    assert run.error.code == "run_timeout"
    assert calls == [1]


async def test_the_time_of_a_run_that_waits_for_a_place_is_up_as_well(
    open_engine: OpenEngine, clock: FakeClock
) -> None:
    """After it was taken up again: it ends where it waits. Who gets a place before has what is left of its time."""
    calls: list[int] = []
    free = asyncio.Event()

    @step
    async def slow(limit: int) -> int:
        calls.append(limit)
        await hang()
        return limit

    @step
    async def blocks(value: int) -> int:
        await free.wait()
        return value

    flow = workflow("limited", int).then(slow).build()
    engine = await open_engine(clock=clock, lease_ttl=86400, grace=0)
    shorter, longer = [await engine.start(flow, limit, run_timeout=limit) for limit in (1, 4)]
    await clock.settle()
    await engine.__aexit__(None, None, None)
    again = await open_engine(clock=clock, lease_ttl=86400, max_concurrent_runs=1)
    blocker = await again.start(workflow("blocks").then(blocks).build(), 1)
    again.register(flow)
    assert len(await again.recover()) == 2
    await clock.advance(0.9)
    assert again.health().pending == 2
    await clock.advance(0.2)
    assert again.health().pending == 1
    assert (await again.get_run(shorter.run_id)).status is RunStatus.FAILED
    free.set()
    assert await blocker.result() == 1
    await clock.advance(2.8)
    assert (await again.get_run(longer.run_id)).status is RunStatus.RUNNING
    await clock.advance(0.2)
    for handle in (shorter, longer):
        error = (await again.get_run(handle.run_id)).error
        assert error is not None
        assert error.code == "run_timeout"
    assert sorted(calls) == [1, 4, 4]


@pytest.mark.parametrize("is_failing", [False, True])
async def test_a_run_whose_time_is_up_stands_still_while_its_bodies_end(
    timed: Engine, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, is_failing: bool
) -> None:
    """Its deadline has passed and wakes nobody any more; it ends also what a failed run would have waited for."""
    waits: list[None] = []
    wait = Bell.wait

    async def counted(bell: Bell) -> None:
        waits.append(None)
        assert len(waits) < 50, "the run does not stand still"
        await wait(bell)

    @step
    async def tidy(value: int) -> int:
        try:
            await hang()
        finally:
            await clock.sleep(0.8)
        return value

    @step
    async def other(value: int) -> int:
        if is_failing:
            raise ValueError(value)
        await hang()
        return value

    monkeypatch.setattr(Bell, "wait", counted)
    flow = workflow("limited", int, run_timeout=3).parallel(tidy, other).build()
    handle = await timed.start(flow, 1)
    await clock.advance(3.5)
    assert (await handle.run()).status is RunStatus.RUNNING
    await clock.advance(0.5)
    run = await handle.run()
    assert run.status is RunStatus.FAILED
    assert run.error is not None
    assert run.error.code == ("execution" if is_failing else "run_timeout")
    steps = {one.step_id: one.status for one in await timed.list_step_executions(handle.run_id)}
    assert steps["tidy"] is StepStatus.CANCELLED


async def test_a_stubborn_body_does_not_hold_up_a_cancel(timed: Engine, clock: FakeClock) -> None:
    """The run is CANCELLED after the second of grace."""
    free = asyncio.Event()

    @step
    async def stubborn(value: int) -> int:
        while not free.is_set():
            with contextlib.suppress(asyncio.CancelledError):
                await free.wait()
        return value

    handle = await timed.start(workflow("stubborn").then(stubborn).build(), 1)
    await clock.settle()
    cancelling = asyncio.create_task(handle.cancel())
    await clock.advance(1.1)
    assert cancelling.done()
    assert await cancelling is RunStatus.CANCELLED
    free.set()
