"""Limits: of runs, of bodies, of one step; never exceeded, fair, and no place is kept idle."""

from __future__ import annotations

import asyncio
from collections import defaultdict

import pytest

from gorkflow import (
    RetryPolicy,
    RunFailedError,
    RunStatus,
    SettingError,
    StepContext,
    Workflow,
    connect,
    step,
    workflow,
)
from gorkflow.testing import FakeClock
from tests.conftest import OpenEngine, on_memory, settle


class Gauge:
    """Counts the bodies that are inside, in all and by step."""

    def __init__(self) -> None:
        self.inside: dict[str, int] = defaultdict(int)
        self.most: dict[str, int] = defaultdict(int)

    async def visit(self, step_id: str) -> None:
        for name in (step_id, "all"):
            self.inside[name] += 1
            self.most[name] = max(self.most[name], self.inside[name])
        for _ in range(3):
            await asyncio.sleep(0)
        for name in (step_id, "all"):
            self.inside[name] -= 1


class Gates:
    """Bodies that wait to be let go, and note who came in."""

    def __init__(self) -> None:
        self.entered: list[str] = []
        self._gates: dict[str, asyncio.Event] = defaultdict(asyncio.Event)

    async def enter(self, name: str) -> None:
        self.entered.append(name)
        await self._gates[name].wait()

    def open(self, *names: str) -> None:
        for name in names:
            self._gates[name].set()


async def test_bodies_of_an_engine_are_limited(open_engine: OpenEngine) -> None:
    """Over all its runs: two means never three, and two are reached."""
    engine = await open_engine(max_concurrent_steps=2)
    gauge = Gauge()

    @step
    async def visit(ctx: StepContext, value: int) -> int:
        await gauge.visit(ctx.step_id)
        return value

    flow = workflow("wide", int).parallel_all([visit.named(f"v{n}") for n in range(6)]).build()
    assert await asyncio.gather(*(engine.run(flow, n) for n in range(5))) == [[n] * 6 for n in range(5)]
    assert gauge.most["all"] == 2


async def test_bodies_of_a_step_are_limited_over_its_runs(open_engine: OpenEngine) -> None:
    """The step's own limit, and no other step's."""
    engine = await open_engine()
    gauge = Gauge()

    @step(concurrency=2)
    async def narrow(ctx: StepContext, value: int) -> int:
        await gauge.visit(ctx.step_id)
        return value

    @step
    async def free(ctx: StepContext, value: int) -> int:
        await gauge.visit(ctx.step_id)
        return value

    flow = workflow("mixed", int).parallel(narrow, free).build()
    await asyncio.gather(*(engine.run(flow, n) for n in range(20)))
    assert gauge.most["narrow"] == 2
    assert gauge.most["free"] > 2


@on_memory
async def test_versions_have_limits_of_their_own(open_engine: OpenEngine) -> None:
    """Both at once: neither throws the other's away."""
    engine = await open_engine()
    gauge = Gauge()

    def flow(version: str, concurrency: int) -> Workflow[int, int]:
        @step(concurrency=concurrency)
        async def narrow(value: int) -> int:
            await gauge.visit(version)
            return value

        return workflow("narrow", version=version).then(narrow).build()

    flows = flow("1", 1), flow("2", 2)
    await asyncio.gather(*(engine.run(flows[n % 2], n) for n in range(40)))
    assert (gauge.most["1"], gauge.most["2"]) == (1, 2)


@on_memory
async def test_of_two_limits_of_one_step_the_lower_holds(open_engine: OpenEngine) -> None:
    """While runs of both definitions are at work; afterwards the other's is reached again."""
    engine = await open_engine()
    gauge = Gauge()

    def flow(concurrency: int) -> Workflow[int, int]:
        @step(concurrency=concurrency)
        async def narrow(value: int) -> int:
            await gauge.visit("narrow")
            return value

        return workflow("narrow").then(narrow).build()

    low, high = flow(1), flow(3)
    await asyncio.gather(*(engine.run((low, high)[n % 2], n) for n in range(20)))
    assert gauge.most["narrow"] == 1
    await asyncio.gather(*(engine.run(high, n) for n in range(20)))
    assert gauge.most["narrow"] == 3
    await asyncio.gather(*(engine.run((high, low)[n == 10], n) for n in range(20)))
    assert gauge.most["narrow"] == 3  # it was reached already, and is not exceeded on the way down
    assert engine.health().steps == 0


async def test_limits_hold_under_retries_and_failures(open_engine: OpenEngine) -> None:
    """And every place comes back: afterwards as many are reached again."""
    engine = await open_engine(max_concurrent_steps=3)
    gauge = Gauge()

    @step(concurrency=2, retry=RetryPolicy(3, delay=0))
    async def shaky(ctx: StepContext, value: int) -> int:
        await gauge.visit(ctx.step_id)
        if ctx.attempt <= value % 4:
            raise OSError
        return value

    flow = workflow("shaky").then(shaky).build()
    results = await asyncio.gather(*(engine.run(flow, n) for n in range(24)), return_exceptions=True)
    assert [isinstance(one, RunFailedError) for one in results] == [n % 4 == 3 for n in range(24)]
    assert gauge.most["shaky"] == 2
    gauge.most.clear()
    await asyncio.gather(*(engine.run(flow, 0) for _ in range(6)))
    assert gauge.most["shaky"] == 2
    assert engine.health().steps == 0


async def test_a_step_in_back_off_holds_no_place(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Others run while it waits, even where there is one place only."""
    engine = await open_engine(clock=clock, lease_ttl=86400, max_concurrent_steps=1)

    @step(concurrency=1, retry=RetryPolicy(2, delay=5, jitter=0))
    async def shaky(ctx: StepContext, value: int) -> int:
        if ctx.attempt == 1 and value == 1:
            raise OSError
        return value

    flow = workflow("shaky").then(shaky).build()
    waiting = await engine.start(flow, 1)
    await clock.settle()
    assert await engine.run(flow, 2) == 2
    await clock.advance(5.1)
    assert await waiting.result() == 1


class Shaky:
    """A workflow whose step fails the first time and has to wait five seconds; notes what begins."""

    def __init__(self) -> None:
        self.begun: list[tuple[int, int]] = []
        self.gates = Gates()

        @step(retry=RetryPolicy(2, delay=5, jitter=0))
        async def shaky(ctx: StepContext, value: int) -> int:
            self.begun.append((value, ctx.attempt))
            if ctx.attempt == 1 and value < 100:
                raise OSError
            await self.gates.enter(str(value))
            return value

        self.flow = workflow("shaky").then(shaky).build()


async def test_a_run_in_back_off_holds_no_place_among_the_runs(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Others are driven meanwhile; when its time comes it waits its turn, behind those that came before it."""
    engine = await open_engine(clock=clock, lease_ttl=86400, max_concurrent_runs=1)
    shaky = Shaky()
    first = await engine.start(shaky.flow, 1)
    await clock.settle()
    others = [await engine.start(shaky.flow, value) for value in (100, 101)]
    await clock.settle()
    assert shaky.begun == [(1, 1), (100, 1)]
    await clock.advance(5.1)
    last = await engine.start(shaky.flow, 102)
    await clock.settle()
    assert shaky.begun == [(1, 1), (100, 1)]
    assert (engine.health().running, engine.health().pending) == (2, 2)
    shaky.gates.open("100", "101", "1", "102")
    assert [await handle.result() for handle in (first, *others, last)] == [1, 100, 101, 102]
    assert shaky.begun == [(1, 1), (100, 1), (101, 1), (1, 2), (102, 1)]


async def test_runs_that_go_on_after_a_back_off_are_limited(open_engine: OpenEngine, clock: FakeClock) -> None:
    """However many come due at once."""
    engine = await open_engine(clock=clock, lease_ttl=86400, max_concurrent_runs=2)
    shaky = Shaky()
    handles = [await engine.start(shaky.flow, value) for value in range(6)]
    await clock.settle()
    assert [attempt for _, attempt in shaky.begun] == [1] * 6
    await clock.advance(5.1)
    for done in range(0, 6, 2):
        await clock.settle()
        assert [begun for begun in shaky.begun if begun[1] == 2] == [(value, 2) for value in range(done + 2)]
        shaky.gates.open(str(done), str(done + 1))
    assert [await handle.result() for handle in handles] == list(range(6))


@pytest.mark.parametrize("is_due", [False, True])
async def test_a_run_without_a_place_can_end(open_engine: OpenEngine, clock: FakeClock, is_due: bool) -> None:
    """Cancelled, or its time is up: at rest, and while it waits for a place again; the others' turn comes as ever."""
    engine = await open_engine(clock=clock, lease_ttl=86400, max_concurrent_runs=1)
    shaky = Shaky()
    cancelled = await engine.start(shaky.flow, 1)
    late = await engine.start(shaky.flow, 2, run_timeout=7)
    await clock.settle()
    at_work, next_one = [await engine.start(shaky.flow, value) for value in (100, 101)]
    await clock.advance(6 if is_due else 1)
    assert await cancelled.cancel() is RunStatus.CANCELLED
    await clock.advance(1.5 if is_due else 6.5)
    assert (await late.run()).status is RunStatus.FAILED
    assert (await at_work.run()).status is RunStatus.RUNNING
    shaky.gates.open("100", "101")
    assert [await handle.result() for handle in (at_work, next_one)] == [100, 101]
    assert shaky.begun == [(1, 1), (2, 1), (100, 1), (101, 1)]


async def test_a_run_without_a_place_survives_its_engine(open_engine: OpenEngine, clock: FakeClock) -> None:
    """At rest, in line again, or never begun: the next opening goes on with it."""
    engine = await open_engine(clock=clock, lease_ttl=86400, max_concurrent_runs=1, grace=0)
    shaky = Shaky()
    handles = [await engine.start(shaky.flow, 1)]
    await clock.settle()
    await clock.advance(3)
    handles += [await engine.start(shaky.flow, value) for value in (2, 100, 101)]
    await clock.advance(3)
    await engine.__aexit__(None, None, None)
    shaky.gates.open("1", "2", "100", "101")
    again = await open_engine(shaky.flow, clock=clock, lease_ttl=86400, max_concurrent_runs=1)
    await clock.advance(6)
    assert [await again.handle(one.run_id, shaky.flow).result() for one in handles] == [1, 2, 100, 101]


async def test_the_record_tells_how_long_a_step_waited(open_engine: OpenEngine, clock: FakeClock) -> None:
    """From the moment it could have started to the moment it did; apart from how long it took."""
    engine = await open_engine(clock=clock, lease_ttl=86400, max_concurrent_steps=1)

    @step
    async def takes_two(value: int) -> int:
        await clock.sleep(2)
        return value

    flow = workflow("queue", int).parallel(takes_two, takes_two.named("b")).build()
    handle = await engine.start(flow, 1)
    await clock.advance(4.5)
    assert await handle.result() == (1, 1)
    steps = await engine.list_step_executions(handle.run_id)
    assert [one.queued_seconds for one in steps] == pytest.approx([0, 2])
    assert [one.duration_seconds for one in steps] == pytest.approx([2, 2])


async def test_a_body_that_timed_out_gives_its_place_back(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Also one that is left behind."""
    engine = await open_engine(clock=clock, lease_ttl=86400, max_concurrent_steps=1)
    free = asyncio.Event()

    @step(timeout=1, concurrency=1)
    async def stubborn(value: int) -> int:
        while value and not free.is_set():
            try:
                await free.wait()
            except asyncio.CancelledError:
                continue
        return value

    flow = workflow("stubborn").then(stubborn).build()
    await engine.start(flow, 1)
    second = await engine.start(flow, 0)
    await clock.advance(2.1)
    assert await second.result() == 0
    free.set()
    await clock.settle()


async def test_runs_beyond_the_limit_are_pending_in_the_store(open_engine: OpenEngine) -> None:
    """start() never blocks on it; they start in order, as soon as there is a place."""
    engine = await open_engine(max_concurrent_runs=2)
    gates = Gates()

    @step
    async def gated(value: int) -> int:
        await gates.enter(str(value))
        return value

    flow = workflow("gated").then(gated).build()
    handles = [await engine.start(flow, n) for n in range(5)]
    await settle()
    assert [(await handle.run()).status for handle in handles] == [RunStatus.RUNNING] * 2 + [RunStatus.PENDING] * 3
    assert (await handles[2].run()).started_at is None
    health = engine.health()
    assert (health.running, health.pending, health.steps) == (2, 3, 2)
    assert await handles[4].cancel() is RunStatus.CANCELLED
    gates.open("1")
    await handles[1].result()
    await settle()
    assert gates.entered == ["0", "1", "2"]
    assert (await handles[3].run()).status is RunStatus.PENDING
    gates.open("0", "2", "3")
    assert [await handle.result() for handle in handles[:4]] == [0, 1, 2, 3]
    await engine.idle()
    assert (await handles[4].run()).status is RunStatus.CANCELLED
    assert gates.entered == ["0", "1", "2", "3"]


async def test_pending_runs_survive_the_engine(open_engine: OpenEngine) -> None:
    """The next opening starts them."""
    engine = await open_engine(max_concurrent_runs=1, grace=0)
    gates = Gates()

    @step
    async def gated(value: int) -> int:
        await gates.enter(str(value))
        return value

    flow = workflow("gated").then(gated).build()
    handles = [await engine.start(flow, n) for n in range(3)]
    await engine.__aexit__(None, None, None)
    again = await open_engine(flow, max_concurrent_runs=1)
    gates.open("0", "1", "2")
    assert [await again.handle(one.run_id, flow).result() for one in handles] == [0, 1, 2]


async def test_a_wide_run_does_not_starve_a_narrow_one(open_engine: OpenEngine) -> None:
    """Places go round: the second run has its turn long before the first has had all of its own."""
    engine = await open_engine(max_concurrent_steps=2)
    order: list[str] = []

    @step
    async def note(ctx: StepContext, value: str) -> str:
        await asyncio.sleep(0)
        order.append(value)
        return value

    wide = workflow("wide", str).parallel_all([note.named(f"n{n}") for n in range(40)]).build()
    narrow = workflow("narrow").sequence(note, note.named("b"), note.named("c")).build()
    first, second = await engine.start(wide, "wide"), await engine.start(narrow, "narrow")
    await asyncio.gather(first.result(), second.result())
    assert order.index("narrow") <= 8
    last = max(place for place, value in enumerate(order) if value == "narrow")
    assert last <= 20


async def test_a_place_is_used_while_another_body_of_the_run_works(open_engine: OpenEngine) -> None:
    """A branch that was held back starts when a place is free, not when the run's own body ends."""
    engine = await open_engine(max_concurrent_steps=2)
    gates = Gates()

    @step
    async def gated(ctx: StepContext, value: str) -> str:
        await gates.enter(f"{value}-{ctx.step_id}")
        return value

    one = workflow("one").then(gated).build()
    two = workflow("two", str).parallel(gated.named("a"), gated.named("b")).build()
    first, second = await engine.start(one, "x"), await engine.start(two, "y")
    await settle()
    assert gates.entered == ["x-gated", "y-a"]
    gates.open("x-gated")
    await settle()
    assert gates.entered == ["x-gated", "y-a", "y-b"]
    gates.open("y-a", "y-b")
    assert (await first.result(), await second.result()) == ("x", ("y", "y"))


async def test_a_place_that_a_run_cannot_use_goes_to_the_next(open_engine: OpenEngine) -> None:
    """Its step's own limit is in the way: the engine's place must not wait with it."""
    engine = await open_engine(max_concurrent_steps=2)
    gates = Gates()

    @step
    async def filler(value: str) -> str:
        await gates.enter(value)
        return value

    @step(concurrency=1)
    async def narrow(value: str) -> str:
        await gates.enter(value)
        return value

    fills, narrows = workflow("fills").then(filler).build(), workflow("narrows").then(narrow).build()
    handles = [await engine.start(fills, "d1"), await engine.start(fills, "d2")]
    handles += [await engine.start(narrows, "a"), await engine.start(narrows, "f")]
    await settle()
    handles.append(await engine.start(fills, "g"))
    gates.open("d1", "d2")
    await settle()
    assert gates.entered == ["d1", "d2", "a", "g"]
    gates.open("a", "f", "g")
    assert [await handle.result() for handle in handles] == ["d1", "d2", "a", "f", "g"]


async def test_a_run_that_waits_for_a_place_can_be_cancelled(open_engine: OpenEngine) -> None:
    """Its place in the line is given up, and others are served."""
    engine = await open_engine(max_concurrent_steps=1)
    gates = Gates()

    @step
    async def gated(value: str) -> str:
        await gates.enter(value)
        return value

    flow = workflow("gated").then(gated).build()
    handles = [await engine.start(flow, name) for name in ("a", "b", "c")]
    await settle()
    assert await handles[1].cancel() is RunStatus.CANCELLED
    gates.open("a", "c")
    assert await handles[2].result() == "c"
    assert gates.entered == ["a", "c"]


@pytest.mark.parametrize(
    "name",
    ["max_concurrent_runs", "max_concurrent_steps", "thread_workers", "process_workers", "max_abandoned",
     "max_recoveries", "max_payload_bytes", "warn_payload_bytes"],
)  # fmt: skip
@pytest.mark.parametrize("value", [0, -1, 1.5, True])
def test_a_limit_is_at_least_one(name: str, value: object) -> None:
    """And whole."""
    with pytest.raises(SettingError, match=name):
        connect("memory://", **{name: value})  # type: ignore[arg-type]  # that is what is tested


@pytest.mark.parametrize("name", ["grace", "lease_ttl", "timeout"])
@pytest.mark.parametrize("value", [-1, float("nan"), float("inf"), "1"])
def test_a_duration_is_a_number(name: str, value: object) -> None:
    """Finite and not negative."""
    with pytest.raises(SettingError, match=name):
        connect("memory://", **{name: value})  # type: ignore[arg-type]  # that is what is tested
