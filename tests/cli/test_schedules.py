"""Commands go on with runs, and fire no schedules."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gorkflow import Engine, RunStatus, Store
from gorkflow.cli.one_run import OneRun, RunsOnly
from gorkflow.testing import FakeClock
from tests.conftest import Database
from tests.runtime.gated import Gated


@pytest.mark.parametrize("wrap", [RunsOnly, OneRun])
async def test_a_command_fires_no_schedule(
    database: Database, clock: FakeClock, wrap: Callable[[Store], Store]
) -> None:
    """Of the workflow that it goes on with, a time has come: it is left to an engine that serves."""
    gated = Gated()
    async with Engine(database.store(), clock=clock, recover=False, grace=0) as engine:
        await engine.schedule(gated.flow, 1, id="m", every=60)
    clock.jump(90)
    async with Engine(wrap(database.store()), clock=clock, workflows=[gated.flow]) as engine:
        await clock.advance(20)
        assert await engine.count_runs() == {}
        (schedule,) = await engine.list_schedules()
        assert schedule.next_at is not None
        assert schedule.next_at.timestamp() < clock.now()
        assert await engine.schedule(gated.flow, 1, id="m", every=60) == schedule
        assert await engine.unschedule("m")


async def test_runs_only_goes_on_with_all_runs(database: Database) -> None:
    """As the store itself."""
    gated = Gated()
    async with Engine(database.store(), grace=0) as engine:
        for number in range(3):
            await engine.start(gated.flow, number)
    gated.free.set()
    async with Engine(RunsOnly(database.store()), workflows=[gated.flow]) as engine:
        await engine.idle()
        assert await engine.count_runs() == {RunStatus.COMPLETED: 3}
