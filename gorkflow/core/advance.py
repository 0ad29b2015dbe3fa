"""What every transition does: it appends events, and lets those start that waited for it."""

from __future__ import annotations

from heapq import heappush

from gorkflow.core.live import LiveRun
from gorkflow.core.records import EventRow, make_row
from gorkflow.core.run import StepStatus

_PENDING = StepStatus.PENDING


def emit(
    live: LiveRun, now: float, type_: str, path: str | None = None, attempt: int | None = None, data: str = "{}"
) -> None:
    """Append one event."""
    seq = live.seq = live.seq + 1
    live.updated_at = now
    live.changes.events.append(make_row(EventRow, (live.run_id, seq, now, type_, path, attempt, data)))


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
