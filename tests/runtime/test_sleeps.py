"""sleep and sleep_until: the time passes while nothing of the run is in memory, and over restarts."""

from __future__ import annotations

import asyncio
import math
from datetime import UTC, datetime, timedelta, timezone

import pytest

from gorkflow import (
    Engine,
    RetryPolicy,
    RunFailedError,
    RunStatus,
    SettingError,
    Signal,
    StepStatus,
    Workflow,
    step,
    workflow,
)
from gorkflow.errors import DefinitionError
from gorkflow.testing import FakeClock
from tests.conftest import Database, OpenEngine, on_memory, settle

YEAR = 365 * 86_400.0


@step
async def add(value: int) -> int:
    return value + 1


@step
async def double(value: int) -> int:
    return value * 2


def sleeping(seconds: float) -> Workflow[int, int]:
    return workflow("sleeping").then(add).sleep(seconds).then(double).build()


async def statuses(engine: Engine, run_id: str) -> dict[str, StepStatus]:
    return {one.step_id: one.status for one in await engine.list_step_executions(run_id)}


async def test_a_run_sleeps_and_goes_on_with_its_value(open_engine: OpenEngine, clock: FakeClock) -> None:
    """While it sleeps it is WAITING, tells until when, and nothing of it is driven."""
    engine = await open_engine(clock=clock)
    handle = await engine.start(sleeping(60), 4)
    await engine.idle()
    began = clock.now()
    run = await handle.run()
    assert (run.status, run.progress) == (RunStatus.WAITING, 0.5)
    assert (engine.health().running, engine.health().pending) == (0, 0)
    sleep = (await engine.list_step_executions(handle.run_id))[1]
    assert (sleep.step_id, sleep.status) == ("@sleep-1", StepStatus.WAITING)
    assert sleep.next_attempt_at == datetime.fromtimestamp(began + 60, UTC)
    await clock.advance(59)
    assert (await handle.run()).status is RunStatus.WAITING
    await clock.advance(1.5)
    assert await handle.result() == 10
    assert await statuses(engine, handle.run_id) == dict.fromkeys(["add", "@sleep-1", "double"], StepStatus.COMPLETED)
    assert await engine.load_step_output(handle.run_id, "@sleep-1") == 5
    types = [event.type.value async for event in handle.events() if event.step_id in {None, "@sleep-1"}]
    assert types == [
        "RunCreated", "RunStarted", "StepWaiting", "RunWaiting", "RunResumed", "SleepEnded", "RunCompleted",
    ]  # fmt: skip


async def test_a_workflow_of_sleeps_alone(open_engine: OpenEngine, clock: FakeClock) -> None:
    """The run is at rest from its first write on, and gives its input."""
    engine = await open_engine(clock=clock)
    handle = await engine.start(workflow("only", int).sleep(timedelta(minutes=1)).sleep(0).sleep(5).build(), 3)
    assert (await handle.run()).status is RunStatus.WAITING
    await clock.advance(59)
    assert (await handle.run()).status is RunStatus.WAITING
    await clock.advance(7)
    assert await handle.result() == 3
    assert (await handle.run()).progress == 1.0


async def test_no_time_passes_at_once(engine: Engine) -> None:
    """sleep(0) does not lay the run to rest."""
    handle = await engine.start(sleeping(0), 1)
    assert await handle.result() == 4
    assert "RunWaiting" not in [event.type async for event in handle.events()]


async def test_a_year_survives_restarts(open_engine: OpenEngine, clock: FakeClock, database: Database) -> None:
    """Each engine closes and leaves the run alone; the one that is there at the end goes on with it, once."""
    flow = sleeping(YEAR)
    run_id = ""
    for number in range(4):
        async with Engine(database.store(), workflows=[flow], clock=clock, grace=0) as engine:
            if not number:
                run_id = (await engine.start(flow, 1)).run_id
            await clock.advance(1)
            assert (await engine.get_run(run_id)).status is RunStatus.WAITING
        await clock.advance(YEAR / 4 - 3)
    engine = await open_engine(flow, clock=clock)
    assert (await engine.get_run(run_id)).status is RunStatus.WAITING
    await clock.advance(15)
    assert await engine.handle(run_id, flow).result() == 4
    starts = [event.step_id async for event in engine.events(run_id) if event.type == "StepStarted"]
    assert starts == ["add", "double"]


async def test_a_sleep_that_ended_while_nobody_ran_is_over_at_the_opening(
    open_engine: OpenEngine, clock: FakeClock, database: Database
) -> None:
    """It fires once, late."""
    flow = sleeping(60)
    async with Engine(database.store(), workflows=[flow], clock=clock) as engine:
        handle = await engine.start(flow, 1)
        await engine.idle()
    await clock.advance(YEAR)
    again = await open_engine(flow, clock=clock)
    assert await again.handle(handle.run_id, flow).result() == 4
    ended = [event async for event in again.events(handle.run_id) if event.type == "SleepEnded"]
    assert len(ended) == 1


@pytest.mark.parametrize("delay", [-1, -0.001, math.nan, math.inf, 10**12, 10**400, "soon", None, True])
def test_what_is_no_delay_is_refused_where_it_is_written(delay: float) -> None:
    """A ValueError that names the workflow."""
    with pytest.raises(SettingError, match=r"'w': the delay of sleep\(\)"):
        workflow("w").then(add).sleep(delay)
    assert issubclass(SettingError, ValueError)


def test_a_workflow_does_not_begin_with_a_sleep_of_nothing() -> None:
    """Its input type must come from somewhere."""
    with pytest.raises(DefinitionError, match="it is empty"):
        workflow("w").sleep(1)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


class Asked:
    """A function for sleep_until that counts how often it is asked."""

    def __init__(self, answer: object) -> None:
        self.answer = answer
        self.values: list[int] = []

    def __call__(self, value: int) -> datetime:
        self.values.append(value)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer  # type: ignore[return-value]  # what a user without a type checker may give


def until(answer: object) -> tuple[Asked, Workflow[int, int]]:
    asked = Asked(answer)
    return asked, workflow("until").then(add).sleep_until(asked).then(double).build()


async def test_a_run_sleeps_until_an_instant(open_engine: OpenEngine, clock: FakeClock, database: Database) -> None:
    """The function is asked once in the life of the run, also where the process changes; any zone will do."""
    at = datetime.fromtimestamp(clock.now() + 100, timezone(timedelta(hours=5, minutes=30)))
    asked, flow = until(at)
    async with Engine(database.store(), workflows=[flow], clock=clock) as engine:
        run_id = (await engine.start(flow, 1)).run_id
        await clock.advance(50)
    engine = await open_engine(flow, clock=clock)
    await clock.advance(49)
    assert (await engine.get_run(run_id)).status is RunStatus.WAITING
    await clock.advance(2)
    assert await engine.handle(run_id, flow).result() == 4
    assert asked.values == [2]


async def test_an_instant_in_the_past_has_come(engine: Engine) -> None:
    """Also one before the Unix epoch."""
    for at in (datetime(1887, 3, 4, tzinfo=UTC), datetime.now(UTC) - timedelta(seconds=1)):
        assert await engine.run(until(at)[1], 1) == 4


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (datetime(2030, 1, 1), "a datetime without a time zone"),  # noqa: DTZ001  # that is what is refused
        ("tomorrow", "gave builtins.str instead of a datetime"),
        (None, "gave NoneType instead of a datetime"),
        (LookupError("no calendar"), "its function raised LookupError: no calendar"),
    ],
)
async def test_what_is_no_instant_fails_the_run(engine: Engine, answer: object, message: str) -> None:
    """At once, with the place; a retry asks again."""
    asked, flow = until(answer)
    handle = await engine.start(flow, 1)
    with pytest.raises(RunFailedError) as caught:
        await handle.result()
    assert "'@sleep-1'" in str(caught.value)
    assert message.replace("builtins.", "") in str(caught.value).replace("builtins.", "")
    assert caught.value.error_code == "condition"
    asked.answer = datetime(2000, 1, 1, tzinfo=UTC)
    await engine.retry(handle.run_id)
    assert await handle.result() == 4
    assert asked.values == [2, 2]


async def test_steps_beside_a_sleep_go_on(open_engine: OpenEngine, clock: FakeClock) -> None:
    """The run is driven as long as one is at work or in back-off; then it rests until the sleep is over."""
    failed: list[float] = []

    @step(retry=RetryPolicy(3, delay=20, factor=1, jitter=0))
    async def flaky(value: int) -> int:
        failed.append(clock.now())
        if len(failed) < 3:
            raise OSError("not yet")
        return value * 10

    @step
    async def both(one: int, other: int) -> int:
        return one + other

    ready = workflow("beside", int).then(add)
    flow = ready.sleep(100).join(ready.then(flaky)).then(both).build()
    engine = await open_engine(clock=clock)
    handle = await engine.start(flow, 1)
    await clock.advance(30)
    assert ((await handle.run()).status, engine.health().running) == (RunStatus.RUNNING, 1)
    await clock.advance(15)
    assert ((await handle.run()).status, engine.health().running) == (RunStatus.WAITING, 0)
    await clock.advance(60)
    assert await handle.result() == 22
    assert len(failed) == 3


async def test_the_time_of_a_run_counts_while_it_sleeps(
    open_engine: OpenEngine, clock: FakeClock, database: Database
) -> None:
    """Over restarts, from its first start; it ends when the time is up and not when the sleep is."""
    flow = sleeping(YEAR)
    async with Engine(database.store(), workflows=[flow], clock=clock) as engine:
        handle = await engine.start(flow, 1, run_timeout=100)
        await clock.advance(60)
    engine = await open_engine(flow, clock=clock)
    await clock.advance(39)
    assert (await engine.get_run(handle.run_id)).status is RunStatus.WAITING
    await clock.advance(2)
    run = await engine.get_run(handle.run_id)
    assert (run.status, run.error and run.error.code) == (RunStatus.FAILED, "run_timeout")
    assert (await statuses(engine, handle.run_id))["@sleep-1"] is StepStatus.CANCELLED


async def test_a_retried_run_sleeps_anew(open_engine: OpenEngine, clock: FakeClock) -> None:
    """The whole of it, once more: what was cancelled has not been slept."""
    engine = await open_engine(clock=clock)
    handle = await engine.start(sleeping(60), 1)
    await clock.advance(50)
    assert await handle.cancel() is RunStatus.CANCELLED
    assert (await statuses(engine, handle.run_id))["@sleep-1"] is StepStatus.CANCELLED
    await engine.retry(handle.run_id)
    await clock.advance(50)
    assert (await handle.run()).status is RunStatus.WAITING
    await clock.advance(11)
    assert await handle.result() == 4


async def test_a_fork_keeps_a_sleep_that_is_over(open_engine: OpenEngine, clock: FakeClock) -> None:
    """And begins one anew that was not."""
    engine = await open_engine(clock=clock)
    flow = workflow("two", int).then(add).sleep(10).then(double).sleep(20).then(add.named("end")).build()
    handle = await engine.start(flow, 1)
    await clock.advance(15)
    assert (await handle.run()).status is RunStatus.WAITING
    forked = engine.handle(await engine.fork(handle.run_id, from_step="double"), flow)
    await settle()
    found = await statuses(engine, forked.run_id)
    assert (found["@sleep-1"], found["@sleep-2"]) == (StepStatus.COMPLETED, StepStatus.WAITING)
    await clock.advance(16)
    assert await handle.result() == 5
    assert (await forked.run()).status is RunStatus.WAITING
    await clock.advance(5)
    assert await forked.result() == 5


async def test_sleeps_in_arms_children_maps_and_loops(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Each where it stands; those in an arm that is not taken are skipped."""
    nap = workflow("nap", int).sleep(10).then(add).build()
    flow = (
        workflow("all", int)
        .then(nap)
        .branch(lambda value: value > 100, then=nap.named("never"), otherwise=nap.named("nap-2"))
        .repeat(2, nap.named("turn"))
        .build()
    )
    engine = await open_engine(clock=clock)
    handle = await engine.start(flow, 1)
    for _ in range(4):
        await settle()
        assert (await handle.run()).status is RunStatus.WAITING
        await clock.advance(10)
    assert await handle.result() == 5
    found = await statuses(engine, handle.run_id)
    assert (found["never/@sleep-1"], found["nap-2/@sleep-1"]) == (StepStatus.SKIPPED, StepStatus.COMPLETED)
    mapped = await engine.start(workflow("m", list[int]).map(nap).build(), [1, 2, 3])
    await clock.advance(9)
    assert ((await mapped.run()).status, engine.health().running) == (RunStatus.WAITING, 0)
    await clock.advance(2)
    assert await mapped.result() == [2, 3, 4]


@on_memory
@pytest.mark.parametrize("jump", [-3600.0, 3600.0])
async def test_a_clock_that_jumps_in_a_sleep(open_engine: OpenEngine, clock: FakeClock, jump: float) -> None:
    """It is neither stuck for that hour nor fires twice."""
    engine = await open_engine(clock=clock, lease_ttl=86_400)
    handle = await engine.start(sleeping(60), 1)
    await clock.advance(30)
    clock.jump(jump)
    await clock.advance(31)
    assert await handle.result(timeout=1) == 4
    assert len([event async for event in handle.events() if event.type == "SleepEnded"]) == 1


async def test_a_machine_that_was_suspended(open_engine: OpenEngine, clock: FakeClock) -> None:
    """For eight hours in which no timer of the process moved: the sleep is over soon after, once."""
    engine = await open_engine(clock=clock, lease_ttl=86_400)
    handle = await engine.start(sleeping(7 * 3600), 1)
    await clock.advance(1)
    clock.jump(8 * 3600)
    again = await engine.start(sleeping(5), 1)  # anything that happens has the engine look
    await clock.advance(6)
    assert await handle.result(timeout=1) == 4
    assert await again.result(timeout=1) == 4


async def test_of_two_engines_one_wakes_the_run(open_engine: OpenEngine, clock: FakeClock, database: Database) -> None:
    """Whichever; its bodies run once."""
    flow = sleeping(30)
    engine = await open_engine(flow, clock=clock)
    others = [await open_engine(flow, clock=clock) for _ in range(2)] if database.kind == "sqlite" else []
    handles = [await engine.start(flow, number) for number in range(10)]
    await clock.advance(40)
    for number, handle in enumerate(handles):
        assert await handle.result() == 2 * (number + 1)
        starts = [event.step_id async for event in handle.events() if event.type == "StepStarted"]
        assert starts == ["add", "double"]
    assert all(other.health().running == 0 for other in others)


async def test_asking_an_idle_engine_costs_nothing(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Where no workflow sleeps or waits the store is not looked at."""
    engine = await open_engine(workflow("plain").then(add).build(), clock=clock, lease_ttl=86_400)
    asked = 0
    next_wake = engine._parts.kit.store.next_wake

    async def counted(workflows: object) -> float | None:
        nonlocal asked
        asked += 1
        return await next_wake(workflows)  # type: ignore[arg-type]

    engine._parts.kit.store.next_wake = counted  # type: ignore[method-assign]
    await clock.advance(60)
    assert asked == 0
    await asyncio.sleep(0)


async def test_a_clock_that_is_put_back_holds_no_run_up(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Of many sleeps each lasts at most as long again as it was to; those that begin later have their time."""
    engine = await open_engine(clock=clock, lease_ttl=86_400)
    early = [await engine.start(sleeping(60 + number), number) for number in range(5)]
    limited = await engine.start(
        workflow("limited", int).wait_for(Signal("s", int), timeout=70, default=3).build(), 1
    )  # fmt: skip
    await clock.advance(30)
    clock.jump(-3600)
    late = await engine.start(sleeping(50), 1)
    await clock.advance(49)
    assert (await late.run()).status is RunStatus.WAITING
    await clock.advance(2)
    assert await late.result(timeout=1) == 4
    await clock.advance(30)
    for number, handle in enumerate(early):
        assert await handle.result(timeout=1) == 2 * (number + 1)
        assert len([event async for event in handle.events() if event.type == "SleepEnded"]) == 1
    assert await limited.result(timeout=1) == 3


async def test_a_clock_that_was_put_back_while_nobody_ran(
    open_engine: OpenEngine, clock: FakeClock, database: Database
) -> None:
    """The next engine sees that the run went to sleep in times to come: it sleeps as long again, and no longer."""
    flow = sleeping(60)
    async with Engine(database.store(), workflows=[flow], clock=clock) as engine:
        handle = await engine.start(flow, 1)
        await clock.advance(30)
    clock.jump(-3600)
    engine = await open_engine(flow, clock=clock)
    await clock.advance(62)
    assert await engine.handle(handle.run_id, flow).result(timeout=1) == 4
