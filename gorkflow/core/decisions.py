"""A decision takes an arm; what stands in the others is skipped."""

from __future__ import annotations

import json

from gorkflow.core import waits
from gorkflow.core.advance import emit, passed_through, release_successors
from gorkflow.core.choices import label_bytes
from gorkflow.core.events import EventType
from gorkflow.core.held import NOT_TAKEN, Held
from gorkflow.core.live import LiveRun
from gorkflow.core.outcomes import Decided
from gorkflow.core.plan_nodes import PlanDecision, PlanStep
from gorkflow.core.rows import ended_row
from gorkflow.core.run import StepStatus
from gorkflow.core.values import checksum


def decide(live: LiveRun, outcome: Decided, now: float) -> None:
    """The decision has its output, the label of an arm; whatever stands in the others is skipped."""
    index, taken, ended_at = outcome
    node = live.nodes[index]
    assert isinstance(node, PlanDecision)  # noqa: S101  narrows the type: steps are not decided
    data = label_bytes(node.chooser, taken)
    live.arms[index] = taken
    live.outputs[index] = Held(node.output, data, 0)
    live.statuses[index] = StepStatus.COMPLETED
    row = ended_row(live, index, StepStatus.COMPLETED, ended_at)
    live.changes.executions.append(row._replace(position=live.next_position, output=data, checksum=checksum(data)))
    told = json.dumps(
        {"arm": node.chooser.labels[taken], "bytes": len(data), "checksum": checksum(data), "ended_at": ended_at}
    )
    emit(live, now, EventType.DECISION_TAKEN.value, node.path, None, told)
    others = (one for arm, members in enumerate(node.arms) if arm != taken for one in members)
    skipped = [one for one in others if live.outputs[one] is None]  # after a migration some may be done
    for one in skipped:
        live.statuses[one] = StepStatus.SKIPPED
    release_successors(live, index, now)
    for one in skipped:
        _leave_out(live, one, now)


def skip(live: LiveRun, index: int, now: float) -> None:
    """A condition said no: the step gives its default, or passes its input on."""
    node = live.nodes[index]
    assert isinstance(node, PlanStep)  # noqa: S101  narrows the type: a decision has no condition
    default = node.skipped
    passed = None
    data = '{"condition": false}'
    if default is not None and node.skipped_codec is not None:
        live.outputs[index] = Held(node.skipped_codec, default.data, default.arm)  # its copy is every run's: not taken
        data = f'{{"condition": false, "bytes": {len(default.data)}, "checksum": {checksum(default.data)}}}'
    else:
        passed = live.outputs[index] = passed_through(live, index)
    live.statuses[index] = StepStatus.SKIPPED
    live.changes.executions.append(
        ended_row(live, index, StepStatus.SKIPPED, now)._replace(
            position=live.next_position,
            output=None if default is None else default.data,
            output_ref=None if passed is None else passed.reference,
            arm=0 if default is None else default.arm,
            checksum=None if default is None else checksum(default.data),
        )
    )
    emit(live, now, EventType.STEP_SKIPPED.value, node.path, None, data)
    live.done += node.counts
    release_successors(live, index, now)


def leave_out_rest(live: LiveRun, now: float) -> None:
    """What has come into the arms that were not taken, with another definition, is skipped as well."""
    skipped = {
        one
        for decision, taken in live.arms.items()
        for arm, members in enumerate(_arms(live, decision))
        for one in members
        if arm != taken and live.statuses[one] in {StepStatus.PENDING, StepStatus.RETRYING, StepStatus.WAITING}
    }
    live.ready = [one for one in live.ready if one not in skipped]
    live.retry_at = {one: at for one, at in live.retry_at.items() if one not in skipped}
    for one in skipped:
        waits.forget(live, one)
        live.statuses[one] = StepStatus.SKIPPED
    for one in sorted(skipped):
        _leave_out(live, one, now)


def _arms(live: LiveRun, decision: int) -> tuple[tuple[int, ...], ...]:
    node = live.nodes[decision]
    assert isinstance(node, PlanDecision)  # noqa: S101  narrows the type: it has taken an arm
    return node.arms


def _leave_out(live: LiveRun, index: int, now: float) -> None:
    """What stands in an arm that was not taken."""
    node = live.nodes[index]
    live.outputs[index] = NOT_TAKEN
    row = ended_row(live, index, StepStatus.SKIPPED, now)
    live.changes.executions.append(row._replace(position=live.next_position, input_ref=None))
    emit(live, now, EventType.STEP_SKIPPED.value, node.path, live.attempts[index] or None)
    live.done += node.counts
    release_successors(live, index, now)
