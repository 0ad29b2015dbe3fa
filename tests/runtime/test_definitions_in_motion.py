"""Runs whose code changes under them: compatible ones go on, others are SUSPENDED or taken over; two versions."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, Field

from gorkflow import (
    ConflictError,
    DefinitionError,
    DefinitionMismatchError,
    RunFailedError,
    RunFilter,
    RunFinishedError,
    RunNotFinishedError,
    SchemaMismatchError,
    StateKey,
    Step,
    StepContext,
    Workflow,
    step,
    workflow,
)
from gorkflow.core.body_code import code_hash
from gorkflow.core.run import RunStatus
from gorkflow.testing import FakeClock
from gorkflow.testing.crash import CrashingStore
from tests.conftest import Database, OpenEngine, on_sqlite

COUNT = StateKey("count", int)


class Order(BaseModel):
    cents: int


class World:
    """Steps that count their calls; `gate` holds a run until it is let through."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.free = asyncio.Event()
        self.at_gate = asyncio.Queue[None]()  # one for each arrival

    def step(self, id: str, takes: type[Any] = int, gives: Any = int, *, value: object = None) -> Step[Any, Any]:
        async def body(ctx: StepContext, given: Any) -> Any:
            self.calls[id] += 1
            ctx.state.set(COUNT, ctx.state.get(COUNT, 0) + 1)
            return given if value is None else value

        body.__annotations__ |= {"given": takes, "return": gives}
        return Step(id, body)

    def gate(self, takes: type[Any] = int) -> Step[Any, Any]:
        async def gate(given: Any) -> int:
            self.calls["gate"] += 1
            self.at_gate.put_nowait(None)
            await self.free.wait()
            return 10

        gate.__annotations__ |= {"given": takes}
        return Step("gate", gate)

    def flow(self, *steps: Step[Any, Any], version: str = "1", id: str = "flow") -> Workflow[Any, Any]:
        at: Any = workflow(id, version=version).then(steps[0])
        for one in steps[1:]:
            at = at.then(one)
        built: Workflow[Any, Any] = at.build()
        return built


async def stopped_at_gate(open_engine: OpenEngine, world: World, flow: Workflow[Any, Any], value: object = 1) -> str:
    """A run that was left with the gate in flight, by an engine that is closed."""
    engine = await open_engine(flow, grace=0)
    handle = await engine.start(flow, value)
    await world.at_gate.get()
    await engine.__aexit__(None, None, None)
    world.free.set()
    return handle.run_id


def lines(run: Any) -> list[str]:
    """The differences that a SUSPENDED run tells."""
    return [line.removeprefix("  - ") for line in run.error.message.splitlines()[1:]]


async def test_what_has_not_run_may_change(open_engine: OpenEngine) -> None:
    """Steps to come are added, removed, rewired, retyped: the run goes on, and says so once."""
    world = World()
    old = world.flow(world.step("load"), world.gate(), world.step("price"), world.step("send"))
    run_id = await stopped_at_gate(open_engine, world, old)
    new = world.flow(world.step("load"), world.gate(), world.step("check"), world.step("send", gives=str, value="ok"))
    engine = await open_engine(new)
    assert await engine.handle(run_id, new).result() == "ok"
    assert world.calls == {"load": 1, "gate": 2, "check": 1, "send": 1}
    run = await engine.get_run(run_id)
    assert (run.fingerprint, run.workflow_version, run.progress) == (new.fingerprint, "1", 1.0)
    migrated = [event async for event in engine.events(run_id) if event.type == "RunMigrated"]
    assert [(event.data["from"], event.data["to"]) for event in migrated] == [(old.fingerprint, new.fingerprint)]
    assert [one.step_id for one in await engine.list_step_executions(run_id)] == ["load", "gate", "check", "send"]


@pytest.mark.parametrize("pure", [False, True])
async def test_an_edited_body_goes_on_and_each_attempt_says_which_it_was(open_engine: OpenEngine, pure: bool) -> None:
    """The structure is the same, so nothing is asked; the events hold a hash of the code (G5)."""

    @step(id="load", pure=pure)
    async def broken(value: int) -> int:
        raise ValueError(value)

    @step(id="load", pure=pure)
    async def mended(value: int) -> int:
        return value + 1

    flows = [workflow("w").then(body).build() for body in (broken, mended)]
    engine = await open_engine(flows[0])
    handle = await engine.start(flows[0], 1)
    with pytest.raises(RunFailedError):
        await handle.result()
    await engine.__aexit__(None, None, None)
    engine = await open_engine(flows[1])
    await engine.retry(handle.run_id)
    assert await engine.handle(handle.run_id, flows[1]).result() == 2
    events = [event async for event in engine.events(handle.run_id) if event.step_id and "code" in event.data]
    assert [(event.type, event.attempt, event.data["code"]) for event in events] == [
        ("StepFailed" if pure else "StepStarted", 1, code_hash(broken.handler)),
        ("StepStarted", 2, code_hash(mended.handler)),
        *([("StepCompleted", 2, code_hash(mended.handler))] if pure else []),
    ]


async def test_more_steps_than_before_are_known(open_engine: OpenEngine) -> None:
    """Progress counts those of the new definition."""
    world = World()
    run_id = await stopped_at_gate(open_engine, world, world.flow(world.step("load"), world.gate()))
    world.free.clear()
    new = world.flow(world.step("load"), world.gate(), world.step("a"), world.step("b"))
    engine = await open_engine(new)
    await world.at_gate.get()
    assert (await engine.get_run(run_id)).progress == 0.25
    world.free.set()
    await engine.handle(run_id, new).result()


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        ("gone", "step 'load' is gone; is it 'fetch' now?"),
        ("output", "step 'load': output type int -> str"),
        ("field", "step 'load': output type Order has changed: field 'cents' is gone, field 'total' (number) is new"),
        ("input", "the workflow's input: int -> str"),
        ("source", "step 'next': takes load instead of the run's input"),
        ("kind", "step 'load': was a step, is a then_if"),
        ("tolerance", "step 'load': its failure is tolerated now"),
        ("begun", "step 'gate' is gone; is it 'door' now?"),
    ],
)
async def test_a_changed_past_suspends(open_engine: OpenEngine, change: str, difference: str) -> None:
    """With a line for each difference, and the remedy; it goes on when the code is back, as if nothing had been."""
    world = World()
    load, next_ = world.step("load"), world.step("next")
    at = workflow("flow", int).then(load)
    old: Any = at.then(world.gate()).build()
    new: Any = None
    if change == "gone":
        new = workflow("flow", int).then(world.step("fetch")).then(world.gate()).build()
    elif change == "output":
        new = workflow("flow", int).then(world.step("load", gives=str)).then(world.gate(str)).build()
    elif change == "field":
        old = workflow("flow", int).then(world.step("load", gives=Order, value=Order(cents=3)))
        old = old.then(world.gate(Order)).build()
        other = type("Order", (BaseModel,), {"__annotations__": {"total": float}})
        new = workflow("flow", int).then(world.step("load", gives=other)).then(world.gate(other)).build()
    elif change == "input":
        new = workflow("flow", str).then(world.step("load", takes=str)).then(world.gate()).build()
    elif change == "source":
        first: Any = workflow("flow", int)
        old = first.then(load).join(first.then(next_)).then(world.gate(tuple[int, int])).build()
        new = at.then(next_).then(world.gate()).build()
    elif change == "kind":
        new = workflow("flow", int).then_if(bool, load).then(world.gate()).build()
    elif change == "tolerance":
        new = workflow("flow", int).then(load.or_else(3)).then(world.gate()).build()
    else:
        door = world.gate()
        new = at.then(door.named("door")).build()
    run_id = await stopped_at_gate(open_engine, world, old)
    wrong = await open_engine(new)
    run = await wrong.get_run(run_id)
    assert run.status is RunStatus.SUSPENDED
    assert difference in lines(run)
    assert f"gorkflow migrate {run_id}" in (run.error.message.splitlines()[0] if run.error else "")
    assert wrong.health().running == 0
    with pytest.raises(RunNotFinishedError, match=r"is SUSPENDED.*migrate\(\)"):
        await wrong.retry(run_id)
    await wrong.__aexit__(None, None, None)
    right = await open_engine(old)
    assert await right.handle(run_id, old).result() == 10
    assert (world.calls["load"], world.calls["gate"]) == (1, 2)


async def test_a_suspended_run_is_left_alone(open_engine: OpenEngine, database: Database, clock: FakeClock) -> None:
    """No write per period; it is looked at again when something else is registered."""
    world = World()
    old = world.flow(world.step("load"), world.gate())
    run_id = await stopped_at_gate(open_engine, world, old)
    store = CrashingStore(database.store())
    engine = await open_engine(world.flow(world.step("fetch"), world.gate()), store=store, clock=clock, lease_ttl=3)
    run = await engine.get_run(run_id)
    assert run.status is RunStatus.SUSPENDED
    before = await store.get_run(run_id)
    writes = len(store.writes)
    await clock.advance(30)
    assert set(store.writes[writes:]) <= {"claim"}
    assert await store.get_run(run_id) == before
    assert await engine.recover() == []
    assert await store.get_run(run_id) == before
    engine.register(world.flow(world.step("x"), id="another"))
    await clock.settle()
    looked_at = await store.get_run(run_id)
    assert before is not None
    assert looked_at is not None
    assert looked_at == before._replace(epoch=before.epoch + 1)


async def test_migrate_takes_a_run_over(open_engine: OpenEngine) -> None:
    """What both definitions have is kept, what is gone is history, what is new runs: `end` need not wait for it."""
    world = World()
    old = world.flow(world.step("load"), world.step("gone"), world.step("kept"), world.gate(), world.step("end"))
    run_id = await stopped_at_gate(open_engine, world, old)
    new = world.flow(world.step("load"), world.step("new"), world.step("kept"), world.step("end"))
    engine = await open_engine(new)
    suspended = await engine.get_run(run_id)
    assert lines(suspended) == [
        "step 'gone' is gone; is it 'new' now?",
        "step 'kept': takes new instead of gone",
        "step 'gate' is gone; is it 'new' now?",
    ]
    await engine.migrate(run_id)
    assert await engine.handle(run_id, new).result() == 1
    assert world.calls == {"load": 1, "gone": 1, "kept": 1, "gate": 1, "new": 1, "end": 1}
    run = await engine.get_run(run_id)
    assert (run.status, run.progress, run.error) == (RunStatus.COMPLETED, 1.0, None)
    records = {one.step_id: (str(one.status), one.index) for one in await engine.list_step_executions(run_id)}
    assert records == {
        "load": ("COMPLETED", 0), "gone": ("COMPLETED", 1), "kept": ("COMPLETED", 2), "gate": ("CANCELLED", None),
        "new": ("COMPLETED", 3), "end": ("COMPLETED", 4),
    }  # fmt: skip
    snapshot = await engine._parts.kit.store.load(run_id)
    assert snapshot is not None
    assert snapshot.run.migrated_from == old.fingerprint
    assert [(row.step_id, row.value) for row in snapshot.state if row.value] == [
        ("load", b"\x011"), ("gone", b"\x012"), ("kept", b"\x013"), ("new", b"\x014"), ("end", b"\x014"),
    ]  # fmt: skip


async def test_history_plays_no_part_after_a_restart(open_engine: OpenEngine) -> None:
    """A run that was taken over is resumed, forked and shown without the steps that are gone."""
    world = World()
    old = world.flow(world.step("gone"), world.step("load"), world.gate())
    run_id = await stopped_at_gate(open_engine, world, old)
    world.free.clear()
    new = world.flow(world.step("load"), world.gate(), world.step("end"))
    engine = await open_engine(new, grace=0)
    await engine.migrate(run_id)
    await world.at_gate.get()
    assert (await engine.get_run(run_id)).progress == pytest.approx(1 / 3)
    await engine.__aexit__(None, None, None)
    world.free.set()
    again = await open_engine(new)
    assert await again.handle(run_id, new).result() == 10
    assert world.calls == {"gone": 1, "load": 1, "gate": 3, "end": 1}
    assert (await again.preview_fork(run_id, from_step="end")).kept == ("load", "gate")
    fork_id = await again.fork(run_id, from_step="end", input=4)
    assert await again.handle(fork_id, new).result() == 4
    assert [one.step_id for one in await again.list_step_executions(fork_id)] == ["load", "gate", "end"]


async def test_migrate_checks_what_it_keeps(open_engine: OpenEngine) -> None:
    """A stored output that does not fit its new type: the error names step and field, and nothing was written."""
    world = World()
    old = world.flow(world.step("load", gives=Order, value=Order(cents=3)), world.gate(Order))
    run_id = await stopped_at_gate(open_engine, world, old)
    strict = type("Order", (BaseModel,), {"__annotations__": {"cents": int, "currency": str}})
    engine = await open_engine(world.flow(world.step("load", gives=strict), world.gate(strict)))
    store = engine._parts.kit.store
    before = await store.load(run_id)
    with pytest.raises(SchemaMismatchError, match=r"output of step 'load' does not fit the type Order: value.currency"):
        await engine.migrate(run_id)
    assert await store.load(run_id) == before
    await engine.__aexit__(None, None, None)
    loose = type("Order", (BaseModel,), {"__annotations__": {"cents": float}})
    flow = world.flow(world.step("load", gives=loose), world.gate(loose))
    engine = await open_engine(flow)
    await engine.migrate(run_id)
    assert await engine.handle(run_id, flow).result() == 10
    assert world.calls == {"load": 1, "gate": 2}


async def test_a_union_that_grew_reads_what_is_stored(open_engine: OpenEngine) -> None:
    """By the member that takes it, wherever that stands now."""
    world = World()
    old = world.flow(world.step("load"), world.gate())
    run_id = await stopped_at_gate(open_engine, world, old, 7)
    form = str | int
    last = world.step("last", takes=form, gives=form)  # type: ignore[arg-type]  # a form, not a class
    at: Any = workflow("flow", int).then(world.step("load", gives=form))
    flow: Workflow[Any, Any] = at.tap(world.gate(form)).then(last).build()  # type: ignore[arg-type]  # as above
    engine = await open_engine(flow)
    await engine.migrate(run_id)
    assert await engine.handle(run_id, flow).result() == 7


async def test_a_consumer_of_another_type_is_told_before_its_body(open_engine: OpenEngine) -> None:
    """A step to come was retyped: what is stored is validated first; SchemaMismatchError names step and reason."""
    world = World()
    run_id = await stopped_at_gate(open_engine, world, world.flow(world.step("load"), world.gate(), world.step("end")))
    end = world.step("end", takes=Annotated[int, Field(gt=100)])  # type: ignore[arg-type]  # a form, not a class
    new = world.flow(world.step("load"), world.gate(), end)
    engine = await open_engine(new)
    with pytest.raises(RunFailedError, match=r"\[schema_mismatch\] step 'end' of run .* greater than 100"):
        await engine.handle(run_id, new).result()
    assert world.calls["end"] == 0
    await engine.__aexit__(None, None, None)
    wide = world.flow(world.step("load"), world.gate(), world.step("end"))
    engine = await open_engine(wide)
    await engine.retry(run_id)
    assert await engine.handle(run_id, wide).result() == 10


async def test_two_versions_side_by_side(open_engine: OpenEngine) -> None:
    """Each run stays on its version; an engine claims only the versions that it has; the others can be listed."""
    world = World()
    one = world.flow(world.step("load"), world.gate(), version="1")
    two = world.flow(world.step("fetch"), world.gate(), version="2")
    engine = await open_engine(one, two, grace=0)
    handles = [await engine.start(flow, 1) for flow in (one, two)]
    await world.at_gate.get()
    await world.at_gate.get()
    await engine.__aexit__(None, None, None)
    world.free.set()
    newer = await open_engine(two)
    assert await newer.handle(handles[1].run_id, two).result() == 10
    [left] = (await newer.list_runs(RunFilter(version="1", status=RunStatus.RUNNING))).items
    assert left.run_id == handles[0].run_id
    newer.register(one)
    assert await newer.handle(left.run_id, one).result() == 10
    assert (await newer.get_run(left.run_id)).workflow_version == "1"
    assert world.calls == {"load": 1, "fetch": 1, "gate": 4}


async def test_migrate_to_the_only_other_version(open_engine: OpenEngine) -> None:
    """Where the run's own is not registered; of several the user has to choose."""
    world = World()
    one = world.flow(world.step("load"), world.gate(), version="1")
    run_id = await stopped_at_gate(open_engine, world, one)
    two, three = (world.flow(world.step("load"), world.step("end"), version=version) for version in ("2", "3"))
    several = await open_engine(two, three)
    with pytest.raises(DefinitionError, match=r"version '2', '3' is; .* of several, register only the one"):
        await several.migrate(run_id)
    await several.__aexit__(None, None, None)
    none = await open_engine()
    with pytest.raises(DefinitionError, match=r"is not registered; register\(\.\.\.\)"):
        await none.migrate(run_id)
    await none.__aexit__(None, None, None)
    engine = await open_engine(two)
    await engine.migrate(run_id)
    assert await engine.handle(run_id, two).result() == 1
    run = await engine.get_run(run_id)
    assert (run.workflow_version, run.fingerprint) == ("2", two.fingerprint)
    with pytest.raises(RunFinishedError, match="is COMPLETED, and only an open run"):
        await engine.migrate(run_id)


async def test_migrate_of_a_run_that_is_where_it_should_be(open_engine: OpenEngine) -> None:
    """Nothing happens to one that is driven; one that nobody drives goes on."""
    world = World()
    flow = world.flow(world.step("load"), world.gate())
    engine = await open_engine(flow, grace=0)
    handle = await engine.start(flow, 1)
    await world.at_gate.get()
    await engine.migrate(handle.run_id)
    assert (await handle.run()).status is RunStatus.RUNNING
    await engine.__aexit__(None, None, None)
    world.free.set()
    idle = await open_engine(flow, recover=False)
    await idle.migrate(handle.run_id)
    assert await idle.handle(handle.run_id, flow).result() == 10


@on_sqlite
async def test_a_run_of_another_engine_is_not_migrated(open_engine: OpenEngine) -> None:
    """It is driven there: ConflictError, and nothing was changed."""
    world = World()
    one = world.flow(world.step("load"), world.gate(), version="1")
    engine = await open_engine(one)
    handle = await engine.start(one, 1)
    await world.at_gate.get()
    other = await open_engine(world.flow(world.step("load"), version="2"))
    with pytest.raises(ConflictError, match="is driven by another engine; nothing was changed"):
        await other.migrate(handle.run_id)
    world.free.set()
    assert await handle.result() == 10


async def test_what_a_skipped_step_passes_on_stays(open_engine: OpenEngine) -> None:
    """Also where another step stands before it now; where what it passes on is gone, the run is not taken over."""
    world = World()

    @step
    async def grow(value: int) -> int:
        return value + 1

    def flow(first: str, *more: str) -> Workflow[Any, Any]:
        at: Any = workflow("flow", int).then(world.step(first))
        for id in more:
            at = at.then(world.step(id, value=77))
        built: Workflow[Any, Any] = (
            at.then_if(lambda value: value > 50, grow).tap(world.gate()).then(world.step("end")).build()
        )
        return built

    run_id = await stopped_at_gate(open_engine, world, flow("load"), 5)
    engine = await open_engine(flow("fetch"))
    with pytest.raises(DefinitionMismatchError, match="step 'grow' was skipped and passes on the output of a step"):
        await engine.migrate(run_id)
    await engine.__aexit__(None, None, None)
    engine = await open_engine(flow("load", "more"))
    await engine.migrate(run_id)
    assert await engine.handle(run_id, flow("load", "more")).result() == 5
