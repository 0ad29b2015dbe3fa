"""What is durable before a pure body begins: every result and decision but those of pure steps."""

from __future__ import annotations

import asyncio

from gorkflow import Step, StepStatus, step, workflow
from tests.conftest import OpenEngine
from tests.runtime.gated import kill


class Slow:
    """A pure step that waits, behind whatever it is wired to."""

    def __init__(self) -> None:
        self.free = asyncio.Event()
        self.began = asyncio.Event()

        async def body(value: int) -> int:
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
