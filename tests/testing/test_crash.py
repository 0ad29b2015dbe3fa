"""Crashes at every write, on both stores: what is left can be taken over, and nothing that was durable runs again."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from gorkflow import Engine, step, workflow
from gorkflow.core.records import EngineRow
from gorkflow.core.run import RunFilter
from gorkflow.errors import SettingError
from gorkflow.stores.memory import MemoryStore
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing.crash import Crash, CrashableStore, CrashingStore, crash_sweep

ENGINE = EngineRow("engine-1", "here", 1, 0.0, 0.0, 30.0)

calls: Counter[str] = Counter()


@step
async def load(value: int) -> int:
    calls["load"] += 1
    return value + 1


@step
async def left(value: int) -> int:
    calls["left"] += 1
    return 2 * value


@step
async def right(value: int) -> int:
    calls["right"] += 1
    return 3 * value


@step
async def add(one: int, other: int) -> int:
    calls["add"] += 1
    return one + other


diamond = workflow("diamond").then(load).parallel(left, right).then(add).build()


@pytest.fixture(params=["memory", "sqlite"])
def make_store(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], CrashableStore]:
    """Makes stores without runs; the bodies are counted from then on."""
    numbers = count()

    def make() -> CrashableStore:
        calls.clear()
        if request.param == "memory":
            return MemoryStore()
        return SqliteStore(tmp_path / f"{next(numbers)}.db")

    return make


async def start(engine: Engine) -> int:
    """What the engine that dies does."""
    return await engine.run(diamond, 1, idempotency_key="once")


async def test_every_crash_of_a_diamond_can_be_taken_over(make_store: Callable[[], CrashableStore]) -> None:
    """The result is the same wherever it crashed, and each body runs at most twice: once more per crash."""

    async def finish(engine: Engine) -> tuple[int, int, int]:
        result = await engine.run(diamond, 1, idempotency_key="once")
        found = await engine.list_runs(RunFilter())
        return result, len(found.items), max(calls.values())

    crashes: list[Crash[tuple[int, int, int]]] = [
        crash
        async for crash in crash_sweep(
            make_store, lambda store: Engine(store, workflows=[diamond]), start, finish
        )
    ]  # fmt: skip
    points = max(crash.point for crash in crashes)
    assert [(crash.point, crash.when) for crash in crashes] == [
        (point, when) for point in range(1, points + 1) for when in ("before", "after")
    ]
    assert {crash.write for crash in crashes} >= {"create", "commit"}
    for crash in crashes:
        result, runs, most_calls = crash.result
        assert (result, runs) == (10, 1), crash
        assert most_calls <= 2, crash
    assert max(crash.result[2] for crash in crashes) == 2  # a crash before a commit did cost a body


async def test_a_write_before_which_it_dies_never_happens() -> None:
    """And one after which it dies is there: in both cases nobody is told."""
    for when, kept in (("before", 0), ("after", 1)):
        inner = MemoryStore()
        store = CrashingStore(inner, at=2, when="before" if when == "before" else "after")
        async with Engine(store, recover=False) as engine:
            waiting = asyncio.create_task(engine.start(diamond, 1))
            await asyncio.wait({waiting, asyncio.create_task(store.crashed.wait())}, return_when="FIRST_COMPLETED")
            await asyncio.sleep(0.01)
            await engine.abandon()
            waiting.cancel()
            await asyncio.wait({waiting})
        runs = await inner.list_runs(RunFilter())
        steps = [row for run in runs.items for row in (await inner_executions(inner, run.run_id))]
        assert (store.crashed.is_set(), store.writes) == (True, ["create", "commit"])
        assert sum(status == "COMPLETED" for status in steps) == kept


async def inner_executions(store: MemoryStore, run_id: str) -> list[str]:
    """Statuses of a run's steps."""
    snapshot = await store.load(run_id)
    assert snapshot is not None
    return [row.status for row in snapshot.executions]


async def test_a_dead_store_never_answers_and_never_writes() -> None:
    """Reads and writes wait for ever; beating and closing, which others do for it, do nothing."""
    inner = MemoryStore()
    store = CrashingStore(inner, at=1, when="after")
    await store.open(ENGINE)
    calls_made = [
        asyncio.create_task(store.claim([], limit=1)),
        asyncio.create_task(store.claim([], limit=1)),
    ]
    await store.crashed.wait()
    more = [asyncio.create_task(store.inbox()), asyncio.create_task(store.delete("x"))]
    await asyncio.sleep(0.01)
    assert not any(task.done() for task in (*calls_made, *more))
    assert store.writes == ["claim"]
    store.beat()
    await store.close()
    for task in (*calls_made, *more):
        task.cancel()
    await asyncio.wait([*calls_made, *more])


async def test_without_a_point_it_only_counts() -> None:
    """The scenario runs through, and the names of the writes are there in order."""
    store = CrashingStore(MemoryStore())
    async with Engine(store, workflows=[diamond]) as engine:
        assert await start(engine) == 10
    assert store.writes[:2] == ["claim", "create"]
    assert set(store.writes[2:]) == {"commit"}
    assert store.points == len(store.writes)
    assert not store.crashed.is_set()


async def test_a_failure_of_the_scenario_itself_is_not_swallowed() -> None:
    """A test whose scenario is wrong hears of it."""

    async def wrong(_: Engine) -> None:
        raise RuntimeError("not the store's fault")

    with pytest.raises(RuntimeError, match="not the store's fault"):
        async for _ in crash_sweep(MemoryStore, lambda store: Engine(store), wrong, start):
            pass


def test_points_are_counted_from_one() -> None:
    """Zero would never crash, and a test would prove nothing."""
    with pytest.raises(SettingError, match="from 1"):
        CrashingStore(MemoryStore(), at=0)
