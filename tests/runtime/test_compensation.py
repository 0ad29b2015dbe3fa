"""compensated_by: what the steps of a run did that fails or is cancelled is undone, the last first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from gorkflow import (
    DefinitionError,
    Engine,
    RetryPolicy,
    RunCancelledError,
    RunCompensatedError,
    RunError,
    RunFailedError,
    RunStatus,
    Step,
    StepContext,
    StepNotFoundError,
    StepStatus,
    Store,
    step,
    workflow,
)
from gorkflow.stores.memory import MemoryStore
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing import FakeClock
from gorkflow.testing.crash import CrashableStore, crash_sweep
from gorkflow.testing.fold import fold, view_of
from tests.conftest import Database, OpenEngine, on_sqlite

done: list[str] = []


@pytest.fixture(autouse=True)
def forget() -> None:
    """What earlier tests did."""
    done.clear()


@step
async def add(ctx: StepContext, value: int) -> int:
    done.append(ctx.step_id)
    return value + 1


@step
async def take_back(ctx: StepContext, value: int, result: int) -> None:
    done.append(f"{ctx.step_id} {value} {result}")


@step
async def fails(value: int) -> int:
    raise ValueError("no")


@step
async def never_undone(value: int, result: int) -> None:
    raise OSError("still there")


@step
async def blocks(value: int) -> int:
    await asyncio.get_running_loop().create_future()
    return value


def named(name: str) -> Step[int, int]:
    """A step that can be undone."""
    return add.named(name).compensated_by(take_back)


failing = workflow("failing").sequence(named("a"), named("b"), named("c")).then(fails).build()


async def began(*paths: str) -> None:
    """Until these bodies have."""
    async with asyncio.timeout(60):
        while {*paths} - {*done}:  # noqa: ASYNC110  # the bodies note it in a list
            await asyncio.sleep(0.001)


async def statuses(engine: Engine, run_id: str) -> dict[str, str]:
    """Of all steps that have a row."""
    return {row.step_id: row.status.value for row in await engine.list_step_executions(run_id)}


async def test_a_failed_run_is_undone_in_reverse_order(engine: Engine) -> None:
    """Each undo step takes the input and the output of its step; then the run is FAILED for what failed."""
    handle = await engine.start(failing, 1)
    with pytest.raises(RunFailedError, match="ValueError: no; what it did was undone"):
        await handle.result()
    assert done == ["a", "b", "c", "c/@undo 3 4", "b/@undo 2 3", "a/@undo 1 2"]
    found = await statuses(engine, handle.run_id)
    assert found == {
        "a": "COMPENSATED", "b": "COMPENSATED", "c": "COMPENSATED", "fails": "FAILED",
        "c/@undo": "COMPLETED", "b/@undo": "COMPLETED", "a/@undo": "COMPLETED",
    }  # fmt: skip
    run = await handle.run()
    assert run.status is RunStatus.FAILED
    assert run.error is not None
    assert (run.error.step_id, run.error.not_undone) == ("fails", [])
    assert 0 < run.progress < 1
    assert [event.type.value async for event in handle.events()].count("StepCompensated") == 3
    assert await handle.output_of(add.named("b")) == 3


async def test_a_run_that_completes_is_not_undone(engine: Engine) -> None:
    """Nor one whose failed step is tolerated."""
    flow = workflow("well").then(named("a")).then(fails.or_else(7)).build()
    assert await engine.run(flow, 1) == 7
    assert done == ["a"]


async def test_a_step_that_did_not_complete_is_not_undone(engine: Engine) -> None:
    """Failed, skipped, or never begun."""
    begun = workflow("partly", int)
    flow = (
        begun.then_if(lambda value: value > 9, named("skipped")).then(fails.compensated_by(take_back)).then(named("z"))
    )
    with pytest.raises(RunFailedError):
        await engine.run(flow.build(), 1)
    assert done == []


async def test_a_cancelled_run_is_undone(engine: Engine) -> None:
    """And ends CANCELLED."""
    flow = workflow("cancelled").then(named("a")).then(named("b")).then(blocks).build()
    handle = await engine.start(flow, 1)
    await began("b")
    assert await engine.cancel(handle.run_id) is RunStatus.CANCELLED
    with pytest.raises(RunCancelledError):
        await handle.result()
    assert done == ["a", "b", "b/@undo 2 3", "a/@undo 1 2"]


async def test_what_cannot_be_undone_is_listed(engine: Engine) -> None:
    """The others are undone all the same; the retries of an undo step are its own."""
    stuck = add.named("stuck").compensated_by(never_undone.named("stuck-undo"))
    flow = workflow("stuck").then(named("a")).then(stuck).then(named("c")).then(fails).build()
    handle = await engine.start(flow, 1)
    with pytest.raises(RunFailedError, match="what it did was undone, but not that of 'stuck'"):
        await handle.result()
    run = await handle.run()
    assert run.error is not None
    assert (run.error.type, run.error.not_undone) == ("ValueError", ["stuck"])
    assert (await statuses(engine, handle.run_id))["stuck/@undo"] == "FAILED"
    assert (await statuses(engine, handle.run_id))["stuck"] == "COMPLETED"
    assert done == ["a", "stuck", "c", "c/@undo 3 4", "a/@undo 1 2"]

    done.clear()
    flow = workflow("stuck-cancelled").then(stuck).then(blocks).build()
    handle = await engine.start(flow, 1)
    await began("stuck")
    assert await engine.cancel(handle.run_id) is RunStatus.CANCELLED
    run = await handle.run()
    assert run.error is not None
    assert (run.error.code, run.error.not_undone) == ("not_undone", ["stuck"])


async def test_undo_steps_are_retried(open_engine: OpenEngine, clock: FakeClock) -> None:
    """By their own policy, with its waits."""
    attempts: list[int] = []

    @step(retry=RetryPolicy(3, delay=10, jitter=0))
    async def flaky(ctx: StepContext, value: int, result: int) -> None:
        attempts.append(ctx.attempt)
        if len(attempts) < 3:
            raise OSError("not yet")

    engine = await open_engine(clock=clock)
    flow = workflow("retried").then(add.compensated_by(flaky)).then(fails).build()
    handle = await engine.start(flow, 1)
    await clock.settle()
    assert (await handle.run()).status is RunStatus.COMPENSATING
    await clock.advance(60)
    assert attempts == [1, 2, 3]
    assert (await statuses(engine, handle.run_id))["add"] == "COMPENSATED"


async def test_items_and_turns_are_undone_one_by_one(engine: Engine) -> None:
    """Those that completed."""

    @step
    async def count_up(to: int) -> list[int]:
        return list(range(to))

    @step
    async def total(values: list[int]) -> int:
        return sum(values)

    flow = (
        workflow("many")
        .then(count_up)
        .map(named("item"), concurrency=1)
        .then(total)
        .repeat(2, named("turn"))
        .then(fails)
    )
    with pytest.raises(RunFailedError):
        await engine.run(flow.build(), 2)
    assert done == [
        "item[0]", "item[1]", "turn#1", "turn#2",
        "turn#2/@undo 4 5", "turn#1/@undo 3 4", "item[1]/@undo 1 2", "item[0]/@undo 0 1",
    ]  # fmt: skip


async def test_parallel_steps_are_undone_in_reverse_order_of_completion(engine: Engine) -> None:
    """Not in that of definition."""
    first = asyncio.Event()

    @step
    async def slow(value: int) -> int:
        await first.wait()
        done.append("slow")
        return value

    @step
    async def quick(value: int) -> int:
        done.append("quick")
        first.set()
        return value

    @step
    async def fail_both(one: int, other: int) -> int:
        raise ValueError("no")

    flow = (
        workflow("parallel", int)
        .parallel(slow.compensated_by(take_back), quick.compensated_by(take_back))
        .then(fail_both)
        .build()
    )
    with pytest.raises(RunFailedError):
        await engine.run(flow, 1)
    assert done == ["quick", "slow", "slow/@undo 1 1", "quick/@undo 1 1"]


async def test_an_undo_step_without_parameters(engine: Engine) -> None:
    """It follows anything, also a step without input."""

    @step
    def begin() -> int:
        return 1

    @step
    def clean() -> None:
        done.append("cleaned")

    flow = workflow("bare").then(begin.compensated_by(clean)).then(fails).build()
    with pytest.raises(RunFailedError):
        await engine.run(flow, None)
    assert done == ["cleaned"]


async def test_a_cancel_while_it_undoes_changes_nothing(engine: Engine) -> None:
    """The undo step in flight goes on to its end; the run is FAILED."""
    goes_on = asyncio.Event()

    @step
    async def slowly(value: int, result: int) -> None:
        done.append("undoing")
        await goes_on.wait()
        done.append("undone")

    flow = workflow("undoing").then(add.compensated_by(slowly)).then(fails).build()
    handle = await engine.start(flow, 1)
    await began("undoing")
    cancelling = asyncio.create_task(engine.cancel(handle.run_id))
    await asyncio.sleep(0.05)
    goes_on.set()
    assert await cancelling is RunStatus.FAILED
    assert done == ["add", "undoing", "undone"]


async def test_time_that_is_up_lets_it_undo(open_engine: OpenEngine, clock: FakeClock) -> None:
    """A run_timeout fails the run; what it did is undone, however long that takes."""

    @step
    async def slowly(value: int, result: int) -> None:
        await clock.sleep(100)
        done.append("undone")

    engine = await open_engine(clock=clock)
    flow = workflow("late").then(add.compensated_by(slowly)).then(blocks).build()
    handle = await engine.start(flow, 1, run_timeout=5)
    await clock.advance(6)
    assert (await handle.run()).status is RunStatus.COMPENSATING
    await clock.advance(200)
    run = await handle.run()
    assert (run.status, run.error and run.error.code) == (RunStatus.FAILED, "run_timeout")
    assert done == ["add", "undone"]


async def test_a_run_that_was_undone_is_not_retried(engine: Engine) -> None:
    """A fork does again what was undone, whatever it begins with."""
    handle = await engine.start(failing, 1)
    with pytest.raises(RunFailedError):
        await handle.result()
    for act in (engine.retry, engine.preview_retry):
        with pytest.raises(RunCompensatedError, match="what it did was undone"):
            await act(handle.run_id)
    done.clear()
    forked = await engine.fork(handle.run_id, from_step=fails)
    with pytest.raises(RunFailedError):
        await engine.handle(forked, failing).result()
    assert done[:3] == ["a", "b", "c"]


async def test_a_fork_does_not_undo_what_it_has_kept(engine: Engine) -> None:
    """That was another run's doing."""
    works = True

    @step
    async def last(value: int) -> int:
        if works:
            return value
        raise ValueError("now it fails")

    flow = workflow("kept").then(named("a")).then(named("b")).then(last).build()
    handle = await engine.start(flow, 1)
    assert await handle.result() == 3
    works = False
    done.clear()
    forked = await engine.fork(handle.run_id, from_step="b")
    with pytest.raises(RunFailedError):
        await engine.handle(forked, flow).result()
    assert done == ["b", "b/@undo 2 3"]


@on_sqlite
async def test_a_fork_that_is_resumed_does_not_undo_what_it_has_kept(database: Database) -> None:
    """As above, by another engine."""
    waits = asyncio.Event()

    @step
    async def last(value: int) -> int:
        if value == 4:
            await waits.wait()
            raise ValueError("now it fails")
        return value

    flow = workflow("kept").then(named("a")).then(named("b")).then(last).build()
    async with Engine(database.store(), workflows=[flow], grace=0) as engine:
        handle = await engine.start(flow, 1)
        assert await handle.result() == 3
        done.clear()
        forked = await engine.fork(handle.run_id, from_step="b", input=3)
        await began("b")
    waits.set()
    async with Engine(database.store(), workflows=[flow]) as engine:
        with pytest.raises(RunFailedError):
            await engine.handle(forked, flow).result(timeout=60)
    assert done == ["b", "b/@undo 3 4"]


@on_sqlite
async def test_an_orphan_is_not_cancelled_without_the_code_that_undoes(database: Database) -> None:
    """It waits for an engine that has it; one that has nothing to undo ends at once."""
    flow = workflow("orphan").then(named("a")).then(blocks).build()
    plain = workflow("plain").then(add.named("p")).then(blocks).build()
    async with Engine(database.store(), workflows=[flow, plain], grace=0) as engine:
        run_id = (await engine.start(flow, 1)).run_id
        other_id = (await engine.start(plain, 1)).run_id
        await began("a", "p")
    clock = FakeClock()
    async with Engine(database.store(), clock=clock) as stranger:
        assert await stranger.cancel(other_id) is RunStatus.CANCELLED
        cancelling = asyncio.create_task(stranger.cancel(run_id))
        await clock.settle()
        await clock.advance(11)
        assert not (await cancelling).is_final
    assert done == ["a", "p"]
    async with Engine(database.store(), workflows=[flow]) as engine:
        with pytest.raises(RunCancelledError):
            await engine.handle(run_id, flow).result(timeout=60)
    assert done == ["a", "p", "a/@undo 1 2"]


class End(NamedTuple):
    """What was found after a crash."""

    status: str
    steps: dict[str, str]
    undone: list[str]


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
@pytest.mark.parametrize("is_cancelled", [False, True])
async def test_a_crash_at_every_write(tmp_path: Path, kind: str, is_cancelled: bool) -> None:
    """Whenever the process dies, each completed step is undone, once more at most; in reverse order; then it ends."""
    blocking = workflow("c").then(named("a")).then(named("b")).then(blocks).build()
    flow = blocking if is_cancelled else failing
    numbers = count()

    def make() -> CrashableStore:
        done.clear()
        path = tmp_path / f"{next(numbers)}.db"
        return MemoryStore() if kind == "memory" else SqliteStore(path, durability="process")

    def make_engine(store: Store) -> Engine:
        return Engine(store, workflows=[flow], recover=False, grace=0)

    async def start(engine: Engine) -> None:
        handle = await engine.start(flow, 1)
        if is_cancelled:
            await began("b")
            await engine.cancel(handle.run_id)
        with pytest.raises(RunError):
            await handle.result()

    async def finish(engine: Engine) -> End | None:
        runs = (await engine.list_runs()).items
        return None if not runs else await brought_to_its_end(engine, runs[0].run_id, is_cancelled=is_cancelled)

    crashes = 0
    async for crash in crash_sweep(make, make_engine, start, finish):
        if crash.result is not None:
            crashes += 1
            check_end(crash.result, "CANCELLED" if is_cancelled else "FAILED")
    assert crashes >= 8


async def brought_to_its_end(engine: Engine, run_id: str, *, is_cancelled: bool) -> End:
    """The run, taken over by an engine."""
    await engine.recover()
    if is_cancelled:
        await engine.cancel(run_id)
    await engine.idle()
    store = engine._parts.kit.store
    snapshot = await store.load(run_id)
    assert snapshot is not None
    assert fold(await store.list_events(run_id)) == view_of(snapshot)
    undone = [str(event.step_id) async for event in engine.events(run_id) if event.type == "StepCompensated"]
    return End(snapshot.run.status, await statuses(engine, run_id), undone)


def check_end(end: End, status: str) -> None:
    """All that was completed is undone."""
    assert end.status == status, end
    assert end.undone == [path for path in ("c", "b", "a") if end.steps.get(path) == StepStatus.COMPENSATED]
    assert not [path for path, state in end.steps.items() if state == "COMPLETED" and "@" not in path], end
    for path in end.undone:
        assert 1 <= sum(line.startswith(f"{path}/@undo") for line in done) <= 2, end


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (
            lambda: add.compensated_by(add.compensated_by(take_back)),  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # what is tested
            "its undo step 'add' is compensated itself",
        ),
        (lambda: named("a").compensated_by(take_back), "it is compensated by 'take_back' already"),
        (
            lambda: add.compensated_by(lambda value, result: None),  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # as above
            "takes a step of the input and the output",
        ),
    ],
)
def test_what_is_no_undo_step(make: Callable[[], object], problem: str) -> None:
    """Refused where it is written."""
    with pytest.raises(DefinitionError, match=problem):
        make()


def test_an_undo_step_of_other_types() -> None:
    """Found when the workflow is built, for who has no type checker."""

    @step
    async def wrong(value: str, result: int) -> None:
        pass

    with pytest.raises(DefinitionError, match=r"'wrong', which undoes 'add', takes tuple\[str, int\]"):
        workflow("wrong", int).then(add.compensated_by(wrong)).build()  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # what is tested


async def test_an_undo_step_may_ask_for_what_came_before(engine: Engine) -> None:
    """The output of its own step and of all before that; in an item of those before the map."""
    asked: dict[str, list[object]] = {}

    @step
    async def pair(value: int) -> list[int]:
        return [value, value]

    @step
    async def last(values: list[int]) -> int:
        raise ValueError("no")

    @step
    async def look(ctx: StepContext, value: int, result: int) -> None:
        found: list[object] = []
        for one in (named("a"), named("b"), pair):
            try:
                found.append(ctx.output_of(one))
            except StepNotFoundError:
                found.append(None)
        asked[ctx.step_id] = found

    second, item = (add.named(name).compensated_by(look) for name in ("b", "item"))
    flow = workflow("asks").then(named("a")).then(second).then(pair).map(item, concurrency=1).then(last).build()
    with pytest.raises(RunFailedError):
        await engine.run(flow, 1)
    assert asked == {
        "item[1]/@undo": [2, 3, [3, 3]],
        "item[0]/@undo": [2, 3, [3, 3]],
        "b/@undo": [2, 3, None],
    }


async def test_an_undo_step_takes_its_input_under_the_type_of_the_step(engine: Engine) -> None:
    """Also where what came before gives another: an int for a float."""
    taken: list[str] = []

    @step
    async def whole(value: int) -> int:
        return value

    @step
    async def half(value: float) -> float:
        return value / 2

    @step
    async def take(value: float, result: float) -> None:
        taken.append(f"{value!r} {result!r}")

    @step
    async def broken(value: float) -> float:
        raise ValueError("no")

    flow = workflow("floats").then(whole).then(half.compensated_by(take)).then(broken).build()
    with pytest.raises(RunFailedError):
        await engine.run(flow, 2)
    assert taken == ["2.0 1.0"]
