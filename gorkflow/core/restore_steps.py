"""A run's steps from their rows."""

from __future__ import annotations

import json
from collections.abc import Iterable

from pydantic import ValidationError

from gorkflow.core import waits
from gorkflow.core.choices import arm_taken
from gorkflow.core.compatibility import is_not_taken
from gorkflow.core.held import NOT_TAKEN, Held, Passed
from gorkflow.core.live import LiveRun
from gorkflow.core.plan import Plan, binding_of
from gorkflow.core.plan_nodes import NODE, Binding, PlanDecision, PlanLoop, PlanMap, PlanNode, PlanSleep
from gorkflow.core.records import StateRow, StepRow
from gorkflow.core.run import ErrorInfo, StepStatus
from gorkflow.core.transitions import TERMINAL_CODES
from gorkflow.core.values import checksum
from gorkflow.errors import CorruptRecordError, DefinitionMismatchError

_STATUSES = frozenset(StepStatus)
_STARTS_AGAIN = (StepStatus.PENDING, StepStatus.RUNNING)
_IS_DONE = (StepStatus.COMPLETED, StepStatus.SKIPPED, StepStatus.COMPENSATED)


def restore_step(live: LiveRun, index: int, row: StepRow) -> bool:
    """Take the row over; whether the step was running.

    Raises:
        CorruptRecordError: the row is damaged.
    """
    if row.status not in _STATUSES:
        raise damaged_row(row)
    node, status = live.nodes[index], StepStatus(row.status)
    live.attempts[index] = row.attempt
    live.failures[index] = row.failures
    live.ordinals[index] = row.ordinal
    live.statuses[index] = status
    if row.ready_at is not None and status not in _STARTS_AGAIN:  # else it could not, while nobody drove the run
        live.ready_at[index] = row.ready_at
    if row.recoveries:
        live.recoveries[index] = row.recoveries
    if status is StepStatus.RUNNING:
        live.statuses[index] = StepStatus.PENDING
        live.recoveries[index] = row.recoveries + 1
        return True
    if status is StepStatus.WAITING:
        waits.resume(live, node, row)
        return False
    _restore_ended(live, node, row, status)
    return False


def _restore_ended(live: LiveRun, node: PlanNode, row: StepRow, status: StepStatus) -> None:
    if status is StepStatus.RETRYING and row.next_attempt_at is not None:
        live.retry_at[node.index] = row.next_attempt_at
    elif status in _IS_DONE or (status is StepStatus.FAILED and row.output is not None):
        _restore_output(live, node, row)
    elif status is StepStatus.FAILED:
        _restore_failure(live, row)


def damaged_row(row: StepRow) -> CorruptRecordError:
    """The error of a row that no step of the definition has written."""
    return CorruptRecordError(
        f"run {row.run_id}: the record of step {row.step_id!r} has a damaged id or status; it is left as it is"
    )


def _restore_failure(live: LiveRun, row: StepRow) -> None:
    """A step that nobody tolerates failed: the run is to end FAILED, at once or when its other branches are through."""
    error = None if row.error is None else stored_error(row.error, row.run_id, f"the error of step {row.step_id!r}")
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
        if isinstance(node, PlanMap | PlanLoop):
            return  # put together of those of its items
        if row.status != StepStatus.SKIPPED and not isinstance(node, PlanSleep):
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
    if binding is None and live.is_migrated:
        msg = (
            f"run {row.run_id}: step {row.step_id!r} passes on the output of a step that is gone ({row.output_ref}); "
            "keep that step in the definition"
        )
        raise DefinitionMismatchError(msg, run_id=row.run_id)
    if binding is None:
        msg = f"run {row.run_id}: step {row.step_id!r} passes its input on, and where that is held is damaged"
        raise CorruptRecordError(msg)
    return binding


def passed_on(plan: Plan, row: StepRow) -> Binding | None:
    """Where the value is that a skipped step passes on; None where the plan does not have what holds it."""
    try:
        return binding_of(plan, json.loads(row.output_ref or "null"))
    except ValueError:
        return None


def verify(data: bytes, stored: int | None, run_id: str, what: str) -> None:
    """Whether stored JSON is what was written.

    Raises:
        CorruptRecordError: it is not.
    """
    if stored is not None and checksum(data) != stored:
        msg = f"run {run_id}: {what} does not match its checksum; the record is left as it is, look at it with the CLI"
        raise CorruptRecordError(msg)


def stored_error(text: str, run_id: str, what: str) -> ErrorInfo:
    try:
        return ErrorInfo.model_validate_json(text)
    except ValidationError as error:
        msg = f"run {run_id}: {what} is no record of an error; it is left as it is, look at it with the CLI"
        raise CorruptRecordError(msg) from error


def restore_state(live: LiveRun, rows: Iterable[StateRow]) -> None:
    """What the steps wrote, in order of writing; those that are history do not count."""
    state: dict[str, bytes] = {}
    for row in rows:
        if live.plan.find(row.step_id) is None:
            continue
        if row.value is None:
            state.pop(row.key, None)
        else:
            state[row.key] = row.value
    live.state = state
