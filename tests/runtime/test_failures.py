"""What a failed step does to its run: drain, cancel, continue; and failures that are tolerated."""

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
    Workflow,
    step,
    workflow,
)
from gorkflow.core.handle import OnFailure
from gorkflow.testing import FakeClock
from tests.conftest import OpenEngine, settle


class Quote(BaseModel):
    cents: int


class Branches:
    """A step that fails beside a slow branch of two steps."""

    def __init__(self) -> None:
        self.may_end = asyncio.Event()
        self.events: list[str] = []

        @step
        async def fails(value: int) -> int:
            self.events.append("fails")
            raise ValueError("broken")

        @step
        async def slow(value: int) -> int:
            try:
                await self.may_end.wait()
            except asyncio.CancelledError:
                self.events.append("slow cancelled")
                raise
            self.events.append("slow ended")
            return value

        @step
        async def after_slow(value: int) -> int:
            self.events.append("after_slow")
            return value

        @step
        async def joins(one: int, other: int) -> int:
            self.events.append("joins")
            return one + other

        start = workflow("branches", int)
        self.flow: Workflow[int, int] = start.then(fails).join(start.then(slow).then(after_slow)).then(joins).build()

    async def run(self, engine: Engine, mode: OnFailure) -> tuple[RunStatus, dict[str, StepStatus]]:
        """Run to the end; its status and those of its steps."""
        handle = await engine.start(self.flow, 1, on_failure=mode)
        await settle()
        self.may_end.set()
        with pytest.raises(RunFailedError, match="failed at step 'fails'"):
            await handle.result()
        steps = await engine.list_step_executions(handle.run_id)
        run = await handle.run()
        assert run.progress < 1
        return run.status, {one.step_id: one.status for one in steps}


async def test_drain_finishes_what_is_in_flight(engine: Engine) -> None:
    """And starts nothing new: the default."""
    branches = Branches()
    assert await branches.run(engine, "drain") == (
        RunStatus.FAILED,
        {
            "fails": StepStatus.FAILED,
            "slow": StepStatus.COMPLETED,
            "after_slow": StepStatus.PENDING,
            "joins": StepStatus.PENDING,
        },
    )
    assert branches.events == ["fails", "slow ended"]


async def test_cancel_stops_what_is_in_flight(engine: Engine) -> None:
    """At once."""
    branches = Branches()
    status, steps = await branches.run(engine, "cancel")
    assert (status, steps["slow"]) == (RunStatus.FAILED, StepStatus.CANCELLED)
    assert branches.events == ["fails", "slow cancelled"]


async def test_continue_goes_on_with_the_other_branches(engine: Engine) -> None:
    """Dependents are CANCELLED; the run ends FAILED all the same."""
    branches = Branches()
    assert await branches.run(engine, "continue") == (
        RunStatus.FAILED,
        {
            "fails": StepStatus.FAILED,
            "slow": StepStatus.COMPLETED,
            "after_slow": StepStatus.COMPLETED,
            "joins": StepStatus.CANCELLED,
        },
    )
    assert branches.events == ["fails", "slow ended", "after_slow"]


async def test_continue_goes_on_over_a_restart(open_engine: OpenEngine) -> None:
    """The failure is not forgotten, and the other branch is."""
    branches = Branches()
    engine = await open_engine(grace=0)
    handle = await engine.start(branches.flow, 1, on_failure="continue")
    await settle()
    await engine.__aexit__(None, None, None)
    branches.may_end.set()
    again = await open_engine(branches.flow)
    with pytest.raises(RunFailedError, match="failed at step 'fails'"):
        await again.handle(handle.run_id, branches.flow).result()
    assert branches.events == ["fails", "slow cancelled", "slow ended", "after_slow"]


async def test_drain_holds_over_a_restart(open_engine: OpenEngine) -> None:
    """A failed run whose last body was interrupted ends without it."""
    branches = Branches()
    engine = await open_engine(grace=0)
    handle = await engine.start(branches.flow, 1)
    await settle()
    await engine.__aexit__(None, None, None)
    again = await open_engine(branches.flow)
    with pytest.raises(RunFailedError, match="failed at step 'fails'"):
        await again.handle(handle.run_id, branches.flow).result(timeout=60)
    assert branches.events == ["fails", "slow cancelled"]


async def test_the_first_failure_is_the_runs(engine: Engine) -> None:
    """Of several."""
    second = asyncio.Event()

    @step
    async def first(value: int) -> int:
        second.set()
        raise ValueError("first")

    @step
    async def later(value: int) -> int:
        await second.wait()
        await asyncio.sleep(0)
        raise ValueError("later")

    flow = workflow("two", int).parallel(later, first).build()
    handle = await engine.start(flow, 1)
    with pytest.raises(RunFailedError, match="failed at step 'first'"):
        await handle.result()
    assert [one.status for one in await engine.list_step_executions(handle.run_id)] == [StepStatus.FAILED] * 2


async def test_a_tolerated_failure_gives_the_default(engine: Engine) -> None:
    """After the retries are used up; the step is FAILED, the run COMPLETED, progress 1.0."""
    calls: list[int] = []

    @step(retry=RetryPolicy(3, delay=0))
    async def quote(value: int) -> Quote:
        calls.append(value)
        raise ConnectionError("no answer")

    @step
    async def tells(quote: Quote | None) -> str:
        return "none" if quote is None else f"{quote.cents}"

    flow = workflow("tolerant").then(quote.or_none()).then(tells).build()
    handle = await engine.start(flow, 1)
    assert await handle.result() == "none"
    assert len(calls) == 3
    run = await handle.run()
    assert (run.status, run.progress, run.error) == (RunStatus.COMPLETED, 1.0, None)
    [failed, _] = await engine.list_step_executions(handle.run_id)
    assert (failed.status, failed.output, failed.index) == (StepStatus.FAILED, None, 0)
    assert failed.error is not None
    assert await handle.output_of(quote.or_none()) is None  # what its consumers got


@pytest.mark.parametrize("default", [Quote(cents=5), "free", None, [1, 2]])
async def test_a_default_is_given_as_it_is(engine: Engine, default: object) -> None:
    """Under the step's own type or another; as the run's output too, and from the store."""

    @step
    async def quote(value: int) -> Quote:
        raise ConnectionError("no answer")

    flow = workflow("default").then(quote.or_else(default)).build()
    handle = await engine.start(flow, 1)
    assert await handle.result() == default
    assert await engine._parts.queries.result(handle.run_id, engine._parts.definitions.plan_of(flow)) == default


async def test_every_kind_of_failure_is_tolerated(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Time-outs, aborts and wrong outputs too; not a cancellation of the run."""
    clock.auto_advance = True
    engine = await open_engine(clock=clock, lease_ttl=86400)

    @step(timeout=1)
    async def times_out(value: int) -> int:
        await clock.sleep(5)
        return value

    @step
    async def aborts(value: int) -> int:
        raise SystemExit

    @step
    async def wrong(value: int) -> int:
        return "text"  # type: ignore[return-value]  # that is what is tested

    start = workflow("kinds", int)
    flow = start.parallel(times_out.or_else(1), aborts.or_else(2), wrong.or_else(3)).build()
    assert await engine.run(flow, 0) == (1, 2, 3)


async def test_a_tolerated_failure_in_a_tap_fails_nothing(engine: Engine) -> None:
    """Its default goes nowhere."""

    @step
    async def audit(value: int) -> int:
        raise ConnectionError

    @step
    async def same(value: int) -> int:
        return value

    assert await engine.run(workflow("tapped").then(same).tap(audit.or_none()).build(), 4) == 4


async def test_continue_on_error(engine: Engine) -> None:
    """Step 0 FAILED, step 1 COMPLETED, run COMPLETED."""

    @step
    async def fails(value: int) -> int:
        raise ValueError

    @step
    async def last(ctx: StepContext, value: int | None) -> str:
        return "done"

    handle = await engine.start(workflow("goes-on").then(fails.or_none()).then(last).build(), 1)
    assert await handle.result() == "done"
    steps = await engine.list_step_executions(handle.run_id)
    assert [one.status for one in steps] == [StepStatus.FAILED, StepStatus.COMPLETED]


async def test_failure_kinds_are_told_apart(open_engine: OpenEngine, clock: FakeClock) -> None:
    """By type and code: execution, time-out, output."""
    clock.auto_advance = True
    engine = await open_engine(clock=clock, lease_ttl=86400)

    @step(timeout=0.5)
    async def times_out(value: int) -> int:
        await clock.sleep(5)
        return value

    @step
    async def raises(value: int) -> int:
        raise ValueError("no")

    @step
    async def wrong(value: int) -> int:
        return None  # type: ignore[return-value]  # that is what is tested

    codes: list[tuple[str | None, str]] = []
    for body in (times_out, raises, wrong):
        handle = await engine.start(workflow(f"w-{body.id}").then(body).build(), 1)
        with pytest.raises(RunFailedError) as caught:
            await handle.result()
        error = (await handle.run()).error
        assert error is not None
        codes.append((caught.value.error_code, error.type))
    assert codes == [
        ("timeout", "StepTimeoutError"), ("execution", "ValueError"), ("output_type", "OutputTypeError"),
    ]  # fmt: skip
