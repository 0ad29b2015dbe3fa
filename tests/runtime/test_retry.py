"""Retries: how often, after how long, of what, and over a restart."""

from __future__ import annotations

import asyncio

import pytest

from gorkflow import (
    NO_RETRY,
    Engine,
    OutputTypeError,
    RetryPolicy,
    RunFailedError,
    RunStatus,
    StepAbortedError,
    StepContext,
    StepExecutionError,
    StepStatus,
    StepTimeoutError,
    Workflow,
    step,
    workflow,
)
from gorkflow.testing import FakeClock
from tests.conftest import OpenEngine


class Flaky:
    """A body that fails some times, and notes when it is called."""

    def __init__(self, clock: FakeClock, failures: int, error: type[BaseException] = ConnectionError) -> None:
        self.clock = clock
        self.failures = failures
        self.error = error
        self.at: list[float] = []

    @property
    def gaps(self) -> list[float]:
        return [round(after - before, 6) for before, after in zip(self.at, self.at[1:], strict=False)]

    def flow(self, retry: RetryPolicy | None) -> Workflow[int, int]:
        @step(retry=retry)
        async def flaky(value: int) -> int:
            self.at.append(self.clock.now())
            if len(self.at) <= self.failures:
                raise self.error("not yet")
            return value

        return workflow("flaky").then(flaky).build()


@pytest.fixture
async def timed(open_engine: OpenEngine, clock: FakeClock) -> Engine:
    """An engine on the fake clock, which moves by itself."""
    clock.auto_advance = True
    return await open_engine(clock=clock, lease_ttl=86400)


async def test_a_step_is_called_again_until_it_succeeds(timed: Engine, clock: FakeClock) -> None:
    """Two failures of at most four attempts: three calls, attempt 3, COMPLETED."""
    flaky = Flaky(clock, failures=2)
    handle = await timed.start(flaky.flow(RetryPolicy(4, delay=0.1)), 5)
    assert await handle.result() == 5
    assert len(flaky.at) == 3
    [record] = await timed.list_step_executions(handle.run_id)
    assert (record.status, record.attempt) == (StepStatus.COMPLETED, 3)
    assert (record.error, record.next_attempt_at) == (None, None)
    types = [event.type async for event in handle.events()]
    assert types == [
        "RunCreated", "RunStarted", "StepStarted", "StepRetryScheduled", "StepStarted", "StepRetryScheduled",
        "StepStarted", "StepCompleted", "RunCompleted",
    ]  # fmt: skip


async def test_after_the_last_attempt_the_run_fails(timed: Engine, clock: FakeClock) -> None:
    """Four calls, run and step FAILED, the error of the last attempt."""
    flaky = Flaky(clock, failures=9)
    handle = await timed.start(flaky.flow(RetryPolicy(4, delay=0.1)), 5)
    with pytest.raises(RunFailedError, match="attempt 4"):
        await handle.result()
    assert len(flaky.at) == 4
    [record] = await timed.list_step_executions(handle.run_id)
    assert (record.status, record.attempt) == (StepStatus.FAILED, 4)
    assert record.error is not None
    assert (record.error.type, record.error.attempt) == ("ConnectionError", 4)


@pytest.mark.parametrize(
    ("retry", "gaps"),
    [
        (RetryPolicy(4, delay=0.2, backoff="linear", jitter=0), [0.2, 0.4, 0.6]),
        (RetryPolicy(4, delay=0.1, backoff="exponential", jitter=0), [0.1, 0.2, 0.4]),
        (RetryPolicy(4, delay=0.1, backoff="exponential", factor=3, jitter=0), [0.1, 0.3, 0.9]),
        (RetryPolicy(4, delay=0.1, backoff="exponential", factor=10, max_delay=0.5, jitter=0), [0.1, 0.5, 0.5]),
        (RetryPolicy(4, delay=0.1, backoff="none"), [0, 0, 0]),
    ],
)
async def test_the_gaps_are_those_of_the_policy(
    timed: Engine, clock: FakeClock, retry: RetryPolicy, gaps: list[float]
) -> None:
    """Exactly."""
    flaky = Flaky(clock, failures=3)
    assert await timed.run(flaky.flow(retry), 5) == 5
    assert flaky.gaps == gaps


async def test_jitter_stays_within_its_share(timed: Engine, clock: FakeClock) -> None:
    """And does vary."""
    flaky = Flaky(clock, failures=30)
    await timed.run(flaky.flow(RetryPolicy(31, delay=0.1, backoff="linear", max_delay=0.1, jitter=0.5)), 5)
    assert all(0.05 <= gap <= 0.1 for gap in flaky.gaps)  # the cap holds for the jitter too
    assert len(set(flaky.gaps)) > 10


async def test_by_default_nothing_is_retried(timed: Engine, clock: FakeClock) -> None:
    """One call."""
    flaky = Flaky(clock, failures=1)
    with pytest.raises(RunFailedError):
        await timed.run(flaky.flow(None), 5)
    assert len(flaky.at) == 1


@pytest.mark.parametrize(
    ("error", "retry", "calls"),
    [
        (ConnectionError, RetryPolicy(3, delay=0, retry_on=(OSError,)), 3),
        (ValueError, RetryPolicy(3, delay=0, retry_on=(OSError,)), 1),
        (ValueError, RetryPolicy(3, delay=0, retry_on=(StepExecutionError,)), 3),
        (ConnectionError, RetryPolicy(3, delay=0, give_up_on=(OSError,)), 1),
        (ValueError, RetryPolicy(3, delay=0, give_up_on=(OSError,)), 3),
        (SystemExit, RetryPolicy(3, delay=0), 1),
        (SystemExit, RetryPolicy(3, delay=0, retry_on=(StepAbortedError,)), 3),
    ],
)
async def test_the_kind_of_error_decides(
    timed: Engine, clock: FakeClock, error: type[BaseException], retry: RetryPolicy, calls: int
) -> None:
    """What the body raised and what the engine makes of it both count; aborts only by name."""
    flaky = Flaky(clock, failures=9, error=error)
    with pytest.raises(RunFailedError):
        await timed.run(flaky.flow(retry), 5)
    assert len(flaky.at) == calls


@pytest.mark.parametrize(("retry_on", "calls"), [((Exception,), 1), ((OutputTypeError,), 3)])
async def test_a_wrong_output_is_retried_only_by_name(
    timed: Engine, retry_on: tuple[type[Exception], ...], calls: int
) -> None:
    """It would be wrong again."""
    seen: list[int] = []

    @step(retry=RetryPolicy(3, delay=0, retry_on=retry_on))
    async def wrong(value: int) -> int:
        seen.append(value)
        return "text"  # type: ignore[return-value]  # that is what is tested

    with pytest.raises(RunFailedError, match="output_type"):
        await timed.run(workflow("wrong").then(wrong).build(), 1)
    assert len(seen) == calls


async def test_a_time_out_is_retried_like_an_error(timed: Engine) -> None:
    """Two time-outs, then success: three calls."""
    calls: list[int] = []

    @step(timeout=0.5, retry=RetryPolicy(3, delay=0.1, retry_on=(StepTimeoutError,)))
    async def slow(ctx: StepContext, value: int) -> int:
        calls.append(ctx.attempt)
        if ctx.attempt < 3:
            await asyncio.get_running_loop().create_future()
        return value

    assert await timed.run(workflow("slow").then(slow).build(), 1) == 1
    assert calls == [1, 2, 3]


async def test_steps_inherit_and_switch_off(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Engine, workflow and step, the nearest first; NO_RETRY is none at all."""
    engine = await open_engine(clock=clock, retry=RetryPolicy(2, delay=0))
    for workflow_retry, step_retry, calls in (
        (None, None, 2),
        (RetryPolicy(3, delay=0), None, 3),
        (RetryPolicy(3, delay=0), RetryPolicy(4, delay=0), 4),
        (RetryPolicy(3, delay=0), NO_RETRY, 1),
        (NO_RETRY, None, 1),
    ):
        seen: list[int] = []

        @step(retry=step_retry)
        async def fails(value: int) -> int:
            seen.append(value)  # noqa: B023  # called before the next turn
            raise OSError

        flow = workflow(f"w{calls}-{step_retry is None}", retry=workflow_retry).then(fails).build()
        with pytest.raises(RunFailedError):
            await engine.run(flow, 1)
        assert len(seen) == calls


async def test_a_waiting_step_shows_when_it_goes_on(open_engine: OpenEngine, clock: FakeClock) -> None:
    """RETRYING, with the error and the instant; a second before it nothing happens."""
    engine = await open_engine(clock=clock, lease_ttl=86400)
    flaky = Flaky(clock, failures=1)
    handle = await engine.start(flaky.flow(RetryPolicy(2, delay=3, jitter=0)), 5)
    await clock.settle()
    [record] = await engine.list_step_executions(handle.run_id)
    assert (record.status, record.attempt) == (StepStatus.RETRYING, 1)
    assert record.error is not None
    assert record.error.message == "not yet"
    assert record.next_attempt_at is not None
    assert record.next_attempt_at.timestamp() == clock.now() + 3
    await clock.advance(2.9)
    assert len(flaky.at) == 1
    await clock.advance(0.2)
    assert len(flaky.at) == 2
    assert await handle.result() == 5


async def test_a_run_is_cancelled_in_a_back_off(open_engine: OpenEngine, clock: FakeClock) -> None:
    """At once; the step is CANCELLED and never called again."""
    engine = await open_engine(clock=clock, lease_ttl=86400)
    flaky = Flaky(clock, failures=1)
    handle = await engine.start(flaky.flow(RetryPolicy(2, delay=3)), 5)
    await clock.settle()
    before = clock.now()
    assert await handle.cancel() is RunStatus.CANCELLED
    assert clock.now() == before
    [record] = await engine.list_step_executions(handle.run_id)
    assert (record.status, record.next_attempt_at) == (StepStatus.CANCELLED, None)
    await clock.advance(5)
    assert len(flaky.at) == 1
    assert clock.sleepers <= 3  # the inbox, the claims and the schedules


@pytest.mark.parametrize("crash", [False, True])
async def test_a_back_off_survives_a_restart(open_engine: OpenEngine, clock: FakeClock, crash: bool) -> None:
    """The rest of it is waited for, not all of it anew; the attempts count on."""
    flaky = Flaky(clock, failures=2)
    flow = flaky.flow(RetryPolicy(3, delay=4, backoff="linear", jitter=0))
    engine = await open_engine(clock=clock, lease_ttl=86400)
    handle = await engine.start(flow, 5)
    await clock.advance(1)
    await (engine.abandon() if crash else engine.__aexit__(None, None, None))
    if crash:
        await engine._parts.kit.store.abandon()  # type: ignore[attr-defined]  # both stores of gorkflow have it
    await clock.advance(1)
    again = await open_engine(flow, clock=clock, lease_ttl=86400)
    await clock.advance(1.9)
    assert len(flaky.at) == 1
    async with clock.running():
        assert await again.handle(handle.run_id, flow).result() == 5
    assert flaky.gaps == [4, 8]
    [record] = await again.list_step_executions(handle.run_id)
    assert record.attempt == 3


async def test_branches_go_on_while_one_waits(open_engine: OpenEngine, clock: FakeClock) -> None:
    """And several waits of one run end each at its own time."""
    engine = await open_engine(clock=clock, lease_ttl=86400)
    flaky = {name: Flaky(clock, failures=1) for name in ("a", "b")}
    starts = workflow("branches", int)
    branches = [
        starts.then(one.flow(RetryPolicy(2, delay=delay, jitter=0)).named(name))
        for (name, one), delay in zip(flaky.items(), (2, 1), strict=True)
    ]
    handle = await engine.start(branches[0].join(branches[1]).build(), 5)
    await clock.advance(1.5)
    assert [len(one.at) for one in flaky.values()] == [1, 2]
    await clock.advance(1)
    assert await handle.result() == (5, 5)
    assert [one.gaps for one in flaky.values()] == [[2], [1]]
