"""A crash at every write, for ends and shapes that tests/runtime does not sweep: failures, cancels, deadlines, taps,
several runs at once."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from gorkflow import Engine, RetryPolicy, RunStatus, StepContext, Workflow, step, workflow
from gorkflow.core.handle import OnFailure
from gorkflow.errors import RunError
from gorkflow.stores.memory import MemoryStore
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing.crash import CrashableStore, crash_sweep
from gorkflow.testing.fold import fold, view_of

calls: Counter[str] = Counter()


@step
async def add(ctx: StepContext, value: int) -> int:
    calls[ctx.idempotency_key] += 1
    return value + 1


@step
def threaded(ctx: StepContext, value: int) -> int:
    calls[ctx.idempotency_key] += 1
    return value * 2


@step
async def both(ctx: StepContext, one: int, other: int) -> int:
    calls[ctx.idempotency_key] += 1
    return one + other


@step
async def total(ctx: StepContext, values: list[int]) -> int:
    calls[ctx.idempotency_key] += 1
    return sum(values)


@step(retry=RetryPolicy(2, delay=0.01, jitter=0))
async def fails(ctx: StepContext, value: int) -> int:
    calls[ctx.idempotency_key] += 1
    raise ValueError("for good")


@step
async def waits(ctx: StepContext, value: int) -> int:
    calls[ctx.idempotency_key] += 1
    await asyncio.get_running_loop().create_future()
    return value


class Case(NamedTuple):
    """What is run, and how it must end."""

    flow: Workflow[int, int]
    status: RunStatus
    output: int | None = None
    on_failure: OnFailure = "drain"
    cancels: bool = False
    run_timeout: float | None = None
    runs: int = 1


start = workflow("failing", int).then(add)
failing = start.then(fails).join(start.then(add.named("b")).then(add.named("c"))).then(both).build()
CASES = {
    "drain": Case(failing, RunStatus.FAILED),
    "cancel": Case(failing, RunStatus.FAILED, on_failure="cancel"),
    "continue": Case(failing, RunStatus.FAILED, on_failure="continue"),
    "cancelled": Case(
        workflow("w", int).then(add).parallel(waits, add.named("b")).then(both).build(), RunStatus.CANCELLED,
        cancels=True,
    ),
    "deadline": Case(workflow("d", int).then(add).then(waits).build(), RunStatus.FAILED, run_timeout=0.3),
    "threads": Case(
        workflow("t", int).then(threaded).parallel(threaded.named("b"), add).then(both).build(), RunStatus.COMPLETED, 7
    ),
    "tap": Case(workflow("p", int).then(add).tap(threaded).tap(add.named("q")).then(add.named("b")).build(),
                RunStatus.COMPLETED, 3),
    "wide": Case(
        workflow("v", int).parallel_all([add.named(f"s{n}") for n in range(8)]).then(total).build(),
        RunStatus.COMPLETED, 16,
    ),
    "several": Case(workflow("m", int).sequence(add, threaded, add.named("c")).build(), RunStatus.COMPLETED, 5, runs=4),
}  # fmt: skip


@pytest.fixture(params=["memory", "sqlite"])
def make_store(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], CrashableStore]:
    """Makes stores without runs, and forgets the calls."""
    numbers = count()

    def make() -> CrashableStore:
        calls.clear()
        if request.param == "memory":
            return MemoryStore()
        return SqliteStore(tmp_path / f"{next(numbers)}.db", durability="process")

    return make


async def run_all(engine: Engine, case: Case) -> list[str]:
    """Every run of the case, by key, to its end; their ids."""
    handles = await asyncio.gather(
        *(
            engine.start(case.flow, 1, idempotency_key=f"k{number}", on_failure=case.on_failure,
                         run_timeout=case.run_timeout)
            for number in range(case.runs)
        )
    )  # fmt: skip
    if case.cancels:
        async for event in handles[0].events():
            if event.type == "StepCompleted" and event.step_id == "b":
                await handles[0].cancel()
    for handle in handles:
        with contextlib.suppress(RunError):
            await handle.result(timeout=10)
    return [handle.run_id for handle in handles]


@pytest.mark.parametrize("name", CASES)
async def test_a_crash_at_every_write(make_store: Callable[[], CrashableStore], name: str) -> None:
    """The same end, events that match the rows, no completed body again, each body in flight once more at most."""
    case = CASES[name]

    async def begin(engine: Engine) -> None:
        await run_all(engine, case)

    async def finish(engine: Engine) -> list[str]:
        store = engine._parts.kit.store
        before = calls.copy()
        done: set[str] = set()
        for row in (await engine.list_runs()).items:
            snapshot = await store.load(row.run_id)
            assert snapshot is not None
            done |= {f"{one.run_id}/{one.step_id}" for one in snapshot.executions if one.status == "COMPLETED"}
        await engine.recover()
        run_ids = await run_all(engine, case)
        assert not done & set(calls - before)
        for run_id in run_ids:
            await check_run(engine, case, run_id)
        return run_ids

    crashes = 0
    async for crash in crash_sweep(
        make_store, lambda store: Engine(store, workflows=[case.flow], recover=False, grace=0.1), begin, finish
    ):
        crashes += crash.write is not None
        assert len(set(crash.result)) == case.runs, crash
        assert max(calls.values()) <= 2 + 2 * (case.status is RunStatus.FAILED), crash
    assert crashes >= 6


async def check_run(engine: Engine, case: Case, run_id: str) -> None:
    run = await engine.get_run(run_id)
    assert (run.status, run.output) == (case.status, case.output)
    snapshot = await engine._parts.kit.store.load(run_id)
    assert snapshot is not None
    assert fold(await engine._parts.kit.store.list_events(run_id)) == view_of(snapshot)
    assert {one.status for one in await engine.list_step_executions(run_id)}.isdisjoint({"RUNNING", "RETRYING"})
