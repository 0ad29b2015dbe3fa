"""map: one step or workflow for each item of a list, results in order; items live and fail by themselves."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence

import pytest
from pydantic import BaseModel

from gorkflow import (
    DefinitionError,
    Engine,
    RetryPolicy,
    RunFailedError,
    RunFilter,
    RunStatus,
    SettingError,
    StateKey,
    Step,
    StepContext,
    StepNotFoundError,
    Workflow,
    cases,
    step,
    workflow,
)
from gorkflow.stores.memory import MemoryStore
from gorkflow.testing import FakeClock
from tests.conftest import OpenEngine, on_memory


class Basket(BaseModel):
    items: list[str]


@step
async def count_up(to: int) -> list[int]:
    return list(range(to))


@step
async def square(value: int) -> int:
    return value * value


@step
def total(values: list[int]) -> int:
    return sum(values)


@step
async def increment(value: int) -> int:
    return value + 1


squares = workflow("squares").then(count_up).map(square).build()


async def paths(engine: Engine, run_id: str) -> dict[str, str]:
    """The statuses of everything in the run that has one."""
    return {row.step_id: row.status.value for row in await engine.list_step_executions(run_id)}


@pytest.mark.parametrize("size", [0, 1, 2, 250])
async def test_the_results_stand_in_the_order_of_the_items(engine: Engine, size: int) -> None:
    """However many there are, and of none it is an empty list."""
    assert await engine.run(squares, size) == [value * value for value in range(size)]


async def test_a_slow_item_keeps_its_place(engine: Engine) -> None:
    """The order is that of the list, not that in which they end."""

    @step
    async def slowly(value: int) -> int:
        await asyncio.sleep(0.03 if value == 0 else 0)
        return value + 11

    flow = workflow("slow").then(count_up).map(slowly).build()
    handle = await engine.start(flow, 3)
    assert await handle.result() == [11, 12, 13]
    rows = {row.step_id: row.index for row in await engine.list_step_executions(handle.run_id)}
    assert rows["slowly[0]"] == 3  # after the list and the two others


async def test_what_an_item_leaves_in_the_store(engine: Engine) -> None:
    """A row of its own under its own path, with its input and output; the map's output is theirs."""
    handle = await engine.start(squares, 3)
    await handle.result()
    rows = {row.step_id: row for row in await engine.list_step_executions(handle.run_id)}
    assert list(rows) == ["count_up", "square[0]", "square[1]", "square[2]", "@map-1"]
    assert [(rows[f"square[{item}]"].input, rows[f"square[{item}]"].output) for item in range(3)] == [
        (0, 0), (1, 1), (2, 4),
    ]  # fmt: skip
    assert (rows["@map-1"].input, rows["@map-1"].output) == ([0, 1, 2], [0, 1, 4])
    assert await engine.load_step_output(handle.run_id, "square[2]") == 4
    assert (await engine.get_run(handle.run_id)).output == [0, 1, 4]
    assert (await engine.get_run(handle.run_id)).progress == 1.0


async def test_a_tuple_is_a_list_of_its_items(engine: Engine) -> None:
    """Of one type or of several; two values at once are spread over a step's parameters."""

    @step
    async def pairs(to: int) -> tuple[tuple[int, str], ...]:
        return tuple((value, "x") for value in range(to))

    @step
    async def repeated(times: int, word: str) -> str:
        return word * times

    flow = workflow("pairs").then(pairs).map(repeated).build()
    assert await engine.run(flow, 3) == ["", "x", "xx"]


async def test_an_item_may_be_a_workflow(engine: Engine) -> None:
    """Squares of 1 to 5 by a child workflow each; its steps have the item in their paths."""
    child = workflow("child", int).then(increment).then(square).build()
    flow = workflow("children").then(count_up).map(child).then(total).build()
    handle = await engine.start(flow, 5)
    assert await handle.result() == 55
    assert "child[4]/square" in await paths(engine, handle.run_id)
    assert list(flow.steps) == ["count_up", "child/increment", "child/square", "total"]


async def test_maps_in_maps(engine: Engine) -> None:
    """To any depth."""
    inner = workflow("inner", int).then(count_up).map(square).then(total).build()
    flow = workflow("outer").then(count_up).map(inner).build()
    handle = await engine.start(flow, 5)
    assert await handle.result() == [0, 0, 1, 5, 14]
    assert "inner[4]/square[3]" in await paths(engine, handle.run_id)


async def test_an_item_takes_the_arm_of_its_type(engine: Engine) -> None:
    """`cases` for each."""

    @step
    async def words(to: int) -> list[int | str]:
        return [value if value % 2 else str(value) for value in range(to)]

    @step
    async def shout(word: str) -> str:
        return f"{word}!"

    flow = workflow("either").then(words).map(cases(square, shout)).build()
    assert await engine.run(flow, 4) == ["0!", 1, "2!", 9]


async def test_no_item_sees_what_another_does_to_its_value(engine: Engine) -> None:
    """Nor does a second attempt see what the first one did."""
    seen: list[list[str]] = []

    @step
    async def baskets(to: int) -> list[Basket]:
        return [Basket(items=[str(value)]) for value in range(to)]

    @step(retry=RetryPolicy(2, delay=0))
    async def spoil(ctx: StepContext, basket: Basket) -> int:
        seen.append(list(basket.items))
        basket.items.append("spoilt")
        if ctx.attempt == 1:
            raise OSError("once")
        return len(basket.items)

    flow = workflow("spoilt").then(baskets).map(spoil).build()
    assert await engine.run(flow, 2) == [2, 2]
    assert sorted(seen) == [["0"], ["0"], ["1"], ["1"]]


@on_memory
async def test_as_many_items_at_once_as_it_says(engine: Engine) -> None:
    """And with two of them at once never three."""
    at_once = Counter[str]()

    @step
    async def watched(value: int) -> int:
        at_once["now"] += 1
        at_once["most"] = max(at_once["most"], at_once["now"])
        await asyncio.sleep(0.001)
        at_once["now"] -= 1
        return value

    for limit in (1, 2, None):
        at_once.clear()
        flow = workflow(f"limited-{limit}").then(count_up).map(watched, concurrency=limit).build()
        assert await engine.run(flow, 12) == list(range(12))
        assert at_once["most"] == (limit or 12)


@on_memory
async def test_the_limit_of_a_step_holds_over_all_its_items(engine: Engine) -> None:
    """Also where two runs have their maps at once."""
    at_once = Counter[str]()

    @step(concurrency=3)
    async def watched(value: int) -> int:
        at_once["now"] += 1
        at_once["most"] = max(at_once["most"], at_once["now"])
        await asyncio.sleep(0.001)
        at_once["now"] -= 1
        return value

    flow = workflow("limited").then(count_up).map(watched).build()
    one, other = await asyncio.gather(engine.run(flow, 40), engine.run(flow, 40))
    assert one == other == list(range(40))
    assert at_once["most"] == 3


async def test_a_failed_item_fails_the_map_and_says_which(engine: Engine) -> None:
    """Once those in flight are done; what has not begun never does."""
    began: list[int] = []
    has_failed = asyncio.Event()

    @step
    async def picky(value: int) -> int:
        began.append(value)
        if value == 1:
            has_failed.set()
            raise ValueError("not this one")
        await has_failed.wait()
        return value

    flow = workflow("picky").then(count_up).map(picky, concurrency=2).build()
    handle = await engine.start(flow, 10)
    with pytest.raises(RunFailedError, match=r"picky\[1\].*not this one"):
        await handle.result()
    run = await handle.run()
    assert run.error is not None
    assert run.error.step_id == "picky[1]"
    assert began == [0, 1]
    assert (await paths(engine, handle.run_id))["picky[0]"] == "COMPLETED"


async def test_a_retry_of_the_run_goes_on_with_the_failed_item(engine: Engine) -> None:
    """Those that are done stay done."""
    called = Counter[int]()

    @step
    async def once_bad(value: int) -> int:
        called[value] += 1
        if value == 2 and called[value] == 1:
            raise ValueError("the first time")
        return value

    flow = workflow("mended").then(count_up).map(once_bad).then(total).build()
    handle = await engine.start(flow, 5)
    with pytest.raises(RunFailedError):
        await handle.result()
    preview = await engine.preview_retry(handle.run_id)
    assert preview.will_run == ("@map-1", "total")
    assert preview.kept == ("count_up", "once_bad[0]", "once_bad[1]", "once_bad[3]", "once_bad[4]")
    await engine.retry(handle.run_id)
    assert await handle.result() == 10
    assert called == {0: 1, 1: 1, 2: 2, 3: 1, 4: 1}


async def test_a_tolerated_item_gives_its_default(engine: Engine) -> None:
    """The others give what they do."""

    @step
    async def odd(value: int) -> int:
        if value % 2 == 0:
            raise ValueError("even")
        return value

    flow = workflow("odd").then(count_up).map(odd.or_none()).build()
    assert await engine.run(flow, 4) == [None, 1, None, 3]


async def test_items_are_retried_by_themselves(open_engine: OpenEngine, clock: FakeClock) -> None:
    """An item that waits for its next attempt keeps no other from going on."""
    called = Counter[int]()

    @step(retry=RetryPolicy(3, delay=10, jitter=0))
    async def flaky(value: int) -> int:
        called[value] += 1
        if value == 0 and called[0] < 3:
            raise OSError("again")
        return value

    engine = await open_engine(clock=clock)
    flow = workflow("flaky").then(count_up).map(flaky, concurrency=2).build()
    handle = await engine.start(flow, 5)
    await clock.settle()
    assert called == {0: 1, 1: 1, 2: 1, 3: 1, 4: 1}
    await clock.advance(60)
    assert await handle.result() == [0, 1, 2, 3, 4]
    assert called[0] == 3


async def test_in_continue_mode_other_branches_go_on(engine: Engine) -> None:
    """The map ends CANCELLED, with all behind it."""

    @step
    async def bad(value: int) -> int:
        raise ValueError("no")

    begun = workflow("branches", int).then(count_up)
    flow = begun.map(bad).then(total).join(begun.then(total.named("other"))).build()
    handle = await engine.start(flow, 3, on_failure="continue")
    with pytest.raises(RunFailedError):
        await handle.result()
    found = await paths(engine, handle.run_id)
    assert (found["@map-1"], found["total"], found["other"]) == ("CANCELLED", "CANCELLED", "COMPLETED")


async def test_an_item_may_not_write_the_state_of_the_run(engine: Engine) -> None:
    """Items run side by side: which of them was the last would be chance."""
    key = StateKey("sum", int)

    @step
    async def adds(ctx: StepContext, value: int) -> int:
        ctx.state.set(key, value)
        return value

    flow = workflow("writes").then(count_up).map(adds).build()
    with pytest.raises(RunFailedError, match="ContextError: state key 'sum' is written by an item of a map"):
        await engine.run(flow, 1)


async def test_an_item_may_ask_for_outputs_before_the_map(engine: Engine) -> None:
    """And for those of its own workflow; not for those of other items."""

    @step
    async def sums(ctx: StepContext, value: int) -> int:
        return value + len(ctx.output_of(count_up)) + ctx.output_of(increment)

    child = workflow("child", int).then(increment).then(sums).build()
    flow = workflow("asking").then(count_up).map(child).build()
    assert await engine.run(flow, 2) == [1 + 2 + 1, 2 + 2 + 2]

    @step
    async def after(ctx: StepContext, values: list[int]) -> int:
        return ctx.output_of(square)

    with pytest.raises(RunFailedError, match="StepNotFoundError"):
        await engine.run(workflow("after").then(count_up).map(square).then(after).build(), 2)


async def test_a_fork_does_a_map_anew_or_keeps_it(engine: Engine) -> None:
    """Whole: by its own path, or by the step in it."""
    called = Counter[str]()

    @step
    async def counted(ctx: StepContext, value: int) -> int:
        called[ctx.step_id] += 1
        return value

    @step
    async def end(values: list[int]) -> int:
        called["end"] += 1
        return sum(values)

    flow = workflow("forked").then(count_up).map(counted).then(end).build()
    handle = await engine.start(flow, 2)
    await handle.result()
    kept = await engine.fork(handle.run_id, from_step=end)
    assert await engine.handle(kept, flow).result() == 1
    assert called == {"counted[0]": 1, "counted[1]": 1, "end": 2}
    starts: list[str | Step[int, int]] = ["@map-1", counted, "counted[1]"]
    for again, from_step in enumerate(starts, start=2):
        new = await engine.fork(handle.run_id, from_step=from_step)
        assert await engine.handle(new, flow).result() == 1
        assert called["counted[0]"] == again


@pytest.mark.parametrize("wrong", [0, -1, True, 1.5, "3"])
def test_a_limit_that_is_none(wrong: int) -> None:
    """Refused where it is written."""
    with pytest.raises(SettingError, match=r"concurrency of map\(\)"):
        workflow("w").then(count_up).map(square, concurrency=wrong)


def problems(build: Workflow[object, object] | None = None, *, of: object) -> Sequence[str]:
    """What `build()` says."""
    with pytest.raises(DefinitionError) as refused:
        of.build()  # type: ignore[attr-defined]  # a builder, wired against its types
    return refused.value.problems


def test_what_build_says_of_maps() -> None:
    """Types that do not fit, and names that are there twice."""

    @step
    def shout(word: str) -> str:
        return word

    begun = workflow("wrong", int)
    [problem] = problems(of=begun.map(square))  # type: ignore[misc]  # pyright: ignore[reportArgumentType, reportAttributeAccessIssue]  # what is tested
    assert problem == (
        "@map-1: map() takes a list, but the workflow's input is int; put a step between them that gives a list"
    )
    [problem] = problems(of=workflow("wrong").then(count_up).map(shout))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # what is tested
    assert problem == (
        "step 'shout' takes str, but the items of list[int] that come to @map-1 are int; change one of the two"
    )
    [problem] = problems(of=workflow("wrong").then(count_up).map(square).map(square))
    assert problem.startswith("the step id 'square' is used 2 times")


@on_memory
async def test_many_items_take_no_task_and_no_commit_each(open_engine: OpenEngine) -> None:
    """So many tasks as places, and a commit for what has come together."""
    commits = 0

    class Counting(MemoryStore):
        async def commit(self, commit: object, /) -> None:
            nonlocal commits
            commits += 1
            await super().commit(commit)  # type: ignore[arg-type]  # as it came

    engine = await open_engine(store=Counting(), max_concurrent_steps=50)
    loop, tasks = asyncio.get_running_loop(), 0

    def made(loop: asyncio.AbstractEventLoop, coroutine: object, **options: object) -> asyncio.Task[object]:
        nonlocal tasks
        tasks += 1
        return asyncio.Task(coroutine, loop=loop, **options)  # type: ignore[arg-type]  # as they came

    loop.set_task_factory(made)  # type: ignore[arg-type]  # as above
    try:
        assert len(await engine.run(squares, 5000)) == 5000
    finally:
        loop.set_task_factory(None)
    assert tasks <= 60
    assert commits <= 5000 / 50 + 10


@on_memory
async def test_what_an_engine_holds_of_a_map_is_what_is_in_flight(open_engine: OpenEngine) -> None:
    """Slots are used again."""
    engine = await open_engine(max_concurrent_steps=10)
    most = 0

    @step
    async def looks(value: int) -> int:
        nonlocal most
        [driver] = engine._parts.runs.driving.values()
        most = max(most, len(driver.live.nodes))
        return value

    flow = workflow("many").then(count_up).map(looks).build()
    assert len(await engine.run(flow, 2000)) == 2000
    assert most <= 2 + 2 * 10


async def test_a_run_with_a_map_is_listed_while_it_goes_on(engine: Engine) -> None:
    """Its progress never goes back, and is one only at its end."""
    flow = workflow("progress").then(count_up).map(square).then(total).build()
    handle = await engine.start(flow, 50)
    assert await handle.result() == sum(value * value for value in range(50))
    [run] = (await engine.list_runs(RunFilter(status=RunStatus.COMPLETED))).items
    assert run.progress == 1.0


async def test_the_output_of_a_step_in_a_map_is_asked_for_by_path(engine: Engine) -> None:
    """There is one for each item: who asks for one by the step is told where they are."""
    inner = workflow("inner", int).then(count_up).map(increment).build()
    outer = workflow("outer").then(count_up.named("begin")).map(inner).build()
    handle = await engine.start(outer, 3)
    assert await handle.result() == [[], [1], [1, 2]]
    with pytest.raises(StepNotFoundError) as told:
        await handle.output_of(increment)
    assert str(told.value) == (
        f"step 'inner/increment' of run {handle.run_id} runs for each item of '@map-1' and has an output in each; "
        "load_step_output() gives one by its path, as 'inner[0]/increment[0]', and under '@map-1' what all came to"
    )
    with pytest.raises(StepNotFoundError, match="workflow 'outer' has no step 'square'; it has begin, inner/count"):
        await handle.output_of(square)


async def test_a_body_is_told_that_a_step_in_a_map_has_many_outputs(engine: Engine) -> None:
    """Behind the map; inside it and before it the step simply does not come before."""

    @step
    async def asks(ctx: StepContext, value: int) -> int:
        return ctx.output_of(increment)

    behind = workflow("behind").then(count_up).map(increment).then(total).then(asks).build()
    text = "step 'asks' asked for the output of 'increment', which runs for each item of '@map-1' and has an output in"
    with pytest.raises(RunFailedError, match=f"{text} each; take what that gives as a parameter"):
        await engine.run(behind, 2)
    inside = workflow("inside").then(asks).then(increment).build()
    with pytest.raises(RunFailedError, match=r"'inside\[0\]/asks' asked for .* 'increment', which does not come"):
        await engine.run(workflow("outside").then(count_up).map(inside).build(), 1)


@on_memory
@pytest.mark.parametrize("kind", ["map", "limited"])
async def test_maps_in_maps_hold_no_more(open_engine: OpenEngine, kind: str) -> None:
    """The items of an inner map begin before more of those around it; nor do these when the inner ones are held up."""
    engine = await open_engine(max_concurrent_steps=10)
    most = 0

    @step
    async def looks(value: int) -> int:
        nonlocal most
        [driver] = engine._parts.runs.driving.values()
        most = max(most, len(driver.live.nodes))
        await asyncio.sleep(0)
        return value

    limited = Step("limited", looks.handler, concurrency=1)
    inner = workflow("inner").then(count_up).map(looks).then(total).build()
    body = inner if kind == "map" else workflow("turns", int).repeat(1, limited).build()
    flow = workflow("outer").then(count_up).map(body).build()
    assert len(await engine.run(flow, 200)) == 200
    assert most <= 150  # and not some for each of the 200


async def test_an_item_that_is_passed_on_is_of_the_type_that_follows(engine: Engine) -> None:
    """Not of the one that it came with: an int where floats are wanted."""

    @step
    async def half(value: float) -> float:
        return value / 2

    @step
    async def shown(values: list[float]) -> str:
        return str(values)

    halves = workflow("halves", float).then_if(lambda value: value > 1, half).build()
    assert await engine.run(workflow("passed").then(count_up).map(halves).then(shown).build(), 3) == "[0.0, 1.0, 1.0]"
