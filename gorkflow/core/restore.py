"""A run from its snapshot: what a resume does before it goes on. Pure: nothing is read but the snapshot."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from heapq import heapify

from gorkflow.core import waits
from gorkflow.core.advance import emit
from gorkflow.core.blocks import Loop, Map
from gorkflow.core.compatibility import is_done, mismatch, mismatch_info
from gorkflow.core.compensation import begin_undo
from gorkflow.core.containers import close_blocks, complete_full_maps
from gorkflow.core.deadline import start_clock
from gorkflow.core.decisions import leave_out_rest
from gorkflow.core.events import EventType
from gorkflow.core.held import Held
from gorkflow.core.live import MAX_UNWRITTEN, LiveRun
from gorkflow.core.outcomes import Failed
from gorkflow.core.plan import Plan, with_given
from gorkflow.core.plan_nodes import UNDO, PlanStep
from gorkflow.core.records import GivenRow, Redefined, Snapshot, StepRow
from gorkflow.core.restore_blocks import restore_rows
from gorkflow.core.restore_steps import restore_state, restore_step, stored_error, verify
from gorkflow.core.run import ErrorInfo, RunStatus, StepStatus, stored_status
from gorkflow.core.shape import definition_row
from gorkflow.core.transitions import apply, catch_up, fail_run, give_up_waiting, suspend
from gorkflow.core.values import codec_for
from gorkflow.errors import CorruptRecordError, DefinitionMismatchError, PoisonStepError

MAX_RECOVERIES = 5  # unless the engine says otherwise
_STATUSES = frozenset(StepStatus)
_OPEN = (StepStatus.PENDING, StepStatus.RUNNING, StepStatus.RETRYING, StepStatus.WAITING)
_IS_DONE = (StepStatus.COMPLETED, StepStatus.SKIPPED)


def restore(
    plan: Plan,
    snapshot: Snapshot,
    *,
    owner: str,
    now: float,
    max_recoveries: int = MAX_RECOVERIES,
    former: str | None = None,
    due: float = 0.0,
) -> LiveRun:
    """The run as its last commit left it, with the steps that were running ready to run once more.

    Under another definition than that of its last commit it goes on where everything executed is unchanged; otherwise
    it comes back SUSPENDED, with the differences as its error.

    Args:
        former: the stored shape of the definition that the run has; needed only where the plan's is another.
        due: an instant that has come, also where the clock was put back and does not show it.

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
    go_on(live, snapshot, now, max_recoveries, due)
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
        if row.status in _OPEN and plan.find(row.step_id) is None:
            _cancel_row(live, row, now)


def _cancel_row(live: LiveRun, row: StepRow, now: float) -> None:
    """What has no slot was under way, and does not go on."""
    gone = row._replace(status=StepStatus.CANCELLED.value, completed_at=now, next_attempt_at=None, error=None)
    live.changes.executions.append(gone)
    at = "{}" if row.started_at is None else f'{{"started_at": {row.started_at!r}}}'
    emit(live, now, EventType.STEP_CANCELLED.value, row.step_id, row.attempt, at)


def go_on(live: LiveRun, snapshot: Snapshot, now: float, max_recoveries: int, due: float = 0.0) -> None:
    """Take over what the snapshot has of the plan's steps, and let the run go on from there."""
    interrupted = restore_rows(live, snapshot.executions, now)
    if snapshot.run.migrated_from is not None and live.redefined is None and live.done != snapshot.run.done:
        msg = (
            f"run {live.run_id}: its steps are not the {snapshot.run.done} that it has done; they are left as they are"
        )
        raise CorruptRecordError(msg)
    restore_state(live, snapshot.state)
    leave_out_kept(live, snapshot)
    live.recorded_until = live.next_position + MAX_UNWRITTEN  # a pure step that kills its process is not further ahead
    undos = {row.step_id: row for row in snapshot.executions if row.step_id.endswith(UNDO)}
    if undos or live.is_compensating:
        interrupted = resume_compensation(live, undos, now)
    else:
        count_predecessors(live)
        leave_out_rest(live, now)
        complete_full_maps(live, now)
        close_blocks(live, now)
    _cap_waits(live, now)
    waits.settle_in(live, now)
    for message in snapshot.inbox:
        waits.keep(live, message)
    if live.status is not RunStatus.PENDING:
        _resume(live, snapshot, interrupted, now, is_compensating=bool(undos) or live.is_compensating)
    if live.is_halted:  # the run was ending: what was in flight does not start again
        give_up_waiting(live, now)
    else:
        _fail_poisoned(live, interrupted, max_recoveries, now)
        if live.may_start:
            catch_up(live, max(now, due))


def _resume(live: LiveRun, snapshot: Snapshot, interrupted: list[int], now: float, *, is_compensating: bool) -> None:
    live.status = RunStatus.RUNNING
    start_clock(live, now)  # it may have been suspended before it began
    paths = [live.nodes[index].path for index in interrupted]
    data: dict[str, object] = {"epoch": live.epoch, "interrupted": paths}
    if paths:  # whoever follows attempts ends those that nobody else can
        rows = {row.step_id: row for row in snapshot.executions}
        data["attempts"] = [rows[path].attempt for path in paths]
        data["started_at"] = [rows[path].started_at for path in paths]
    if snapshot.run.forked_from is not None:
        data["forked_from"] = snapshot.run.forked_from
    emit(live, now, EventType.RUN_RESUMED.value, data=json.dumps(data))
    if is_compensating:
        live.status = RunStatus.COMPENSATING
        emit(live, now, EventType.RUN_COMPENSATING.value)


def leave_out_kept(live: LiveRun, snapshot: Snapshot) -> None:
    """What a fork has kept is another run's doing, and not undone by this one.

    Kept steps have the first ordinals, 1 and so on; the first step of the fork's own has that of an event after those
    that say what is kept.
    """
    if snapshot.run.forked_from is None:
        return
    ordinals = {row.ordinal for row in snapshot.executions}
    kept = next(count for count in range(len(ordinals) + 1) if count + 1 not in ordinals)
    live.undos = [undo for undo in live.undos if undo.row.ordinal > kept]


def resume_compensation(live: LiveRun, rows: Mapping[str, StepRow], now: float) -> list[int]:
    """The run goes on with undoing; the slot of the undo step that was running, if one was.

    Args:
        rows: of the undo steps, by their paths.
    """
    live.ready.clear()
    live.openable.clear()
    live.retry_at.clear()
    live.is_halted = False
    failed = [undo for undo in live.undos if (row := rows.get(undo.path)) and row.status == StepStatus.FAILED]
    live.undos = [undo for undo in live.undos if undo not in failed]
    live.not_undone += [undo.row.step_id for undo in reversed(failed)]
    row = rows.get(live.undos[-1].path) if live.undos else None
    slot = begin_undo(live, now)
    if row is None or slot is None:
        return []
    was_running = restore_step(live, slot, row)
    if live.statuses[slot] is StepStatus.RETRYING:
        live.ready.clear()  # it waits for its next attempt
    return [slot] if was_running else []


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
        live.error = stored_error(run.error, run.run_id, "the run's error")
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
        if not remaining and live.statuses[index] is StepStatus.PENDING and not _is_at_work(live, index)
    ]
    heapify(live.ready)
    if live.is_halted:
        live.ready.clear()
        live.openable.clear()


def _is_at_work(live: LiveRun, index: int) -> bool:
    """Whether it is a map or loop with items or a turn under way."""
    state = live.opened.get(index)
    return isinstance(state, Map) or (isinstance(state, Loop) and state.at_work is not None)


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
        index, node = plan.by_path.get(row.step_id), plan.find(row.step_id)
        if node is not None and node.undo is not None and row.status == StepStatus.COMPLETED:
            live.not_undone.append(row.step_id)
        if index is None and row.status in _OPEN:
            _cancel_row(live, row, now)
        elif index is not None and row.status in _OPEN:
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
    restore_rows(live, snapshot.executions, run.updated_at)
    return live
