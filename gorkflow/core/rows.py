"""A step's row as each transition leaves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gorkflow.core.records import StepRow, make_row
from gorkflow.core.run import StepStatus

if TYPE_CHECKING:
    from gorkflow.core.live import LiveRun
    from gorkflow.core.outcomes import Completed
    from gorkflow.core.plan_nodes import PlanStep

# Rows hold plain strings: SQLite binds them without asking for an adapter, and the garbage collector forgets such rows.
_RUNNING, _COMPLETED = StepStatus.RUNNING.value, StepStatus.COMPLETED.value
_CACHE = "cache"  # in the place of what ran the body

# Values stand in the order of StepRow's fields, several in a line.
# fmt: off


def started_row(live: LiveRun, node: PlanStep, attempt: int, now: float) -> StepRow:
    """RUNNING since now."""
    index = node.index
    ordinal = live.ordinals[index] or _first(live, index)
    return make_row(StepRow, (
        live.run_id, node.path, ordinal, None, attempt, live.failures[index], live.recoveries.get(index, 0), _RUNNING,
        node.input_ref or live.input_reference(node), None, None, 0, None, None,
        live.ready_at[index], now, None, None, None, node.runs_on,
    ))


def completed_row(started: StepRow, position: int, outcome: Completed, checksum: int) -> StepRow:
    """COMPLETED, with its output and the times of its body."""
    run_id, path, ordinal, _, attempt, failures, recoveries, _, input_ref, *_, executor = started
    ready_at = started.ready_at
    _, (data, arm, _), _, started_at, ended_at, cpu_seconds, _, cached_from = outcome
    return make_row(StepRow, (
        run_id, path, ordinal, position, attempt, failures, recoveries, _COMPLETED,
        input_ref, data, None, arm, checksum, None, ready_at, started_at, ended_at, None, cpu_seconds,
        executor if cached_from is None else _CACHE,
    ))


def ended_row(live: LiveRun, index: int, status: StepStatus, now: float) -> StepRow:
    """Of any other status since now, without output."""
    node = live.nodes[index]
    ordinal = live.ordinals[index] or _first(live, index)
    return StepRow(
        live.run_id, node.path, ordinal, None, live.attempts[index], live.failures[index],
        live.recoveries.get(index, 0), status.value, live.input_reference(node), None, None, 0, None, None,
        live.ready_at[index], None, now, None, None, node.runs_on,
    )


def _first(live: LiveRun, index: int) -> int:
    """The ordinal of a step's first row."""
    ordinal = live.ordinals[index] = live.seq or 1
    return ordinal
