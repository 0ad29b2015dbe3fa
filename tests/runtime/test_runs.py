"""Starting runs and reading what became of them."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import BaseModel

from gorkflow import (
    DefinitionError,
    Engine,
    EngineError,
    RunFailedError,
    RunNotFinishedError,
    RunNotFoundError,
    RunStatus,
    RunTimeoutError,
    SettingError,
    Step,
    StepContext,
    StepNotFoundError,
    StepStatus,
    step,
    workflow,
)
from gorkflow.testing import FakeClock
from tests.conftest import Database, OpenEngine


class Order(BaseModel):
    id: int
    lines: list[int]


@step
async def load(order_id: int) -> Order:
    return Order(id=order_id, lines=[1, 2, 3])


@step
def total(order: Order) -> int:
    return sum(order.lines)


@step(executor="inline")
def count(order: Order) -> int:
    return len(order.lines)


@step
async def report(order: Order, amount: int, lines: int) -> str:
    return f"order {order.id}: {amount} in {lines}"


@step
async def fails(value: int) -> int:
    raise ValueError(f"no {value}")


@step
async def add(one: int, other: int) -> int:
    return one + other


@step
async def increment(value: int) -> int:
    return value + 1


loaded = workflow("orders").then(load)
orders = loaded.join(loaded.then(total), loaded.then(count)).then(report).build()
failing = workflow("failing").then(increment).then(fails).build()


async def test_a_run_gives_the_typed_output(engine: Engine) -> None:
    """Of the built position; a diamond's join sees every branch in the order written."""
    assert await engine.run(orders, 7) == "order 7: 6 in 3"
    assert await orders.run(8, on=engine) == "order 8: 6 in 3"


async def test_a_handle_tells_all_of_its_run(engine: Engine) -> None:
    """Result, record, outputs of single steps and events."""
    handle = await engine.start(orders, 7)
    assert await handle.result() == "order 7: 6 in 3"
    assert await handle.output_of(load) == Order(id=7, lines=[1, 2, 3])
    assert await handle.output_of(total) == 6
    record = await handle.run()
    assert (record.run_id, record.status, record.progress) == (handle.run_id, RunStatus.COMPLETED, 1.0)
    assert [event.seq async for event in handle.events()] == list(range(1, 12))
    assert repr(handle) == f"RunHandle('{handle.run_id}', workflow='orders')"


async def test_the_record_of_a_run(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Every field, by the engine's clock."""
    engine = await open_engine(clock=clock)
    handle = await engine.start(
        orders, 7, idempotency_key="k", tags={"team": "a"}, resource_id="order-7", run_timeout=60
    )
    await handle.result()
    now = datetime.fromtimestamp(clock.now(), UTC)
    run = await engine.get_run(handle.run_id)
    assert run.model_dump(exclude={"run_id", "deadline_at"}) == {
        "workflow_id": "orders",
        "workflow_version": "1",
        "fingerprint": orders.fingerprint,
        "status": RunStatus.COMPLETED,
        "progress": 1.0,
        "input": 7,
        "output": "order 7: 6 in 3",
        "error": None,
        "tags": {"team": "a"},
        "resource_id": "order-7",
        "idempotency_key": "k",
        "forked_from": None,
        "created_at": now,
        "started_at": now,
        "completed_at": now,
        "updated_at": now,
    }
    assert run.deadline_at is not None
    assert (run.deadline_at - now).total_seconds() == 60
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", run.run_id)


async def test_the_records_of_the_steps(engine: Engine) -> None:
    """In order of start, with input and output as JSON, the executor and the order of completion."""
    handle = await engine.start(orders, 7)
    await handle.result()
    steps = await engine.list_step_executions(handle.run_id)
    order = {"id": 7, "lines": [1, 2, 3]}
    found = {one.step_id: (one.status, one.attempt, one.input, one.output, one.executor) for one in steps}
    assert found == {
        "load": (StepStatus.COMPLETED, 1, 7, order, "loop"),
        "total": (StepStatus.COMPLETED, 1, order, 6, "thread"),
        "count": (StepStatus.COMPLETED, 1, order, 3, "inline"),
        "report": (StepStatus.COMPLETED, 1, [order, 6, 3], "order 7: 6 in 3", "loop"),
    }
    assert (steps[0].step_id, steps[-1].step_id) == ("load", "report")
    assert sorted(one.index or 0 for one in steps) == [0, 1, 2, 3]
    by_id = {one.step_id: one for one in steps}
    assert (by_id["load"].index, by_id["report"].index) == (0, 3)
    assert all((one.duration_seconds or 0) >= 0 and (one.queued_seconds or 0) >= 0 for one in steps)
    assert by_id["total"].cpu_seconds is not None  # it had a thread to itself


async def test_outputs_of_single_steps(engine: Engine) -> None:
    """As JSON, by path."""
    handle = await engine.start(orders, 7)
    await handle.result()
    assert await engine.load_step_output(handle.run_id, "load") == {"id": 7, "lines": [1, 2, 3]}
    assert await engine.output_of(handle.run_id, orders, count) == 3
    with pytest.raises(StepNotFoundError, match=f"run {handle.run_id} has no step 'nope'"):
        await engine.load_step_output(handle.run_id, "nope")
    with pytest.raises(StepNotFoundError, match="workflow 'orders' has no step 'nope'; it has load, "):
        await engine.output_of(handle.run_id, orders, Step("nope", increment.handler))


async def test_a_step_that_failed_has_no_output(engine: Engine) -> None:
    """Nor one that never started."""
    handle = await engine.start(failing, 1)
    with pytest.raises(RunFailedError):
        await handle.result()
    assert await handle.output_of(increment) == 2
    with pytest.raises(RunNotFinishedError, match=f"step 'fails' of run {handle.run_id} is FAILED and has no output"):
        await handle.output_of(fails)
    with pytest.raises(RunNotFinishedError, match=f"step 'fails' of run {handle.run_id} is FAILED and has no output"):
        await engine.load_step_output(handle.run_id, "fails")


async def test_a_step_at_work_has_no_output_yet(engine: Engine) -> None:
    """The error tells how it stands; the steps after it have not begun."""
    free = asyncio.Event()

    @step
    async def waits(value: int) -> int:
        await free.wait()
        return value

    handle = await engine.start(workflow("waits").then(waits).then(increment).build(), 1)
    for asked, status in ((waits, "RUNNING"), (increment, "PENDING")):
        with pytest.raises(RunNotFinishedError, match=f"step '{asked.id}' of run {handle.run_id} is {status}"):
            await handle.output_of(asked)
    free.set()
    assert await handle.result() == 2


async def test_a_failed_run_says_why(engine: Engine) -> None:
    """Step, attempt, code, type, message, and the frames of the body in the text."""
    handle = await engine.start(failing, 1)
    with pytest.raises(RunFailedError) as caught:
        await handle.result()
    error = caught.value
    assert (error.run_id, error.step_id, error.error_code) == (handle.run_id, "fails", "execution")
    first, *rest = str(error).splitlines()
    assert first == (
        f"run {handle.run_id} of workflow 'failing' failed at step 'fails' (attempt 1): [execution] ValueError: no 2"
    )
    assert any("in fails" in line for line in rest)
    run = await handle.run()
    assert run.status is RunStatus.FAILED
    assert run.error is not None
    assert (run.error.code, run.error.type, run.error.message) == ("execution", "ValueError", "no 2")
    assert (run.error.step_id, run.error.attempt) == ("fails", 1)
    assert "raise ValueError" in (run.error.traceback or "")
    assert run.output is None
    assert 0 < run.progress < 1


async def test_unknown_runs_are_told(engine: Engine) -> None:
    """By every call, with the remedy; never a hang."""
    text = "no run 'nope' in .*; list_runs\\(\\) shows those that there are"
    for call in (
        engine.get_run("nope"),
        engine.list_step_executions("nope"),
        engine.load_step_output("nope", "load"),
        engine.handle("nope", orders).result(),
        engine.handle("nope", orders).output_of(load),
    ):
        with pytest.raises(RunNotFoundError, match=text):
            await call
    with pytest.raises(RunNotFoundError, match=r"'nope'.*list_runs"):
        await engine.cancel("nope")
    with pytest.raises(RunNotFoundError, match="no run 'nope'"):
        [event async for event in engine.events("nope")]


@pytest.mark.parametrize("run_id", [None, 5, b"nope", "\ud800", ["nope"]])
async def test_what_is_no_id_of_a_run_is_told_so(engine: Any, run_id: object) -> None:
    """A database row's number, say: by the same error as an id that no run has."""
    for call in (
        engine.get_run(run_id),
        engine.cancel(run_id),
        engine.load_step_output(run_id, "load"),
        engine.handle(run_id, orders).result(),
    ):
        with pytest.raises(RunNotFoundError, match=r"no run .* in .*; list_runs") as caught:
            await call
        assert caught.value.run_id == run_id


async def test_the_output_of_what_is_no_step(engine: Any) -> None:
    """An id says where the outputs are that an id gives."""
    handle = await engine.start(orders, 7)
    await handle.result()
    with pytest.raises(StepNotFoundError, match=r"a step, not 'load'; load_step_output\(\) takes the id") as caught:
        await handle.output_of("load")
    assert caught.value.run_id == handle.run_id


@pytest.mark.parametrize("given", [None, "orders", workflow("begun").then(load)])
async def test_what_is_no_workflow_is_not_run(engine: Any, given: object) -> None:
    """Nor registered; a position that was not built is told how."""
    for call in (engine.run, engine.start):
        with pytest.raises(DefinitionError, match=r"is no workflow; give what build\(\) returns"):
            await call(given, 1)
    with pytest.raises(DefinitionError, match="is no workflow"):
        engine.register(given)
    assert await engine.count_runs() == {}


async def test_a_handle_is_given_back(database: Database, open_engine: OpenEngine) -> None:
    """By the run's id, also to an engine that did not start it."""
    first = await open_engine()
    run_id = (await first.start(orders, 7)).run_id
    await first.idle()
    await first.__aexit__(None, None, None)
    second = await open_engine()
    assert await second.handle(run_id, orders).result() == "order 7: 6 in 3"


async def test_an_engine_that_is_not_open_says_so(database: Database) -> None:
    """And so does one that is opened twice."""
    engine = Engine(database.store())
    for call in (engine.run(orders, 1), engine.get_run("x"), engine.cancel("x"), engine.idle()):
        with pytest.raises(EngineError, match="the engine is not open; use `async with connect"):
            await call
    async with engine:
        with pytest.raises(EngineError, match="open already"):
            await engine.__aenter__()
    with pytest.raises(EngineError, match="not open"):
        await engine.run(orders, 1)


async def test_waiting_for_a_result_has_a_time_limit(engine: Engine) -> None:
    """The run goes on, and so does a run whose starter waits no longer."""
    free = asyncio.Event()

    @step
    async def waits(value: int) -> int:
        await free.wait()
        return value

    flow = workflow("waits").then(waits).build()
    handle = await engine.start(flow, 1)
    with pytest.raises(RunTimeoutError, match=f"run {handle.run_id} is not over after 0.01 s; it goes on"):
        await handle.result(timeout=0.01)
    with pytest.raises(SettingError, match="timeout"):
        await handle.result(timeout=-1)
    waiting = asyncio.create_task(handle.result())
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    free.set()
    assert await handle.result() == 1
    assert await handle.result(timeout=0) == 1
    assert await engine.handle(handle.run_id, flow).result(timeout=0) == 1


async def test_a_chain_of_a_hundred_ends_complete(engine: Engine) -> None:
    """With progress 1.0 and every step recorded in order."""
    chain = workflow("chain", int)
    for number in range(100):
        chain = chain.then(increment.named(f"s{number}"))
    flow = chain.build()
    handle = await engine.start(flow, 0)
    assert await handle.result() == 100
    assert (await handle.run()).progress == 1.0
    steps = await engine.list_step_executions(handle.run_id)
    assert [one.step_id for one in steps] == [f"s{number}" for number in range(100)]
    assert [one.index for one in steps] == list(range(100))


async def test_a_hundred_concurrent_runs_all_complete(engine: Engine) -> None:
    """Each with its own values: steps of one name in two runs never see each other's results."""
    handles = [await engine.start(orders, number) for number in range(100)]
    results = await asyncio.gather(*(handle.result() for handle in handles))
    assert results == [f"order {number}: 6 in 3" for number in range(100)]
    assert await engine.count_runs() == {RunStatus.COMPLETED: 100}
    assert len({handle.run_id for handle in handles}) == 100


async def test_progress_never_goes_back(engine: Engine) -> None:
    """Between 0 and 1 on the way."""
    seen: list[float] = []

    @step
    async def look(ctx: StepContext, value: int) -> int:
        seen.append((await engine.get_run(ctx.run_id)).progress)
        return value

    flow = workflow("looks").sequence(look, look.named("b"), look.named("c")).build()
    handle = await engine.start(flow, 1)
    await handle.result()
    assert seen == [pytest.approx(0), pytest.approx(1 / 3), pytest.approx(2 / 3)]


async def test_steps_start_as_soon_as_their_own_predecessors_are_done(engine: Engine) -> None:
    """No level barriers: the long branch's end is not waited for."""
    order: list[str] = []
    may_end = asyncio.Event()

    @step
    async def slow(value: int) -> int:
        await may_end.wait()
        order.append("slow")
        return value

    @step
    async def after_quick(value: int) -> int:
        order.append("after_quick")
        may_end.set()
        return value

    start = workflow("levels", int).then(increment)
    quick = start.then(increment.named("quick")).then(after_quick)
    flow = quick.join(start.then(slow)).then(add).build()
    assert await engine.run(flow, 1) == 5
    assert order == ["after_quick", "slow"]


async def test_ties_go_in_order_of_definition(open_engine: OpenEngine) -> None:
    """With one place at a time the order is exact."""
    engine = await open_engine(max_concurrent_steps=1)
    order: list[str] = []

    @step
    async def note(ctx: StepContext, value: int) -> int:
        order.append(ctx.step_id)
        return value

    names = ["d", "a", "c", "b"]
    flow = workflow("ties", int).parallel_all([note.named(name) for name in names]).build()
    assert await engine.run(flow, 5) == [5, 5, 5, 5]
    assert order == names


async def test_the_output_is_that_of_the_built_position(engine: Engine) -> None:
    """Never of whichever step ended last: of a parallel a tuple, in the order written."""
    late = asyncio.Event()

    @step
    async def first(value: int) -> str:
        await late.wait()
        return f"first {value}"

    @step
    async def second(value: int) -> int:
        late.set()
        return value

    flow = workflow("both").parallel(first, second).build()
    assert await engine.run(flow, 3) == ("first 3", 3)


async def test_parallel_all_gives_a_list_of_any_width(engine: Engine) -> None:
    """In the order given."""
    flow = workflow("wide", int).parallel_all([increment.named(f"i{n}") for n in range(50)]).build()
    assert await engine.run(flow, 1) == [2] * 50


async def test_a_step_without_parameters_follows_anything(engine: Engine) -> None:
    """With the context alone as well; its input is recorded as nothing."""

    @step
    def tick() -> int:
        return 1

    @step
    async def tock(ctx: StepContext) -> str:
        return ctx.step_id

    handle = await engine.start(workflow("clock", int).then(tick).then(tock).build(), 5)
    assert await handle.result() == "tock"
    assert [one.input for one in await engine.list_step_executions(handle.run_id)] == [None, None]


async def test_a_tuple_is_spread_wherever_it_comes_from(engine: Engine) -> None:
    """From the input or from one step."""

    @step
    async def pair(value: int) -> tuple[int, int]:
        return (value, value + 1)

    assert await engine.run(workflow("spread").then(pair).then(add).build(), 1) == 3
    assert await engine.run(workflow("spread-input", tuple[int, int]).then(add).build(), (4, 5)) == 9


async def test_a_child_workflow_runs_in_the_same_run(engine: Engine) -> None:
    """Its steps have the path outer/inner, and find their own kind first."""
    seen: dict[str, int] = {}

    @step
    async def look(ctx: StepContext, value: int) -> int:
        seen[ctx.step_id] = ctx.output_of(increment)
        return value

    child = workflow("child").then(increment).then(look).build()
    flow = workflow("parent").then(increment).then(child).then(look).build()
    handle = await engine.start(flow, 1)
    assert await handle.result() == 3
    assert [one.step_id for one in await engine.list_step_executions(handle.run_id)] == [
        "increment", "child/increment", "child/look", "look",
    ]  # fmt: skip
    assert seen == {"child/look": 3, "look": 2}
    assert await engine.load_step_output(handle.run_id, "child/increment") == 3


async def test_output_of_is_for_ancestors(engine: Engine) -> None:
    """A sibling's output may not be there yet: asking is a failure that names both."""

    @step
    async def peeps(ctx: StepContext, value: int) -> int:
        return ctx.output_of(increment)

    flow = workflow("peeps", int).parallel(increment, peeps).build()
    with pytest.raises(RunFailedError, match="step 'peeps' asked for the output of 'increment', which does not come"):
        await engine.run(flow, 1)


async def test_a_tap_runs_beside_the_path(engine: Engine) -> None:
    """The next step does not wait for it, the run does; its output is dropped."""
    may_end, ended = asyncio.Event(), asyncio.Event()

    @step
    async def audit(value: int) -> str:
        await may_end.wait()
        ended.set()
        return f"saw {value}"

    @step
    async def goes_on(value: int) -> int:
        may_end.set()
        return value

    flow = workflow("tapped").then(increment).tap(audit).then(goes_on).build()
    handle = await engine.start(flow, 1)
    assert await handle.result() == 2
    assert ended.is_set()
    assert await engine.load_step_output(handle.run_id, "audit") == "saw 2"


async def test_the_failure_of_a_tap_is_a_failure(engine: Engine) -> None:
    """Of the step, and so of the run."""
    flow = workflow("tap-fails").then(increment).tap(fails).build()
    with pytest.raises(RunFailedError, match="failed at step 'fails'"):
        await engine.run(flow, 1)


async def test_two_versions_live_side_by_side(engine: Engine) -> None:
    """Each run stays on its own."""
    old = workflow("priced").then(increment).build()
    new = workflow("priced", version="2").then(increment).then(increment.named("again")).build()
    first, second = await engine.start(old, 1), await engine.start(new, 1)
    assert (await first.result(), await second.result()) == (2, 3)
    assert [(await one.run()).workflow_version for one in (first, second)] == ["1", "2"]
