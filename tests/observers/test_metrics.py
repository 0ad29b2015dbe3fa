"""Counts and latencies, read within the process."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from math import inf, nan

import pytest

from gorkflow import Event, MetricsObserver, RetryPolicy, RunFailedError, SettingError, StepContext, step, workflow
from gorkflow.core.events import EventType
from gorkflow.observers.series import OTHER
from gorkflow.runtime.ids import run_id as new_run_id
from gorkflow.testing import FakeClock
from tests.conftest import Database, OpenEngine, on_memory, on_sqlite

AT = datetime(2026, 11, 21, tzinfo=UTC)


def event(type_: EventType, run_id: str = "run", workflow_id: str = "w", **fields: object) -> Event:
    return Event.model_validate(
        {"run_id": run_id, "seq": 1, "at": AT, "type": type_, "workflow_id": workflow_id, **fields}
    )


def in_progress(observer: MetricsObserver) -> dict[tuple[str, ...], int]:
    return dict(observer.snapshot().gauges["gorkflow_runs_in_progress"])


@on_memory
async def test_runs_and_attempts_are_counted(open_engine: OpenEngine, clock: FakeClock) -> None:
    """By workflow and status, by step and outcome; times by the engine's clock."""

    @step(retry=RetryPolicy(3, delay=30))
    async def stumble(ctx: StepContext, value: int) -> int:
        await clock.sleep(2)
        if ctx.attempt < 3:
            raise OSError("not yet")
        return value

    @step
    async def refuse(value: int) -> int:
        raise ValueError("never")

    metrics = MetricsObserver()
    engine = await open_engine(clock=clock, observers=[metrics])
    async with clock.running():
        assert await engine.run(workflow("w").then(stumble).build(), 1) == 1
        with pytest.raises(RunFailedError):
            await engine.run(workflow("v").then(refuse).build(), 1)
    found = metrics.snapshot()
    assert found.counters["gorkflow_runs_created_total"] == {("w",): 1, ("v",): 1}
    assert found.counters["gorkflow_runs_started_total"] == {("w",): 1, ("v",): 1}
    assert found.counters["gorkflow_runs_finished_total"] == {("w", "COMPLETED"): 1, ("v", "FAILED"): 1}
    assert found.counters["gorkflow_step_attempts_total"] == {
        ("w", "stumble", "retried"): 2,
        ("w", "stumble", "completed"): 1,
        ("v", "refuse", "failed"): 1,
    }
    assert found.counters["gorkflow_step_retries_total"] == {("w", "stumble"): 2}
    times = found.histograms["gorkflow_step_duration_seconds"]["w", "stumble"]
    assert times.count == 3
    assert times.sum_seconds == pytest.approx(6)
    assert dict(times.buckets)[1.0] == 0
    assert dict(times.buckets)[5.0] == dict(times.buckets)[inf] == 3
    whole = found.histograms["gorkflow_run_duration_seconds"]["w", "COMPLETED"]
    assert (whole.count, whole.sum_seconds >= 66) == (1, True)


@on_memory
async def test_items_and_turns_count_for_their_step(open_engine: OpenEngine) -> None:
    """A map of any size has one series per step, and so has a loop."""

    @step
    async def items(count: int) -> list[int]:
        return list(range(count))

    @step
    async def price(value: int) -> int:
        return value

    @step
    async def total(values: list[int]) -> int:
        return len(values)

    @step
    async def grow(value: int) -> int:
        return value + 1

    def is_small(value: int) -> bool:
        return value < 25

    metrics = MetricsObserver()
    engine = await open_engine(observers=[metrics])
    flow = workflow("w").then(items).map(price).then(total).repeat_while(is_small, grow, max_iterations=50).build()
    assert await engine.run(flow, 20) == 25
    counts = metrics.snapshot().counters["gorkflow_step_attempts_total"]
    assert counts == {
        ("w", "items", "completed"): 1,
        ("w", "price", "completed"): 20,
        ("w", "total", "completed"): 1,
        ("w", "grow", "completed"): 5,
    }
    assert set(metrics.snapshot().histograms["gorkflow_step_queued_seconds"]) == {
        ("w", "items"), ("w", "price"), ("w", "total"), ("w", "grow"),
    }  # fmt: skip


def test_label_values_are_bounded() -> None:
    """Beyond the limit all count as one."""
    metrics = MetricsObserver(max_series=3)
    for number in range(10):
        done = {"started_at": 0, "ended_at": 1}
        metrics.on_event(event(EventType.STEP_COMPLETED, step_id=f"s{number}", attempt=1, data=done))
        metrics.on_event(event(EventType.RUN_CREATED, workflow_id=f"w{number}"))
    found = metrics.snapshot().counters
    assert found["gorkflow_step_attempts_total"] == {
        **{("w", f"s{number}", "completed"): 1 for number in range(3)},
        ("w", OTHER, "completed"): 7,
    }
    assert found["gorkflow_runs_created_total"] == {("w0",): 1, ("w1",): 1, (OTHER,): 8}


@on_sqlite
async def test_runs_in_progress_are_those_of_this_process(database: Database, open_engine: OpenEngine) -> None:
    """Up with start and resume; down with the end, a rest and a release. A resumed run is known by its workflow."""
    begun, go_on = asyncio.Event(), asyncio.Event()

    @step
    async def hold(value: int) -> int:
        begun.set()
        await go_on.wait()
        return value

    flow = workflow("holding").then(hold).sleep(3600).build()
    first, second = MetricsObserver(), MetricsObserver()
    engine = await open_engine(observers=[first], grace=0)
    handle = await engine.start(flow, 1)
    await begun.wait()
    assert in_progress(first) == {("holding",): 1}
    await engine.__aexit__(None, None, None)
    assert in_progress(first) == {("holding",): 0}
    go_on.set()
    again = await open_engine(flow, observers=[second])
    async for one in again.events(handle.run_id, follow=True):
        if one.type is EventType.RUN_WAITING:
            break
    await again.idle()  # the store may tell a follower before the observers are told
    assert in_progress(second) == {("holding",): 0}
    found = second.snapshot().counters
    assert found["gorkflow_runs_resumed_total"] == {("holding",): 1}
    assert found["gorkflow_runs_created_total"] == {}
    await again.cancel(handle.run_id)
    await again.idle()
    assert second.snapshot().counters["gorkflow_runs_finished_total"] == {("holding", "CANCELLED"): 1}
    assert in_progress(second) == {("holding",): 0}


@on_sqlite
async def test_a_run_that_another_engine_took_is_no_more_in_progress(
    database: Database, open_engine: OpenEngine, clock: FakeClock
) -> None:
    """Of which no event tells: the engine stood still, and finds out when it writes."""
    holds = asyncio.Event()
    begun = asyncio.Event()

    @step
    async def hold(value: int) -> int:
        begun.set()
        await holds.wait()
        return value

    flow = workflow("holding").then(hold).build()
    metrics = MetricsObserver()
    engine = await open_engine(observers=[metrics], clock=clock)
    handle = await engine.start(flow, 1)
    await begun.wait()
    raise_epoch(database, handle.run_id)
    assert in_progress(metrics) == {("holding",): 1}
    holds.set()
    await engine.idle()
    assert in_progress(metrics) == {("holding",): 0}


def raise_epoch(database: Database, run_id: str) -> None:
    """As another engine does that claims the run."""
    with sqlite3.connect(database.path) as connection:
        connection.execute("UPDATE runs SET epoch = epoch + 1 WHERE run_id = ?", [run_id])
    connection.close()


def test_what_died_with_its_process_is_interrupted() -> None:
    """As the resume tells; a cancellation counts where the attempt was at work here."""
    metrics = MetricsObserver()
    metrics.on_event(event(EventType.STEP_CANCELLED, step_id="a", attempt=1, data={"started_at": 1.0}))
    told = {"epoch": 2, "interrupted": ["a", "b[7]"], "attempts": [1, 1], "started_at": [1.0, 1.0]}
    metrics.on_event(event(EventType.RUN_RESUMED, data=told))
    metrics.on_event(event(EventType.STEP_CANCELLED, step_id="c", attempt=1, data={"started_at": 1.0}))
    metrics.on_event(event(EventType.STEP_CANCELLED, step_id="d", attempt=1))
    assert metrics.snapshot().counters["gorkflow_step_attempts_total"] == {
        ("w", "a", "interrupted"): 1,
        ("w", "b", "interrupted"): 1,
        ("w", "c", "cancelled"): 1,
    }


def test_a_retried_run_takes_from_its_retry_on() -> None:
    """One that is not, from its creation, of which its id tells."""
    metrics = MetricsObserver()
    run_id = new_run_id(AT.timestamp() - 50)
    metrics.on_event(event(EventType.RUN_FAILED, run_id))
    metrics.on_event(event(EventType.RUN_RETRIED, run_id))
    metrics.on_event(event(EventType.RUN_COMPLETED, run_id, at=AT + timedelta(seconds=3)))
    found = metrics.snapshot().histograms["gorkflow_run_duration_seconds"]
    assert found["w", "FAILED"].sum_seconds == pytest.approx(50, abs=0.002)
    assert found["w", "COMPLETED"].sum_seconds == pytest.approx(3)
    assert metrics.snapshot().counters["gorkflow_runs_retried_total"] == {("w",): 1}


@pytest.mark.parametrize("buckets", [(), (1.0, 1.0), (2.0, 1.0), (0.0, 1.0), (nan,), (1.0, inf)])
def test_bounds_must_rise(buckets: Sequence[float]) -> None:
    """From above 0; the infinite one is there anyway."""
    with pytest.raises(SettingError, match="above 0, that rise"):
        MetricsObserver(buckets=buckets)
