"""A body that blocks the event loop: the lease is kept, nobody takes over, and a warning names it."""

from __future__ import annotations

import asyncio
import logging
import threading
import time

import pytest

from gorkflow import Engine, step, workflow
from gorkflow.runtime import loop_watch
from tests.conftest import Database, OpenEngine, on_memory, on_sqlite


@step
async def blocks(seconds: float) -> float:
    time.sleep(seconds)  # noqa: ASYNC251  that is what is tested
    return seconds


flow = workflow("blocks").then(blocks).build()


@on_memory
async def test_a_body_that_blocks_the_loop_is_named(
    open_engine: OpenEngine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Once, while it still does."""
    monkeypatch.setattr(loop_watch, "BLOCKED_SECONDS", 0.2)
    engine = await open_engine(lease_ttl=1)
    with caplog.at_level(logging.WARNING, logger="gorkflow"):
        handle = await engine.start(flow, 1.6)
        assert await handle.result() == 1.6
    [warning] = [record for record in caplog.records if "stood still" in record.message]
    assert f"under step 'blocks' of run {handle.run_id}" in warning.message
    assert warning.threadName == "gorkflow-heartbeat"


@on_sqlite
async def test_a_blocked_engine_keeps_its_runs(open_engine: OpenEngine, database: Database) -> None:
    """Longer than its lease: the heartbeat has a thread of its own, and another engine takes nothing over."""

    async def take_over() -> list[str]:
        async with Engine(database.store(), workflows=[flow], lease_ttl=1, recover=False) as other:
            return list(await other.recover())

    owner = await open_engine(lease_ttl=1)
    taken: list[list[str]] = []
    thread = threading.Timer(2.2, lambda: taken.append(asyncio.run(take_over())))
    thread.start()
    handle = await owner.start(flow, 3.0)
    assert await handle.result() == 3.0
    thread.join()
    assert taken == [[]]
    [execution] = await owner.list_step_executions(handle.run_id)
    assert execution.attempt == 1
