"""A run from its snapshot: what a resume does before it goes on. Pure: nothing is read but the snapshot."""

from __future__ import annotations

import json
from heapq import heapify

from pydantic import ValidationError

from gorkflow.core.events import EventType
from gorkflow.core.live import Held, LiveRun, Passed
from gorkflow.core.plan import Plan, PlanNode
from gorkflow.core.records import Snapshot, StepRow
from gorkflow.core.run import ErrorInfo, RunStatus, StepStatus
from gorkflow.core.transitions import (
    TERMINAL_CODES,
    Failed,
    apply,
    elapse,
    emit,
    fail_run,
    give_up_waiting,
    start_clock,
    suspend,
)
from gorkflow.core.values import checksum
from gorkflow.errors import CorruptRecordError, DefinitionMismatchError, PoisonStepError

MAX_RECOVERIES = 5  # unless the engine says otherwise
_STATUSES = frozenset(StepStatus)
_OPEN = (StepStatus.PENDING, StepStatus.RUNNING, StepStatus.RETRYING)
_IS_DONE = (StepStatus.COMPLETED, StepStatus.SKIPPED)


def restore(plan: Plan, snapshot: Snapshot, *, owner: str, now: float, max_recoveries: int = MAX_RECOVERIES) -> LiveRun:
    """The run as its last commit left it, with the steps that were running ready to run once more.

    A run whose definition differs comes back SUSPENDED, with the difference as its error.

    Raises:
        CorruptRecordError: a stored value does not match its checksum.
    """
    live = _shell(plan, snapshot, owner, now)
    if snapshot.run.fingerprint != plan.workflow.fingerprint:
        live.done = snapshot.run.done
        mismatch = _mismatch(plan, snapshot)
        if live.status is RunStatus.SUSPENDED and snapshot.run.error == mismatch.model_dump_json(exclude_none=True):
            live.error, live.owner = mismatch, None  # nothing new: let go of it again without an event
        else:
            suspend(live, mismatch, now)
        return live
    interrupted = [node.index for row in snapshot.executions if (node := _restore_step(live, row)) is not None]
    live.state = {row.key: row.value for row in snapshot.state if row.value is not None}
    _count_predecessors(live)
    if live.status is not RunStatus.PENDING:
        live.status = RunStatus.RUNNING
        if live.started_at is None:  # it was suspended before it began
            start_clock(live, now)
        paths = [plan.nodes[index].path for index in interrupted]
        emit(live, now, EventType.RUN_RESUMED.value, data=json.dumps({"epoch": live.epoch, "interrupted": paths}))
    if live.is_halted:  # the run was ending: what was in flight does not start again
        give_up_waiting(live, now)
    else:
        _fail_poisoned(live, interrupted, max_recoveries, now)
        if live.status is RunStatus.RUNNING:
            elapse(live, now)  # what came due while nobody had the run: before anything starts
    return live


def _shell(plan: Plan, snapshot: Snapshot, owner: str, now: float) -> LiveRun:
    run = snapshot.run
    _verify(run.input, run.input_checksum, run.run_id, "the run's input")
    live = LiveRun(
        plan, run.run_id, Held(plan.input, run.input, run.input_arm), owner=owner, on_failure=run.on_failure, now=now
    )
    live.epoch = run.epoch
    live.seq = live.stored_seq = run.last_seq
    live.status = RunStatus(run.status)
    live.is_over = live.status.is_final
    live.created_at = run.created_at
    live.updated_at = run.updated_at
    live.started_at = run.started_at
    live.deadline_at = run.deadline_at
    live.run_timeout_seconds = run.run_timeout_seconds
    live.cancel_requested = bool(run.cancel_requested)
    if run.error is not None and live.status is not RunStatus.SUSPENDED:
        live.error = _stored_error(run.error, run.run_id, "the run's error")
    # without a step it is the run's own: its time was up
    live.is_halted = live.cancel_requested or (live.error is not None and live.error.step_id is None)
    return live


def _restore_step(live: LiveRun, row: StepRow) -> PlanNode | None:
    """Take the row over; the step, if it was running."""
    node = _node_of(live.plan, row)
    index = node.index
    status = StepStatus(row.status)
    live.attempts[index] = row.attempt
    live.failures[index] = row.failures
    live.ordinals[index] = row.ordinal
    live.statuses[index] = status
    if row.ready_at is not None:
        live.ready_at[index] = row.ready_at
    if row.recoveries:
        live.recoveries[index] = row.recoveries
    if status is StepStatus.RUNNING:
        live.statuses[index] = StepStatus.PENDING
        live.recoveries[index] = row.recoveries + 1
        return node
    if status is StepStatus.RETRYING and row.next_attempt_at is not None:
        live.retry_at[index] = row.next_attempt_at
    elif status in _IS_DONE or (status is StepStatus.FAILED and row.output is not None):
        _restore_output(live, node, row)
    elif status is StepStatus.FAILED:
        _restore_failure(live, row)
    return None


def _node_of(plan: Plan, row: StepRow) -> PlanNode:
    index = plan.by_path.get(row.step_id)
    if index is None or row.status not in _STATUSES:
        msg = f"run {row.run_id}: the record of step {row.step_id!r} has a damaged id or status; it is left as it is"
        raise CorruptRecordError(msg)
    return plan.nodes[index]


def _restore_failure(live: LiveRun, row: StepRow) -> None:
    """A step that nobody tolerates failed: the run is to end FAILED, at once or when its other branches are through."""
    error = None if row.error is None else _stored_error(row.error, row.run_id, f"the error of step {row.step_id!r}")
    if live.error is None and not live.cancel_requested:
        live.error = error
    is_terminal = error is not None and error.code in TERMINAL_CODES
    live.is_halted = live.is_halted or is_terminal or live.on_failure != "continue"


def _restore_output(live: LiveRun, node: PlanNode, row: StepRow) -> None:
    live.done += 1
    live.next_position += 1
    if row.output is None:
        if row.status != StepStatus.SKIPPED:
            msg = f"run {row.run_id}: the output of step {row.step_id!r} is gone; the record is left as it is"
            raise CorruptRecordError(msg)
        live.outputs[node.index] = Passed(node.binding, row.output_ref)
        return
    _verify(row.output, row.checksum, row.run_id, f"the output of step {row.step_id!r}")
    live.outputs[node.index] = Held(node.codec(row.arm), row.output, row.arm)


def _count_predecessors(live: LiveRun) -> None:
    """What may start now: not done, all predecessors done."""
    for index, output in enumerate(live.outputs):
        if output is not None:
            for successor in live.plan.successors[index]:
                live.remaining[successor] -= 1
    live.ready = [
        index
        for index, remaining in enumerate(live.remaining)
        if not remaining and live.statuses[index] is StepStatus.PENDING
    ]
    heapify(live.ready)
    if live.is_halted:
        live.ready.clear()


def _fail_poisoned(live: LiveRun, interrupted: list[int], limit: int, now: float) -> None:
    for index in interrupted:
        node = live.plan.nodes[index]
        if live.recoveries[index] < limit or live.is_halted:  # by another one: this one is given up already
            continue
        live.ready = [other for other in live.ready if other != index]
        message = (
            f"step {node.path!r} of run {live.run_id}: the process died under it {live.recoveries[index]} times; "
            "find out what kills it (memory?) before you retry the run"
        )
        error = ErrorInfo(
            code=PoisonStepError.code,
            type=PoisonStepError.__name__,
            message=message,
            step_id=node.path,
            attempt=live.attempts[index],
        )
        apply(live, Failed(index, error, False, now, now, None), now, 0.5)


def _verify(data: bytes, stored: int | None, run_id: str, what: str) -> None:
    if stored is not None and checksum(data) != stored:
        msg = f"run {run_id}: {what} does not match its checksum; the record is left as it is, look at it with the CLI"
        raise CorruptRecordError(msg)


def _stored_error(text: str, run_id: str, what: str) -> ErrorInfo:
    try:
        return ErrorInfo.model_validate_json(text)
    except ValidationError as error:
        msg = f"run {run_id}: {what} is no record of an error; it is left as it is, look at it with the CLI"
        raise CorruptRecordError(msg) from error


def _mismatch(plan: Plan, snapshot: Snapshot) -> ErrorInfo:
    run = snapshot.run
    gone = sorted(row.step_id for row in snapshot.executions if row.step_id not in plan.by_path)
    detail = f"; steps that it has executed and the code has no more: {', '.join(gone)}" if gone else ""
    message = (
        f"run {run.run_id}: workflow {run.workflow_id!r} version {run.workflow_version!r} has another structure or "
        f"other types than when the run was started{detail}; bring the code back, or give the new one a new version"
    )
    return ErrorInfo(code=DefinitionMismatchError.code, type=DefinitionMismatchError.__name__, message=message)


def restore_damaged(plan: Plan, snapshot: Snapshot, error: CorruptRecordError, *, owner: str, now: float) -> LiveRun:
    """The run with a damaged record: it can only fail. The record itself is left as it is."""
    run = snapshot.run
    live = LiveRun(plan, run.run_id, Held(plan.input, run.input, 0), owner=owner, on_failure=run.on_failure, now=now)
    live.epoch = run.epoch
    live.seq = live.stored_seq = run.last_seq
    live.status = RunStatus.RUNNING
    live.created_at, live.started_at, live.deadline_at = run.created_at, run.started_at, run.deadline_at
    live.done = run.done
    live.updated_at = run.updated_at
    live.cancel_requested = bool(run.cancel_requested)
    for row in snapshot.executions:  # nothing is left behind as if it still ran
        index = plan.by_path.get(row.step_id)
        if index is not None and row.status in _OPEN:
            live.attempts[index], live.failures[index] = row.attempt, row.failures
            live.statuses[index] = StepStatus.RETRYING
            live.recoveries[index] = row.recoveries
    fail_run(live, ErrorInfo(code=error.code, type=type(error).__name__, message=str(error)), now)
    return live


def view(plan: Plan, snapshot: Snapshot) -> LiveRun:
    """The run as it is stored, for reading values only.

    Raises:
        CorruptRecordError: a stored value does not match its checksum.
        DefinitionMismatchError: the plan is of another structure than the run.
    """
    live = _shell(plan, snapshot, snapshot.run.owner or "", snapshot.run.updated_at)
    if snapshot.run.fingerprint != plan.workflow.fingerprint:
        raise DefinitionMismatchError(_mismatch(plan, snapshot).message, run_id=snapshot.run.run_id)
    for row in snapshot.executions:
        _restore_step(live, row)
    return live
