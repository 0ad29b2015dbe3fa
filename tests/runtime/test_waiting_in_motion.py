"""Definitions that change under runs that sleep and wait: settings may, what has begun may not, the rest may."""

from __future__ import annotations

from typing import Any

import pytest

from gorkflow import (
    DefinitionMismatchError,
    Engine,
    RunStatus,
    Signal,
    StepStatus,
    UnknownSignalError,
    Workflow,
    step,
    workflow,
)
from gorkflow.testing import FakeClock
from tests.conftest import Database, OpenEngine, settle

note = Signal("note", str)
other = Signal("other", str)
number = Signal("note", int)


@step
async def add(value: int) -> int:
    return value + 1


@step
async def double(value: int) -> int:
    return value * 2


@step
async def text(value: str | int | None) -> str:
    return str(value)


def limited(timeout: float) -> Workflow[int, str]:
    return workflow("w").then(add).wait_for(note, timeout=timeout, default=None).then(text).build()


async def left_waiting(database: Database, flow: Workflow[int, Any], clock: FakeClock) -> str:
    """A run at rest, whose engine is closed."""
    async with Engine(database.store(), clock=clock) as engine:
        handle = await engine.start(flow, 1)
        await engine.idle()
        assert (await handle.run()).status is RunStatus.WAITING
    return handle.run_id


async def test_a_delay_is_a_setting() -> None:
    """No part of the fingerprint; that there is a time-out is one, and so is the signal."""
    short, long = (workflow("w", int).sleep(delay).build() for delay in (1, 9))
    assert short.fingerprint == long.fingerprint
    assert limited(1).fingerprint == limited(9).fingerprint
    waits = [
        workflow("w", int).wait_for(note).build(),
        workflow("w", int).wait_for(other).build(),
        workflow("w", int).wait_for(number).build(),
        workflow("w", int).wait_for(note, timeout=1, default="").build(),
        workflow("w", int).sleep(1).build(),
        workflow("w", int).sleep_until(lambda value: value).build(),  # type: ignore[arg-type,return-value]  # never asked
    ]
    assert len({one.fingerprint for one in waits}) == len(waits)


async def test_a_changed_delay_counts_for_what_has_not_begun(
    open_engine: OpenEngine, clock: FakeClock, database: Database
) -> None:
    """What has begun ends when it was to end."""
    before, after = (workflow("w", int).sleep(delay).then(add).sleep(delay).build() for delay in (20, 5))
    run_id = await left_waiting(database, before, clock)
    engine = await open_engine(after, clock=clock)
    await clock.advance(18)
    assert (await engine.list_step_executions(run_id))[0].status is StepStatus.WAITING
    await clock.advance(3)
    assert (await engine.list_step_executions(run_id))[0].status is StepStatus.COMPLETED
    await clock.advance(5)
    assert await engine.handle(run_id, after).result() == 2


@pytest.mark.parametrize(
    ("changed", "difference"),
    [
        (workflow("w").then(add).wait_for(other).then(text).build(), "'@wait-1': waits for other instead of note"),
        (workflow("w").then(add).wait_for(number).then(text).build(), "'@wait-1': output type str -> int"),
        (limited(5), "'@wait-1': has a time-out"),
        (workflow("w").then(add).sleep(1).then(text).build(), "'@wait-1' is gone"),
        (workflow("w").then(add).then(double).wait_for(note).then(text).build(), "follows double instead of add"),
    ],
)
async def test_a_wait_that_has_begun_must_stay(
    open_engine: OpenEngine, clock: FakeClock, database: Database, changed: Workflow[int, str], difference: str
) -> None:
    """The run is SUSPENDED, says why, keeps its signals, and goes on when the code is back."""
    flow = workflow("w").then(add).wait_for(note).then(text).build()
    run_id = await left_waiting(database, flow, clock)
    async with Engine(database.store(), workflows=[changed], clock=clock) as engine:
        await clock.advance(1)
        assert (await engine.get_run(run_id)).status is RunStatus.WAITING  # nothing wakes it
        await engine.signal(run_id, note, "kept")
        run = await engine.get_run(run_id)
        assert run.status is RunStatus.SUSPENDED
        assert run.error is not None
        assert difference in run.error.message
    engine = await open_engine(flow, clock=clock)
    assert await engine.handle(run_id, flow).result() == "kept"


async def test_what_comes_behind_a_wait_may_change(
    open_engine: OpenEngine, clock: FakeClock, database: Database
) -> None:
    """The run goes on under the definition of today, with the signal that it waited for."""
    run_id = await left_waiting(database, workflow("w").then(add).wait_for(note).then(text).build(), clock)
    after = workflow("w").then(add).wait_for(note).wait_for(other).then(text).build()
    engine = await open_engine(after, clock=clock)
    with pytest.raises(UnknownSignalError):  # it is known by what the run has, until it goes on
        await engine.signal(run_id, other, "early")
    await engine.signal(run_id, note, "a")
    await settle()
    assert (await engine.get_run(run_id)).status is RunStatus.WAITING
    await engine.signal(run_id, other, "b")
    assert await engine.handle(run_id, after).result() == "b"


async def test_a_waiting_run_is_migrated(open_engine: OpenEngine, clock: FakeClock, database: Database) -> None:
    """By hand, whatever has changed: a wait that is something else, or comes later now, begins anew."""
    flow = workflow("w").then(add).wait_for(note).then(text).build()
    for changed, signals in (
        (workflow("w", version="2").then(add).wait_for(other).then(text).build(), [other]),
        (workflow("w", version="2").then(add).then(double).wait_for(note).then(text).build(), [note]),
        (workflow("w", version="2").then(add).sleep(3).wait_for(note).then(text).build(), [note]),
        (workflow("w", version="2").then(add).sleep(3).then(text).build(), []),
    ):
        run_id = await left_waiting(database, flow, clock)
        async with Engine(database.store(), workflows=[changed], clock=clock) as engine:
            await engine.migrate(run_id)
            await clock.advance(5)
            for signal in signals:
                assert (await engine.get_run(run_id)).status is RunStatus.WAITING
                await engine.signal(run_id, signal, "m")
            await engine.idle()
            assert (await engine.get_run(run_id)).output == ("m" if signals else "2")


async def test_a_retry_under_another_wait_is_refused(open_engine: OpenEngine, database: Database) -> None:
    """A wait that was over has a payload of its type: that must stay what it was."""
    flow = workflow("w").then(add).wait_for(note).then(text).wait_for(other).build()
    changed = workflow("w").then(add).wait_for(other).then(text).wait_for(other).build()
    async with Engine(database.store()) as engine:
        handle = await engine.start(flow, 1)
        await handle.signal(note, "n")
        await engine.idle()
        await handle.cancel()
    again = await open_engine(changed)
    with pytest.raises(DefinitionMismatchError, match="waits for other instead of note"):
        await again.retry(handle.run_id)
