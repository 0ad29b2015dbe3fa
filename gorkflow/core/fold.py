"""The event log folded into what it says of a run, to be compared with the rows that a store holds.

Both come from the same transitions and are written by the same commits. Where `fold(events)` and `view_of(snapshot)`
differ, either has lost something.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from gorkflow.core.events import RUN_STATUS_AFTER, STEP_STATUS_AFTER, EventType
from gorkflow.core.ids import counts_in_progress
from gorkflow.core.records import EventRow, Snapshot, StepRow
from gorkflow.core.run import FINAL_RUN_STATUSES, ErrorInfo, RunStatus, StepStatus

__all__ = ["RunView", "StepView", "fold", "view_of"]


@dataclass(frozen=True, slots=True)
class StepView:
    """What both say of a step.

    Attributes:
        failures: attempts that failed.
        position: order of completion, from 0; None until it is done.
        checksum: of the output, or of the default that stands for it; None without one of its own.
        error: of a FAILED or RETRYING step.
    """

    status: StepStatus = StepStatus.PENDING
    attempt: int = 0
    failures: int = 0
    position: int | None = None
    checksum: int | None = None
    error: ErrorInfo | None = None
    started_at: float | None = None
    completed_at: float | None = None
    next_attempt_at: float | None = None


@dataclass(frozen=True, slots=True)
class RunView:
    """What both say of a run.

    Attributes:
        error: of a FAILED or SUSPENDED run; of one that is still to fail the rows may know more.
        steps: by path; only those that have started or were decided.
    """

    run_id: str
    created_at: float
    updated_at: float
    last_seq: int
    status: RunStatus = RunStatus.PENDING
    done: int = 0
    started_at: float | None = None
    completed_at: float | None = None
    error: ErrorInfo | None = None
    cancel_requested: bool = False
    steps: Mapping[str, StepView] = field(default_factory=dict[str, StepView])


def fold(events: Iterable[EventRow]) -> RunView:
    """The run as its events tell it.

    Args:
        events: all of one run, in order.

    Raises:
        ValueError: there are none, they are not of one run, the first is no RunCreated, or one is missing.
    """
    view: RunView | None = None
    steps: dict[str, StepView] = {}
    ended = 0  # steps that have a position; those that a migration dropped keep theirs
    for event in events:
        if view is None:
            if event.type != EventType.RUN_CREATED or event.seq != 1:
                msg = f"the events of run {event.run_id} begin with {event.type} {event.seq}, not with RunCreated 1"
                raise ValueError(msg)
            view = RunView(event.run_id, event.at, event.at, 1)
            continue
        if event.seq != view.last_seq + 1 or event.run_id != view.run_id:
            msg = f"after event {view.last_seq} of run {view.run_id} comes event {event.seq} of run {event.run_id}"
            raise ValueError(msg)
        view = replace(view, updated_at=event.at, last_seq=event.seq)
        if event.step_id is None:
            view = _run_after(view, event, steps)
        elif event.type != EventType.MAP_STARTED:  # its row comes with its end
            before = steps.get(event.step_id, StepView())
            step = steps[event.step_id] = _step_after(before, event, ended)
            is_done = step.position is not None and before.position is None
            ended += is_done
            view = replace(view, done=view.done + (is_done and counts_in_progress(event.step_id)))
    if view is None:
        msg = "there are no events to fold; give those of one run, from the first"
        raise ValueError(msg)
    return replace(view, steps=steps)


def _run_after(view: RunView, event: EventRow, steps: dict[str, StepView]) -> RunView:
    """The run after one of its own events; a release and a retry change its steps."""
    data = json.loads(event.data)
    if event.type == EventType.RUN_RELEASED:
        running = [path for path, step in steps.items() if step.status is StepStatus.RUNNING]
        steps |= {path: StepView(StepStatus.PENDING, steps[path].attempt, steps[path].failures) for path in running}
    elif event.type == EventType.RUN_RETRIED:
        steps |= {path: StepView(StepStatus.PENDING, steps[path].attempt) for path in data["steps"]}
        return replace(view, status=RunStatus.PENDING, completed_at=None, error=None, cancel_requested=False)
    elif event.type == EventType.RUN_CANCEL_REQUESTED:
        return replace(view, cancel_requested=True)
    elif event.type == EventType.RUN_MIGRATED:
        return replace(view, done=data["done"])
    status = RUN_STATUS_AFTER.get(event.type)
    if status is None:
        return view
    is_start = status is RunStatus.RUNNING and view.started_at is None
    return replace(
        view,
        status=status,
        started_at=event.at if is_start else view.started_at,
        completed_at=event.at if status in FINAL_RUN_STATUSES else None,
        error=_error(data.get("error")),
    )


def _step_after(step: StepView, event: EventRow, done: int) -> StepView:
    data: dict[str, object] = json.loads(event.data)
    if event.type == EventType.STEP_STARTED:
        return StepView(StepStatus.RUNNING, event.attempt or 0, step.failures, started_at=event.at)
    if event.type == EventType.STEP_SKIPPED:
        return StepView(
            StepStatus.SKIPPED, event.attempt or 0, step.failures, done, _whole(data.get("checksum")),
            completed_at=event.at,
        )  # fmt: skip
    if event.type == EventType.STEP_INPUT_GIVEN:
        return StepView()
    if event.type == EventType.STEP_COMPENSATED:
        return replace(step, status=StepStatus.COMPENSATED)
    is_kept = event.type == EventType.STEP_KEPT
    failures = _whole(data.get("failures")) if is_kept else None
    after = StepView(
        StepStatus(str(data["status"])) if is_kept else STEP_STATUS_AFTER[event.type],
        event.attempt or 0,
        step.failures + (event.type in _FAILURES) if failures is None else failures,
        checksum=_whole(data.get("checksum")),
        error=_error(data.get("error")),
        started_at=_instant(data.get("started_at")),
        completed_at=None if event.type == EventType.STEP_WAITING else _instant(data.get("ended_at", event.at)),
        next_attempt_at=_instant(data.get("next_attempt_at")),
    )
    is_done = is_kept or after.status is StepStatus.COMPLETED or data.get("tolerated") is True
    return replace(after, position=done) if is_done else after


_FAILURES: Final = frozenset({EventType.STEP_FAILED.value, EventType.STEP_RETRY_SCHEDULED.value})


def view_of(snapshot: Snapshot) -> RunView:
    """The run as its rows tell it: without values, owners and measurements, of which events say nothing."""
    run = snapshot.run
    status = RunStatus(run.status)
    has_error = status is RunStatus.SUSPENDED or status in FINAL_RUN_STATUSES
    return RunView(
        run_id=run.run_id,
        created_at=run.created_at,
        updated_at=run.updated_at,
        last_seq=run.last_seq,
        status=status,
        done=run.done,
        started_at=run.started_at,
        completed_at=run.completed_at,
        error=_stored_error(run.error) if has_error else None,
        cancel_requested=bool(run.cancel_requested),
        steps={row.step_id: _step_view(row) for row in snapshot.executions},
    )


def _step_view(row: StepRow) -> StepView:
    return StepView(
        StepStatus(row.status), row.attempt, row.failures, row.position, row.checksum, _stored_error(row.error),
        row.started_at, row.completed_at, row.next_attempt_at,
    )  # fmt: skip


def _stored_error(text: str | None) -> ErrorInfo | None:
    return None if text is None else ErrorInfo.model_validate_json(text)


def _error(data: object) -> ErrorInfo | None:
    return None if data is None else ErrorInfo.model_validate(data)


def _instant(data: object) -> float | None:
    return float(data) if isinstance(data, int | float) else None


def _whole(data: object) -> int | None:
    return data if isinstance(data, int) else None
