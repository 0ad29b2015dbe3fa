"""then_if: a step that may be skipped."""

from __future__ import annotations

import asyncio

import pytest
from pydantic import BaseModel

from gorkflow import (
    Engine,
    RetryPolicy,
    RunFailedError,
    RunStatus,
    StepContext,
    StepStatus,
    step,
    workflow,
)
from gorkflow.testing import FakeClock
from tests.conftest import OpenEngine, settle


class Total(BaseModel):
    cents: int


@step
async def total(value: int) -> Total:
    return Total(cents=value)


@step
async def halve(total: Total) -> Total:
    return Total(cents=total.cents // 2)


@step
async def cents(total: Total) -> int:
    return total.cents


@step
async def text(value: Total | str) -> str:
    return value if isinstance(value, str) else f"{value.cents} cents"


def large(total: Total) -> bool:
    return total.cents > 10


start = workflow("discount").then(total)


async def test_a_true_condition_runs_the_step(engine: Engine) -> None:
    """As `then` would; the decision is in the log."""
    handle = await engine.start(start.then_if(large, halve).then(cents).build(), 20)
    assert await handle.result() == 10
    started = [event async for event in handle.events() if event.type == "StepStarted" and event.step_id == "halve"]
    assert started[0].data["condition"] is True


async def test_a_false_condition_passes_the_input_on(engine: Engine) -> None:
    """SKIPPED, counted as done, without an attempt; the value is the one before, for every reader."""
    handle = await engine.start(start.then_if(large, halve).then(cents).build(), 5)
    assert await handle.result() == 5
    assert (await handle.run()).progress == 1.0
    skipped = (await engine.list_step_executions(handle.run_id))[1]
    assert (skipped.step_id, skipped.status, skipped.attempt) == ("halve", StepStatus.SKIPPED, 0)
    assert skipped.output == {"cents": 5}
    assert await engine.load_step_output(handle.run_id, "halve") == {"cents": 5}
    assert await handle.output_of(halve) == Total(cents=5)
    assert "StepSkipped" in [event.type async for event in handle.events()]


async def test_a_false_condition_gives_the_default(engine: Engine) -> None:
    """Of any type that the next step takes; stored."""
    flow = start.then_if(large, halve, default="small").then(text).build()
    handle = await engine.start(flow, 5)
    assert await handle.result() == "small"
    assert await engine.load_step_output(handle.run_id, "halve") == "small"
    assert await engine.run(flow, 20) == "10 cents"


async def test_a_skipped_step_may_be_the_output(engine: Engine) -> None:
    """Passed on or by default, also as the store has it; several in a row, and of the input itself."""
    twice = workflow("twice").then(total).then_if(large, halve).then_if(large, halve.named("again"))
    passed = twice.build()
    defaulted = start.then_if(large, halve, default=None).build()
    at_once = workflow("at-once", Total).then_if(large, halve).build()
    first, second = await engine.start(passed, 5), await engine.start(defaulted, 5)
    assert await first.result() == Total(cents=5)
    assert await second.result() is None
    assert (await first.run()).output == {"cents": 5}
    assert (await second.run()).output is None
    assert await engine.run(at_once, Total(cents=7)) == Total(cents=7)
    assert await engine.run(passed, 100) == Total(cents=25)


@pytest.mark.parametrize("answer", [1, 0, None, "yes", [True]])
async def test_an_answer_that_is_no_bool_fails_the_run(engine: Engine, answer: object) -> None:
    """Truthiness is guesswork."""
    flow = start.then_if(lambda _: answer, halve).build()  # type: ignore[arg-type, return-value]  # what is tested
    handle = await engine.start(flow, 5)
    with pytest.raises(RunFailedError, match=r"its condition gave .* instead of a bool") as caught:
        await handle.result()
    assert (caught.value.step_id, caught.value.error_code) == ("halve", "condition")


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, asyncio.CancelledError])
@pytest.mark.parametrize("first", [False, True])
async def test_a_condition_that_raises_fails_the_run(engine: Engine, error: type[BaseException], first: bool) -> None:
    """At once, asked once: no policy retries it, no or_else tolerates it. Also as the run's very first step."""
    asked: list[int] = []

    def raises(total: Total) -> bool:
        asked.append(total.cents)
        raise error("broken")

    gentle = step(retry=RetryPolicy(3, delay=0))(halve.handler)
    before = workflow("raises", Total)
    if not first:
        before = before.then(halve.named("before"))
    flow = before.then_if(raises, gentle.or_none(), default=None).build()
    handle = await engine.start(flow, Total(cents=8))
    with pytest.raises(RunFailedError, match=r"its condition raised .*: broken; mend it") as caught:
        await handle.result()
    assert caught.value.error_code == "condition"
    assert len(asked) == 1
    assert (await handle.run()).status is RunStatus.FAILED


async def test_a_condition_cannot_change_the_value(engine: Engine) -> None:
    """It gets one of its own."""

    def spoils(total: Total) -> bool:
        total.cents = 0
        return True

    assert await engine.run(start.then_if(spoils, halve).then(cents).build(), 20) == 10


async def test_a_condition_is_asked_once(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Not again while its step waits for a place, nor at a retry, nor after a restart."""
    engine = await open_engine(clock=clock, lease_ttl=86400, max_concurrent_steps=1, grace=0)
    asked: list[int] = []
    calls: list[int] = []
    free = asyncio.Event()

    def asks(total: Total) -> bool:
        asked.append(total.cents)
        return len(asked) == 1  # it would change its mind

    @step(retry=RetryPolicy(2, delay=5, jitter=0))
    async def shaky(ctx: StepContext, total: Total) -> Total:
        calls.append(ctx.attempt)
        if ctx.attempt == 1:
            raise OSError
        if ctx.attempt == 2:
            await asyncio.get_running_loop().create_future()
        return total

    @step
    async def blocks(value: int) -> int:
        await free.wait()
        return value

    flow = workflow("asks", Total).then_if(asks, shaky).build()
    blocker = await engine.start(workflow("blocks").then(blocks).build(), 1)
    handle = await engine.start(flow, Total(cents=3))
    other = await engine.start(workflow("blocks").then(blocks).build(), 1)
    await clock.settle()
    free.set()
    await blocker.result()
    await other.result()
    await clock.advance(5.1)
    assert calls == [1, 2]
    await engine.__aexit__(None, None, None)
    again = await open_engine(flow, clock=clock, lease_ttl=86400)
    assert await again.handle(handle.run_id, flow).result() == Total(cents=3)
    assert (asked, calls) == ([3], [1, 2, 3])


async def test_a_skip_is_not_asked_again_after_a_restart(open_engine: OpenEngine) -> None:
    """The record decides."""
    answers = iter([False, True])
    waits_in: list[int] = []

    @step
    async def waits(ctx: StepContext, total: Total) -> int:
        waits_in.append(ctx.attempt)
        if ctx.attempt == 1:
            await asyncio.get_running_loop().create_future()
        return total.cents

    flow = start.then_if(lambda _: next(answers), halve).then(waits).build()
    engine = await open_engine(grace=0)
    handle = await engine.start(flow, 8)
    await settle()
    assert waits_in == [1]
    await engine.__aexit__(None, None, None)
    again = await open_engine(flow)
    assert await again.handle(handle.run_id, flow).result() == 8
    assert next(answers) is True


async def test_three_programs_of_old(engine: Engine) -> None:
    """Double above a threshold, format if doubled: 6, 5, and 20 with the flag off."""

    class Number(BaseModel):
        value: int
        is_doubled: bool = False
        text: str = ""

    @step
    async def double(number: Number) -> Number:
        return Number(value=2 * number.value, is_doubled=True)

    @step
    async def format(number: Number) -> Number:
        return number.model_copy(update={"text": f"Doubled {number.value // 2} to {number.value}"})

    flow = (
        workflow("conditional", Number)
        .then_if(lambda number: number.value > 5, double)
        .then_if(lambda number: number.is_doubled, format)
        .build()
    )
    assert await engine.run(flow, Number(value=6)) == Number(value=12, is_doubled=True, text="Doubled 6 to 12")
    handle = await engine.start(flow, Number(value=5))
    assert await handle.result() == Number(value=5)
    assert [one.status for one in await engine.list_step_executions(handle.run_id)] == [StepStatus.SKIPPED] * 2
