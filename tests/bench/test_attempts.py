"""Attempts as they are read from a store."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gorkflow import RetryPolicy, RunFailedError, step, workflow
from gorkflow.bench.attempts import by_step, newest_code, series_of
from gorkflow.bench.gathering import gather
from gorkflow.composition import Engine, store_of
from gorkflow.core.body_code import code_hash
from gorkflow.core.records import EventRow


@step
async def double(number: int) -> list[int]:
    return [number] * number


calls: list[int] = []


@step(retry=RetryPolicy(3, delay=0))
def shaky(number: int) -> int:
    calls.append(number)
    if number == 2 and len(calls) <= 2:
        raise OSError("shaken")
    return number


@step(pure=True)
async def add(numbers: list[int]) -> int:
    return sum(numbers)


@step(timeout=0.02)
async def hang(number: int) -> int:
    if number > 4:
        await asyncio.Event().wait()
    return number


flow = workflow("flow").then(double).map(shaky).then(add).then(hang).build()


@pytest.mark.parametrize("scheme", ["memory", "sqlite"])
async def test_attempts_are_put_together_from_the_events_of_a_store(scheme: str, tmp_path: Path) -> None:
    """Failed ones and those that were cut off too; items of a map are one step; a retried run begins another series."""
    calls.clear()
    store = store_of("memory://" if scheme == "memory" else f"sqlite:///{tmp_path / 'runs.db'}")
    async with Engine(store) as engine:
        assert await flow.run(2, on=engine) == 4
        with pytest.raises(RunFailedError) as caught:
            await flow.run(3, on=engine)
        run_id = str(caught.value.run_id)
        await engine.retry(run_id)
        await engine.idle()
        history = await gather(store, "flow", steps=["double", "shaky", "add", "hang"])
        later = await gather(store, "flow", steps=["hang"], since=datetime.now(UTC) + timedelta(days=1))
        one = await gather(store, "flow", steps=["hang"], most_runs=1)
        other = await gather(store, "elsewhere", steps=["hang"])
    assert (history.runs, history.left_out, later.runs, other.runs) == (2, False, 0, 0)
    assert (one.runs, one.left_out) == (1, True)
    shaken = [[attempt.error for attempt in series.attempts] for series in history.of("shaky").series]
    assert sorted(shaken, key=len) == [[None]] * 3 + [["OSError", None]] * 2
    hung = [(series.run_id == run_id, [a.error for a in series.attempts]) for series in history.of("hang").series]
    assert hung == [(True, ["StepTimeoutError"]), (True, ["StepTimeoutError"]), (False, [None])]
    assert all(attempt.seconds >= 0.02 for attempt in one.of("hang").attempts)
    assert all(attempt.is_timed_out for attempt in one.of("hang").attempts)
    assert len(history.of("add").series) == 2
    assert newest_code(history.of("add")) == code_hash(add.handler)
    assert {usage.ran_on for usage in history.of("shaky").usages} == {"thread"}
    assert history.of("double").usages == []
    assert history.of("no_such_step").series == []


def row(seq: int, type: str, data: str = "{}", *, path: str | None = "a", attempt: int | None = 1) -> EventRow:
    """An event of one run."""
    return EventRow("run", seq, 100.0 + seq, type, path, attempt, data)


def test_what_no_body_did_is_no_attempt() -> None:
    """Outputs of a cache, whole maps, steps that never began, and undo steps; broken data are passed over."""
    events = [
        row(1, "StepCompleted", '{"cached": true, "started_at": 1, "ended_at": 1}'),
        row(2, "StepCompleted", '{"items": 3, "started_at": 1, "ended_at": 5}', path="@map-1", attempt=None),
        row(3, "StepFailed", '{"error": {"type": "StepInputError"}}'),
        row(4, "StepCompleted", '{"started_at": 1, "ended_at": 5}', path="a/@undo"),
        row(5, "StepCompleted", "[]"),
        row(5, "StepCompleted", "{broken"),
        row(6, "StepCancelled", '{"started_at": 1}'),
    ]
    assert series_of(events) == []


def test_a_clock_that_was_put_back_makes_no_time_negative() -> None:
    """And an end that is not told is the event's own instant."""
    events = [
        row(1, "StepStarted", '{"code": "x"}'),
        row(2, "StepRetryScheduled", '{"started_at": 105, "ended_at": 101, "error": {"type": "OSError"}}'),
        row(3, "StepCompleted", '{"started_at": 100.5, "queued": 2}', attempt=2),
        row(4, "StepRetryScheduled", '{"started_at": 101, "error": {}}', path="b"),
    ]
    done, going = series_of(events)
    assert [(one.seconds, one.error, one.queued_seconds, one.code) for one in done.attempts] == [
        (0.0, "OSError", None, "x"),
        (2.5, None, 2.0, "x"),
    ]
    assert (done.is_over, done.is_completed, going.is_over, going.is_completed) == (True, True, False, False)
    assert sorted(by_step([done, going])) == ["a", "b"]
