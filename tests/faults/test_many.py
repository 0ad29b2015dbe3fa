"""Ten thousand runs at once, and who gets his turn (C8, C9)."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gorkflow import RetryPolicy, RunStatus, StepContext, Workflow, step, workflow
from gorkflow.testing import FakeClock
from tests.conftest import OpenEngine, on_memory, on_sqlite
from tests.faults.arena import ROOT
from tests.faults.conftest import MakeArena
from tests.faults.evidence import judge, most_at_once
from tests.runtime.gated import Gated
from tests.runtime.test_closing import steal

_MANY = """
import asyncio, json, os, resource, sys, threading
from gorkflow import Engine, step, workflow
from gorkflow.stores.sqlite import SqliteStore

RUNS = 10_000
free = asyncio.Event()
inside = 0

@step
async def waits(value: int) -> int:
    global inside
    inside += 1
    await free.wait()
    return value

@step
async def adds(value: int) -> int:
    return value + 1

flow = workflow("many").then(waits).then(adds).build()

def look() -> dict[str, int]:
    pages = int(open("/proc/self/statm").read().split()[1])
    return {
        "rss_mb": pages * resource.getpagesize() // 2**20, "fds": len(os.listdir("/proc/self/fd")),
        "threads": threading.active_count(), "tasks": len(asyncio.all_tasks()),
    }

async def main():
    store = SqliteStore(sys.argv[1], durability="process")
    async with Engine(store, workflows=[flow], max_concurrent_runs=RUNS, max_concurrent_steps=RUNS) as engine:
        before = look()
        handles = []
        for first in range(0, RUNS, 500):
            handles += await asyncio.gather(*(engine.start(flow, number) for number in range(first, first + 500)))
        while inside < RUNS:
            await asyncio.sleep(0.02)
        during = look()
        free.set()
        await engine.idle()
        counts = {status.value: count for status, count in (await engine.count_runs()).items()}
        assert await handles[4321].result() == 4322
    print(json.dumps({"before": before, "during": during, "counts": counts}))

asyncio.run(main())
"""


@pytest.mark.long
def test_ten_thousand_runs_at_once(tmp_path: Path) -> None:
    """All in flight: 10 KB of memory each at most, no file and no thread more than for one; all end."""
    done = subprocess.run(
        [sys.executable, "-c", _MANY, str(tmp_path / "runs.db")],
        capture_output=True, text=True, timeout=120, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    print(found)
    before, during = found["before"], found["during"]
    assert found["counts"] == {"COMPLETED": 10_000}
    assert during["rss_mb"] - before["rss_mb"] < 150
    assert during["fds"] - before["fds"] <= 2
    assert during["threads"] - before["threads"] <= 2
    assert during["tasks"] - before["tasks"] <= 10_100


def turns(name: str, seen: list[str], clock: FakeClock) -> Workflow[int, int]:
    """A workflow of four steps that note its name and take a second each."""

    @step(id="a")
    async def turn(ctx: StepContext, value: int) -> int:
        seen.append(name)
        await clock.sleep(1)
        return value

    return workflow(name).sequence(turn, turn.named("b"), turn.named("c"), turn.named("d")).build()


@on_memory
async def test_a_flood_of_one_workflow_does_not_hold_up_another(open_engine: OpenEngine, clock: FakeClock) -> None:
    """With 500 runs of one in flight and ten places, each step of another gets its turn as if all ran in a circle."""
    seen: list[str] = []
    flood, few = turns("flood", seen, clock), turns("few", seen, clock)
    engine = await open_engine(clock=clock, lease_ttl=86400, max_concurrent_steps=10)
    for number in range(500):
        await engine.start(flood, number)
    handles = [await engine.start(few, number) for number in range(10)]
    async with clock.running():
        await engine.idle()
    turns_of_few = [place for place, name in enumerate(seen) if name == "few"]
    assert len(turns_of_few) == 40
    for number in range(4):
        assert turns_of_few[10 * number + 9] < 510 * (number + 1) + 20
    assert [await handle.result() for handle in handles] == list(range(10))
    assert await engine.count_runs() == {RunStatus.COMPLETED: 510}


@on_memory
async def test_a_limit_holds_whatever_happens(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Retries, time-outs, failures, cancellations: never more than three bodies, three are used, places return."""
    inside: set[str] = set()
    most = 0

    @step(retry=RetryPolicy(3, delay=0.5, jitter=0), timeout=2, concurrency=3)
    async def restless(ctx: StepContext, value: int) -> int:
        nonlocal most
        key = f"{ctx.run_id}/{ctx.attempt}"
        inside.add(key)
        most = max(most, len(inside))
        try:
            await clock.sleep(5 if (value + ctx.attempt) % 5 == 0 else 0.3)
            if (value + ctx.attempt) % 3 == 0:
                raise OSError("again")
        finally:
            inside.discard(key)
        return value

    flow = workflow("restless").then(restless).build()
    engine = await open_engine(clock=clock, lease_ttl=86400)
    handles = [await engine.start(flow, number) for number in range(40)]
    async with clock.running():
        await asyncio.gather(*(handle.cancel() for handle in handles[::7]))
        await engine.idle()
    assert most == 3
    counts = await engine.count_runs()
    assert set(counts) <= {RunStatus.COMPLETED, RunStatus.FAILED, RunStatus.CANCELLED}
    assert sum(counts.values()) == 40
    again = [await engine.start(flow, 0) for _ in range(3)]
    async with clock.running():
        await engine.idle()
    assert len({(await handle.run()).status for handle in again}) == 1


@pytest.mark.long
def test_a_limit_holds_in_each_of_two_processes(make_arena: MakeArena) -> None:
    """Also while one takes over what the other had in flight when it was killed (C9)."""
    arena = make_arena(0.02, 0.1)
    children = [
        arena.spawn(flow="diamond-thread", runs=25, first=100 * number, steps=3, lease=1, listens=True)
        for number in range(2)
    ]
    for child in children:
        child.until("started")
    children[0].kill()
    heir = arena.spawn(steps=3, lease=1, listens=True)
    heir.until("started")
    for child in (children[1], heir):
        child.ask("idle")
    while json.loads(heir.ask("counts")) != {"COMPLETED": len(arena.runs())}:
        heir.ask("recover")
    assert judge(arena).faults() == {}
    notes = arena.notes()
    assert max(most_at_once(notes, life) for life in (1, 2, 3)) == 3


@on_sqlite
async def test_what_a_fenced_run_had_planned_holds_no_place(open_engine: OpenEngine) -> None:
    """Its next step had a place when the write before it was refused: another run gets it."""
    gated, well = Gated(), Gated("well")
    well.free.set()
    zombie = await open_engine(max_concurrent_steps=1)
    lost = await zombie.start(gated.flow, 0)
    await FakeClock().settle()
    heir = await open_engine(gated.flow, recover=False)
    await steal(zombie)
    assert await heir.recover() == [lost.run_id]
    gated.free.set()
    assert await heir.handle(lost.run_id, gated.flow).result(timeout=60) == 3
    await zombie.idle()
    assert await (await zombie.start(well.flow, 0)).result(timeout=60) == 3
