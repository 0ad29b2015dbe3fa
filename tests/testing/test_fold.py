"""The event log folded: what it must tell, and what it refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gorkflow.core import transitions
from gorkflow.core.records import EventRow
from gorkflow.core.run import RunStatus, StepStatus
from gorkflow.core.start import workflow
from gorkflow.core.step import Step
from gorkflow.testing.fold import RunView, StepView, fold, view_of
from tests.core.machine import START, Rows, complete, created, one, plan_of, start_all

CREATED = EventRow("run-1", 1, START, "RunCreated", None, None, "{}")


def event(seq: int, type_: str, path: str | None = None, attempt: int | None = None, **data: Any) -> EventRow:
    return EventRow("run-1", seq, START + seq, type_, path, attempt, json.dumps(data))


def finished() -> Rows:
    live, rows = created(plan_of(workflow("w", int).then(Step("a", one)).build()), 1)
    start_all(live)
    complete(live, "a", 10, now=START + 1)
    transitions.settle(live, START + 2)
    rows.commit(live.take_commit())
    return rows


def test_events_and_rows_tell_the_same() -> None:
    """Spelled out once; the machine's properties look at thousands."""
    rows = finished()
    step = StepView(StepStatus.COMPLETED, 1, 0, 0, rows.steps["a"].checksum, None, START, START + 1, None)
    expected = RunView(
        "run-1", START, START + 2, 5, RunStatus.COMPLETED, 1, START, START + 2, None, False, {"a": step}
    )  # fmt: skip
    assert fold(rows.events) == view_of(rows.snapshot()) == expected


def test_an_attempt_that_failed_is_forgotten_by_the_next() -> None:
    """But for the count."""
    error = {"code": "execution", "type": "E", "message": "m"}
    events = [
        CREATED,
        event(2, "RunStarted"),
        event(3, "StepStarted", "a", 1),
        event(4, "StepRetryScheduled", "a", 1, error=error, next_attempt_at=START + 9, started_at=START),
    ]
    waiting = fold(events).steps["a"]
    assert (waiting.status, waiting.failures, waiting.next_attempt_at) == (StepStatus.RETRYING, 1, START + 9)
    assert waiting.error is not None
    started = fold([*events, event(5, "StepStarted", "a", 2)]).steps["a"]
    assert started == StepView(StepStatus.RUNNING, 2, 1, started_at=START + 5)


def test_a_tolerated_failure_counts_as_done() -> None:
    """Another one does not."""
    error = {"code": "execution", "type": "E", "message": "m"}
    for is_tolerated in (True, False):
        view = fold([CREATED, event(2, "StepFailed", "a", 1, error=error, tolerated=is_tolerated)])
        assert view.done == is_tolerated
        assert view.steps["a"].position == (0 if is_tolerated else None)


def test_a_release_lets_go_of_what_runs() -> None:
    """What is done stays."""
    view = fold([
        CREATED,
        event(2, "StepCompleted", "a", 1, checksum=7),
        event(3, "StepStarted", "b", 1),
        event(4, "RunReleased"),
    ])  # fmt: skip
    assert {path: step.status for path, step in view.steps.items()} == {
        "a": StepStatus.COMPLETED, "b": StepStatus.PENDING,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("events", "reason"),
    [
        ([], "no events to fold"),
        ([event(1, "RunStarted")], "begin with RunStarted 1"),
        ([CREATED._replace(seq=2)], "begin with RunCreated 2"),
        ([CREATED, event(3, "RunStarted")], "after event 1 of run run-1 comes event 3"),
        ([CREATED, event(2, "RunStarted"), event(2, "RunStarted")], "after event 2 of run run-1 comes event 2"),
        ([CREATED, event(2, "RunStarted")._replace(run_id="run-2")], "comes event 2 of run run-2"),
    ],
)
def test_a_log_with_a_gap_is_refused(events: list[EventRow], reason: str) -> None:
    """Lost, repeated, or another run's."""
    with pytest.raises(ValueError, match=reason):
        fold(events)


@pytest.mark.parametrize("field", ["status", "done", "updated_at", "completed_at", "cancel_requested", "last_seq"])
def test_a_row_that_differs_is_seen(field: str) -> None:
    """The comparison can fail."""
    rows = finished()
    changed: dict[str, Any] = {field: {"status": "FAILED", "cancel_requested": 1}.get(field, 99)}
    rows.run = rows.run._replace(**changed)
    assert fold(rows.events) != view_of(rows.snapshot())


@pytest.mark.parametrize("field", ["attempt", "failures", "position", "checksum", "started_at", "next_attempt_at"])
def test_a_step_row_that_differs_is_seen(field: str) -> None:
    """As above."""
    rows = finished()
    changed: dict[str, Any] = {field: 99}
    rows.steps["a"] = rows.steps["a"]._replace(**changed)
    assert fold(rows.events) != view_of(rows.snapshot())
