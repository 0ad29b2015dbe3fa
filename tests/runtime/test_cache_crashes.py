"""A crash at every write of a run with cached steps: an output is kept exactly when its run has recorded it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from gorkflow import Engine, RunFilter, step, workflow
from gorkflow.core.records import CacheRow
from gorkflow.core.run import RunStatus
from gorkflow.stores.memory import MemoryStore
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing.crash import CrashableStore, crash_sweep
from gorkflow.testing.fold import fold, view_of
from tests.core.machine import plan_of

calls: Counter[str] = Counter()


@step(pure=True, cache=3600)
async def adds(value: int) -> int:
    calls["adds"] += 1
    return value + 1


@step
async def moves(value: int) -> int:
    calls["moves"] += 1
    return value + 10


@step(pure=True, cache=3600)
def doubles(value: int) -> int:
    calls["doubles"] += 1
    return value * 2


@step(pure=True, cache=3600)
async def squares(value: int) -> int:
    calls["squares"] += 1
    return value * value


flow = (
    workflow("kept", int)
    .then(adds)
    .then(moves)
    .then_if(lambda value: value > 0, doubles)
    .then(squares)
    .build()
)  # fmt: skip
INPUTS = {"adds": 1, "doubles": 12, "squares": 24}
OUTPUTS = {"adds": b"2", "doubles": b"24", "squares": b"576"}
KEYS = {
    node.path: node.caching.key((INPUTS[node.path],), node.caching.encode((INPUTS[node.path],)))
    for node in plan_of(flow).nodes
    if node.caching is not None
}


@pytest.fixture(params=["memory", "power", "process"])
def make_store(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], CrashableStore]:
    """Makes stores without runs, in memory or of either durability, and forgets what was counted."""
    numbers = count()

    def make() -> CrashableStore:
        calls.clear()
        if request.param == "memory":
            return MemoryStore()
        return SqliteStore(tmp_path / f"{next(numbers)}.db", durability=request.param)

    return make


class End(NamedTuple):
    """What was found after the crash."""

    kept: dict[str, CacheRow]
    recorded: dict[str, bytes | None]
    first: int
    called: Counter[str]
    second: int
    called_again: Counter[str]
    runs: dict[RunStatus, int]


async def test_a_crash_at_every_write(make_store: Callable[[], CrashableStore]) -> None:
    """What is kept is what was recorded; a body in flight is called once more, and later runs call none."""

    async def start(engine: Engine) -> None:
        await engine.run(flow, 1, idempotency_key="once")

    async def finish(engine: Engine) -> End:
        store = engine._parts.kit.store
        rows = {path: await store.get_cached(key, now=0.0) for path, key in KEYS.items()}
        kept = {path: row for path, row in rows.items() if row is not None}
        recorded: dict[str, bytes | None] = {}
        for run in (await store.list_runs(RunFilter())).items:
            snapshot = await store.load(run.run_id)
            assert snapshot is not None
            recorded |= {row.step_id: row.output for row in snapshot.executions if row.status == "COMPLETED"}
        await engine.recover()
        first = await engine.run(flow, 1, idempotency_key="once")
        called = calls.copy()
        calls.clear()
        second = await engine.run(flow, 1)
        for run in (await store.list_runs(RunFilter())).items:
            snapshot = await store.load(run.run_id)
            assert snapshot is not None
            assert fold(await store.list_events(run.run_id)) == view_of(snapshot)
        return End(kept, recorded, first, called, second, calls.copy(), dict(await engine.count_runs()))

    crashes = 0
    async for crash in crash_sweep(
        make_store, lambda store: Engine(store, workflows=[flow], recover=False), start, finish
    ):
        crashes += crash.write is not None
        end = crash.result
        assert (end.first, end.second) == (576, 576), crash
        assert {path: row.output for path, row in end.kept.items()} == {
            path: output for path, output in end.recorded.items() if path in KEYS
        }, crash
        assert {path: row.output for path, row in end.kept.items()}.items() <= OUTPUTS.items(), crash
        assert all(end.called[path] <= 2 for path in end.called), crash
        assert end.called_again == {"moves": 1}, crash
        assert set(end.runs) == {RunStatus.COMPLETED}, crash
    assert crashes >= 8
