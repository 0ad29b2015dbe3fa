"""Closing, opening again, and what a killed engine leaves to the next."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from gorkflow import (
    Engine,
    EngineError,
    RunFailedError,
    RunFilter,
    RunStatus,
    StepContext,
    StepStatus,
    StoreReadOnlyError,
    step,
    workflow,
)
from gorkflow.testing import FakeClock
from tests.conftest import Database, OpenEngine, on_sqlite, settle
from tests.runtime.gated import Gated, kill
from tests.stopwatch import Stopwatch


async def test_closing_waits_for_bodies_in_flight(open_engine: OpenEngine) -> None:
    """Their outputs are kept; nothing new starts; the next opening goes on behind them."""
    gated = Gated()
    engine = await open_engine(grace=10)
    handle = await engine.start(gated.flow, 0)
    await settle()
    closing = asyncio.create_task(engine.__aexit__(None, None, None))
    await settle()
    assert not closing.done()
    gated.free.set()
    await closing
    assert gated.calls == ["a1", "b1"]
    again = await open_engine(gated.flow)
    assert await again.handle(handle.run_id, gated.flow).result() == 3
    assert gated.calls == ["a1", "b1", "c1"]


async def test_closing_lets_go_after_its_grace(open_engine: OpenEngine) -> None:
    """The body that was cut off runs once more, which is no retry."""
    gated = Gated()
    engine = await open_engine(grace=timedelta(milliseconds=20))
    handle = await engine.start(gated.flow, 0)
    waiting = asyncio.create_task(handle.result())
    await settle()
    with Stopwatch() as watch:
        await engine.__aexit__(None, None, None)
    assert watch.seconds < 2
    with pytest.raises(EngineError, match=f"the engine was closed before run {handle.run_id} was over; it goes on"):
        await waiting
    reader = await open_engine(read_only=True)
    assert (await reader.get_run(handle.run_id)).status is RunStatus.RUNNING
    found = {one.step_id: one.status for one in await reader.list_step_executions(handle.run_id)}
    assert found == {"a": StepStatus.COMPLETED, "b": StepStatus.PENDING}
    await reader.__aexit__(None, None, None)
    gated.free.set()
    again = await open_engine(gated.flow)
    assert await again.handle(handle.run_id, gated.flow).result() == 3
    assert gated.calls == ["a1", "b1", "b2", "c1"]


async def test_closing_by_an_exception_closes_all_the_same(database: Database, open_engine: OpenEngine) -> None:
    """And raises it."""
    gated = Gated()
    ids: list[str] = []

    async def breaks() -> None:
        async with Engine(database.store(), grace=0) as engine:
            ids.append((await engine.start(gated.flow, 0)).run_id)
            raise RuntimeError("mine")

    with pytest.raises(RuntimeError, match="mine"):
        await breaks()
    gated.free.set()
    again = await open_engine(gated.flow)
    assert await again.handle(ids[0], gated.flow).result() == 3


async def test_one_engine_is_opened_again(database: Database) -> None:
    """It goes on with its own runs; ids never collide."""
    gated = Gated()
    engine = Engine(database.store(), grace=0)
    async with engine:
        first = await engine.start(gated.flow, 0)
        await settle()
    gated.free.set()
    async with engine:
        assert await engine.handle(first.run_id, gated.flow).result() == 3
        second = await engine.start(gated.flow, 10)
        assert await second.result() == 13
        assert second.run_id != first.run_id
        assert await engine.count_runs() == {RunStatus.COMPLETED: 2}


async def test_a_run_goes_on_when_its_workflow_is_registered(open_engine: OpenEngine) -> None:
    """Not before: the engine does not know its code."""
    gated = Gated()
    engine = await open_engine(grace=0)
    handle = await engine.start(gated.flow, 0)
    await settle()
    await engine.__aexit__(None, None, None)
    gated.free.set()
    again = await open_engine()
    await again.idle()
    assert (await again.get_run(handle.run_id)).status is RunStatus.RUNNING
    again.register(gated.flow)
    assert await again.handle(handle.run_id, gated.flow).result(timeout=60) == 3


async def test_recover_takes_over_now(open_engine: OpenEngine) -> None:
    """With recover=False nothing is taken at the opening; recover() tells what it took."""
    gated = Gated()
    engine = await open_engine(grace=0)
    ids = {(await engine.start(gated.flow, n)).run_id for n in range(3)}
    await settle()
    await engine.__aexit__(None, None, None)
    gated.free.set()
    again = await open_engine(gated.flow, recover=False)
    await asyncio.sleep(0.01)
    assert again.health().running == 0
    assert set(await again.recover()) == ids
    await again.idle()
    assert await again.recover() == []
    assert await again.count_runs() == {RunStatus.COMPLETED: 3}


async def test_many_runs_are_taken_over(open_engine: OpenEngine) -> None:
    """More than one batch, in one opening, each once."""
    gated = Gated()
    engine = await open_engine(grace=0, max_concurrent_steps=300)
    for number in range(250):
        await engine.start(gated.flow, number)
    await settle()
    await engine.__aexit__(None, None, None)
    gated.free.set()
    gated.calls.clear()
    again = await open_engine(gated.flow)
    await again.idle()
    assert await again.count_runs() == {RunStatus.COMPLETED: 250}
    assert sorted(gated.calls) == ["b2"] * 250 + ["c1"] * 250


async def test_another_structure_suspends_a_run(open_engine: OpenEngine, clock: FakeClock) -> None:
    """With what is gone; nothing runs, and it says so once. It goes on when the code is back."""
    gated = Gated()
    engine = await open_engine(clock=clock, grace=0, lease_ttl=3)
    handle = await engine.start(gated.flow, 0)
    await clock.settle()
    await engine.__aexit__(None, None, None)
    gated.free.set()
    changed = workflow("gated").then(step(id="other")(other)).build()
    wrong = await open_engine(changed, clock=clock, lease_ttl=3)
    run = await wrong.get_run(handle.run_id)
    assert run.status is RunStatus.SUSPENDED
    assert run.error is not None
    assert run.error.code == "definition_mismatch"
    lines = run.error.message.splitlines()
    assert lines[0].endswith(f"or take the run over as it is: gorkflow migrate {handle.run_id}")
    assert lines[1:] == ["  - step 'a' is gone; is it 'other' now?", "  - step 'b' is gone; is it 'other' now?"]
    events = [event.type async for event in wrong.events(handle.run_id)]
    assert events[-1] == "RunSuspended"
    await clock.advance(5)  # several claims later
    assert [event.type async for event in wrong.events(handle.run_id)] == events
    assert wrong.health().running == 0
    await wrong.__aexit__(None, None, None)
    right = await open_engine(gated.flow, clock=clock, lease_ttl=3)
    assert await right.handle(handle.run_id, gated.flow).result() == 3
    assert gated.calls == ["a1", "b1", "b2", "c1"]


async def other(value: int) -> int:
    return value


async def test_a_suspended_run_can_be_cancelled(open_engine: OpenEngine) -> None:
    """Its code is not needed for that."""
    gated = Gated()
    engine = await open_engine(grace=0)
    handle = await engine.start(gated.flow, 0)
    await engine.__aexit__(None, None, None)
    wrong = await open_engine(workflow("gated").then(step(id="other")(other)).build())
    assert (await wrong.get_run(handle.run_id)).status is RunStatus.SUSPENDED
    assert await wrong.cancel(handle.run_id) is RunStatus.CANCELLED


async def test_a_crash_leaves_nothing_undone(open_engine: OpenEngine) -> None:
    """abandon() is a kill: nothing is written. The next engine runs the body in flight once more."""
    gated = Gated()
    engine = await open_engine()
    handle = await engine.start(gated.flow, 0)
    await settle()
    await kill(engine)
    gated.free.set()
    again = await open_engine(gated.flow)
    assert await again.handle(handle.run_id, gated.flow).result() == 3
    assert gated.calls == ["a1", "b1", "b2", "c1"]
    events = [event.type async for event in again.events(handle.run_id)]
    assert "RunReleased" not in events
    assert "RunResumed" in events


async def test_crashes_cost_one_attempt_each_and_too_many_are_poison(open_engine: OpenEngine) -> None:
    """Not counted as retries; after five deaths under one step its run fails, and others go on."""
    gated, well = Gated(), Gated("well")
    engine = await open_engine()
    poisoned = await engine.start(gated.flow, 0)
    for _ in range(4):
        await settle()
        await kill(engine)
        engine = await open_engine(gated.flow, well.flow)
    await settle()
    assert gated.calls == ["a1", "b1", "b2", "b3", "b4", "b5"]
    assert (await engine.get_run(poisoned.run_id)).status is RunStatus.RUNNING
    other_run = await engine.start(well.flow, 0)
    await kill(engine)
    well.free.set()
    engine = await open_engine(gated.flow, well.flow)
    assert await engine.handle(other_run.run_id, well.flow).result() == 3
    run = await engine.get_run(poisoned.run_id)
    assert run.status is RunStatus.FAILED
    assert run.error is not None
    assert (run.error.code, run.error.step_id, run.error.attempt) == ("poison", "b", 5)
    assert len(gated.calls) == 6


async def test_a_step_that_merely_stood_by_is_not_blamed(open_engine: OpenEngine) -> None:
    """After two deaths steps are tried one at a time: whoever was in flight beside one that kills goes on."""
    killer, neighbour = Gated("killer"), Gated("neighbour")
    engine = await open_engine()
    killing = await engine.start(killer.flow, 0)
    standing_by = await engine.start(neighbour.flow, 0)
    for _ in range(4):
        await settle()
        await kill(engine)
        engine = await open_engine(killer.flow, neighbour.flow)
    await settle()
    assert killer.calls[-1] == "b5"
    assert neighbour.calls[-1] == "b2"  # it waits for the other's tries
    await kill(engine)
    neighbour.free.set()
    engine = await open_engine(killer.flow, neighbour.flow)
    assert await engine.handle(standing_by.run_id, neighbour.flow).result() == 3
    assert neighbour.calls == ["a1", "b1", "b2", "b3", "c1"]
    assert (await engine.get_run(killing.run_id)).status is RunStatus.FAILED


async def test_what_only_queues_for_a_thread_has_not_started(open_engine: OpenEngine) -> None:
    """So the death of a process is none of its own: it has no attempt that could be counted."""
    free = threading.Event()

    @step
    def hold(ctx: StepContext, value: int) -> int:
        free.wait(30)
        return value

    flow = workflow("holds", int).parallel_all([hold.named(f"h{number}") for number in range(5)]).build()
    engine = await open_engine(thread_workers=2)
    handles = [await engine.start(flow, number) for number in range(3)]
    await asyncio.sleep(0.05)
    executions = [one for handle in handles for one in await engine.list_step_executions(handle.run_id)]
    assert [one.step_id for one in executions if one.status is not StepStatus.PENDING] == ["h0", "h1"]
    free.set()
    assert [await handle.result() for handle in handles] == [[number] * 5 for number in range(3)]


async def test_what_waits_for_an_abandoned_body_has_not_started(open_engine: OpenEngine) -> None:
    """While no thread body starts, none has an attempt that could be counted; then all go on."""
    free = threading.Event()

    @step(timeout=0.05)
    def stuck(value: int) -> int:
        free.wait(30)
        return value

    @step
    def innocent(value: int) -> int:
        return value

    @step
    async def on_loop(value: int) -> int:
        return value

    engine = await open_engine(thread_workers=2, max_abandoned=1)
    with pytest.raises(RunFailedError):
        await engine.run(workflow("stuck").then(stuck).build(), 1)
    assert engine.health().abandoned == 1
    flow = workflow("well", int).then(on_loop).then(innocent).build()
    handles = [await engine.start(flow, number) for number in range(3)]
    await settle()
    executions = [one for handle in handles for one in await engine.list_step_executions(handle.run_id)]
    assert {(one.step_id, one.status) for one in executions} == {
        ("on_loop", StepStatus.COMPLETED),
        ("innocent", StepStatus.PENDING),
    }
    free.set()
    assert [await handle.result(timeout=10) for handle in handles] == [0, 1, 2]
    assert engine.health().status == "ok"


async def test_closings_are_no_deaths(open_engine: OpenEngine) -> None:
    """However often: no run fails because of restarts alone."""
    gated = Gated()
    engine = await open_engine(grace=0)
    handle = await engine.start(gated.flow, 0)
    for _ in range(12):
        await settle()
        await engine.__aexit__(None, None, None)
        engine = await open_engine(gated.flow, grace=0)
    await settle()
    gated.free.set()
    assert await engine.handle(handle.run_id, gated.flow).result() == 3
    assert gated.calls[-2:] == ["b13", "c1"]


async def test_nothing_is_left_behind(database: Database) -> None:
    """No task, no thread: after success, failure, cancellation and an open run."""
    gated = Gated()
    tasks, threads = asyncio.all_tasks(), set(threading.enumerate())

    @step
    def threaded(value: int) -> int:
        if value < 0:
            raise ValueError
        return value

    flow = workflow("threaded").then(threaded).build()
    async with Engine(database.store(), grace=0) as engine:
        assert await asyncio.gather(*(engine.run(flow, n) for n in range(20))) == list(range(20))
        failed = await engine.start(flow, -1)
        cancelled = await engine.start(gated.flow, 1)
        await engine.start(gated.flow, 2)
        await asyncio.wait([asyncio.create_task(failed.result())])
        await cancelled.cancel()
        following = [event.type async for event in cancelled.events()]
        assert following[-1] == "RunCancelled"
    for thread in set(threading.enumerate()) - threads:
        if thread.name.startswith(("gorkflow", "aiosqlite")) or "sqlite" in thread.name:
            await asyncio.to_thread(thread.join, 5)
            assert not thread.is_alive()
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == tasks


async def test_who_waits_for_news_is_told_that_there_will_be_none(open_engine: OpenEngine) -> None:
    """A follower of events, and one who waits for a run that the engine does not drive."""
    gated = Gated()
    engine = await open_engine(grace=0)
    handle = await engine.start(gated.flow, 0)
    await settle()
    await engine.__aexit__(None, None, None)
    other_engine = await open_engine(grace=0)

    async def follow() -> list[str]:
        return [event.type async for event in other_engine.events(handle.run_id, follow=True)]

    following = asyncio.create_task(follow())
    waiting = asyncio.create_task(other_engine.handle(handle.run_id, gated.flow).result())
    await settle()
    await other_engine.__aexit__(None, None, None)
    async with asyncio.timeout(60):
        for task in (following, waiting):
            with pytest.raises(EngineError, match=r"the engine was closed before run|is not open"):
                await task


async def test_an_opening_that_failed_spoils_no_later_one(database: Database) -> None:
    """Threads and all."""
    attempts: list[int] = []

    @asynccontextmanager
    async def shaky() -> AsyncIterator[list[int]]:
        attempts.append(1)
        if len(attempts) == 1:
            raise ConnectionError("no server")
        yield attempts

    @step
    def threaded(ctx: StepContext, value: int) -> int:
        return value + len(ctx.resource(list))

    engine = Engine(database.store(), resources=[shaky])
    with pytest.raises(ConnectionError, match="no server"):
        await engine.__aenter__()
    async with engine:
        assert await engine.run(workflow("threaded").then(threaded).build(), 1) == 3


async def test_a_read_only_engine_changes_nothing(open_engine: OpenEngine) -> None:
    """It reads, and refuses the rest by name."""
    gated = Gated()
    engine = await open_engine(grace=0)
    handle = await engine.start(gated.flow, 0)
    await settle()
    await engine.__aexit__(None, None, None)
    reader = await open_engine(gated.flow, read_only=True)
    assert (await reader.get_run(handle.run_id)).status is RunStatus.RUNNING
    assert len((await reader.list_runs(RunFilter())).items) == 1
    for call in (
        reader.start(gated.flow, 1), reader.run(gated.flow, 1), reader.cancel(handle.run_id), reader.recover(),
    ):  # fmt: skip
        with pytest.raises(StoreReadOnlyError, match="reading only; open it without read_only=True"):
            await call
    assert (await reader.get_run(handle.run_id)).status is RunStatus.RUNNING


@on_sqlite
async def test_two_engines_never_run_the_same_body(database: Database, open_engine: OpenEngine) -> None:
    """Each has its own runs; of a dead one's, one takes each."""
    gated = Gated()
    dead = await open_engine()
    ids = [(await dead.start(gated.flow, n)).run_id for n in range(20)]
    await settle()
    gated.calls.clear()
    await kill(dead)
    gated.free.set()
    first, second = await open_engine(gated.flow, recover=False), await open_engine(gated.flow, recover=False)
    taken = await asyncio.gather(first.recover(), second.recover())
    assert sorted([*taken[0], *taken[1]]) == sorted(ids)
    results = await asyncio.gather(*(second.handle(run_id, gated.flow).result(timeout=10) for run_id in ids))
    assert results == [n + 3 for n in range(20)]
    assert sorted(gated.calls) == ["b2"] * 20 + ["c1"] * 20


@on_sqlite
async def test_a_living_engine_keeps_its_runs(open_engine: OpenEngine) -> None:
    """Another one that opens the same file takes nothing from it."""
    gated = Gated()
    owner = await open_engine()
    handle = await owner.start(gated.flow, 0)
    await settle()
    other_engine = await open_engine(gated.flow)
    assert await other_engine.recover() == []
    gated.free.set()
    assert await other_engine.handle(handle.run_id, gated.flow).result(timeout=60) == 3
    assert gated.calls == ["a1", "b1", "c1"]


@on_sqlite
async def test_a_zombie_is_fenced(database: Database, open_engine: OpenEngine) -> None:
    """An engine whose run was taken writes nothing more of it, and tells its waiters the new owner's result."""
    gated = Gated()
    zombie = await open_engine()
    handle = await zombie.start(gated.flow, 0)
    await settle()
    heir = await open_engine(gated.flow, recover=False)
    heir_store = heir._parts.kit.store
    await steal(zombie)
    assert await heir.recover() == [handle.run_id]
    assert heir_store is not zombie._parts.kit.store
    gated.free.set()
    assert await heir.handle(handle.run_id, gated.flow).result() == 3
    assert await handle.result(timeout=60) == 3
    await zombie.idle()
    steps = await heir.list_step_executions(handle.run_id)
    assert [(one.step_id, one.attempt) for one in steps] == [("a", 1), ("b", 2), ("c", 1)]
    assert gated.calls.count("c1") == 1


async def steal(engine: Engine) -> None:
    """Make the engine look dead: its row is gone, while it lives on."""
    writer = engine._parts.kit.store._writer  # type: ignore[attr-defined]  # of a SqliteStore
    await writer.submit(lambda session: session.ownership.unregister())


@pytest.mark.parametrize("database", ["memory"], indirect=True)
@pytest.mark.parametrize("alone", [True, False])
def test_a_loop_that_ends_under_an_open_engine_fails_no_run(database: Database, alone: bool) -> None:
    """Whoever runs the loop cancels all tasks: that is no word of a body against its step."""
    gated = Gated()
    side = workflow("side", int).parallel_all([gated.flow, gated.flow.named("twin")]).build()

    async def leaves() -> str:
        engine = await Engine(database.store()).__aenter__()
        handle = await engine.start(gated.flow, 0) if alone else await engine.start(side, 0)
        await settle()
        return handle.run_id

    async def look(run_id: str) -> tuple[RunStatus, set[StepStatus]]:
        async with Engine(database.store(), read_only=True) as reader:
            steps = await reader.list_step_executions(run_id)
            return (await reader.get_run(run_id)).status, {one.status for one in steps}

    run_id = asyncio.run(leaves())
    assert asyncio.run(look(run_id)) == (RunStatus.RUNNING, {StepStatus.COMPLETED, StepStatus.RUNNING})
