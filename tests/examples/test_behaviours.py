"""What the tests of earlier engines assert, and no other test of ours says in so many words."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from gorkflow import (
    Engine,
    InputError,
    RetryPolicy,
    RunCancelledError,
    RunFailedError,
    RunFinishedError,
    RunStatus,
    StepContext,
    StepExecution,
    StepStatus,
    Workflow,
    step,
    workflow,
)
from gorkflow.testing import FakeClock
from tests.conftest import OpenEngine
from tests.project.blocks import ROOT


@step
async def square(value: int) -> int:
    return value * value


@step
async def double(value: int) -> int:
    return value * 2


@step
async def total(values: list[int]) -> int:
    return sum(values)


@step
async def same(values: list[int]) -> list[int]:
    return values


async def steps_of(engine: Engine, run_id: str) -> dict[str, StepExecution]:
    """The records of everything in the run that has one, by path."""
    return {row.step_id: row for row in await engine.list_step_executions(run_id)}


async def test_a_run_goes_on_after_an_error_that_is_tolerated(engine: Engine) -> None:
    """The first step FAILED, the second COMPLETED, the run COMPLETED."""

    @step
    async def fail(value: int) -> int:
        raise ValueError("no")

    @step
    async def finish(value: int | None) -> str:
        return f"got {value}"

    handle = await engine.start(workflow("tolerant").then(fail.or_none()).then(finish).build(), 1)
    assert await handle.result() == "got None"
    run = await handle.run()
    assert (run.status, run.error, run.progress) == (RunStatus.COMPLETED, None, 1.0)
    steps = await steps_of(engine, handle.run_id)
    assert {path: row.status for path, row in steps.items()} == {
        "fail": StepStatus.FAILED,
        "finish": StepStatus.COMPLETED,
    }
    assert steps["fail"].error is not None
    assert steps["fail"].error.message == "no"


async def test_half_of_two_steps_is_half_of_the_way(engine: Engine) -> None:
    """0.5 in the middle, 1.0 at the end."""
    seen: list[float] = []

    @step
    async def look(ctx: StepContext, value: int) -> int:
        seen.append((await engine.get_run(ctx.run_id)).progress)
        return value

    handle = await engine.start(workflow("two").then(double).then(look).build(), 1)
    assert await handle.result() == 2
    assert seen == [0.5]
    assert (await handle.run()).progress == 1.0


async def test_a_failed_run_is_resumed_and_a_completed_one_is_not(engine: Engine) -> None:
    """Input 10: the first step ran once in all, the second twice; output 11 in the same run."""
    calls: Counter[str] = Counter()

    @step
    async def first(value: int) -> int:
        calls["first"] += 1
        return value

    @step
    async def second(value: int) -> int:
        calls["second"] += 1
        if calls["second"] == 1:
            raise ConnectionError("not yet")
        return value + 1

    flow = workflow("resumed").then(first).then(second).build()
    handle = await engine.start(flow, 10)
    with pytest.raises(RunFailedError):
        await handle.result()
    assert await engine.retry(handle.run_id) == handle.run_id
    assert await handle.result() == 11
    assert calls == {"first": 1, "second": 2}
    assert (await handle.run()).output == 11
    with pytest.raises(RunFinishedError, match=f"run {handle.run_id} .*is COMPLETED"):
        await engine.retry(handle.run_id)
    assert await engine.count_runs() == {RunStatus.COMPLETED: 1}


async def test_branches_give_their_results_in_order_whichever_is_first(engine: Engine) -> None:
    """10, plus one, two and three, of which the first takes longest."""
    order: list[int] = []
    may_end = asyncio.Event()

    @step
    async def plus_one(value: int) -> int:
        await may_end.wait()
        order.append(1)
        return value + 1

    @step
    async def plus_two(value: int) -> int:
        order.append(2)
        return value + 2

    @step
    async def plus_three(value: int) -> int:
        order.append(3)
        may_end.set()
        return value + 3

    flow = workflow("wide", int).parallel_all([plus_one, plus_two, plus_three]).build()
    assert await engine.run(flow, 10) == [11, 12, 13]
    assert order == [2, 3, 1]


@pytest.mark.parametrize(("values", "doubled"), [([1, 2, 3], [2, 4, 6]), ([], [])])
async def test_a_map_over_the_input(engine: Engine, values: list[int], doubled: list[int]) -> None:
    """Doubled in order; of nothing nothing."""
    assert await engine.run(workflow("doubled", list[int]).map(double).build(), values) == doubled


@pytest.mark.parametrize("given", [7, "abc", {"a": 1}, None])
async def test_a_map_over_what_is_no_list(engine: Engine, given: object) -> None:
    """A type error: where it is the input of the run, of whoever starts it; nothing is stored."""
    flow: Workflow[list[int], list[int]] = workflow("doubled", list[int]).map(double).build()
    with pytest.raises(InputError, match="workflow 'doubled' takes list\\[int\\]"):
        await engine.run(flow, given)  # type: ignore[misc]  # what is tested
    assert await engine.count_runs() == {}


async def test_a_map_behind_a_step_that_gives_no_list(engine: Engine) -> None:
    """An output of another type than declared fails its step, before the map begins."""

    @step
    async def lies(value: int) -> list[int]:
        return value  # type: ignore[return-value]  # what is tested

    handle = await engine.start(workflow("lies").then(lies).map(double).build(), 7)
    with pytest.raises(RunFailedError) as failed:
        await handle.result()
    assert (failed.value.step_id, failed.value.error_code) == ("lies", "output_type")


async def test_squares_by_children(engine: Engine) -> None:
    """1 + 4 + 9 + 16, each by a workflow of its own in the same run."""
    child = workflow("child", int).then(square).build()
    handle = await engine.start(workflow("parent", list[int]).map(child).then(total).build(), [1, 2, 3, 4])
    assert await handle.result() == 30
    assert await engine.count_runs() == {RunStatus.COMPLETED: 1}


@pytest.mark.parametrize("dies", [False, True])
async def test_a_child_that_waits_does_not_break_its_parent(
    open_engine: OpenEngine, clock: FakeClock, dies: bool
) -> None:
    """Its siblings are done meanwhile, and so it is after the engine was closed and opened again."""
    calls: Counter[int] = Counter()

    @step(retry=RetryPolicy(2, delay=60, jitter=0))
    async def patient(value: int) -> int:
        calls[value] += 1
        if value == 3 and calls[3] == 1:
            raise ConnectionError("come back in a minute")
        return value

    child = workflow("child", int).then(patient).then(square).build()
    parent = workflow("parent", list[int]).then(same).map(child).then(total).build()
    engine = await open_engine(parent, clock=clock, lease_ttl=86400)
    handle = await engine.start(parent, [1, 2, 3, 4])
    await clock.settle()
    assert (await handle.run()).status is RunStatus.RUNNING
    statuses = {path: row.status for path, row in (await steps_of(engine, handle.run_id)).items()}
    assert statuses["child[2]/patient"] is StepStatus.RETRYING
    assert [statuses[f"child[{item}]/square"] for item in (0, 1, 3)] == [StepStatus.COMPLETED] * 3
    if dies:
        await engine.__aexit__(None, None, None)
        engine = await open_engine(parent, clock=clock, lease_ttl=86400)
    await clock.advance(60)
    assert await engine.handle(handle.run_id, parent).result() == 30
    assert calls == {1: 1, 2: 1, 3: 2, 4: 1}


def test_another_process_goes_on_with_a_run_and_starts_others(tmp_path: Path) -> None:
    """Started with 41, closed, opened again: exactly one run, with 42; ids never collide."""

    def program(what: str) -> list[list[str]]:
        run = subprocess.run(
            [sys.executable, "-m", "tests.examples.restart_program", what, f"sqlite:///{tmp_path / 'runs.db'}"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        return [line.split() for line in run.stdout.splitlines()]

    [[run_id, status, output]] = program("start")
    assert (status, output) == ("RUNNING", "None")
    assert program("go-on") == [[run_id, "COMPLETED", "42"]]
    newer, older = program("again")
    assert older == [run_id, "COMPLETED", "42"]
    assert newer[1:] == ["COMPLETED", "2"]
    assert newer[0] != run_id


async def test_events_of_bodies_that_end_together_are_numbered_without_gaps(engine: Engine) -> None:
    """Fifty items begin and end at once; reading after the second event begins at the third."""
    handle = await engine.start(workflow("many", list[int]).map(double).build(), list(range(50)))
    await handle.result()
    events = [event async for event in engine.events(handle.run_id)]
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert Counter(event.type for event in events) == {
        "RunCreated": 1,
        "RunStarted": 1,
        "MapStarted": 1,
        "StepStarted": 50,
        "StepCompleted": 50 + 1,  # of the map itself
        "RunCompleted": 1,
    }
    assert [event.seq async for event in engine.events(handle.run_id, after=2)] == list(range(3, len(events) + 1))


async def test_errors_are_told_apart_by_type_and_code(open_engine: OpenEngine, clock: FakeClock) -> None:
    """A time-out, a value that does not validate, a cancelled run, a body that raised."""
    engine = await open_engine(clock=clock, lease_ttl=86400)

    @step(timeout=0.5)
    async def hang(value: int) -> int:
        await asyncio.Event().wait()
        return value

    @step
    async def fail(value: int) -> int:
        raise LookupError("nothing there")

    hanging, failing = workflow("hanging").then(hang).build(), workflow("failing").then(fail).build()
    with pytest.raises(InputError) as invalid:
        await engine.run(hanging, "x")  # type: ignore[misc]  # what is tested
    with pytest.raises(RunFailedError) as failed:
        await engine.run(failing, 1)
    cancelled_run = await engine.start(hanging, 1)
    await clock.settle()
    await cancelled_run.cancel()
    with pytest.raises(RunCancelledError) as cancelled:
        await cancelled_run.result()
    slow_run = await engine.start(hanging, 1)
    await clock.advance(1)
    with pytest.raises(RunFailedError) as slow:
        await slow_run.result()
    assert [invalid.value.code, cancelled.value.code, failed.value.code, slow.value.code] == [
        "input", "run_cancelled", "run_failed", "run_failed",
    ]  # fmt: skip
    assert (failed.value.error_code, slow.value.error_code) == ("execution", "timeout")
    records = {run.error.type if run.error else None: run.status for run in (await engine.list_runs()).items}
    assert records == {
        "StepTimeoutError": RunStatus.FAILED,
        "LookupError": RunStatus.FAILED,
        None: RunStatus.CANCELLED,
    }
