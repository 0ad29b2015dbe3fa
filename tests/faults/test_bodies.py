"""Sixteen ways in which a body can be at fault, all in one engine beside bodies that are well: no run is stranded."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest
from pydantic import JsonValue

from gorkflow import (
    Engine,
    GorkflowError,
    RunFailedError,
    RunStatus,
    Step,
    StepContext,
    StepStatus,
    Workflow,
    step,
    workflow,
)
from tests.conftest import OpenEngine

stray: list[asyncio.Task[None]] = []
ended: list[int] = []  # bodies that had swallowed their cancellation


class OwnBaseError(BaseException):
    """Of a user, and no Exception."""


@step(timeout=0.2)
async def swallows(value: int) -> int:
    """Ignores its cancellation for longer than its grace."""
    until = time.monotonic() + 2.5
    while time.monotonic() < until:
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(0.05)
    ended.append(value)
    return value


@step(timeout=0.2)
def hangs_in_a_thread(value: int) -> int:
    time.sleep(3)
    return value


@step(executor="process", timeout=0.3)
def hangs_in_a_process(value: int) -> int:
    time.sleep(60)
    return value


@step(executor="process")
def kills_its_worker(value: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return value


@step(executor="process")
def exits_its_worker(value: int) -> int:
    os._exit(3)


@step
async def exits(value: int) -> int:
    sys.exit(3)


@step
async def interrupts(value: int) -> int:
    raise KeyboardInterrupt


@step
def own_base_error(value: int) -> int:
    raise OwnBaseError


@step
async def cancels_itself(value: int) -> int:
    raise asyncio.CancelledError


@step
async def wrong_type(value: int) -> int:
    return "seven"  # type: ignore[return-value]  # its fault


@step
async def a_lock(value: int) -> JsonValue:
    return {"lock": [threading.Lock()]}  # type: ignore[list-item]  # its fault


@step
async def no_unicode(value: int) -> str:
    return "half of \ud800"


@step
async def cyclic(value: int) -> JsonValue:
    found: list[JsonValue] = []
    found.append(found)
    return found


@step
async def too_large(value: int) -> str:
    return "x" * 3_000_000


def deeper(value: int) -> int:
    """Until RecursionError."""
    return deeper(value + 1) + 1


@step
def endless(value: int) -> int:
    return deeper(value)


@step
async def no_memory(value: int) -> bytes:
    return b"x" * (1 << 60)


FAULTS: dict[str, tuple[Step[int, Any], str]] = {
    "swallows its cancellation": (swallows, "timeout"),
    "hangs in a thread": (hangs_in_a_thread, "timeout"),
    "hangs in a process": (hangs_in_a_process, "timeout"),
    "kills its worker": (kills_its_worker, "execution"),
    "os._exit in its worker": (exits_its_worker, "execution"),
    "sys.exit": (exits, "aborted"),
    "KeyboardInterrupt": (interrupts, "aborted"),
    "a BaseException": (own_base_error, "aborted"),
    "CancelledError": (cancels_itself, "aborted"),
    "a wrong type": (wrong_type, "output_type"),
    "a lock": (a_lock, "output_type"),
    "no Unicode": (no_unicode, "output_serialization"),
    "a cycle": (cyclic, "output_type"),
    "3 MB": (too_large, "payload_too_large"),
    "RecursionError": (endless, "execution"),
    "MemoryError": (no_memory, "execution"),
}


@step
async def well(value: int) -> int:
    await asyncio.sleep(0.05)
    return value + 1


@step
def well_in_a_thread(value: int) -> int:
    time.sleep(0.05)
    return value * 2


fine = workflow("fine").then(well).then(well_in_a_thread).then(well.named("again")).build()


@pytest.mark.long
async def test_sixteen_faults_at_once_strand_no_run(open_engine: OpenEngine) -> None:
    """Each fails its own step with a typed error, at once or at its time-out; what runs beside it ends as it should."""
    engine = await open_engine(thread_workers=8, max_concurrent_steps=50)
    faulty: dict[str, Workflow[int, Any]] = {
        name: workflow(f"fault-{number}", int).then(well).then(body).build()
        for number, (name, (body, _)) in enumerate(FAULTS.items())
    }
    innocent = [await engine.start(fine, number) for number in range(16)]
    handles = {name: await engine.start(flow, 1) for name, flow in faulty.items()}
    innocent += [await engine.start(fine, number) for number in range(16, 32)]
    codes: dict[str, str | None] = {}
    for name, handle in handles.items():
        with pytest.raises(RunFailedError) as caught:
            await handle.result(timeout=20)
        assert isinstance(caught.value, GorkflowError)
        codes[name] = caught.value.error_code
    assert codes == {name: code for name, (_, code) in FAULTS.items()}
    assert [await handle.result(timeout=20) for handle in innocent] == [2 * (n + 1) + 1 for n in range(32)]
    assert await engine.count_runs() == {RunStatus.COMPLETED: 32, RunStatus.FAILED: 16}
    for handle in handles.values():
        statuses = [one.status for one in await engine.list_step_executions(handle.run_id)]
        assert statuses == [StepStatus.COMPLETED, StepStatus.FAILED]
    assert (engine.health().running, engine.health().steps) == (0, 0)
    assert await engine.run(fine, 1) == 5
    async with asyncio.timeout(60):
        while not ended:  # noqa: ASYNC110 - an Event would belong to the loop of one test
            await asyncio.sleep(0.05)
    ended.clear()


def _sync_generator(value: int) -> Iterator[int]:
    yield value


async def _async_generator(value: int) -> AsyncIterator[int]:
    yield value


@pytest.mark.parametrize("body", [_sync_generator, _async_generator])
def test_a_generator_is_no_body(body: Callable[[int], object]) -> None:
    """Refused when it is defined: never stored as its repr (B15)."""
    with pytest.raises(GorkflowError, match="generator"):
        workflow("generator", int).then(step(id="generator")(body)).build()


async def test_stray_tasks_change_nothing(engine: Engine) -> None:
    """A task that a body leaves behind goes on after its run, and its context is dead (B12, B14)."""
    told: list[type[BaseException]] = []

    async def afterwards(ctx: StepContext, go: asyncio.Event) -> None:
        await go.wait()
        try:
            ctx.progress(1, 2)
        except Exception as error:  # noqa: BLE001 - whatever it is
            told.append(type(error))

    go = asyncio.Event()

    @step
    async def spawns(ctx: StepContext, value: int) -> int:
        stray.append(asyncio.create_task(afterwards(ctx, go)))
        return value

    handle = await engine.start(workflow("spawns").then(spawns).build(), 1)
    assert await handle.result(timeout=60) == 1
    events = [event.type async for event in handle.events()]
    go.set()
    await stray.pop()
    assert [error.__name__ for error in told] == ["ContextError"]
    assert [event.type async for event in handle.events()] == events


async def test_stray_tasks_are_reported_in_debug_mode(
    open_engine: OpenEngine, caplog: pytest.LogCaptureFixture
) -> None:
    """By name, with the step that left them; not those that it awaited, and not the runs that it started (B12)."""
    go, started = asyncio.Event(), asyncio.Event()
    left: list[asyncio.Task[None]] = []

    async def waits() -> None:
        await go.wait()

    @step
    async def double(value: int) -> int:
        await started.wait()
        return value * 2

    inner = workflow("inner").then(double).build()

    @step
    async def spawns(value: int) -> int:
        await asyncio.create_task(asyncio.sleep(0), name="awaited")
        started.clear()
        await engine.start(inner, value)
        left.append(asyncio.create_task(waits(), name="left-1"))
        left.append(asyncio.create_task(waits(), name="left-2"))
        return value

    @step
    async def tidy(value: int) -> int:
        started.set()
        await asyncio.sleep(0.05)
        return value

    flow = workflow("spawns").then(spawns).then(tidy).build()
    engine = await open_engine(flow, inner)
    await flow.run(1, on=engine)
    assert not caplog.records
    await engine.__aexit__(None, None, None)
    asyncio.get_running_loop().set_debug(True)
    engine = await open_engine(flow, inner)
    await flow.run(2, on=engine)
    [record] = [record for record in caplog.records if record.name == "gorkflow"]
    assert "step 'spawns'" in record.getMessage()
    assert "left 2 of its tasks running (left-1, left-2)" in record.getMessage()
    go.set()
    await asyncio.gather(*left)


async def test_what_a_body_prints_does_not_matter(engine: Engine, capfd: pytest.CaptureFixture[str]) -> None:
    """Megabytes, and bytes that are no UTF-8 (B16)."""

    @step
    def prints(value: int) -> int:
        for _ in range(64):
            os.write(1, b"\xff\xfe" * 32_768)
        print("x" * 1_000_000)
        return value

    assert await engine.run(workflow("prints").then(prints).build(), 3) == 3
    capfd.readouterr()


async def test_a_default_that_a_body_changes_is_changed_for_nobody_else(engine: Engine) -> None:
    """Also where it is the workflow's own (B11)."""
    default = [1]

    @step
    async def fails(value: int) -> list[int]:
        raise ValueError

    @step
    async def appends(values: list[int]) -> int:
        values.append(7)
        return len(values)

    flow = workflow("defaults").then(fails.or_else(default)).then(appends).build()
    assert [await engine.run(flow, 1) for _ in range(3)] == [2, 2, 2]
    assert default == [1]
