"""retry, fork, and what they would do."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable

import pytest

from gorkflow import (
    CorruptRecordError,
    DefinitionError,
    DefinitionMismatchError,
    Engine,
    InputError,
    RetryPolicy,
    RunFailedError,
    RunFinishedError,
    RunNotFinishedError,
    RunNotFoundError,
    RunPreview,
    StateKey,
    StepContext,
    StepNotFoundError,
    Workflow,
    step,
    workflow,
)
from gorkflow.core.records import InboxRow
from gorkflow.core.run import RunStatus
from gorkflow.testing import FakeClock
from gorkflow.upkeep import examine
from tests.conftest import Database, OpenEngine, on_sqlite

SUM = StateKey("sum", int)


class Shop:
    """A diamond whose step `pay` fails until `is_mended`; every call is counted."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.keys: list[str] = []
        self.is_mended = False
        self.free = asyncio.Event()
        self.free.set()

        @step
        async def load(ctx: StepContext, value: int) -> int:
            self.calls["load"] += 1
            ctx.state.set(SUM, value)
            return value + 1

        @step
        async def price(ctx: StepContext, value: int) -> int:
            self.calls["price"] += 1
            ctx.state.set(SUM, ctx.state.get(SUM) + 100)
            return value * 10

        @step
        async def risk(value: int) -> int:
            self.calls["risk"] += 1
            raise OSError("tolerated")

        @step
        async def pay(ctx: StepContext, priced: int, risk: int | None) -> int:
            self.calls["pay"] += 1
            self.keys.append(f"{ctx.attempt} {ctx.idempotency_key}")
            if not self.is_mended:
                raise ValueError("no money")
            await self.free.wait()
            return priced + ctx.state.get(SUM)

        @step
        async def send(paid: int) -> str:
            self.calls["send"] += 1
            return f"paid {paid}"

        self.pay = pay
        at = workflow("shop", int).then(load)
        self.flow: Workflow[int, str] = at.then(price).join(at.then(risk.or_none())).then(pay).then(send).build()


async def failed(engine: Engine, shop: Shop, **options: str) -> str:
    """A run that failed in `pay`."""
    handle = await engine.start(shop.flow, 1, tags=options, resource_id="r-1")
    with pytest.raises(RunFailedError):
        await handle.result()
    return handle.run_id


async def statuses(engine: Engine, run_id: str) -> dict[str, str]:
    return {one.step_id: str(one.status) for one in await engine.list_step_executions(run_id)}


async def test_a_retry_goes_on_from_what_failed(engine: Engine) -> None:
    """Same run, attempt 2, done steps and tolerated failures stay; the failed step's key is the same."""
    shop = Shop()
    run_id = await failed(engine, shop)
    shop.is_mended = True
    preview = await engine.preview_retry(run_id)
    assert preview == RunPreview(will_run=("pay", "send"), kept=("load", "price", "risk"))
    assert await engine.retry(run_id) == run_id
    assert await engine.handle(run_id, shop.flow).result() == "paid 121"
    assert shop.calls == {"load": 1, "price": 1, "risk": 1, "pay": 2, "send": 1}
    assert [key.split()[0] for key in shop.keys] == ["1", "2"]
    assert len({key.split()[1] for key in shop.keys}) == 1
    run = await engine.get_run(run_id)
    assert (run.status, run.error, run.progress) == (RunStatus.COMPLETED, None, 1.0)
    assert await statuses(engine, run_id) == {
        "load": "COMPLETED", "price": "COMPLETED", "risk": "FAILED", "pay": "COMPLETED", "send": "COMPLETED",
    }  # fmt: skip


async def test_a_retry_that_fails_may_be_retried(engine: Engine) -> None:
    """As often as it takes; progress never falls."""
    shop = Shop()
    run_id = await failed(engine, shop)
    before = (await engine.get_run(run_id)).progress
    for _ in range(3):
        await engine.retry(run_id)
        await engine.idle()
        run = await engine.get_run(run_id)
        assert (run.status, run.progress) == (RunStatus.FAILED, before)
    assert shop.calls["pay"] == 4
    assert [key.split()[0] for key in shop.keys] == ["1", "2", "3", "4"]


async def test_a_retry_begins_failures_anew(open_engine: OpenEngine, clock: FakeClock) -> None:
    """All attempts of the policy, and a run_timeout that counts from the retry."""
    calls: list[float] = []

    @step(retry=RetryPolicy(2, delay=5, jitter=0, backoff="none"))
    async def flaky(value: int) -> int:
        calls.append(clock.now())
        raise OSError("no")

    engine = await open_engine(clock=clock)
    flow = workflow("flaky").then(flaky).build()
    handle = await engine.start(flow, 1, run_timeout=60)
    await clock.advance(5)
    await clock.advance(70)
    first = await handle.run()
    assert (first.status, len(calls)) == (RunStatus.FAILED, 2)
    await engine.retry(handle.run_id)
    await clock.settle()
    again = await handle.run()
    assert again.deadline_at is not None
    assert first.deadline_at is not None
    assert (again.deadline_at - first.deadline_at).total_seconds() == 75
    assert again.started_at == first.started_at
    await clock.advance(5)
    assert ((await handle.run()).status, len(calls)) == (RunStatus.FAILED, 4)


async def test_a_cancelled_run_is_retried(engine: Engine) -> None:
    """The body that was stopped runs again; the request to cancel is forgotten."""
    free = asyncio.Event()
    calls: list[int] = []
    started = asyncio.Event()

    @step
    async def slow(ctx: StepContext, value: int) -> int:
        calls.append(ctx.attempt)
        started.set()
        await free.wait()
        return value

    flow = workflow("slow").then(slow).build()
    handle = await engine.start(flow, 3)
    await started.wait()
    assert await handle.cancel() is RunStatus.CANCELLED
    await engine.retry(handle.run_id)
    free.set()
    assert await handle.result() == 3
    assert calls == [1, 2]


async def test_only_what_failed_or_was_cancelled_is_retried(engine: Engine) -> None:
    """COMPLETED, open and unknown runs get an error that names status and remedy; nothing is written."""
    free = asyncio.Event()

    @step
    async def waits(value: int) -> int:
        await free.wait()
        return value

    flow = workflow("waits").then(waits).build()
    handle = await engine.start(flow, 1)
    for call in (engine.retry, engine.preview_retry):
        with pytest.raises(RunNotFinishedError, match="is RUNNING: only a run that FAILED or was CANCELLED"):
            await call(handle.run_id)
        with pytest.raises(RunNotFoundError):
            await call("nothing")
    free.set()
    await handle.result()
    events = (await engine.get_run(handle.run_id)).updated_at
    for call in (engine.retry, engine.preview_retry):
        with pytest.raises(RunFinishedError, match=r"is COMPLETED: there is nothing to retry; .* fork"):
            await call(handle.run_id)
    assert (await engine.get_run(handle.run_id)).updated_at == events


async def test_retries_at_once_are_one(open_engine: OpenEngine) -> None:
    """Of one engine and of two: every caller gets the id, and the step runs once more."""
    shop = Shop()
    first = await open_engine(shop.flow)
    second = first if first._parts.kit.store.url == "memory://" else await open_engine(shop.flow)
    run_id = await failed(first, shop)
    shop.is_mended = True
    shop.free.clear()
    found = await asyncio.gather(*(engine.retry(run_id) for engine in (first, second) * 5))
    assert set(found) == {run_id}
    shop.free.set()
    assert await first.handle(run_id, shop.flow).result() == "paid 121"
    assert (shop.calls["pay"], shop.calls["send"]) == (2, 1)
    retried = [event async for event in first.events(run_id) if event.type == "RunRetried"]
    assert len(retried) == 1


async def test_a_retry_needs_the_code(open_engine: OpenEngine) -> None:
    """Registered, and with what was executed unchanged; else nothing is written."""
    shop = Shop()
    engine = await open_engine(shop.flow)
    run_id = await failed(engine, shop)
    seen = (await engine.get_run(run_id)).updated_at
    await engine.__aexit__(None, None, None)
    bare = await open_engine()
    with pytest.raises(DefinitionError, match=r"version '1' of run .* is not registered; register\(...\)"):
        await bare.retry(run_id)

    @step
    async def load(value: int) -> str:
        return str(value)

    other = workflow("shop", int).then(load).build()
    await bare.__aexit__(None, None, None)
    changed = await open_engine(other)
    for call in (changed.retry, changed.preview_retry):
        with pytest.raises(DefinitionMismatchError, match="step 'load': output type int -> str"):
            await call(run_id)
    run = await changed.get_run(run_id)
    assert (run.status, run.updated_at) == (RunStatus.FAILED, seen)


async def test_a_retry_waits_for_a_place(open_engine: OpenEngine) -> None:
    """Like any run: PENDING until there is one."""
    shop = Shop()
    engine = await open_engine(shop.flow, max_concurrent_runs=1)
    run_id = await failed(engine, shop)
    shop.is_mended = True
    free = asyncio.Event()

    @step
    async def waits(value: int) -> int:
        await free.wait()
        return value

    other = await engine.start(workflow("waits").then(waits).build(), 1)
    await engine.retry(run_id)
    assert (await engine.get_run(run_id)).status is RunStatus.PENDING
    free.set()
    await other.result()
    assert await engine.handle(run_id, shop.flow).result() == "paid 121"


async def test_a_late_request_to_cancel_does_not_reach_a_retry(open_engine: OpenEngine) -> None:
    """One that was posted and not read before the run ended otherwise."""
    shop = Shop()
    engine = await open_engine(shop.flow)
    handle = await engine.start(shop.flow, 1)
    await engine._parts.kit.store.post(InboxRow("m", handle.run_id, "cancel", "{}", 1.0))
    with pytest.raises(RunFailedError):
        await handle.result()
    shop.is_mended = True
    await engine.retry(handle.run_id)
    await asyncio.sleep(0.3)  # more than the inbox's interval
    assert await handle.result() == "paid 121"


async def test_a_fork_keeps_what_does_not_depend_on_the_step(engine: Engine) -> None:
    """A new run with its origin, tags and resource; values and state of the kept steps, and only those."""
    shop = Shop()
    run_id = await failed(engine, shop, team="a")
    shop.is_mended = True
    preview = await engine.preview_fork(run_id, from_step="price")
    assert preview == RunPreview(will_run=("price", "pay", "send"), kept=("load", "risk"))
    fork_id = await engine.fork(run_id, from_step="price")
    assert fork_id != run_id
    assert await engine.handle(fork_id, shop.flow).result() == "paid 121"  # 101 of state: price added 100 once
    assert shop.calls == {"load": 1, "price": 2, "risk": 1, "pay": 2, "send": 1}
    fork, origin = await engine.get_run(fork_id), await engine.get_run(run_id)
    assert (fork.forked_from, fork.tags, fork.resource_id) == (run_id, {"team": "a"}, "r-1")
    assert (fork.status, fork.progress, fork.idempotency_key) == (RunStatus.COMPLETED, 1.0, None)
    assert (origin.status, origin.forked_from) == (RunStatus.FAILED, None)
    indices = {one.step_id: one.index for one in await engine.list_step_executions(fork_id)}
    assert indices == {"load": 0, "risk": 1, "price": 2, "pay": 3, "send": 4}
    events = [(event.type, event.step_id) async for event in engine.events(fork_id)]
    assert events[:4] == [
        ("RunCreated", None), ("StepKept", "load"), ("StepKept", "risk"), ("RunStarted", None),
    ]  # fmt: skip


async def test_a_fork_with_another_input(engine: Engine) -> None:
    """It is validated against the step, is shown as its input, and may be of several parameters."""
    shop = Shop()
    shop.is_mended = True
    handle = await engine.start(shop.flow, 1)
    assert await handle.result() == "paid 121"
    fork_id = await engine.fork(handle.run_id, from_step=shop.pay, input=(7, None))
    assert await engine.handle(fork_id, shop.flow).result() == "paid 108"
    records = {one.step_id: one for one in await engine.list_step_executions(fork_id)}
    assert (records["pay"].input, records["send"].input) == ([7, None], 108)
    assert (shop.calls["load"], shop.calls["price"], shop.calls["pay"]) == (1, 1, 2)
    given = [event async for event in engine.events(fork_id) if event.type == "StepInputGiven"]
    assert [(event.step_id, event.data["bytes"]) for event in given] == [("pay", len("[7,null]"))]
    for wrong in ((7,), ("x", None), 7, None):
        with pytest.raises(InputError, match=r"step 'pay' takes tuple\[int, int \| None\], and the input does not fit"):
            await engine.fork(handle.run_id, from_step="pay", input=wrong)


async def test_a_fork_of_a_fork(engine: Engine) -> None:
    """What was given stays given where its step is kept or forked from, and is bound anew behind another one."""
    shop = Shop()
    shop.is_mended = True
    handle = await engine.start(shop.flow, 1)
    await handle.result()
    first = await engine.fork(handle.run_id, from_step="price", input=5)
    assert await engine.handle(first, shop.flow).result() == "paid 151"
    kept = await engine.fork(first, from_step="pay")
    assert await engine.handle(kept, shop.flow).result() == "paid 151"
    again = await engine.fork(first, from_step="price")
    assert await engine.handle(again, shop.flow).result() == "paid 151"
    behind = await engine.fork(first, from_step="load", input=9)
    assert await engine.handle(behind, shop.flow).result() == "paid 209"
    inputs = [
        {one.step_id: one.input for one in await engine.list_step_executions(run_id)}["price"]
        for run_id in (first, kept, again, behind)
    ]
    assert inputs == [5, 5, 5, 10]


def is_large(value: int) -> bool:
    return value > 100


async def test_a_given_input_that_is_passed_on(engine: Engine) -> None:
    """The condition is asked of it; where it says no, the step's output is what was given, also after a restart."""

    @step
    async def load(value: int) -> int:
        return value

    @step
    async def halve(value: int) -> int:
        return value // 2

    flow = workflow("gate").then(load).then_if(is_large, halve).build()
    handle = await engine.start(flow, 300)
    assert await handle.result() == 150
    fork_id = await engine.fork(handle.run_id, from_step="halve", input=40)
    assert await engine.handle(fork_id, flow).result() == 40
    assert (await engine.get_run(fork_id)).output == 40
    assert await engine.load_step_output(fork_id, "halve") == 40
    records = {one.step_id: one for one in await engine.list_step_executions(fork_id)}
    assert (records["halve"].input, records["halve"].output) == (40, 40)


async def test_what_cannot_be_forked(engine: Engine) -> None:
    """An unknown step or run, an input for a step without parameters: typed errors, and no run."""

    @step
    async def tick() -> int:
        return 1

    @step
    async def double(value: int) -> int:
        return value * 2

    flow = workflow("ticks").then(tick).then(double).build()
    handle = await engine.start(flow, 0)
    await handle.result()
    with pytest.raises(StepNotFoundError, match="has no step 'tock' to fork from; it has tick, double"):
        await engine.fork(handle.run_id, from_step="tock")
    with pytest.raises(StepNotFoundError, match="has no step 'halve'"):
        await engine.preview_fork(handle.run_id, from_step=double.named("halve"))
    with pytest.raises(InputError, match="step 'tick' takes no input; fork from it without input="):
        await engine.fork(handle.run_id, from_step=tick, input=3)
    with pytest.raises(RunNotFoundError):
        await engine.fork("nothing", from_step=tick)
    assert sum((await engine.count_runs()).values()) == 1
    assert await engine.handle(await engine.fork(handle.run_id, from_step=tick), flow).result() == 2


async def test_an_open_run_is_forked_as_it_is_stored(engine: Engine) -> None:
    """What is done counts; the origin goes on."""
    free, started = asyncio.Event(), asyncio.Event()
    calls: list[int] = []

    @step
    async def load(value: int) -> int:
        calls.append(value)
        return value

    @step
    async def waits(value: int) -> int:
        started.set()
        await free.wait()
        return value

    flow = workflow("open").then(load).then(waits).build()
    handle = await engine.start(flow, 1)
    await started.wait()
    fork_id = await engine.fork(handle.run_id, from_step="waits", input=5)
    free.set()
    assert await engine.handle(fork_id, flow).result() == 5
    assert await handle.result() == 1
    assert calls == [1]


async def test_a_child_workflow_is_forked_by_path_or_step(engine: Engine) -> None:
    """A Step of a child is found by itself."""

    @step
    async def pack(value: int) -> int:
        return value + 1

    @step
    async def label(value: int) -> int:
        return value * 2

    ship = workflow("ship").then(pack).then(label).build()
    flow = workflow("order", int).then(ship).build()
    handle = await engine.start(flow, 1)
    assert await handle.result() == 4
    for from_step in ("ship/label", label):
        assert (await engine.preview_fork(handle.run_id, from_step=from_step)).will_run == ("ship/label",)
    assert await engine.handle(await engine.fork(handle.run_id, from_step=label, input=9), flow).result() == 18


@on_sqlite
async def test_a_damaged_output_is_computed_anew_by_a_fork(open_engine: OpenEngine, database: Database) -> None:
    """A retry finds the damage before it writes; a fork from the damaged step does not need it."""
    shop = Shop()
    engine = await open_engine(shop.flow)
    run_id = await failed(engine, shop)
    with sqlite3.connect(database.path) as connection:
        connection.execute("UPDATE step_executions SET output = x'3939' WHERE step_id = 'price'")
    connection.close()
    shop.is_mended = True
    calls: list[Callable[[str], Awaitable[object]]] = [
        engine.retry, engine.preview_retry, lambda run_id: engine.fork(run_id, from_step="pay"),
    ]  # fmt: skip
    for call in calls:
        with pytest.raises(Exception, match="the output of step 'price' does not match its checksum"):
            await call(run_id)
    assert (await engine.get_run(run_id)).status is RunStatus.FAILED
    fork_id = await engine.fork(run_id, from_step="price")
    assert await engine.handle(fork_id, shop.flow).result() == "paid 121"
    with sqlite3.connect(database.path) as connection:
        connection.execute("UPDATE step_executions SET output = x'3230' WHERE step_id = 'price'")
    connection.close()


async def test_nothing_is_changed_through_a_store_for_reading(open_engine: OpenEngine) -> None:
    """Previews work there; retry, fork and migrate say why they do not."""
    shop = Shop()
    engine = await open_engine(shop.flow)
    run_id = await failed(engine, shop)
    await engine.__aexit__(None, None, None)
    reader = await open_engine(shop.flow, read_only=True)
    assert (await reader.preview_retry(run_id)).will_run == ("pay", "send")
    assert (await reader.preview_fork(run_id, from_step="send")).will_run == ("pay", "send")
    for call in (reader.retry(run_id), reader.fork(run_id, from_step="pay"), reader.migrate(run_id)):
        with pytest.raises(Exception, match="for reading only"):
            await call


@on_sqlite
async def test_a_doctor_knows_forks(open_engine: OpenEngine, database: Database) -> None:
    """A sound one has nothing to find; a damaged input that was given is named, and its run fails alone."""
    shop = Shop()
    engine = await open_engine(shop.flow)
    run_id = await failed(engine, shop)
    fork_id = await engine.fork(run_id, from_step="price", input=5)
    await engine.idle()
    await engine.__aexit__(None, None, None)
    report = await asyncio.to_thread(examine, database.url)
    assert (report.url, report.runs, report.findings) == (database.url, 2, [])
    with contextlib.closing(sqlite3.connect(database.path)) as connection, connection:
        connection.execute("UPDATE step_inputs SET input = x'36'")
    [found] = (await asyncio.to_thread(examine, database.url)).findings
    assert (found.run_id, found.step_id, found.column) == (fork_id, "price", "input")
    again = await open_engine(shop.flow)
    with pytest.raises(CorruptRecordError, match="the input given to step 'price' does not match its checksum"):
        await again.fork(fork_id, from_step="price")
    records = {one.step_id: one for one in await again.list_step_executions(fork_id)}
    assert (records["price"].input, records["load"].output) == (None, 2)
    assert "the input of step 'price'" in (records["price"].error.message if records["price"].error else "")
