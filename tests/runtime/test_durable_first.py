"""What is durable before a pure body begins: every result and decision but those of pure steps."""

from __future__ import annotations

import asyncio

import pytest

from gorkflow import RunFailedError, Step, StepStatus, step, workflow
from tests.conftest import OpenEngine
from tests.runtime.gated import kill


class Slow:
    """A pure step that waits, behind whatever it is wired to."""

    def __init__(self) -> None:
        self.free = asyncio.Event()
        self.began = asyncio.Event()
        self.calls = 0

        async def body(value: int) -> int:
            self.calls += 1
            self.began.set()
            await self.free.wait()
            return value

        self.step: Step[int, int] = step(id="slow", pure=True)(body)


@step
async def charge(value: int) -> int:
    return value + 1


@step(pure=True)
async def look(value: int) -> int:
    return value + 10


async def test_a_result_is_durable_before_the_pure_body_behind_it(open_engine: OpenEngine) -> None:
    """However long that takes: a death must not charge twice. The pure result between them comes with it."""
    slow = Slow()
    engine = await open_engine(grace=0)
    flow = workflow("w").then(look).then(charge).then(look.named("again")).then(slow.step).build()
    handle = await engine.start(flow, 1)
    await slow.began.wait()
    found = {one.step_id: one.status for one in await engine.list_step_executions(handle.run_id)}
    assert (found["look"], found["charge"]) == (StepStatus.COMPLETED, StepStatus.COMPLETED)
    slow.free.set()
    assert await handle.result() == 22


async def test_a_decision_is_durable_before_the_pure_body_behind_it(open_engine: OpenEngine) -> None:
    """Or a resume would ask again, and might get the other answer."""
    slow = Slow()
    asked: list[int] = []

    def is_large(value: int) -> bool:
        asked.append(value)
        return len(asked) > 1

    engine = await open_engine(grace=0)
    flow = workflow("w").then(charge).then_if(is_large, charge.named("more")).then(slow.step).build()
    handle = await engine.start(flow, 1)
    await slow.began.wait()
    await kill(engine)
    slow.free.set()
    again = await open_engine(flow)
    assert await again.handle(handle.run_id, flow).result() == 2
    assert asked == [2]


async def test_a_chain_of_pure_steps_is_one_write(open_engine: OpenEngine) -> None:
    """They need not wait for each other."""
    slow = Slow()
    engine = await open_engine(grace=0)
    flow = workflow("w").then(charge).then(look).then(look.named("again")).then(slow.step).build()
    handle = await engine.start(flow, 1)
    await slow.began.wait()
    found = {one.step_id: one.status for one in await engine.list_step_executions(handle.run_id)}
    assert found == {
        "charge": StepStatus.COMPLETED,
        "look": StepStatus.PENDING,
        "again": StepStatus.PENDING,
        "slow": StepStatus.PENDING,
    }
    slow.free.set()
    assert await handle.result() == 22


@pytest.mark.parametrize("before", [0, 1, 70])
async def test_a_pure_body_that_kills_its_process_is_poison(open_engine: OpenEngine, before: int) -> None:
    """Its first start leaves no record, but each one after a death does; those before it are not blamed."""
    slow = Slow()
    position = workflow("w", int)
    for number in range(before):
        position = position.then(look.named(f"look{number}"))
    flow = position.then(slow.step).build()
    engine = await open_engine(flow, grace=0)
    handle = await engine.start(flow, 1)
    for number in range(1, 7):
        await slow.began.wait()
        assert slow.calls == number
        slow.began.clear()
        await kill(engine)
        engine = await open_engine(flow, grace=0)
    with pytest.raises(RunFailedError):
        await engine.handle(handle.run_id, flow).result(timeout=10)
    error = (await engine.get_run(handle.run_id)).error
    assert error is not None
    assert (error.code, error.step_id, error.attempt) == ("poison", "slow", 5)
    assert slow.calls == 6


async def test_a_closing_is_no_word_against_a_pure_step(open_engine: OpenEngine) -> None:
    """Also where its start is recorded, because its process died before."""
    slow = Slow()
    flow = workflow("w").then(slow.step).build()
    engine = await open_engine(flow, grace=0)
    handle = await engine.start(flow, 1)
    await slow.began.wait()
    await kill(engine)
    for _ in range(8):
        slow.began.clear()
        engine = await open_engine(flow, grace=0)
        await slow.began.wait()
        await engine.__aexit__(None, None, None)
    slow.free.set()
    engine = await open_engine(flow)
    assert await engine.handle(handle.run_id, flow).result() == 1


async def test_a_run_that_was_taken_up_goes_on_in_few_writes_in_the_end(open_engine: OpenEngine) -> None:
    """A pure step that kills its process is not far ahead of what was written: the others leave no record."""
    slow = Slow()
    position = workflow("w").then(slow.step)
    for number in range(70):
        position = position.then(look.named(f"look{number}"))
    flow = position.build()
    engine = await open_engine(flow, grace=0)
    handle = await engine.start(flow, 1)
    await slow.began.wait()
    await kill(engine)
    slow.free.set()
    engine = await open_engine(flow)
    assert await engine.handle(handle.run_id, flow).result() == 701
    started = [event.step_id async for event in engine.events(handle.run_id) if event.type == "StepStarted"]
    assert started == ["slow", *(f"look{number}" for number in range(63))]
