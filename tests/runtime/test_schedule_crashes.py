"""A crash at every write of a firing, and engines killed for real: one run for every time."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from gorkflow import Engine, RunFilter, RunStatus, Schedule
from gorkflow.runtime.schedule_rows import read_schedule
from gorkflow.stores.memory import MemoryStore
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing import FakeClock
from gorkflow.testing.crash import CrashableStore, crash_sweep
from tests.runtime.scheduled_program import doubling

ROOT = Path(__file__).parents[2]
START = datetime(2026, 1, 1, tzinfo=UTC)


class World:
    """The clock of the engines of one crash; it goes on where it stood."""

    clock = FakeClock()


@pytest.fixture(params=["memory", "sqlite"])
def make_store(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], CrashableStore]:
    """Makes stores without schedules, and a clock for each."""
    numbers = count()

    def make() -> CrashableStore:
        World.clock = FakeClock()
        if request.param == "memory":
            return MemoryStore()
        return SqliteStore(tmp_path / f"{next(numbers)}.db", durability="process")

    return make


def engine_on(store: Any) -> Engine:
    return Engine(store, workflows=[doubling], clock=World.clock, lease_ttl=86400)


async def rest(engine: Engine) -> Schedule:
    """Until nothing is due, and all runs are over."""
    engine._parts.schedules.soon()
    while True:
        (row,) = await engine._parts.kit.store.list_schedules()
        if row.next_at is not None and row.next_at > World.clock.now() and not row.is_decided:
            break
        await asyncio.sleep(0.001)
    await engine.idle()
    return read_schedule(row)


@pytest.mark.parametrize("missed", ["skip", "once", "all"])
@pytest.mark.parametrize("overlap", ["skip", "allow"])
async def test_a_crash_at_every_write_of_a_firing(
    make_store: Callable[[], CrashableStore], missed: Any, overlap: Any
) -> None:
    """Two times come, and the engine dies at one of its writes. The next one fires what is due, and a third time."""

    async def go_on_to(engine: Engine, minutes: int) -> Schedule:
        await engine.schedule(doubling, 21, id="m", every=60, missed=missed, overlap=overlap)
        schedule = await rest(engine)
        while World.clock.now() < START.timestamp() + 60 * minutes:
            World.clock.jump(60)
            schedule = await rest(engine)
        return schedule

    async def start(engine: Engine) -> None:
        await go_on_to(engine, 2)

    async def finish(engine: Engine) -> tuple[Schedule, list[Any]]:
        schedule = await go_on_to(engine, 3)
        runs = (await engine.list_runs(RunFilter(tags={"schedule": "m"}))).items
        return schedule, sorted(runs, key=lambda run: run.idempotency_key or "")

    writes: set[str | None] = set()
    async for crash in crash_sweep(make_store, engine_on, start, finish):
        writes.add(crash.write)
        schedule, runs = crash.result
        keys = [f"schedule/m/2026-01-01T00:0{minute}:00+00:00" for minute in (1, 2, 3)]
        assert [run.idempotency_key for run in runs] == keys, crash
        assert [(run.status, run.output) for run in runs] == [(RunStatus.COMPLETED, 42)] * 3, crash
        assert (schedule.last_run_id, schedule.skipped) == (runs[2].run_id, 0), crash
        assert schedule.last_at == START + timedelta(minutes=3), crash
    assert writes >= {"put_schedule", "create", "commit"}


async def caught_up(engine: Engine) -> None:
    """By the clock of the machine."""
    while True:
        (schedule,) = await engine.list_schedules()
        if schedule.next_at is not None and schedule.next_at > datetime.now(UTC):
            return
        await asyncio.sleep(0.02)


@pytest.fixture
def spawn(tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Starts processes that fire schedules; they are gone at the test's end."""
    children: list[subprocess.Popen[str]] = []

    def spawn() -> subprocess.Popen[str]:
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.runtime.scheduled_program", str(tmp_path / "runs.db")],
            stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        children.append(child)
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        return child

    yield spawn
    for child in children:
        child.kill()
        child.communicate()


@pytest.mark.long
async def test_of_processes_that_are_killed_each_time_has_one_run(
    tmp_path: Path, spawn: Callable[[], subprocess.Popen[str]]
) -> None:
    """Two at work on ten times per second, one after the other killed with -9: none is missing, none comes twice."""
    async with Engine(SqliteStore(tmp_path / "runs.db"), recover=False) as engine:
        made = await engine.schedule(doubling, 21, id="m", every=0.1, missed="all", overlap="allow")
        children = [spawn(), spawn()]
        for _ in range(4):
            await asyncio.sleep(0.53)
            children[0].send_signal(signal.SIGKILL)
            assert children.pop(0).wait(10) == -signal.SIGKILL
            children.append(spawn())
        for child in children:
            child.send_signal(signal.SIGKILL)
            child.wait(10)
    async with Engine(SqliteStore(tmp_path / "runs.db"), workflows=[doubling]) as engine:
        await caught_up(engine)
        await engine.unschedule("m")
        await asyncio.sleep(0.2)
        await engine.idle()
        assert set(await engine.count_runs()) == {RunStatus.COMPLETED}
        runs = (await engine.list_runs(RunFilter(tags={"schedule": "m"}, limit=1000))).items
    fired = sorted(datetime.fromisoformat((run.idempotency_key or "").rpartition("/")[2]) for run in runs)
    numbers = [round((at - made.created_at).total_seconds() / 0.1) for at in fired]
    assert numbers == list(range(1, len(runs) + 1))
    assert len(runs) > 20
