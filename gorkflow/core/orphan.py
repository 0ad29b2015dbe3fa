"""What becomes of a run that nobody owns and whose code may not be there: only its rows are looked at."""

from __future__ import annotations

from gorkflow.core.events import EventType
from gorkflow.core.records import Commit, EventRow, RunPatch, Snapshot, StepRow
from gorkflow.core.run import RunStatus, StepStatus

_OPEN = (StepStatus.PENDING, StepStatus.RUNNING, StepStatus.RETRYING, StepStatus.WAITING)


def let_go(snapshot: Snapshot) -> Commit:
    """The commit by which a claimed run is nobody's again, as it was."""
    run = snapshot.run
    patch = RunPatch(
        run.status, run.done, run.started_at, run.completed_at, run.updated_at, run.output_ref, run.error,
        run.cancel_requested, run.last_seq, None, run.deadline_at, run.wake_at,
    )  # fmt: skip
    seen = snapshot.inbox[-1].ordinal if snapshot.inbox else 0
    return Commit(run.run_id, run.epoch, run.last_seq, patch, [], [], [], [], seen=seen)


def cancel_orphan(snapshot: Snapshot, now: float) -> Commit:
    """The commit by which a claimed run ends CANCELLED without its definition."""
    run = snapshot.run
    seq = run.last_seq
    events: list[EventRow] = []
    executions: list[StepRow] = []

    def emit(type_: EventType, path: str | None = None, attempt: int | None = None, data: str = "{}") -> None:
        nonlocal seq
        seq += 1
        events.append(EventRow(run.run_id, seq, now, type_.value, path, attempt, data))

    if not run.cancel_requested:
        emit(EventType.RUN_CANCEL_REQUESTED)
    for row in snapshot.executions:
        if row.status in _OPEN:
            executions.append(
                row._replace(status=StepStatus.CANCELLED.value, completed_at=now, next_attempt_at=None, error=None)
            )
            data = "{}" if row.started_at is None else f'{{"started_at": {row.started_at!r}}}'
            emit(EventType.STEP_CANCELLED, row.step_id, row.attempt, data)
    emit(EventType.RUN_CANCELLED)
    patch = RunPatch(
        RunStatus.CANCELLED.value, run.done, run.started_at, now, now, None, None, 1, seq, None, run.deadline_at
    )
    return Commit(run.run_id, run.epoch, run.last_seq, patch, executions, events, [], [])
