"""Which engines a store knows of, as a user reads it."""

from __future__ import annotations

import asyncio
import os
import socket

import pytest

from gorkflow import EngineError, EngineInfo, StepContext, connect, step, workflow
from tests.conftest import OpenEngine, on_sqlite


@step
async def hang(ctx: StepContext, number: int) -> int:
    await asyncio.get_running_loop().create_future()
    return number


hanging = workflow("hanging").then(hang).build()


async def test_an_engine_lists_itself(open_engine: OpenEngine) -> None:
    """With its machine, its process and the runs that it drives."""
    engine = await open_engine(hanging, grace=0.01, lease_ttl=60)
    for number in range(3):
        await engine.start(hanging, number)
    (found,) = await engine.list_engines()
    assert isinstance(found, EngineInfo)
    assert (found.host, found.pid, found.lease_seconds) == (socket.gethostname(), os.getpid(), 60.0)
    assert (found.is_alive, found.open_runs) == (True, 3)
    first = (await engine.list_runs()).items[-1]
    assert found.started_at <= first.created_at
    assert found.started_at.tzinfo is not None


@on_sqlite
async def test_engines_of_one_store_see_each_other_and_the_dead(open_engine: OpenEngine, store_url: str) -> None:
    """A dead one stays on the list, with what it owned, until somebody has taken that over."""
    dead = await open_engine(hanging)
    await dead.start(hanging, 1)
    await dead.abandon()
    await dead._parts.kit.store.abandon()  # type: ignore[attr-defined]  # the SQLite store's own
    async with connect(store_url, read_only=True) as reader:
        (seen,) = await reader.list_engines()
        assert (seen.is_alive, seen.open_runs) == (False, 1)
    async with connect(store_url, recover=False) as other:
        one, two = await other.list_engines()
        assert one == seen
        assert (two.is_alive, two.open_runs) == (True, 0)
        assert one.engine_id != two.engine_id
    heir = await open_engine(hanging, grace=0.01)
    (last,) = await heir.list_engines()
    assert (last.is_alive, last.open_runs) == (True, 1)


async def test_a_closed_engine_lists_nothing(open_engine: OpenEngine) -> None:
    """It says that it is not open."""
    engine = await open_engine()
    await engine.__aexit__(None, None, None)
    with pytest.raises(EngineError, match="not open"):
        await engine.list_engines()
