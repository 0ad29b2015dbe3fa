"""A run from its snapshot: what a resume does before it goes on. Pure: nothing is read but the snapshot."""

from __future__ import annotations

import json
from collections.abc import Iterable
from heapq import heapify

from pydantic import ValidationError

from gorkflow.core.advance import emit
from gorkflow.core.choices import arm_taken
from gorkflow.core.compatibility import is_done, is_not_taken, mismatch, mismatch_info
from gorkflow.core.deadline import start_clock
from gorkflow.core.decisions import leave_out_rest
from gorkflow.core.events import EventType
from gorkflow.core.held import NOT_TAKEN, Held, Passed
from gorkflow.core.live import MAX_UNWRITTEN, LiveRun
from gorkflow.core.outcomes import Failed
from gorkflow.core.plan import Plan, binding_of, with_given
from gorkflow.core.plan_nodes import NODE, Binding, PlanDecision, PlanNode, PlanStep
from gorkflow.core.records import GivenRow, Redefined, Snapshot, StateRow, StepRow
from gorkflow.core.run import ErrorInfo, RunStatus, StepStatus, stored_status
from gorkflow.core.shape import definition_row
from gorkflow.core.transitions import TERMINAL_CODES, apply, elapse, fail_run, give_up_waiting, suspend
from gorkflow.core.values import checksum, codec_for
from gorkflow.errors import CorruptRecordError, DefinitionMismatchError, PoisonStepError

MAX_RECOVERIES = 5  # unless the engine says otherwise
_STATUSES = frozenset(StepStatus)
_OPEN = (StepStatus.PENDING, StepStatus.RUNNING, StepStatus.RETRYING)
_IS_DONE = (StepStatus.COMPLETED, StepStatus.SKIPPED)


def restore(
    plan: Plan,
    snapshot: Snapshot,
    *,
    owner: str,
    now: float,
    max_recoveries: int = MAX_RECOVERIES,
    former: str | None = None,
) -> LiveRun:
    """The run as its last commit left it, with the steps that were running ready to run once more.

    Under another definition than that of its last commit it goes on where everything executed is unchanged; otherwise
    it comes back SUSPENDED, with the differences as its error.

    Args:
        former: the stored shape of the definition that the run has; needed only where the plan's is another.

    Raises:
        CorruptRecordError: a stored value does not match its checksum.
    """
    live = shell(plan, snapshot, owner, now)
    if (text := mismatch(plan, snapshot, former)) is not None:
        live.done = snapshot.run.done
        error = mismatch_info(text)
        if live.status is RunStatus.SUSPENDED and snapshot.run.error == error.model_dump_json(exclude_none=True):
            live.error, live.owner = error, None  # nothing new: let go of it again without an event
        else:
            suspend(live, error, now)
        return live
    if snapshot.run.fingerprint != plan.workflow.fingerprint:
        redefine(live, snapshot, now)
    go_on(live, snapshot, now, max_recoveries)
    return live


def redefine(live: LiveRun, snapshot: Snapshot, now: float) -> None:
    """The run goes on under the plan's definition: that is an event, and open steps that are gone are CANCELLED."""
    run, plan = snapshot.run, live.plan
    definition = definition_row(plan.workflow)
    live.redefined = Redefined(definition, plan.total, live.input.arm)
    live.is_migrated = True
    steps = {node.path for node in plan.nodes if node.counts}
    done = sum(is_done(row) and row.step_id in steps for row in snapshot.executions)
    data = {"from": run.fingerprint, "to": definition.fingerprint, "from_version": run.workflow_version}
    data |= {"to_version": definition.workflow_version}
    emit(live, now, EventType.RUN_MIGRATED.value, data=json.dumps({**data, "done": done}))
    for row in snapshot.executions:
        if row.step_id not in plan.by_path and row.status in _OPEN:
            gone = row._replace(status=StepStatus.CANCELLED.value, completed_at=now, next_attempt_at=None, error=None)
            live.changes.executions.append(gone)
            at = "{}" if row.started_at is None else f'{{"started_at": {row.started_at!r}}}'
            emit(live, now, EventType.STEP_CANCELLED.value, row.step_id, row.attempt, at)


def go_on(live: LiveRun, snapshot: Snapshot, now: float, max_recoveries: int) -> None:
    """Take over what the snapshot has of the plan's steps, and let the run go on from there."""
    plan = live.plan
    interrupted = [node.index for row in snapshot.executions if (node := restore_step(live, row)) is not None]
    if snapshot.run.migrated_from is not None and live.redefined is None and live.done != snapshot.run.done:
        msg = (
            f"run {live.run_id}: its steps are not the {snapshot.run.done} that it has done; they are left as they are"
        )
        raise CorruptRecordError(msg)
    restore_state(live, snapshot.state)
    live.recorded_until = live.done + MAX_UNWRITTEN  # a pure step that kills its process is not further ahead
    count_predecessors(live)
    leave_out_rest(live, now)
    _cap_waits(live, now)
    if live.status is not RunStatus.PENDING:
        live.status = RunStatus.RUNNING
        start_clock(live, now)  # it may have been suspended before it began
        paths = [plan.nodes[index].path for index in interrupted]
        emit(live, now, EventType.RUN_RESUMED.value, data=json.dumps({"epoch": live.epoch, "interrupted": paths}))
    if live.is_halted:  # the run was ending: what was in flight does not start again
        give_up_waiting(live, now)
    else:
        _fail_poisoned(live, interrupted, max_recoveries, now)
        if live.status is RunStatus.RUNNING:
            elapse(live, now)  # what came due while nobody had the run: before anything starts


def shell(plan: Plan, snapshot: Snapshot, owner: str, now: float) -> LiveRun:
    """The run without its steps.

    Raises:
        CorruptRecordError: its input, or one given to a step, does not match its checksum.
    """
    run = snapshot.run
    verify(run.input, run.input_checksum, run.run_id, "the run's input")
    if snapshot.given:
        plan = with_given(plan, [row.step_id for row in snapshot.given])
    live = LiveRun(
        plan, run.run_id, Held(plan.input, run.input, run.input_arm), owner=owner, on_failure=run.on_failure, now=now
    )
    give_inputs(live, snapshot.given)
    live.epoch = run.epoch
    live.seq = live.stored_seq = run.last_seq
    live.status = stored_status(run.status, run.run_id)
    live.is_migrated = run.migrated_from is not None
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


def give_inputs(live: LiveRun, given: Iterable[GivenRow]) -> None:
    """The inputs that a fork gave to its steps; the plan is one of `with_given`.

    Raises:
        CorruptRecordError: one does not match its checksum.
    """
    for row in given:
        index = live.plan.by_path.get(row.step_id)
        if index is not None:
            verify(row.input, row.checksum, row.run_id, f"the input given to step {row.step_id!r}")
            node = live.nodes[index]
            assert isinstance(node, PlanStep)  # noqa: S101  narrows the type: only steps are given inputs
            live.given[index] = Held(codec_for(node.step.signature.value), row.input, row.arm)


def restore_state(live: LiveRun, rows: Iterable[StateRow]) -> None:
    """What the steps wrote, in order of writing; those that are history do not count."""
    state: dict[str, bytes] = {}
    for row in rows:
        if row.step_id not in live.plan.by_path:
            continue
        if row.value is None:
            state.pop(row.key, None)
        else:
            state[row.key] = row.value
    live.state = state


def restore_step(live: LiveRun, row: StepRow) -> PlanNode | None:
    """Take the row over; the step, if it was running."""
    if live.is_migrated and row.step_id not in live.plan.by_path:  # history
        live.next_position += row.position is not None
        return None
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
    live.done += node.counts
    live.next_position += 1
    if row.output is None:
        if is_not_taken(row):
            live.outputs[node.index] = NOT_TAKEN
            return
        if row.status != StepStatus.SKIPPED:
            msg = f"run {row.run_id}: the output of step {row.step_id!r} is gone; the record is left as it is"
            raise CorruptRecordError(msg)
        live.outputs[node.index] = Passed(_passed_on(live, node, row), row.output_ref)
        return
    verify(row.output, row.checksum, row.run_id, f"the output of step {row.step_id!r}")
    live.outputs[node.index] = Held(node.codec(row.arm), row.output, row.arm)
    if isinstance(node, PlanDecision):
        live.arms[node.index] = _arm_of(node, row)


def _arm_of(decision: PlanDecision, row: StepRow) -> int:
    arm = arm_taken(decision.chooser, row.output)
    if arm is None:
        msg = f"run {row.run_id}: the decision {row.step_id!r} took an arm that there is not; it is left as it is"
        raise CorruptRecordError(msg)
    return arm


def _passed_on(live: LiveRun, node: PlanNode, row: StepRow) -> Binding:
    """Where the value is that a skipped step passes on: its input, unless that was another before a migration."""
    before = live.outputs[node.binding.node] if node.binding.kind == NODE else None
    if row.output_ref == (before.reference if isinstance(before, Passed) else live.input_reference(node)):
        return node.binding
    binding = passed_on(live.plan, row)
    if binding is None:
        msg = f"run {row.run_id}: step {row.step_id!r} was skipped, and where its output is held is damaged"
        raise CorruptRecordError(msg)
    return binding


def passed_on(plan: Plan, row: StepRow) -> Binding | None:
    """Where the value is that a skipped step passes on; None where the plan does not have what holds it."""
    try:
        return binding_of(plan, json.loads(row.output_ref or "null"))
    except ValueError:
        return None


def _cap_waits(live: LiveRun, now: float) -> None:
    """No wait is longer than the whole of it: the clock of this engine may be behind the one that set it."""
    for index, at in live.retry_at.items():
        longest = live.nodes[index].retry.wait_seconds(max(1, live.failures[index]), 1.0)
        live.retry_at[index] = min(at, now + longest)
    if live.deadline_at is not None and live.run_timeout_seconds is not None:
        live.deadline_at = min(live.deadline_at, now + live.run_timeout_seconds)


def count_predecessors(live: LiveRun) -> None:
    """What may start now: not done, all predecessors done."""
    for index, output in enumerate(live.outputs):
        if output is not None:
            for successor in live.successors[index]:
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
        node = live.nodes[index]
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


def verify(data: bytes, stored: int | None, run_id: str, what: str) -> None:
    """Whether stored JSON is what was written.

    Raises:
        CorruptRecordError: it is not.
    """
    if stored is not None and checksum(data) != stored:
        msg = f"run {run_id}: {what} does not match its checksum; the record is left as it is, look at it with the CLI"
        raise CorruptRecordError(msg)


def _stored_error(text: str, run_id: str, what: str) -> ErrorInfo:
    try:
        return ErrorInfo.model_validate_json(text)
    except ValidationError as error:
        msg = f"run {run_id}: {what} is no record of an error; it is left as it is, look at it with the CLI"
        raise CorruptRecordError(msg) from error


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
    run = snapshot.run
    live = shell(plan, snapshot, run.owner or "", run.updated_at)
    if run.fingerprint != plan.workflow.fingerprint:
        msg = (
            f"run {run.run_id}: workflow {run.workflow_id!r} version {run.workflow_version!r} has another structure or "
            "other types than the run; bring the code back to read its values, or read them as JSON with get_run()"
        )
        raise DefinitionMismatchError(msg, run_id=run.run_id)
    for row in snapshot.executions:
        restore_step(live, row)
    return live
