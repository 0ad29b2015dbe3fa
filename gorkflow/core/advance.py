"""What every transition does: it appends events, and lets those start that waited for it."""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heappush

from gorkflow.core.held import Passed
from gorkflow.core.live import LiveRun
from gorkflow.core.plan_nodes import NODE
from gorkflow.core.records import EventRow, StateRow, make_row
from gorkflow.core.run import StepStatus

_PENDING = StepStatus.PENDING


def emit(
    live: LiveRun, now: float, type_: str, path: str | None = None, attempt: int | None = None, data: str = "{}"
) -> None:
    """Append one event."""
    seq = live.seq = live.seq + 1
    live.updated_at = now
    live.changes.events.append(make_row(EventRow, (live.run_id, seq, now, type_, path, attempt, data)))


def is_through(live: LiveRun) -> bool:
    """Whether every node of the plan is done; those without a step count as well."""
    return live.done >= live.plan.total and all(output is not None for output in live.outputs[: live.size])


def passed_through(live: LiveRun, index: int) -> Passed:
    """The output of a node that passes its input on; where that is passed on itself, the same."""
    node = live.nodes[index]
    before = live.outputs[node.binding.node] if node.binding.kind == NODE else None
    return before if isinstance(before, Passed) else Passed(node.binding, live.input_reference(node))


def release_successors(live: LiveRun, index: int, now: float) -> None:
    """The node is done, one way or another: who waited for it alone may start."""
    live.next_position += 1
    remaining = live.remaining
    for successor in live.successors[index]:
        remaining[successor] -= 1
        if not remaining[successor] and live.statuses[successor] is _PENDING:
            live.ready_at[successor] = now
            heappush(live.ready, successor)
    if index >= live.size:
        block = live.blocks[index]
        block.to_do -= 1
        if not block.to_do:
            live.over.append(block)


def write_state(live: LiveRun, path: str, writes: Mapping[str, bytes | None]) -> None:
    """What a step wrote into the run's state counts from now on."""
    state = dict(live.state)
    for key, value in writes.items():
        live.changes.state.append(StateRow(live.run_id, key, path, live.seq, value))
        if value is None:
            state.pop(key, None)
        else:
            state[key] = value
    live.state = state
