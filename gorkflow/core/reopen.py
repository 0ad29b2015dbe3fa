"""Taking up again a run that ended FAILED or CANCELLED: its rows as a retry leaves them. Pure."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

from gorkflow.core.compatibility import is_done
from gorkflow.core.events import EventType
from gorkflow.core.plan import Plan
from gorkflow.core.plan_nodes import UNDO
from gorkflow.core.records import Commit, EventRow, RunPatch, RunRow, Snapshot, StepRow
from gorkflow.core.restore_steps import verify
from gorkflow.core.run import RunPreview, RunStatus, StepStatus, stored_status
from gorkflow.errors import RunCompensatedError, RunFinishedError, RunNotFinishedError

_RETRYABLE = (RunStatus.FAILED, RunStatus.CANCELLED)
_TO_RUN_AGAIN = (StepStatus.FAILED, StepStatus.CANCELLED)


def check_retryable(run: RunRow) -> None:
    """Whether a retry is for such a run.

    Raises:
        RunFinishedError: it is COMPLETED.
        RunNotFinishedError: it is open.
    """
    status = stored_status(run.status, run.run_id)
    if status in _RETRYABLE:
        return
    where = f"run {run.run_id} of workflow {run.workflow_id!r} is {status}"
    if run.status == RunStatus.COMPLETED:
        msg = f"{where}: there is nothing to retry; run its steps once more in a run of their own with fork()"
        raise RunFinishedError(msg, run_id=run.run_id)
    remedy = "wait for its end, or cancel it first"
    if run.status == RunStatus.SUSPENDED:
        remedy = "bring the code back that it was started with, or take it over to that of today with migrate()"
    msg = f"{where}: only a run that FAILED or was CANCELLED is retried; {remedy}"
    raise RunNotFinishedError(msg, run_id=run.run_id)


def check_not_compensated(snapshot: Snapshot) -> None:
    """Whether what the run has done still stands.

    Raises:
        RunCompensatedError: some of it was undone.
    """
    run = snapshot.run
    if any(row.status == StepStatus.COMPENSATED or row.step_id.endswith(UNDO) for row in snapshot.executions):
        msg = (
            f"run {run.run_id} of workflow {run.workflow_id!r} is {run.status}, and what it did was undone: it cannot "
            "go on from there; start a new run, or fork() this one, which does what was undone again"
        )
        raise RunCompensatedError(msg, run_id=run.run_id)


def reopen(plan: Plan, snapshot: Snapshot, now: float) -> Commit:
    """The commit by which the run is open again, for anybody to claim: steps that failed or were cancelled are PENDING.

    Done steps stay as they are, tolerated failures among them. Attempts go on counting; failures, deaths and the
    run_timeout begin anew. Nothing that was posted to the run before reaches it any more.

    Raises:
        RunFinishedError, RunNotFinishedError: it neither FAILED nor was CANCELLED.
        RunCompensatedError: what it did was undone.
        CorruptRecordError: a stored output does not match its checksum.
    """
    run = snapshot.run
    check_retryable(run)
    check_not_compensated(snapshot)
    _verify_outputs(plan, snapshot)
    again = [row for row in snapshot.executions if _runs_again(row) and plan.find(row.step_id) is not None]
    seq = run.last_seq + 1
    data = json.dumps({"steps": [row.step_id for row in again], "from": run.status})
    event = EventRow(run.run_id, seq, now, EventType.RUN_RETRIED.value, None, None, data)
    patch = RunPatch(
        status=RunStatus.PENDING.value,
        done=run.done,
        started_at=run.started_at,
        completed_at=None,
        updated_at=now,
        output_ref=None,
        error=None,
        cancel_requested=0,
        last_seq=seq,
        owner=None,
        deadline_at=None,
    )
    rows = [_pending(row) for row in again]
    return Commit(run.run_id, run.epoch, run.last_seq, patch, rows, [event], [], [], None, True)


def preview_retry(plan: Plan, snapshot: Snapshot) -> RunPreview:
    """What a retry would run, and what it would keep.

    Raises:
        RunFinishedError, RunNotFinishedError, CorruptRecordError: as `reopen`.
    """
    check_retryable(snapshot.run)
    check_not_compensated(snapshot)
    _verify_outputs(plan, snapshot)
    return preview(plan, [row.step_id for row in snapshot.executions if is_done(row)])


def preview(plan: Plan, done: Sequence[str]) -> RunPreview:
    """The steps of the plan in topological order, by whether they are kept.

    Of a map or loop that is in the middle, what is done of it stands before what comes after it.
    """
    kept: list[str] = []
    will_run: list[str] = []
    is_done_at, inside = set(done), defaultdict[int | None, list[str]](list)
    for path in done:
        if path not in plan.by_path:
            inside[plan.owner_of(path)].append(path)
    for index, node in enumerate(plan.nodes):
        if node.path in is_done_at:
            kept.append(node.path)
        else:
            kept += inside[index]
            will_run.append(node.path)
    return RunPreview(will_run=tuple(will_run), kept=tuple(kept))


def _verify_outputs(plan: Plan, snapshot: Snapshot) -> None:
    for row in snapshot.executions:
        if row.output is not None and plan.find(row.step_id) is not None:
            verify(row.output, row.checksum, row.run_id, f"the output of step {row.step_id!r}")


def _runs_again(row: StepRow) -> bool:
    return row.status in _TO_RUN_AGAIN and not is_done(row)


def _pending(row: StepRow) -> StepRow:
    return row._replace(
        status=StepStatus.PENDING.value,
        failures=0,
        recoveries=0,
        error=None,
        started_at=None,
        completed_at=None,
        next_attempt_at=None,
        cpu_seconds=None,
    )
