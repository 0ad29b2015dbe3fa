"""A crash at every write, before it and after it, for workflows of every shape: the same end, and no body too often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from gorkflow import Engine, RetryPolicy, RunFilter, StateKey, StepContext, Workflow, step, workflow
from gorkflow.core.run import RunStatus
from gorkflow.stores.memory import MemoryStore
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing.crash import CrashableStore, crash_sweep
from gorkflow.testing.fold import fold, view_of

calls: Counter[str] = Counter()
asked: Counter[str] = Counter()
failures: set[str] = set()
SUM = StateKey("sum", int)


@step
async def add(ctx: StepContext, value: int) -> int:
    calls[ctx.step_id] += 1
    return value + 1


@step(executor="inline")
def double(ctx: StepContext, value: int) -> int:
    calls[ctx.step_id] += 1
    return value * 2


@step(pure=True)
async def square(ctx: StepContext, value: int) -> int:
    calls[ctx.step_id] += 1
    return value * value


@step
async def both(ctx: StepContext, one: int, other: int) -> int:
    calls[ctx.step_id] += 1
    return one + other


@step(retry=RetryPolicy(2, delay=0))
async def flaky(ctx: StepContext, value: int) -> int:
    calls[ctx.step_id] += 1
    if ctx.run_id not in failures:
        failures.add(ctx.run_id)
        raise OSError("once")
    return value + 1


@step
async def fails(ctx: StepContext, value: int) -> int:
    calls[ctx.step_id] += 1
    raise ValueError("always")


@step
async def either(value: int | None) -> int:
    calls["either"] += 1
    return 0 if value is None else value


@step
async def remember(ctx: StepContext, value: int) -> int:
    calls[ctx.step_id] += 1
    total = ctx.state.get(SUM, 0) + value
    ctx.state.set(SUM, total)
    return total


@step
async def numbers(ctx: StepContext, value: int) -> list[int]:
    calls[ctx.step_id] += 1
    return list(range(value + 2))


@step
async def total(ctx: StepContext, values: list[int]) -> int:
    calls[ctx.step_id] += 1
    return sum(values)


def is_small(value: int) -> bool:
    asked[f"is_small {value}"] += 1
    return value < 5


def is_large(value: int) -> bool:
    asked[f"is_large {value}"] += 1
    return value > 3


class Case(NamedTuple):
    flow: Workflow[int, int]
    output: int
    extra: int = 0  # calls that a retry adds to the step


@step
async def none(value: int) -> list[int]:
    return []


@step(pure=True)
async def inc(ctx: StepContext, value: int) -> int:
    calls[ctx.step_id] += 1
    return value + 1


item = workflow("item", int).then_if(is_large, double, default=1).then(flaky).build()
ready = workflow("diamond", int).then(add)
CASES = {
    "chain": Case(workflow("chain").sequence(add, add.named("b"), add.named("c")).build(), 4),
    "diamond": Case(ready.then(double).join(ready.then(add.named("b"))).then(both).build(), 7),
    "wide": Case(
        workflow("wide", int).parallel(add, add.named("b")).then(both).tap(add.named("tapped")).then(double).build(), 8
    ),
    "retry": Case(workflow("retry").then(add).then(flaky).then(double).build(), 6, extra=1),
    "skipped": Case(workflow("skipped").then(add).then_if(is_large, add.named("b")).then(double).build(), 4),
    "taken": Case(workflow("taken").then(double).then(double.named("d")).then_if(is_large, add).build(), 5),
    "state": Case(
        workflow("state").sequence(remember, remember.named("b"), add, remember.named("c")).build(), 5
    ),
    "pure": Case(workflow("pure").then(add).then(square).then(square.named("again")).then(double).build(), 32),
    "tolerated": Case(workflow("tolerated").then(add).then(fails.or_none()).then(either).build(), 0),
    "child": Case(
        workflow("outer").then(add).then(workflow("inner").then(add).then(double).build()).then(add.named("z")).build(),
        7,
    ),
    "map": Case(workflow("map").then(numbers).map(add).then(total).build(), 6),
    "empty map": Case(workflow("empty").then(none).map(add).then(total).build(), 0),
    "map of workflows": Case(workflow("maps").then(numbers).map(item, concurrency=2).then(total).build(), 6, extra=1),
    "pure map": Case(workflow("pure-map").then(numbers).map(square, concurrency=1).then(total).build(), 5),
    "tolerant map": Case(
        workflow("tolerant").then(numbers).map(fails.or_else(7)).then(total).build(), 21
    ),
    "loop": Case(workflow("loop", int).repeat(3, add).then(double).build(), 8),
    "loop of workflows": Case(workflow("loops", int).repeat(2, item).then(double).build(), 4, extra=1),
    "while": Case(workflow("while", int).repeat_while(is_small, add, max_iterations=9).build(), 5),
    "pure while": Case(workflow("pure-while", int).repeat_while(is_small, inc, max_iterations=9).build(), 5),
    "loop in a map": Case(
        workflow("nested").then(numbers)
        .map(workflow("inner", int).repeat_while(is_small, add, max_iterations=9).build()).then(total).build(), 15,
    ),
    "map in a loop": Case(
        workflow("nested", int)
        .repeat(2, workflow("inner", int).then(numbers).map(add).then(total).build()).build(), 36,
    ),
}  # fmt: skip


@pytest.fixture(params=["memory", "power", "process"])
def make_store(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], CrashableStore]:
    """Makes stores without runs, in memory or of either durability, and forgets what was counted."""
    numbers = count()

    def make() -> CrashableStore:
        calls.clear()
        asked.clear()
        failures.clear()
        if request.param == "memory":
            return MemoryStore()
        return SqliteStore(tmp_path / f"{next(numbers)}.db", durability=request.param)

    return make


class End(NamedTuple):
    """What was found after the crash."""

    output: int
    runs: dict[RunStatus, int]
    calls: Counter[str]
    done_before: frozenset[str]
    called_after: frozenset[str]


@pytest.mark.parametrize("name", CASES)
async def test_a_crash_at_every_write(make_store: Callable[[], CrashableStore], name: str) -> None:
    """One run, the same output, no completed body again, each body in flight at most once more; events match rows."""
    flow, output, extra = CASES[name]

    async def start(engine: Engine) -> None:
        await engine.run(flow, 1, idempotency_key="once")

    async def finish(engine: Engine) -> End:
        store = engine._parts.kit.store
        done: set[str] = set()
        for row_of_run in (await store.list_runs(RunFilter())).items:
            snapshot = await store.load(row_of_run.run_id)
            assert snapshot is not None
            done |= {row.step_id for row in snapshot.executions if row.status in {"COMPLETED", "SKIPPED"}}
        before = calls.copy()
        await engine.recover()  # only now that it is known what was left
        result = await engine.run(flow, 1, idempotency_key="once")
        [run] = (await engine.list_runs()).items
        snapshot = await store.load(run.run_id)
        assert snapshot is not None
        assert fold(await store.list_events(run.run_id)) == view_of(snapshot)
        assert run.progress == 1.0
        return End(
            result, dict(await engine.count_runs()), calls.copy(), frozenset(done), frozenset(calls - before)
        )  # fmt: skip

    crashes = 0
    async for crash in crash_sweep(
        make_store, lambda store: Engine(store, workflows=[flow], recover=False), start, finish
    ):
        crashes += crash.write is not None
        end = crash.result
        assert (end.output, end.runs) == (output, {RunStatus.COMPLETED: 1}), crash
        assert max(end.calls.values()) <= 2 + extra, crash
        assert end.done_before.isdisjoint(end.called_after), crash
        beside = 3 if "in a map" in name else 1  # items that may ask the same
        assert max(asked.values(), default=0) <= 2 * beside, crash
    assert crashes >= 6
