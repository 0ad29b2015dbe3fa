"""Engines on a server: that is killed under them, and they themselves."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from gorkflow import Engine, RunFilter, RunStatus, connect, step, workflow
from gorkflow.runtime import parts
from gorkflow.stores.libsql import LibsqlStore
from gorkflow.testing.conformance_stage import engine_row
from gorkflow.testing.fold import fold, view_of
from tests.stores.libsql.sqld import Server

ROOT = Path(__file__).parents[3]
calls: Counter[tuple[str, int]] = Counter()
"""How often each body was called with each value."""


async def note(name: str, value: int) -> None:
    calls[name, value] += 1
    await asyncio.sleep(0.01)


@step
async def first(value: int) -> int:
    await note("first", value)
    return value * 100


@step
async def left(value: int) -> int:
    await note("left", value)
    return value + 1


@step
def right(value: int) -> int:
    calls["right", value] += 1
    return value + 2


@step
async def join(one: int, other: int) -> int:
    await note("join", one)
    return one + other


@step
async def last(value: int) -> int:
    await note("last", value)
    return value


diamond = workflow("diamond").then(first).parallel(left, right).then(join).then(last).build()


@pytest.fixture(autouse=True)
async def audited(server: Server) -> AsyncIterator[None]:
    """At the end of each test the events of every run, folded, are its rows."""
    calls.clear()
    yield
    store = LibsqlStore(server.url)
    await store.open(engine_row("the-audit"), read_only=True)
    for run in (await store.list_runs(RunFilter(limit=1000))).items:
        snapshot = await store.load(run.run_id)
        assert snapshot is not None
        assert fold(await store.list_events(run.run_id, limit=100_000)) == view_of(snapshot)
    await store.close()


async def _outputs(engine: Engine, numbers: range) -> list[int]:
    return await asyncio.gather(*(diamond.run(number, on=engine) for number in numbers))


@pytest.mark.parametrize("patience_seconds", [0.05, 5.0])
async def test_a_server_killed_in_the_middle_costs_nothing(server: Server, patience_seconds: float) -> None:
    """Killed with -9 five times, under fifty runs: each gives its output, and no body runs twice.

    With the store's patience shorter than the server is away, it is the engine that waits.
    """
    store = LibsqlStore(server.url, patience_seconds=patience_seconds)
    async with Engine(store, workflows=[diamond], max_concurrent_runs=5) as engine:
        handles = [await engine.start(diamond, number) for number in range(50)]
        end = asyncio.create_task(engine.idle())
        for _ in range(5):
            server.kill()
            assert not end.done()  # it is in the middle
            await asyncio.sleep(0.2)
            await asyncio.to_thread(server.start)
            await asyncio.sleep(0.05)
        async with asyncio.timeout(60):
            await end
        assert [await handle.result() for handle in handles] == [200 * number + 3 for number in range(50)]
        assert engine.health().status == "ok"
    assert set(calls.values()) == {1}
    assert len(calls) == 50 * 5


async def test_a_server_that_hangs_is_waited_for(server: Server) -> None:
    """Frozen for a second: nothing is lost, and nothing is done twice."""
    async with Engine(LibsqlStore(server.url), workflows=[diamond]) as engine:
        outputs = asyncio.create_task(_outputs(engine, range(20)))
        await asyncio.sleep(0.05)
        server.freeze()
        await asyncio.sleep(1)
        server.freeze(thaw=True)
        assert await outputs == [200 * number + 3 for number in range(20)]
    assert set(calls.values()) == {1}


PROGRAM = """
import asyncio, sys
from gorkflow import connect
from tests.stores.libsql import test_engine

async def main():
    async with connect(sys.argv[1], workflows=[test_engine.diamond], lease_ttl=1.0) as engine:
        async def hang(name, value):
            if name == "join":
                print("in the join", flush=True)
                await asyncio.get_running_loop().create_future()
        test_engine.note = hang
        await engine.run(test_engine.diamond, 1)

asyncio.run(main())
"""


@pytest.mark.parametrize("host", ["here", "elsewhere"])
async def test_an_engine_that_is_killed_is_taken_over(
    server: Server, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When its lease is over, by an engine that was open all the time; what it finished does not run again.

    Also one of another machine, whose clock is another.
    """
    if host == "elsewhere":
        monkeypatch.setattr(parts, "host_name", lambda: "elsewhere#of another boot")
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PROGRAM, server.url,
        stdout=asyncio.subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        assert child.stdout is not None
        assert await child.stdout.readline() == b"in the join\n"
        async with connect(server.url, workflows=[diamond], lease_ttl=1.0) as engine:
            assert await engine.count_runs() == {RunStatus.RUNNING: 1}
            assert await engine.recover() == []
            await asyncio.sleep(1.5)
            assert await engine.count_runs() == {RunStatus.RUNNING: 1}  # it is alive, and stays the owner
            child.kill()
            (run,) = (await engine.list_runs()).items
            assert await engine.handle(run.run_id, diamond).result(timeout=10) == 203
        assert dict(calls) == {("join", 101): 1, ("last", 203): 1}
    finally:
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        await child.communicate()


async def test_a_run_is_cancelled_from_another_engine(server: Server) -> None:
    """By way of its inbox."""
    waiting = asyncio.Event()

    @step
    async def wait(value: int) -> int:
        waiting.set()
        await asyncio.sleep(60)
        return value

    slow = workflow("slow").then(wait).build()
    async with connect(server.url, workflows=[slow]) as owner, connect(server.url) as other:
        handle = await owner.start(slow, 1)
        await waiting.wait()
        assert await other.cancel(handle.run_id) is RunStatus.CANCELLED
        assert (await owner.get_run(handle.run_id)).status is RunStatus.CANCELLED


async def test_the_same_key_gives_the_same_run(server: Server) -> None:
    """From two engines at once."""
    async with connect(server.url, workflows=[diamond]) as one, connect(server.url, workflows=[diamond]) as other:
        starts = [engine.start(diamond, 7, idempotency_key="k") for engine in (one, other) * 10]
        handles = await asyncio.gather(*starts)
        assert len({handle.run_id for handle in handles}) == 1
        await one.idle()
        await other.idle()
        async with asyncio.timeout(10):
            assert await handles[0].result() == 1403
    assert set(calls.values()) == {1}


async def test_closing_while_the_server_is_away_ends(server: Server) -> None:
    """Within seconds; the run goes on with the next engine, when the lease is over or its row is gone."""
    async with asyncio.timeout(30):
        store = LibsqlStore(server.url, patience_seconds=0.3)
        async with Engine(store, workflows=[diamond], grace=0.2, lease_ttl=1.0) as engine:
            handle = await engine.start(diamond, 3)
            server.kill()
        await asyncio.to_thread(server.start)
        async with connect(server.url, workflows=[diamond], lease_ttl=1.0) as engine:
            assert await engine.handle(handle.run_id, diamond).result(timeout=20) == 603


async def test_two_engines_start_one_run_per_time(server: Server) -> None:
    """Of a schedule on the server, whose times come to both in the same instant: none twice, none left out."""
    third = asyncio.Event()

    @step
    async def count(value: int) -> int:
        await note("count", value)
        if calls["count", value] >= 3:
            third.set()
        return value

    counting = workflow("counting").then(count).build()
    async with connect(server.url, workflows=[counting]) as one, connect(server.url, workflows=[counting]):
        made = await one.schedule(counting, 1, id="m", every=0.2, missed="all", overlap="allow")
        async with asyncio.timeout(30):
            await third.wait()
        assert await one.unschedule("m")
        await asyncio.sleep(0.3)  # what was being fired is in the store
    async with connect(server.url, read_only=True) as reader:
        runs = (await reader.list_runs(RunFilter(tags={"schedule": "m"}))).items
    keys = sorted(run.idempotency_key or "" for run in runs)
    fired = [datetime.fromisoformat(key.rpartition("/")[2]) - made.created_at for key in keys]
    assert [round(after.total_seconds() / 0.2) for after in fired] == list(range(1, len(runs) + 1))
    assert len(runs) >= 3
