"""Cancelling runs: of any body, at any moment, from anywhere."""

from __future__ import annotations

import asyncio
import threading

import pytest

from gorkflow import (
    Engine,
    RunCancelledError,
    RunFailedError,
    RunStatus,
    StepContext,
    StepStatus,
    Workflow,
    step,
    workflow,
)
from tests.conftest import OpenEngine, on_sqlite, settle
from tests.runtime import process_bodies
from tests.stopwatch import Stopwatch


@step
async def waits(value: int) -> int:
    await asyncio.get_running_loop().create_future()
    return value


@step
async def after(value: int) -> int:
    return value


waiting = workflow("waiting").then(waits).then(after).build()


async def test_a_body_is_stopped(engine: Engine) -> None:
    """At once; the run is CANCELLED, its steps too, and nothing follows. Twice is once."""
    handle = await engine.start(waiting, 1)
    await settle()
    with Stopwatch() as watch:
        assert await handle.cancel() is RunStatus.CANCELLED
    assert watch.seconds < 0.5
    with pytest.raises(RunCancelledError, match=f"run {handle.run_id} of workflow 'waiting' was cancelled") as caught:
        await handle.result()
    assert caught.value.run_id == handle.run_id
    run = await handle.run()
    assert (run.status, run.error, run.output) == (RunStatus.CANCELLED, None, None)
    assert run.completed_at is not None
    assert run.progress < 1
    steps = await engine.list_step_executions(handle.run_id)
    assert [one.status for one in steps] == [StepStatus.CANCELLED, StepStatus.PENDING]
    assert await handle.cancel() is RunStatus.CANCELLED
    assert [event.type async for event in handle.events()][-3:] == [
        "RunCancelRequested", "StepCancelled", "RunCancelled",
    ]  # fmt: skip


async def test_whoever_waits_for_the_result_is_told(engine: Engine) -> None:
    """Also by `run`."""
    running = asyncio.create_task(engine.run(waiting, 1, idempotency_key="k"))
    await settle()
    [run] = (await engine.list_runs()).items
    assert await engine.cancel(run.run_id) is RunStatus.CANCELLED
    with pytest.raises(RunCancelledError):
        await running


async def test_a_thread_body_is_left_alone(engine: Engine) -> None:
    """It sees that it should stop; nobody waits for it."""
    free, saw = threading.Event(), threading.Event()

    @step
    def stuck(ctx: StepContext, value: int) -> int:
        free.wait(10)
        if ctx.cancelled:
            saw.set()
        return value

    handle = await engine.start(workflow("stuck").then(stuck).build(), 1)
    await settle()
    assert await handle.cancel() is RunStatus.CANCELLED
    assert engine.health().abandoned == 1
    free.set()
    assert await asyncio.to_thread(saw.wait, 5)


async def test_a_process_body_is_killed(open_engine: OpenEngine) -> None:
    """And another runs in a new worker."""
    engine = await open_engine(process_workers=1, timeout=30)
    handle = await engine.start(workflow("hangs").then(process_bodies.sleeps).build(), 1)
    async for event in handle.events():
        if event.type == "StepStarted":
            break
    assert await handle.cancel() is RunStatus.CANCELLED
    assert await engine.run(workflow("doubles").then(process_bodies.doubles).build(), 4) == 8


async def test_parallel_bodies_are_all_stopped(engine: Engine) -> None:
    """What was done stays done."""
    flow = workflow("wide", int).parallel(after, waits, waits.named("b")).build()
    handle = await engine.start(flow, 1)
    await settle()
    assert await handle.cancel() is RunStatus.CANCELLED
    by_id = {one.step_id: one.status for one in await engine.list_step_executions(handle.run_id)}
    assert by_id == {"after": StepStatus.COMPLETED, "waits": StepStatus.CANCELLED, "b": StepStatus.CANCELLED}
    assert await engine.load_step_output(handle.run_id, "after") == 1


async def test_a_finished_run_keeps_its_status(engine: Engine) -> None:
    """The caller learns which it is."""

    @step
    async def fails(value: int) -> int:
        raise ValueError

    done = await engine.start(workflow("done").then(after).build(), 1)
    failed = await engine.start(workflow("failed").then(fails).build(), 1)
    assert await done.result() == 1
    with pytest.raises(RunFailedError):
        await failed.result()
    assert await done.cancel() is RunStatus.COMPLETED
    assert await failed.cancel() is RunStatus.FAILED
    assert (await done.run()).status is RunStatus.COMPLETED


@pytest.mark.parametrize("turns", range(12))
async def test_cancel_against_completion(engine: Engine, turns: int) -> None:
    """Exactly one of the two, and what cancel() returns is what stands."""

    @step
    async def quick(value: int) -> int:
        await asyncio.sleep(0)
        return value

    handle = await engine.start(workflow("race").then(quick).then(quick.named("b")).build(), 1)
    for _ in range(turns):
        await asyncio.sleep(0)
    status = await handle.cancel()
    assert status in {RunStatus.COMPLETED, RunStatus.CANCELLED}
    assert (await handle.run()).status is status
    ends = [event.type async for event in handle.events() if event.type in {"RunCompleted", "RunCancelled"}]
    assert ends == ["RunCompleted" if status is RunStatus.COMPLETED else "RunCancelled"]
    if status is RunStatus.COMPLETED:
        assert await handle.result() == 1
    else:
        with pytest.raises(RunCancelledError):
            await handle.result()


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize("turns", range(10))
async def test_a_cancel_is_never_overtaken_by_a_body(engine: Engine, turns: int, beside: bool) -> None:
    """Whenever it comes: also while the start of the next body is being written."""
    chain = workflow("long", int).then(after).then(after.named("b"))
    flow = (chain.parallel_all([waits, waits.named("c")]) if beside else chain.then(waits)).build()
    handle = await engine.start(flow, 1)
    for _ in range(turns):
        await asyncio.sleep(0)
    async with asyncio.timeout(20):  # it would be for ever
        assert await handle.cancel() is RunStatus.CANCELLED


async def test_a_failure_while_being_cancelled_is_no_failure_of_the_run(engine: Engine) -> None:
    """It was to end, and did."""

    @step
    async def complains(value: int) -> int:
        try:
            await asyncio.get_running_loop().create_future()
        except asyncio.CancelledError:
            raise OSError("could not tidy up") from None
        return value

    handle = await engine.start(workflow("complains").then(complains).build(), 1)
    await settle()
    assert await handle.cancel() is RunStatus.CANCELLED


async def test_nobody_owns_it(open_engine: OpenEngine) -> None:
    """A run whose engine has gone is cancelled by any other, also by one that does not know its code."""
    engine = await open_engine(grace=0)
    handle = await engine.start(waiting, 1)
    await settle()
    await engine.__aexit__(None, None, None)
    stranger = await open_engine()
    assert await stranger.cancel(handle.run_id) is RunStatus.CANCELLED
    assert (await stranger.get_run(handle.run_id)).status is RunStatus.CANCELLED
    assert [one.status for one in await stranger.list_step_executions(handle.run_id)] == [StepStatus.CANCELLED]
    again = await open_engine(waiting)
    await again.idle()
    assert (await again.get_run(handle.run_id)).status is RunStatus.CANCELLED


@on_sqlite
async def test_another_engine_drives_it(open_engine: OpenEngine) -> None:
    """Within a second; each of several that ask is told."""
    owner, first, second = await open_engine(), await open_engine(), await open_engine()
    handle = await owner.start(waiting, 1)
    await settle()
    with Stopwatch() as watch:
        statuses = await asyncio.gather(first.cancel(handle.run_id), second.cancel(handle.run_id))
    assert [*statuses] == [RunStatus.CANCELLED] * 2
    assert watch.seconds < 1
    with pytest.raises(RunCancelledError):
        await handle.result()


@on_sqlite
async def test_a_pending_run_of_another_engine(open_engine: OpenEngine) -> None:
    """It never starts."""
    owner, other = await open_engine(max_concurrent_runs=1), await open_engine()
    blocker, pending = await owner.start(waiting, 1), await owner.start(waiting, 2)
    assert await other.cancel(pending.run_id) is RunStatus.CANCELLED
    assert (await pending.run()).started_at is None
    assert await other.cancel(blocker.run_id) is RunStatus.CANCELLED


async def test_a_hundred_are_cancelled_at_once(engine: Engine) -> None:
    """No body of theirs is left."""
    inside: set[int] = set()

    @step
    async def stays(value: int) -> int:
        inside.add(value)
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            inside.discard(value)
        return value

    flow: Workflow[int, int] = workflow("stays").then(stays).build()
    handles = [await engine.start(flow, n) for n in range(100)]
    await settle()
    assert len(inside) == 100
    assert set(await asyncio.gather(*(handle.cancel() for handle in handles))) == {RunStatus.CANCELLED}
    assert inside == set()
    assert engine.health().steps == 0
