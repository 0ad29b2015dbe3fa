"""Sleeps and waits of a run: they begin, and end with their time or with a signal. Pure.

One signal serves one wait: waits for one name stand in line as they began, signals as they arrived. A wait whose time
is over takes no signal that was sent later; where it is not over yet, or a signal was sent before, that is first.
"""

from __future__ import annotations

import json
import math
from heapq import heappop, heappush
from typing import NamedTuple

from gorkflow.core.advance import emit, passed_through, release_successors
from gorkflow.core.events import EventType
from gorkflow.core.held import Held
from gorkflow.core.live import LiveRun
from gorkflow.core.outcomes import Failed, Paused
from gorkflow.core.plan_nodes import PlanNode, PlanSleep, PlanWait
from gorkflow.core.records import InboxRow, StepRow
from gorkflow.core.rows import ended_row
from gorkflow.core.run import ErrorInfo, RunStatus, StepStatus
from gorkflow.core.signals import SIGNAL_KIND, read_signal
from gorkflow.core.values import NotJsonError, ValueRefusedError, checksum
from gorkflow.core.waiting import Buffered, Waiting
from gorkflow.errors import CorruptRecordError, SchemaMismatchError


class _Result(NamedTuple):
    """What a wait gives, with the event that says so."""

    held: Held
    data: bytes
    event: EventType
    more: dict[str, object]


def pause(live: LiveRun, outcome: Paused, now: float) -> Failed | None:
    """A sleep or wait begins; it is over at once where its time has come, or its signal."""
    slot, until = outcome
    node = live.nodes[slot]
    live.statuses[slot] = StepStatus.WAITING
    _record(live, node, until, now)
    _enlist(live, node, Waiting(until, now))
    if isinstance(node, PlanWait) and (failed := _match(live, node.signal, now)) is not None:
        return failed
    if until <= now and slot in live.pauses.waiting:
        _end(live, slot, now)
    return None


def _record(live: LiveRun, node: PlanNode, until: float, now: float) -> None:
    """It waits from now on."""
    at = None if math.isinf(until) else until
    row = ended_row(live, node.index, StepStatus.WAITING, now)
    live.changes.executions.append(row._replace(started_at=now, completed_at=None, next_attempt_at=at))
    data: dict[str, object] = {} if at is None else {"next_attempt_at": at}
    if isinstance(node, PlanWait):
        data["signal"] = node.signal
    data["started_at"] = now
    emit(live, now, EventType.STEP_WAITING.value, node.path, None, json.dumps(data))


def resume(live: LiveRun, node: PlanNode, row: StepRow) -> None:
    """A node that was WAITING goes on to wait; under a definition in which it is something else it begins anew."""
    since = row.started_at if row.started_at is not None else 0.0
    until = math.inf if row.next_attempt_at is None else row.next_attempt_at
    if isinstance(node, PlanWait):
        if node.tolerated is None or node.timeout_seconds is None:  # it has no time-out now
            until = math.inf
        elif math.isinf(until):
            until = since + node.timeout_seconds
    elif not isinstance(node, PlanSleep):
        live.statuses[node.index] = StepStatus.PENDING
        return
    _enlist(live, node, Waiting(until, since))


def settle_in(live: LiveRun, now: float) -> None:
    """After a resume: waits stand in line as they began, none waits longer than the whole of it from now on.

    The clock of this engine may be behind the one that set the time. An instant that the user gave stays.
    """
    waiting = sorted(live.pauses.waiting.items(), key=lambda item: item[1].since)
    live.pauses.waiting, live.pauses.lines, live.pauses.alarms = {}, {}, []
    for slot, wait in waiting:
        node = live.nodes[slot]
        if live.remaining[slot]:  # under another definition it comes later
            live.statuses[slot] = StepStatus.PENDING
            continue
        is_absolute = isinstance(node, PlanSleep) and node.until is not None
        if now < wait.since and not is_absolute and not live.is_halted:
            wait = Waiting(now + max(0.0, wait.until - wait.since), now)
            _record(live, node, wait.until, now)
        _enlist(live, node, wait)


def keep(live: LiveRun, message: InboxRow) -> str | None:
    """A message has been read: a signal is kept for a wait, now or later. Its name; None of what is none, or was read.

    Raises:
        CorruptRecordError: it is damaged.
    """
    if message.ordinal <= live.pauses.seen:
        return None
    live.pauses.seen = message.ordinal
    if message.kind != SIGNAL_KIND:
        return None
    name, data, arm = read_signal(message)
    live.pauses.signals.setdefault(name, []).append(Buffered(message.message_id, message.posted_at, data, arm))
    return name


def receive(live: LiveRun, message: InboxRow, now: float) -> Failed | None:
    """As `keep`; a wait that is there for it is served.

    Raises:
        CorruptRecordError: it is damaged.
    """
    name = keep(live, message)
    return _match(live, name, now) if name is not None and live.may_start else None


def match_all(live: LiveRun, now: float) -> Failed | None:
    """Signals that were received serve the waits that are there."""
    for name in list(live.pauses.signals):
        if (failed := _match(live, name, now)) is not None:
            return failed
    return None


def end_due(live: LiveRun, now: float) -> None:
    """Sleeps and time-outs whose time has come."""
    alarms = live.pauses.alarms
    while alarms and alarms[0][0] <= now:
        until, slot = heappop(alarms)
        wait = live.pauses.waiting.get(slot)
        if wait is not None and wait.until == until:
            _end(live, slot, now)


def next_end(live: LiveRun) -> float:
    """When the first sleep or time-out is over; infinity without any."""
    alarms = live.pauses.alarms
    while alarms:
        until, slot = alarms[0]
        wait = live.pauses.waiting.get(slot)
        if wait is not None and wait.until == until:
            return until
        heappop(alarms)
    return math.inf


def forget(live: LiveRun, slot: int) -> None:
    """It waits no more. Harmless where it did not."""
    if live.pauses.waiting.pop(slot, None) is None:
        return
    node = live.nodes[slot]
    if isinstance(node, PlanWait):
        line = live.pauses.lines[node.signal]
        del line[slot]
        if not line:
            del live.pauses.lines[node.signal]


def rest(live: LiveRun, now: float) -> None:
    """Where nothing is left of the run but sleeps and waits it is WAITING and nobody's, until one of them is over."""
    is_busy = live.in_flight or live.ready or live.parked or live.retry_at or live.openable
    if not live.pauses.waiting or is_busy or not live.may_start:
        return
    live.status = RunStatus.WAITING
    live.owner = None
    ends = min(next_end(live), math.inf if live.deadline_at is None else live.deadline_at)
    live.pauses.wake_at = None if math.isinf(ends) else ends
    emit(live, now, EventType.RUN_WAITING.value, data=json.dumps({"until": live.pauses.wake_at}))


def _enlist(live: LiveRun, node: PlanNode, wait: Waiting) -> None:
    live.pauses.waiting[node.index] = wait
    if isinstance(node, PlanWait):
        live.pauses.lines.setdefault(node.signal, {})[node.index] = None
    if not math.isinf(wait.until):
        heappush(live.pauses.alarms, (wait.until, node.index))


def _match(live: LiveRun, name: str, now: float) -> Failed | None:
    """The signals of a name serve the waits for it, in order."""
    signals = live.pauses.signals.get(name, [])
    while signals and (line := live.pauses.lines.get(name)):
        first = signals[0]
        slot = next((one for one in line if _may_take(live, one, first, now)), None)
        if slot is None:  # all are over, before it was sent
            return None
        failed = _serve(live, slot, first, now)
        if failed is not None:
            return failed
        del signals[0]
        if not signals:
            del live.pauses.signals[name]
    return None


def _may_take(live: LiveRun, slot: int, signal: Buffered, now: float) -> bool:
    until = live.pauses.waiting[slot].until
    return now < until or signal.posted_at <= until


def _serve(live: LiveRun, slot: int, signal: Buffered, now: float) -> Failed | None:
    """The wait ends with the signal, which is consumed by the same commit; one that does not fit fails the run."""
    node = live.nodes[slot]
    codec = node.output
    try:
        copy = codec.decode(signal.data, signal.arm)
    except ValueRefusedError as refused:
        return Failed(slot, _unfit(live, node, refused), False, now, now, None)
    held = Held(codec, signal.data, signal.arm, copy)
    live.changes.consumed.append(signal.message_id)
    more: dict[str, object] = {"signal_id": signal.message_id}
    _complete(live, slot, _Result(held, signal.data, EventType.SIGNAL_RECEIVED, more), now)
    return None


def _unfit(live: LiveRun, node: PlanNode, refused: ValueRefusedError) -> ErrorInfo:
    error = CorruptRecordError if isinstance(refused, NotJsonError) else SchemaMismatchError
    text = (
        f"step {node.path!r} of run {live.run_id}: the signal that it waited for does not fit its type any more: "
        f"{refused.reason}; make the type accept it, then retry the run and send the signal again"
    )
    return ErrorInfo(code=error.code, type=error.__name__, message=text, step_id=node.path)


def _end(live: LiveRun, slot: int, now: float) -> None:
    """Its time has come."""
    node = live.nodes[slot]
    if isinstance(node, PlanSleep):
        _wake(live, slot, now)
        return
    default, codec = node.tolerated, node.tolerated_codec
    assert default is not None  # noqa: S101  narrows the type, as below: no wait has a time-out without a default
    assert codec is not None  # noqa: S101
    held = Held(codec, default.data, default.arm)  # its copy is every run's: not taken
    _complete(live, slot, _Result(held, default.data, EventType.WAIT_TIMED_OUT, {}), now)


def _wake(live: LiveRun, slot: int, now: float) -> None:
    node, since = live.nodes[slot], live.pauses.waiting[slot].since
    forget(live, slot)
    passed = passed_through(live, slot)
    live.outputs[slot] = passed
    live.statuses[slot] = StepStatus.COMPLETED
    row = ended_row(live, slot, StepStatus.COMPLETED, now)
    live.changes.executions.append(
        row._replace(position=live.next_position, output_ref=passed.reference, started_at=since)
    )
    emit(live, now, EventType.SLEEP_ENDED.value, node.path, None, json.dumps({"started_at": since}))
    release_successors(live, slot, now)


def _complete(live: LiveRun, slot: int, result: _Result, now: float) -> None:
    node, since = live.nodes[slot], live.pauses.waiting[slot].since
    forget(live, slot)
    live.outputs[slot] = result.held
    live.statuses[slot] = StepStatus.COMPLETED
    crc = checksum(result.data)
    row = ended_row(live, slot, StepStatus.COMPLETED, now)
    live.changes.executions.append(
        row._replace(
            position=live.next_position, output=result.data, arm=result.held.arm, checksum=crc, started_at=since
        )
    )
    data = {"bytes": len(result.data), "checksum": crc, "started_at": since, **result.more}
    emit(live, now, result.event.value, node.path, None, json.dumps(data))
    release_successors(live, slot, now)
