"""A crash at every write of runs that sleep and wait: each wait ends once, no signal is lost, and none counts twice."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from gorkflow import Engine, RunFilter, RunStatus, Signal, StepContext, Workflow, step, workflow
from gorkflow.errors import RunFinishedError
from gorkflow.stores.memory import MemoryStore
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing.crash import CrashableStore, crash_sweep
from gorkflow.testing.fold import fold, view_of

calls: Counter[str] = Counter()
note = Signal("note", str)
go = Signal("go", int)


@step
async def add(ctx: StepContext, value: int) -> int:
    calls[ctx.step_id] += 1
    return value + 1


@step
async def text(ctx: StepContext, value: str | None) -> str:
    calls[ctx.step_id] += 1
    return "none" if value is None else value


@step
async def joined(ctx: StepContext, one: str, other: str) -> str:
    calls[ctx.step_id] += 1
    return f"{one}+{other}"


class Case(NamedTuple):
    """What is run, the signals that are sent at once, and what comes of it."""

    flow: Workflow[int, str]
    signals: list[str]
    output: str


start = workflow("two", int).then(add)
turns = workflow("turn", str).wait_for(note).then(text).build()
CASES = {
    "sleep": Case(
        workflow("sleep", int).then(add).sleep(0.02).wait_for(note).then(text).build(), ["a"], "a"
    ),
    "time-out": Case(
        workflow("time-out", int).then(add).wait_for(note, timeout=0.02, default=None).then(text).build(), [], "none"
    ),
    "in-time": Case(
        workflow("in-time", int).wait_for(note, timeout=60, default=None).sleep(0.01).then(text).build(), ["a"], "a"
    ),
    "buffered": Case(
        workflow("buffered", int).sleep(0.02).wait_for(note).wait_for(note).then(text).build(), ["a", "b"], "b"
    ),
    "beside": Case(start.wait_for(note).join(start.sleep(0.02).wait_for(note)).then(joined).build(), ["a", "b"], "a+b"),
    "loop": Case(workflow("loop", int).wait_for(note).repeat(2, turns).build(), ["a", "b", "c"], "c"),
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


async def play(engine: Engine, case: Case) -> str:
    """Start the run and send its signals; whoever does not know whether one arrived sends it again."""
    handle = await engine.start(case.flow, 1, idempotency_key="once")
    with contextlib.suppress(RunFinishedError):
        for number, signal in enumerate(case.signals):
            await handle.signal(note, signal, signal_id=f"signal-{number}")
    return await handle.result(timeout=10)


@pytest.mark.parametrize("name", CASES)
async def test_a_crash_at_every_write(make_store: Callable[[], CrashableStore], name: str) -> None:
    """The same output; each body at most twice; each wait over once; events that match the rows."""
    case = CASES[name]

    async def begin(engine: Engine) -> None:
        await play(engine, case)

    async def finish(engine: Engine) -> str:
        await engine.recover()
        output = await play(engine, case)
        [run] = (await engine.list_runs(RunFilter())).items
        assert (run.status, run.progress) == (RunStatus.COMPLETED, 1.0)
        store = engine._parts.kit.store
        snapshot = await store.load(run.run_id)
        assert snapshot is not None
        events = await store.list_events(run.run_id)
        assert fold(events) == view_of(snapshot)
        ends = Counter(one.step_id for one in events if one.type in {"SleepEnded", "SignalReceived", "WaitTimedOut"})
        assert set(ends.values()) <= {1}
        paused = {row.step_id for row in snapshot.executions if "@sleep" in row.step_id or "@wait" in row.step_id}
        assert set(ends) == paused
        return output

    crashes = 0
    async for crash in crash_sweep(
        make_store, lambda store: Engine(store, workflows=[case.flow], grace=0.1), begin, finish
    ):
        crashes += crash.write is not None
        assert crash.result == case.output, crash
        assert max(calls.values(), default=0) <= 2, crash
    assert crashes >= 8


async def test_signals_and_time_outs_race(tmp_path: Path) -> None:
    """Many runs, each sent a signal about when its time is over: it is taken by the first wait or by the second."""
    flow = workflow("race", int).wait_for(note, timeout=0.5, default=None).then(text).sleep(0).wait_for(go).build()
    async with Engine(SqliteStore(tmp_path / "runs.db", durability="process"), workflows=[flow]) as engine:

        async def race(number: int) -> tuple[str, list[str]]:
            handle = await engine.start(flow, number)
            await asyncio.sleep(number * 0.02)
            await handle.signal(note, "in time")
            await handle.signal(go, number)
            assert await handle.result(timeout=20) == number
            taken = [event.type.value async for event in handle.events() if event.step_id == "@wait-1"]
            return str(await engine.load_step_output(handle.run_id, "text")), taken

        ends = await asyncio.gather(*(race(number) for number in range(50)))
    for output, taken in ends:
        last = "SignalReceived" if output == "in time" else "WaitTimedOut"
        assert taken == ["StepWaiting", last]
    assert {output for output, _ in ends} == {"in time", "none"}
