"""repeat and repeat_while: what a turn gives the next one takes; tests are asked once, and their answers kept."""

from __future__ import annotations

from collections import Counter

import pytest
from pydantic import BaseModel

from gorkflow import (
    DefinitionError,
    Engine,
    RunFailedError,
    SettingError,
    StateKey,
    StepContext,
    StepNotFoundError,
    step,
    workflow,
)
from gorkflow.stores.memory import MemoryStore
from gorkflow.testing.crash import crash_sweep
from tests.conftest import OpenEngine, on_memory


class Word(BaseModel):
    letters: list[str]


@step
async def increment(value: int) -> int:
    return value + 1


@step
async def double(value: int) -> int:
    return value * 2


async def paths(engine: Engine, run_id: str) -> list[str]:
    """Everything in the run that has a row, in order of start."""
    return [row.step_id for row in await engine.list_step_executions(run_id)]


async def test_counted_and_then_while(engine: Engine) -> None:
    """Three turns, and then as long as it is below five."""
    flow = (
        workflow("loops", int)
        .repeat(3, increment)
        .repeat_while(lambda value: value < 5, increment.named("more"), max_iterations=9)
        .build()
    )
    handle = await engine.start(flow, 0)
    assert await handle.result() == 5
    assert await paths(engine, handle.run_id) == [
        "increment#1", "increment#2", "increment#3", "@repeat-1", "more#1", "more#2", "@repeat-2",
    ]  # fmt: skip
    rows = {row.step_id: row for row in await engine.list_step_executions(handle.run_id)}
    assert [(rows[path].input, rows[path].output) for path in ("increment#2", "more#2", "@repeat-2")] == [
        (1, 2), (4, 5), (3, 5),
    ]  # fmt: skip
    assert list(flow.steps) == ["increment", "more"]


async def test_a_loop_without_a_turn_passes_its_value_on(engine: Engine) -> None:
    """No times, or a condition that does not hold from the first."""
    flow = (
        workflow("none", int).repeat(0, increment).repeat_while(bool, double, max_iterations=3).then(double.named("d"))
    )
    handle = await engine.start(flow.build(), 0)
    assert await handle.result() == 0
    assert await paths(engine, handle.run_id) == ["@repeat-1", "@repeat-2", "d"]


async def test_a_turn_may_be_a_workflow(engine: Engine) -> None:
    """Its steps have the turn in their paths; loops in loops as well."""
    turn = workflow("turn", int).then(increment).repeat(2, double).build()
    flow = workflow("outer", int).repeat(2, turn).build()
    handle = await engine.start(flow, 1)
    assert await handle.result() == (((1 + 1) * 4) + 1) * 4
    assert "turn#2/double#1" in await paths(engine, handle.run_id)


async def test_at_its_bound_a_loop_fails_and_says_where(engine: Engine) -> None:
    """A retry of the run, with the bound raised in the code, goes on from there."""
    called = Counter[str]()

    @step
    async def grow(ctx: StepContext, value: int) -> int:
        called[ctx.step_id] += 1
        return value + 1

    flow = workflow("bound", int).repeat_while(lambda value: value < 9, grow, max_iterations=3).build()
    handle = await engine.start(flow, 0)
    with pytest.raises(RunFailedError, match=r"@repeat-1 .* its condition still holds after 3 turns") as failed:
        await handle.result()
    assert failed.value.error_code == "loop_limit"
    higher = workflow("bound", int).repeat_while(lambda value: value < 9, grow, max_iterations=9).build()
    engine.register(higher)
    await engine.retry(handle.run_id)
    assert await engine.handle(handle.run_id, higher).result() == 9
    assert called == {f"grow#{turn}": 1 for turn in range(1, 10)}


async def test_exactly_as_many_turns_as_the_bound_are_well(engine: Engine) -> None:
    """The bound is reached, and not passed."""
    flow = workflow("exact", int).repeat_while(lambda value: value < 3, increment, max_iterations=3).build()
    assert await engine.run(flow, 0) == 3


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda _: 1 / 0, "ZeroDivisionError: division by zero"),
        (lambda _: "yes", "its condition gave str instead of a bool"),
    ],
)
async def test_a_condition_that_cannot_be_asked_fails_the_run(engine: Engine, ask: object, message: str) -> None:
    """At once, and it names the loop."""
    flow = workflow("asks", int).repeat_while(ask, increment, max_iterations=3).build()  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # what is tested
    with pytest.raises(RunFailedError, match=f"@repeat-1.*{message}"):
        await engine.run(flow, 1)


async def test_a_retry_asks_a_condition_anew_that_raised(engine: Engine) -> None:
    """Turns that are done stay done."""
    called = Counter[str]()
    is_mended = False

    def holds(value: int) -> bool:
        if value == 2 and not is_mended:
            raise LookupError("not yet")
        return value < 4

    @step
    async def turn(ctx: StepContext, value: int) -> int:
        called[ctx.step_id] += 1
        return value + 1

    handle = await engine.start(workflow("asks", int).repeat_while(holds, turn, max_iterations=9).build(), 0)
    with pytest.raises(RunFailedError, match=r"@repeat-1.*LookupError: not yet"):
        await handle.result()
    is_mended = True
    await engine.retry(handle.run_id)
    assert await handle.result() == 4
    assert called == {f"turn#{number}": 1 for number in range(1, 5)}


async def test_a_condition_may_spoil_its_value(engine: Engine) -> None:
    """The body gets one of its own."""

    def wants_more(word: Word) -> bool:
        word.letters.append("?")
        return len(word.letters) < 4

    @step
    async def longer(word: Word) -> Word:
        return Word(letters=[*word.letters, "x"])

    flow = workflow("spoilt", Word).repeat_while(wants_more, longer, max_iterations=9).build()
    assert await engine.run(flow, Word(letters=[])) == Word(letters=["x", "x", "x"])


async def test_turns_may_write_the_state(engine: Engine) -> None:
    """One after the other; what a turn has written the next one reads."""
    key = StateKey("sum", int)

    @step
    async def adds(ctx: StepContext, value: int) -> int:
        ctx.state.set(key, ctx.state.get(key, 0) + value)
        return value + 1

    @step
    async def reads(ctx: StepContext, value: int) -> int:
        return ctx.state.get(key)

    flow = workflow("adds", int).repeat(4, adds).then(reads).build()
    assert await engine.run(flow, 1) == 1 + 2 + 3 + 4


async def test_a_loop_is_resumed_where_it_was(open_engine: OpenEngine) -> None:
    """A loop of three and then a failing step, retried: the loop's body ran three times in all."""
    called = Counter[str]()
    works = False

    @step
    async def turn(value: int) -> int:
        called["turn"] += 1
        return value + 1

    @step
    async def last(value: int) -> int:
        if not works:
            raise ValueError("not yet")
        return value

    flow = workflow("resumed", int).repeat(3, turn).then(last).build()
    engine = await open_engine(workflows=[flow])
    handle = await engine.start(flow, 0)
    with pytest.raises(RunFailedError):
        await handle.result()
    works = True
    await engine.retry(handle.run_id)
    assert await handle.result() == 3
    assert called == {"turn": 3}


async def test_what_was_tested_is_never_asked_again() -> None:
    """A crash at every write: a turn that has begun goes on, whatever the condition would say now."""
    asked: list[tuple[int, int]] = []
    lives = [0]

    def wants_more(value: int) -> bool:
        asked.append((lives[0], value))
        return value < 3

    flow = workflow("asked", int).repeat_while(wants_more, increment, max_iterations=9).build()

    async def start(engine: Engine) -> None:
        asked.clear()
        lives[0] = 0
        await engine.run(flow, 0, idempotency_key="once")

    async def finish(engine: Engine) -> dict[int, set[str]]:
        runs = (await engine.list_runs()).items
        if not runs:  # it died before the run was there
            return {}
        [run] = runs
        begun = {row.step_id for row in await engine.list_step_executions(run.run_id) if row.attempt}
        lives[0] = 1
        await engine.recover()
        assert await engine.handle(run.run_id, flow).result() == 3
        return {value: begun for life, value in asked if life == 1}

    def engine_on(store: object) -> Engine:
        return Engine(store, workflows=[flow], recover=False)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # the sweep's own

    crashes = 0
    async for crash in crash_sweep(MemoryStore, engine_on, start, finish):
        crashes += 1
        for value, begun in crash.result.items():
            assert f"increment#{value + 1}" not in begun, crash
    assert crashes >= 8


@on_memory
async def test_a_long_loop_takes_no_more_than_a_short_one(open_engine: OpenEngine) -> None:
    """The slots of a turn are those of the one before."""
    engine = await open_engine()
    sizes: set[int] = set()

    @step
    async def turn(value: int) -> int:
        [driver] = engine._parts.runs.driving.values()
        sizes.add(len(driver.live.nodes))
        return value + 1

    assert await engine.run(workflow("long", int).repeat(1000, turn).build(), 0) == 1000
    assert sizes == {2}


@pytest.mark.parametrize("wrong", [0, -1, True, None])
def test_a_bound_that_is_none(wrong: int) -> None:
    """Refused where it is written."""
    with pytest.raises(SettingError, match=r"max_iterations of repeat_while\(\)"):
        workflow("w", int).repeat_while(bool, increment, max_iterations=wrong)


def test_fewer_turns_than_none() -> None:
    """As above."""
    with pytest.raises(SettingError, match=r"the number of turns of repeat\(\)"):
        workflow("w", int).repeat(-1, increment)


def test_what_build_says_of_loops() -> None:
    """A body that does not give what it takes."""

    @step
    async def text(value: int) -> str:
        return str(value)

    with pytest.raises(DefinitionError) as refused:
        workflow("wrong", int).repeat(2, text).build()  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # what is tested
    assert refused.value.problems == (
        "step 'text' gives str, and repeat() gives that back to it, but it takes int; let it give what it takes",
    )


async def test_the_output_of_a_step_in_a_loop_is_asked_for_by_path(engine: Engine) -> None:
    """There is one for each turn."""
    handle = await engine.start(workflow("turns", int).repeat(2, increment).build(), 0)
    assert await handle.result() == 2
    with pytest.raises(StepNotFoundError) as told:
        await handle.output_of(increment)
    assert str(told.value) == (
        f"step 'increment' of run {handle.run_id} runs in each turn of '@repeat-1' and has an output in each; "
        "load_step_output() gives one by its path, as 'increment#1', and under '@repeat-1' what all came to"
    )
    assert await engine.load_step_output(handle.run_id, "increment#1") == 1
    assert await engine.load_step_output(handle.run_id, "@repeat-1") == 2
