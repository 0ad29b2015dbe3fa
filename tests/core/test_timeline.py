"""The timeline of a run: attempts, back-offs and waits, by its events.

That every step comes to the status of its row is checked for the runs of all tests (`tests.timelines`).
"""

from __future__ import annotations

import asyncio
import json

import pytest

from gorkflow import RetryPolicy, StepContext, connect, step, workflow
from gorkflow.core.records import EventRow
from gorkflow.core.run import RunStatus, StepStatus
from gorkflow.core.timeline import Span, SpanKind, Timeline
from tests.timelines import timeline_of

Told = tuple[float, str, str | None, int | None, dict[str, object]]
ERROR = {"code": "execution", "type": "ValueError", "message": "no", "traceback": "Traceback", "step_id": "a"}


def told(*events: Told, only: str | None = None) -> Timeline:
    """The timeline of a run of which that is told, from its creation at 0.0 on."""
    rows = [
        EventRow("r", 1, 0.0, "RunCreated", None, None, "{}"),
        EventRow("r", 2, 0.0, "RunStarted", None, None, "{}"),
    ]
    rows += [
        EventRow("r", seq, at, type_, path, attempt, json.dumps(data))
        for seq, (at, type_, path, attempt, data) in enumerate(events, start=3)
    ]
    timeline = Timeline(only)
    for row in rows:
        timeline.add(row)
    return timeline


def shown(timeline: Timeline, path: str = "a") -> list[tuple[str, float, float | None]]:
    """Kind, begin and end of what a step did."""
    return [(span.kind.name, span.started_at, span.ended_at) for span in timeline.tracks[path].spans]


def test_each_attempt_is_a_span_with_its_back_off_before_the_next() -> None:
    """The body's own times count, not those of the events."""
    timeline = told(
        (1.0, "StepStarted", "a", 1, {}),
        (2.1, "StepRetryScheduled", "a", 1, {"error": ERROR, "started_at": 1.1, "ended_at": 2.0, "next_attempt_at": 5}),
        (5.5, "StepStarted", "a", 2, {}),
        (6.1, "StepCompleted", "a", 2, {"started_at": 5.5, "ended_at": 6.0}),
    )
    assert shown(timeline) == [("FAILED", 1.1, 2.0), ("BACKOFF", 2.0, 5.0), ("RAN", 5.5, 6.0)]
    track = timeline.tracks["a"]
    assert [span.attempt for span in track.spans] == [1, None, 2]
    assert track.spans[0].error is not None
    assert (track.spans[0].error.message, track.spans[0].error.traceback) == ("no", "")
    assert (track.status, track.seconds) == (StepStatus.COMPLETED, 0.5)


def test_pure_steps_have_no_event_of_their_start() -> None:
    """Their end tells of it, also behind a back-off."""
    timeline = told(
        (2.0, "StepRetryScheduled", "a", 1, {"error": ERROR, "started_at": 1.0, "ended_at": 2.0, "next_attempt_at": 3}),
        (5.0, "StepCompleted", "a", 2, {"started_at": 2.5, "ended_at": 5.0}),
    )
    assert shown(timeline) == [("FAILED", 1.0, 2.0), ("BACKOFF", 2.0, 2.5), ("RAN", 2.5, 5.0)]


def test_a_pure_step_that_is_cancelled_in_flight_shows_its_attempt() -> None:
    """Also one that was to run again, behind its back-off."""
    timeline = told(
        (2.0, "StepRetryScheduled", "b", 1, {"error": ERROR, "started_at": 1.0, "ended_at": 2.0, "next_attempt_at": 3}),
        (4.0, "StepCancelled", "a", 1, {"started_at": 1.5}),
        (4.0, "StepCancelled", "b", 2, {"started_at": 3.0}),
    )
    assert shown(timeline) == [("CANCELLED", 1.5, 4.0)]
    assert shown(timeline, "b")[1:] == [("BACKOFF", 2.0, 3.0), ("CANCELLED", 3.0, 4.0)]


def test_an_attempt_that_a_crash_cut_off_ends_where_the_run_was_resumed() -> None:
    """It is marked so; what is said of no other step does not touch it."""
    timeline = told(
        (1.0, "StepStarted", "a", 1, {}),
        (1.0, "StepStarted", "b", 1, {}),
        (2.0, "StepCompleted", "b", 1, {"started_at": 1.0, "ended_at": 2.0}),
        (9.0, "RunResumed", None, None, {"interrupted": ["a"]}),
        (9.5, "StepStarted", "a", 2, {}),
    )
    assert shown(timeline) == [("INTERRUPTED", 1.0, 9.0), ("RUNNING", 9.5, None)]
    assert shown(timeline, "b") == [("RAN", 1.0, 2.0)]


def test_a_second_start_without_a_word_between_them_is_an_interruption_too() -> None:
    """Whatever has happened to the first: it did not end."""
    timeline = told((1.0, "StepStarted", "a", 1, {}), (4.0, "StepStarted", "a", 2, {}))
    assert shown(timeline) == [("INTERRUPTED", 1.0, 4.0), ("RUNNING", 4.0, None)]


@pytest.mark.parametrize("how", ["RunReleased", "RunSuspended"])
def test_an_engine_that_lets_go_interrupts_what_is_in_flight(how: str) -> None:
    """The step is to run again."""
    timeline = told((1.0, "StepStarted", "a", 1, {}), (3.0, how, None, None, {}))
    assert shown(timeline) == [("INTERRUPTED", 1.0, 3.0)]
    assert timeline.tracks["a"].status is StepStatus.PENDING


def test_waits_are_told_apart_and_end_with_what_ends_them() -> None:
    """A sleep by its time, a wait by its signal or its time."""
    timeline = told(
        (1.0, "StepWaiting", "@sleep-1", None, {"next_attempt_at": 4.0, "started_at": 1.0}),
        (1.0, "StepWaiting", "@wait-1", None, {"signal": "go", "started_at": 1.0}),
        (1.0, "StepWaiting", "@wait-2", None, {"signal": "stop", "next_attempt_at": 3.0, "started_at": 1.0}),
        (3.0, "WaitTimedOut", "@wait-2", None, {"started_at": 1.0}),
        (4.0, "SleepEnded", "@sleep-1", None, {"started_at": 1.0}),
    )
    assert shown(timeline, "@sleep-1") == [("SLEEP", 1.0, 4.0)]
    assert shown(timeline, "@wait-2") == [("SIGNAL", 1.0, 3.0)]
    assert timeline.tracks["@wait-2"].remark == "timed out"
    assert timeline.waits() == [("@wait-1", Span(SpanKind.SIGNAL, 1.0, signal="go"))]


def test_a_cancelled_step_ends_there() -> None:
    """An attempt as cancelled, a back-off as one."""
    timeline = told(
        (1.0, "StepStarted", "a", 1, {}),
        (
            1.0,
            "StepRetryScheduled",
            "b",
            1,
            {"error": ERROR, "started_at": 0.5, "ended_at": 1.0, "next_attempt_at": 9},
        ),
        (3.0, "StepCancelled", "a", 1, {"started_at": 1.0}),
        (3.0, "StepCancelled", "b", 1, {}),
    )
    assert shown(timeline) == [("CANCELLED", 1.0, 3.0)]
    assert shown(timeline, "b")[1:] == [("BACKOFF", 1.0, 3.0)]


def test_the_end_of_a_run_ends_everything() -> None:
    """Also what a damaged record leaves without an end of its own."""
    timeline = told((1.0, "StepStarted", "a", 1, {}), (3.0, "RunFailed", None, None, {}))
    assert shown(timeline) == [("INTERRUPTED", 1.0, 3.0)]


def test_kept_steps_of_a_fork_have_no_bars_and_a_retry_goes_on_counting() -> None:
    """What another run did is not drawn among what this one does."""
    timeline = told(
        (0.0, "StepKept", "kept", 2, {"status": "COMPLETED", "started_at": -50.0, "ended_at": -40.0}),
        (1.0, "StepStarted", "a", 1, {}),
        (2.0, "StepFailed", "a", 1, {"error": ERROR, "started_at": 1.0, "ended_at": 2.0}),
        (2.0, "RunFailed", None, None, {}),
        (8.0, "RunRetried", None, None, {"steps": ["a"]}),
        (8.0, "StepStarted", "a", 2, {}),
    )
    kept = timeline.tracks["kept"]
    assert (kept.is_kept, kept.status, kept.spans) == (True, StepStatus.COMPLETED, [])
    assert shown(timeline) == [("FAILED", 1.0, 2.0), ("RUNNING", 8.0, None)]


def test_undo_steps_are_steps_of_their_own() -> None:
    """And what they undo says so."""
    timeline = told(
        (1.0, "StepStarted", "pay", 1, {}),
        (2.0, "StepCompleted", "pay", 1, {"started_at": 1.0, "ended_at": 2.0}),
        (3.0, "StepStarted", "pay/@undo", 1, {}),
        (4.0, "StepCompleted", "pay/@undo", 1, {"started_at": 3.0, "ended_at": 4.0}),
        (4.0, "StepCompensated", "pay", 1, {}),
    )
    assert [line.path for line in timeline.lines()] == ["pay", "pay/@undo"]
    assert (timeline.tracks["pay"].status, timeline.tracks["pay"].remark) == (StepStatus.COMPENSATED, "undone")


def test_items_and_turns_are_one_line_that_stands_for_their_map() -> None:
    """With how many there are of each status, and the times of those that are done."""
    events: list[Told] = []
    for item, seconds in enumerate((1.0, 3.0, 2.0)):
        events += [
            (1.0, "StepStarted", f"price[{item}]", 1, {}),
            (1.0 + seconds, "StepCompleted", f"price[{item}]", 1, {"started_at": 1.0, "ended_at": 1.0 + seconds}),
        ]
    events += [
        (1.0, "StepStarted", "price[3]", 1, {}),
        (2.0, "StepFailed", "price[3]", 1, {"error": ERROR, "tolerated": True, "started_at": 1.0, "ended_at": 2.0}),
        (4.0, "StepCompleted", "@map-1", None, {"items": 4, "started_at": 1.0, "ended_at": 4.0}),
        (4.0, "StepStarted", "polish#1/rub[2]", 1, {}),
        (5.0, "StepCompleted", "@map-2", None, {"items": 0, "started_at": 5.0, "ended_at": 5.0}),
    ]
    timeline = told(*events)
    lines = timeline.lines()
    assert [(line.path, line.is_group, len(line.tracks)) for line in lines] == [
        ("price", True, 4), ("polish/rub", True, 1), ("@map-2", False, 1),
    ]  # fmt: skip
    assert lines[0].statuses == {StepStatus.COMPLETED: 3, StepStatus.FAILED: 1}
    assert lines[0].seconds == (1.0, 2.0, 3.0)
    assert [line.path for line in timeline.lines(items=True)] == list(timeline.tracks)


def test_one_step_alone_keeps_its_tracebacks() -> None:
    """All others are passed over; the marks of the run still count."""
    timeline = told(
        (1.0, "StepStarted", "b", 1, {}),
        (1.0, "StepStarted", "a", 1, {}),
        (2.0, "RunResumed", None, None, {"interrupted": ["a", "b"]}),
        (3.0, "StepFailed", "a", 2, {"error": ERROR, "started_at": 2.0, "ended_at": 3.0}),
        only="a",
    )
    assert list(timeline.tracks) == ["a"]
    assert shown(timeline) == [("INTERRUPTED", 1.0, 2.0), ("FAILED", 2.0, 3.0)]
    assert timeline.tracks["a"].spans[1].error is not None
    assert timeline.tracks["a"].spans[1].error.traceback == "Traceback"


@pytest.mark.parametrize("data", ["", "[1]", "{", "\x00"])
def test_damaged_data_are_refused(data: str) -> None:
    """With a ValueError, so that a reader may pass the event over."""
    timeline = Timeline()
    with pytest.raises(ValueError, match=r"."):
        timeline.add(EventRow("r", 1, 0.0, "StepCompleted", "a", 1, data))


def test_a_real_run_is_told_without_gaps() -> None:
    """Of a step that fails twice: three attempts, two back-offs, each where the one before has ended."""

    @step(retry=RetryPolicy(3, delay=0.01, jitter=0))
    async def flaky(ctx: StepContext, number: int) -> int:
        if ctx.attempt < 3:
            raise ValueError
        return number

    async def run() -> Timeline:
        async with connect() as engine:
            handle = await workflow("flow").then(flaky).build().start(1, on=engine)
            await handle.result()
            assert (await handle.run()).status is RunStatus.COMPLETED
            return timeline_of(await engine._parts.kit.store.list_events(handle.run_id))

    spans = asyncio.run(run()).tracks["flaky"].spans
    assert [span.kind.name for span in spans] == ["FAILED", "BACKOFF", "FAILED", "BACKOFF", "RAN"]
    assert spans[1].started_at == spans[0].ended_at
    assert [span.attempt for span in spans if span.is_attempt] == [1, 2, 3]
