"""Where bodies run: on the loop, in threads, in processes."""

from __future__ import annotations

import asyncio
import os
import threading
from contextvars import ContextVar

import pytest

from gorkflow import Engine, RunFailedError, StepContext, StepStatus, step, workflow
from tests.conftest import OpenEngine
from tests.runtime import process_bodies
from tests.runtime.process_bodies import COUNT

request_id: ContextVar[str] = ContextVar("request_id", default="none")


@step
async def on_loop(value: int) -> str:
    assert asyncio.get_running_loop()
    return threading.current_thread().name


@step(executor="inline")
def inline(value: int) -> str:
    return threading.current_thread().name


@step
def in_thread(value: int) -> str:
    return threading.current_thread().name


@step(executor="process")
def in_process(value: int) -> int:
    return os.getpid()


async def test_every_body_runs_where_it_should(engine: Engine) -> None:
    """`async def` and inline on the loop's thread, `def` in one of the engine's own."""
    flow = workflow("where", int).parallel(on_loop, inline, in_thread).build()
    here = threading.current_thread().name
    loop, inlined, thread = await engine.run(flow, 1)
    assert (loop, inlined) == (here, here)
    assert thread.startswith("gorkflow-")


async def test_threads_run_beside_each_other_and_are_limited(open_engine: OpenEngine) -> None:
    """At most thread_workers at once; threads that earlier tests have left behind are not counted."""
    before = set(threading.enumerate())
    engine = await open_engine(thread_workers=2)
    both = threading.Barrier(2)

    @step
    def meets(value: int) -> int:
        both.wait(60)
        return value

    flow = workflow("meets", int).parallel_all([meets.named(f"m{n}") for n in range(4)]).build()
    assert await engine.run(flow, 1) == [1, 1, 1, 1]
    mine = set(threading.enumerate()) - before
    assert sum(thread.name.startswith("gorkflow-body") for thread in mine) == 2


async def test_a_thread_sees_the_context_variables_of_its_starter(engine: Engine) -> None:
    """As asyncio's own threads do."""

    @step
    def look(value: int) -> str:
        return request_id.get()

    token = request_id.set("r-1")
    try:
        assert await engine.run(workflow("look").then(look).build(), 1) == "r-1"
    finally:
        request_id.reset(token)


async def test_process_bodies(open_engine: OpenEngine) -> None:
    """Values, state and ancestors' outputs go in; output, state and what it raises come out."""
    engine = await open_engine(process_workers=1)

    @step
    async def set_count(ctx: StepContext, value: int) -> int:
        ctx.state.set(COUNT, 10)
        return value

    @step
    async def get_count(ctx: StepContext, value: int) -> tuple[int, int]:
        return (value, ctx.state.get(COUNT))

    flow = workflow("p").then(set_count).then(process_bodies.doubles).then(process_bodies.counts).then(get_count)
    handle = await engine.start(flow.build(), 4)
    assert await handle.result() == (8, 18)
    by_id = {one.step_id: one for one in await engine.list_step_executions(handle.run_id)}
    assert by_id["doubles"].executor == "process"
    assert by_id["doubles"].cpu_seconds is not None
    with pytest.raises(RunFailedError, match=r"CannotBePickledError: no 3") as caught:
        await engine.run(workflow("r").then(process_bodies.raises).build(), 3)
    assert caught.value.error_code == "execution"
    assert "in raises" in str(caught.value)
    with pytest.raises(RunFailedError) as caught:
        await engine.run(workflow("e").then(process_bodies.exits).build(), 3)
    assert caught.value.error_code == "aborted"


async def test_a_worker_that_is_killed_fails_its_attempt(open_engine: OpenEngine) -> None:
    """Which may be retried, in a new worker; the engine lives."""
    engine = await open_engine(process_workers=1)
    handle = await engine.start(workflow("d").then(process_bodies.dies_once).build(), 3)
    assert await handle.result() == 3
    [record] = await engine.list_step_executions(handle.run_id)
    assert (record.status, record.attempt) == (StepStatus.COMPLETED, 2)
    retried = [event async for event in handle.events() if event.type == "StepRetryScheduled"]
    assert "SIGKILL" in str(retried[0].data["error"])


async def test_a_process_has_another_pid(open_engine: OpenEngine) -> None:
    """It is a real one."""
    engine = await open_engine(process_workers=1)

    flow = workflow("pid").then(process_bodies.doubles).build()
    assert await engine.run(flow, 21) == 42
    assert await engine.run(workflow("mine").then(in_process).build(), 1) != os.getpid()


async def test_a_value_too_large_for_the_state_is_refused_alike_everywhere(open_engine: OpenEngine) -> None:
    """Where it is set, so that the body may do something about it."""
    engine = await open_engine(max_payload_bytes=1000)
    in_thread = step(id="in-thread")(process_bodies.write_much)
    for body in (in_thread, process_bodies.writes_much):
        flow = workflow(body.id).then(body).build()
        assert [await engine.run(flow, size) for size in (990, 1000)] == [990, -1]
