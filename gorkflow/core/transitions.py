"""Everything that changes a run's state: (state, outcome, now) -> state', events. Pure: times and randomness come in.

A transition costs O(out-degree of its step). What it changes is gathered in `LiveRun.changes`, so that outcomes that
arrive together are written together. The legal transitions are `RUN_TRANSITIONS` and `STEP_TRANSITIONS`; the diagram in
the documentation is made from them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from heapq import heappush
from typing import Final

from gorkflow.core import waits
from gorkflow.core.advance import emit, is_through, release_successors, write_state
from gorkflow.core.compensation import (
    begin_compensation,
    begin_undo,
    error_at_end,
    give_up_undo,
    is_to_compensate,
    note_undo,
)
from gorkflow.core.containers import close_blocks, go_round, open_map
from gorkflow.core.deadline import start_clock, time_is_up
from gorkflow.core.decisions import decide, skip
from gorkflow.core.events import EventType
from gorkflow.core.held import Held
from gorkflow.core.live import LiveRun
from gorkflow.core.outcomes import Completed, Decided, Failed, Opened, Outcome, Paused, Skipped, Stopped, Tested
from gorkflow.core.plan_nodes import PlanNode, PlanStep
from gorkflow.core.records import CacheRow, InboxRow, StepRow
from gorkflow.core.rows import completed_row, ended_row, started_row
from gorkflow.core.run import ErrorInfo, RunStatus, StepStatus
from gorkflow.core.values import checksum

R, S = RunStatus, StepStatus

# Read several times per step: a member of an enum is looked up in a dictionary.
_RUNNING, _COMPLETED, _PENDING = StepStatus.RUNNING, StepStatus.COMPLETED, StepStatus.PENDING
_STEP_STARTED, _STEP_COMPLETED = EventType.STEP_STARTED.value, EventType.STEP_COMPLETED.value
_RUN_STARTED, _RUN_COMPLETED = EventType.RUN_STARTED.value, EventType.RUN_COMPLETED.value

RUN_TRANSITIONS: Final[Mapping[RunStatus, tuple[RunStatus, ...]]] = {
    R.PENDING: (R.RUNNING, R.SUSPENDED, R.FAILED, R.CANCELLED),
    R.RUNNING: (R.WAITING, R.SUSPENDED, R.COMPENSATING, R.COMPLETED, R.FAILED, R.CANCELLED),
    R.WAITING: (R.RUNNING, R.SUSPENDED, R.FAILED, R.CANCELLED),
    R.SUSPENDED: (R.RUNNING, R.COMPENSATING, R.FAILED, R.CANCELLED),
    R.COMPENSATING: (R.SUSPENDED, R.FAILED, R.CANCELLED),
    R.COMPLETED: (),
    R.FAILED: (R.PENDING,),
    R.CANCELLED: (R.PENDING,),
}
STEP_TRANSITIONS: Final[Mapping[StepStatus, tuple[StepStatus, ...]]] = {
    S.PENDING: (S.RUNNING, S.WAITING, S.COMPLETED, S.RETRYING, S.SKIPPED, S.FAILED, S.CANCELLED),
    S.RUNNING: (S.PENDING, S.RUNNING, S.COMPLETED, S.RETRYING, S.FAILED, S.CANCELLED),
    S.RETRYING: (S.RUNNING, S.SKIPPED, S.FAILED, S.CANCELLED),
    S.WAITING: (S.WAITING, S.COMPLETED, S.SKIPPED, S.FAILED, S.CANCELLED),
    S.COMPLETED: (S.COMPENSATED,),
    S.COMPENSATED: (),
    S.SKIPPED: (),
    S.FAILED: (S.PENDING,),
    S.CANCELLED: (S.PENDING,),
}
"""FAILED and CANCELLED change only by a retry (`gorkflow.core.reopen`), a tolerated failure never. PENDING may pass
RUNNING by: a pure step has no STARTED record, and a condition decides without a body. A step that runs when its engine
closes is PENDING again."""

TERMINAL_CODES: Final = frozenset({"poison", "condition", "corrupt_record", "schema_mismatch"})
"""Errors that fail the run whatever the step tolerates."""

_HELD_UP: Final = (StepStatus.RETRYING, StepStatus.WAITING)


def begin(live: LiveRun, now: float) -> None:
    """The run has a place: PENDING -> RUNNING. Its run_timeout counts from here."""
    live.status = RunStatus.RUNNING
    start_clock(live, now)
    emit(live, now, _RUN_STARTED)


def start(live: LiveRun, index: int, now: float) -> int:
    """A step starts; the attempt. A pure step leaves no record of it, unless the last owner may have died under it."""
    node = live.nodes[index]
    assert isinstance(node, PlanStep)  # noqa: S101  narrows the type: decisions are not started
    attempt = live.attempts[index] = live.attempts[index] + 1
    live.statuses[index] = _RUNNING
    row = started_row(live, node, attempt, now)
    live.in_flight[index] = row
    if node.pure:
        if live.next_position >= live.recorded_until and index not in live.recoveries:
            return attempt
        live.recoveries.setdefault(index, 0)
        live.changes.is_binding = True
    live.changes.executions.append(row)
    decided = "" if node.condition is None else '"condition": true, '
    emit(live, now, _STEP_STARTED, node.path, attempt, f'{{{decided}"code": "{node.code}"}}')
    return attempt


def apply(live: LiveRun, outcome: Outcome, now: float, random: float) -> None:
    """Apply one outcome of an attempt.

    Args:
        random: evenly distributed in [0, 1), for the jitter of a back-off.
    """
    if type(outcome) is Completed:
        _complete(live, outcome, now)
    else:
        live.changes.is_binding = True
        _apply_other(live, outcome, now, random)
    if live.over:
        close_blocks(live, now)


def _apply_other(live: LiveRun, outcome: Outcome, now: float, random: float) -> None:
    if isinstance(outcome, Failed):
        _fail(live, outcome, now, random)
    elif isinstance(outcome, Skipped):
        skip(live, outcome.node, now)
    elif isinstance(outcome, Decided):
        decide(live, outcome, now)
    elif isinstance(outcome, Opened):
        open_map(live, outcome, now)
    elif isinstance(outcome, Tested):
        go_round(live, outcome, now)
    elif isinstance(outcome, Paused):
        _fail_at(live, waits.pause(live, outcome, now), now)
    elif isinstance(outcome, Stopped):
        live.in_flight.pop(outcome.node, None)
        _cancel_step(live, outcome.node, now, outcome.started_at)


def request_cancel(live: LiveRun, now: float) -> None:
    """The run is to end CANCELLED: nothing starts any more; what is in flight is for the executor to stop."""
    if live.cancel_requested or live.is_over or live.is_compensating:
        return
    live.cancel_requested = True
    live.stops_bodies = True
    emit(live, now, EventType.RUN_CANCEL_REQUESTED.value)
    _halt(live, now)


def fail_run(live: LiveRun, error: ErrorInfo, now: float) -> None:
    """The run is to end FAILED for a reason that is no step's: its time is up, or a record is damaged."""
    if live.error is None:
        live.error = error
    live.stops_bodies = True
    _halt(live, now)


def settle(live: LiveRun, now: float) -> bool:
    """Give the run its final status if nothing can happen any more; whether it has one."""
    if live.is_over:
        return True
    if live.in_flight or not _is_at_end(live, now):
        return False
    live.is_over = True
    live.completed_at = now
    is_cancelled = live.error is None and live.cancel_requested and not is_through(live)
    live.error = error_at_end(live)
    data = "{}" if live.error is None else json.dumps({"error": live.error.model_dump(exclude_none=True)})
    if is_cancelled:
        live.status = RunStatus.CANCELLED
        emit(live, now, EventType.RUN_CANCELLED.value, data=data)
    elif live.error is not None:
        live.status = RunStatus.FAILED
        emit(live, now, EventType.RUN_FAILED.value, data=data)
    else:
        live.status = RunStatus.COMPLETED
        emit(live, now, _RUN_COMPLETED)
    live.owner = None
    return True


def _is_at_end(live: LiveRun, now: float) -> bool:
    """Whether a run with nothing in flight is at its end; else what is still to be undone may start."""
    if live.is_compensating:
        return not live.has_more and begin_undo(live, now) is None
    if not (live.is_halted or (live.status is RunStatus.RUNNING and not live.has_more)):
        return False
    if is_to_compensate(live):
        begin_compensation(live, now)
        return False
    return True


def release(live: LiveRun, now: float) -> None:
    """The owner lets go of an open run: the next engine that opens the store takes it.

    What is in flight is PENDING again: that its engine closed is no word against a step (`restore` counts deaths).
    """
    live.owner = None
    for index in live.in_flight:
        live.statuses[index] = _PENDING
    for index, status in enumerate(live.statuses):
        is_recorded = not live.nodes[index].pure or index in live.recoveries
        if status is _PENDING and live.attempts[index] and is_recorded:
            live.changes.executions.append(ended_row(live, index, _PENDING, now)._replace(completed_at=None))
    live.in_flight.clear()
    emit(live, now, EventType.RUN_RELEASED.value)


def suspend(live: LiveRun, error: ErrorInfo, now: float) -> None:
    """The definition differs from what the run has executed: it waits for the code to come back."""
    live.status = RunStatus.SUSPENDED
    live.error = error
    live.owner = None
    emit(live, now, EventType.RUN_SUSPENDED.value, data=json.dumps({"error": error.model_dump(exclude_none=True)}))


def _complete(live: LiveRun, outcome: Completed, now: float) -> None:
    index, (data, arm, copy), state_writes, started_at, ended_at, _, cache_key, cached_from = outcome
    node = live.nodes[index]
    if not node.pure:
        live.changes.is_binding = True
    live.outputs[index] = Held(node.output, data, arm, copy)
    live.statuses[index] = _COMPLETED
    started = live.in_flight.pop(index)
    crc = checksum(data)
    row = completed_row(started, live.next_position, outcome, crc)
    live.changes.executions.append(row)
    if node.undo is not None:
        note_undo(live, node, row)
    more = f', "code": "{node.code}"' if node.pure else ""
    if cache_key is not None and node.caching is not None:
        expires_at = ended_at + node.caching.seconds
        live.changes.cached.append(CacheRow(cache_key, live.run_id, node.path, data, arm, crc, expires_at))
    elif cached_from is not None:
        more += f', "cached": true, "from": {json.dumps(cached_from)}'
    if started.ready_at is not None:
        more = f', "queued": {max(0.0, started_at - started.ready_at):.4g}{more}'
    text = f'{{"bytes": {len(data)}, "checksum": {crc}, "started_at": {started_at!r}, "ended_at": {ended_at!r}{more}}}'
    emit(live, now, _STEP_COMPLETED, node.path, started.attempt, text)
    if state_writes:
        write_state(live, node.path, state_writes)
    live.done += node.counts
    release_successors(live, index, now)


def _fail(live: LiveRun, outcome: Failed, now: float, random: float) -> None:
    index = outcome.node
    node = live.nodes[index]
    live.in_flight.pop(index, None)
    live.failures[index] += 1
    is_terminal = outcome.error.code in TERMINAL_CODES
    is_spent = is_terminal or not outcome.is_retryable or live.failures[index] >= node.retry.max_attempts
    if live.may_start and not is_spent:
        _schedule_retry(live, outcome, now + node.retry.wait_seconds(live.failures[index], random), now)
        return
    live.statuses[index] = StepStatus.FAILED
    tolerated = node.tolerated if is_spent and not is_terminal else None  # a retry of the run brings what is not spent
    row = ended_row(live, index, StepStatus.FAILED, now)._replace(
        started_at=outcome.started_at,
        completed_at=outcome.ended_at,
        cpu_seconds=outcome.cpu_seconds,
        error=outcome.error.model_dump_json(exclude_none=True),
    )
    data = {"error": outcome.error.model_dump(exclude_none=True), "tolerated": tolerated is not None}
    data |= {"started_at": outcome.started_at, "ended_at": outcome.ended_at, **node.late_code}
    if tolerated is not None:
        data |= {"bytes": len(tolerated.data), "checksum": checksum(tolerated.data)}
    emit(live, now, EventType.STEP_FAILED.value, node.path, live.attempts[index], json.dumps(data))
    if tolerated is not None:
        _tolerate(live, node, row, now)
        return
    live.changes.executions.append(row)
    if live.is_compensating:
        give_up_undo(live, index)
        return
    if live.error is None and not live.cancel_requested:  # a body may fail because it is stopped
        live.error = outcome.error
    if live.on_failure == "continue" and not is_terminal:
        _cancel_dependents(live, index, now)
    else:
        live.stops_bodies = live.stops_bodies or live.on_failure == "cancel"
        _halt(live, now)


def _tolerate(live: LiveRun, node: PlanNode, row: StepRow, now: float) -> None:
    """The default stands for the output of a step that failed."""
    default, codec = node.tolerated, node.tolerated_codec
    assert default is not None  # noqa: S101  narrows the type, as below
    assert codec is not None  # noqa: S101
    live.outputs[node.index] = Held(codec, default.data, default.arm)  # its copy is every run's: not taken
    row = row._replace(position=live.next_position, output=default.data, arm=default.arm)
    live.changes.executions.append(row._replace(checksum=checksum(default.data)))
    live.done += node.counts
    release_successors(live, node.index, now)


def _schedule_retry(live: LiveRun, outcome: Failed, at: float, now: float) -> None:
    index = outcome.node
    live.statuses[index] = StepStatus.RETRYING
    live.retry_at[index] = at
    live.changes.executions.append(
        ended_row(live, index, StepStatus.RETRYING, now)._replace(
            started_at=outcome.started_at,
            completed_at=outcome.ended_at,
            next_attempt_at=at,
            error=outcome.error.model_dump_json(exclude_none=True),
        )
    )
    data = {"error": outcome.error.model_dump(exclude_none=True), "next_attempt_at": at}
    node = live.nodes[index]
    data |= {"started_at": outcome.started_at, "ended_at": outcome.ended_at, **node.late_code}
    emit(live, now, EventType.STEP_RETRY_SCHEDULED.value, node.path, live.attempts[index], json.dumps(data))


def elapse(live: LiveRun, now: float) -> None:
    """Time has passed: the run's deadline may be over, back-offs, whose steps may start again, sleeps and time-outs."""
    if live.deadline_at is not None and now >= live.deadline_at and not live.is_compensating:
        if not live.is_halted:
            fail_run(live, time_is_up(live), now)
        live.stops_bodies = True  # nor is a run that is ending waited for any longer
    if not live.may_start:
        return
    if live.pauses.alarms and live.pauses.alarms[0][0] <= now:
        live.changes.is_binding = True
        waits.end_due(live, now)
        close_blocks(live, now)
    for index in [index for index, at in live.retry_at.items() if at <= now]:
        del live.retry_at[index]
        live.ready_at[index] = now
        heappush(live.ready, index)


def receive(live: LiveRun, message: InboxRow, now: float) -> None:
    """A message of the inbox has been read: a signal serves the wait that stands first for it, now or later.

    Raises:
        CorruptRecordError: it is damaged.
    """
    _fail_at(live, waits.receive(live, message, now), now)
    close_blocks(live, now)


def catch_up(live: LiveRun, now: float) -> None:
    """After a resume: what came due or was sent while nobody had the run, before anything starts."""
    _fail_at(live, waits.match_all(live, now), now)
    close_blocks(live, now)
    elapse(live, now)


def _fail_at(live: LiveRun, failed: Failed | None, now: float) -> None:
    """Whatever a signal has changed is binding; one that does not fit its wait fails the run."""
    if live.changes.consumed:
        live.changes.is_binding = True
    if failed is not None:
        live.changes.is_binding = True
        waits.forget(live, failed.node)
        _fail(live, failed, now, 0.5)


def _halt(live: LiveRun, now: float) -> None:
    """Nothing starts any more."""
    live.ready.clear()
    live.parked.clear()
    live.openable.clear()
    if not live.is_halted:
        live.is_halted = True
        give_up_waiting(live, now)


def give_up_waiting(live: LiveRun, now: float) -> None:
    """The steps that have been started and are not in flight will not start again: in back-off, or interrupted."""
    live.retry_at.clear()
    for index in list(live.pauses.waiting):
        waits.forget(live, index)
    live.pauses.alarms.clear()
    for index, status in enumerate(live.statuses):
        if status in _HELD_UP or (status is _PENDING and live.attempts[index]):
            _cancel_step(live, index, now, None)


def _cancel_step(live: LiveRun, index: int, now: float, started_at: float | None) -> None:
    live.statuses[index] = StepStatus.CANCELLED
    live.changes.executions.append(ended_row(live, index, StepStatus.CANCELLED, now)._replace(started_at=started_at))
    data = "{}" if started_at is None else f'{{"started_at": {started_at!r}}}'
    emit(live, now, EventType.STEP_CANCELLED.value, live.nodes[index].path, live.attempts[index] or None, data)


def _cancel_dependents(live: LiveRun, index: int, now: float) -> None:
    """Everything after a failed step that has not started: it never will. A map or loop ends with what is in it."""
    todo = [index]
    while todo:
        current = todo.pop()
        dependents = list(live.successors[current])
        if current >= live.size:
            dependents.append(live.blocks[current].container)
        for dependent in dependents:
            if live.statuses[dependent] is StepStatus.PENDING:
                _cancel_step(live, dependent, now, None)
                todo.append(dependent)
    live.openable = [one for one in live.openable if live.statuses[one] is StepStatus.PENDING]
