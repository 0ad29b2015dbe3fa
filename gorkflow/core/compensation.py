"""Undoing what the steps of a run did that failed or was cancelled: one after the other, the last one first."""

from __future__ import annotations

from heapq import heappush
from typing import TYPE_CHECKING, NamedTuple

from gorkflow.core.advance import emit, is_through
from gorkflow.core.blocks import Block, give_back, put_nodes, take_slots
from gorkflow.core.events import EventType
from gorkflow.core.held import HeldParts, Kept
from gorkflow.core.ids import template_of
from gorkflow.core.plan_nodes import UNDO, PlanBody, PlanNode
from gorkflow.core.records import Snapshot, StepRow
from gorkflow.core.run import ErrorInfo, RunStatus, StepStatus
from gorkflow.errors import RunCancelledError

if TYPE_CHECKING:
    from gorkflow.core.live import LiveRun
    from gorkflow.core.shape import Shape

_SHOWN = 20


class Undo(NamedTuple):
    """A completed step that is to be undone should the run fail.

    Attributes:
        row: as it completed.
        body: the undo step.
        item: what that takes: the step's input and its output.
    """

    row: StepRow
    body: PlanBody
    item: Kept

    @property
    def path(self) -> str:
        """Of the undo step."""
        return f"{self.row.step_id}{UNDO}"


class Undoing:
    """The owner of an undo step's slot: see `gorkflow.core.blocks.Map`."""

    __slots__ = ("parked", "undo")

    def __init__(self, undo: Undo) -> None:
        self.undo = undo
        self.parked = 0


def note_undo(live: LiveRun, node: PlanNode, row: StepRow) -> None:
    """A step has completed that has an undo step."""
    output = live.outputs[node.index]
    assert node.undo is not None  # noqa: S101  narrows the types: it was looked at before
    assert isinstance(output, Kept)  # noqa: S101  as above: it has completed
    live.undos.append(Undo(row, node.undo, HeldParts([live.held(node.binding), output], is_list=False)))


def is_to_compensate(live: LiveRun) -> bool:
    """Whether the run, which is to end, must undo something first."""
    return bool(live.undos) and (live.error is not None or (live.cancel_requested and not is_through(live)))


def begin_compensation(live: LiveRun, now: float) -> None:
    """The run is to fail or to be cancelled, and nothing of it is in flight: the last effect is undone first."""
    live.status = RunStatus.COMPENSATING
    live.is_halted = live.stops_bodies = False
    live.ready.clear()  # what has come after the halt
    live.parked.clear()
    live.openable.clear()
    live.changes.is_binding = True
    emit(live, now, EventType.RUN_COMPENSATING.value)
    begin_undo(live, now)


def begin_undo(live: LiveRun, now: float) -> int | None:
    """The next undo step may start; its slot, None where all is undone."""
    if not live.undos:
        return None
    undo = live.undos.pop()
    slot = take_slots(live, 1)
    reference = f'[{undo.row.input_ref or "null"},"{undo.row.step_id}"]'
    block = Block(slot, slot, 0, undo.body, owner=Undoing(undo), path=undo.path, item=undo.item, item_ref=reference)
    put_nodes(live, block)
    live.ready_at[slot] = now
    heappush(live.ready, slot)
    return slot


def finish_undo(live: LiveRun, block: Block, undo: Undo, now: float) -> None:
    """A step's effects are undone."""
    give_back(live, block)
    live.changes.is_binding = True
    live.changes.executions.append(undo.row._replace(status=StepStatus.COMPENSATED.value))
    emit(live, now, EventType.STEP_COMPENSATED.value, undo.row.step_id, undo.row.attempt)


def give_up_undo(live: LiveRun, index: int) -> None:
    """An undo step has failed for good: the others still run."""
    block = live.blocks[index]
    live.not_undone.append(block.path.removesuffix(UNDO))
    give_back(live, block)


def error_at_end(live: LiveRun) -> ErrorInfo | None:
    """The error that the run ends with: of one that was cancelled, only where something could not be undone."""
    if live.error is not None and (live.is_compensating or live.not_undone):
        return live.error.model_copy(update={"not_undone": tuple(live.not_undone)})
    if not live.not_undone:
        return live.error
    paths = tuple(live.not_undone)
    message = (
        f"run {live.run_id} was cancelled, and what these steps did could not be undone: {', '.join(paths[:_SHOWN])}"
        f"{', ...' if len(paths) > _SHOWN else ''}; why is in the errors of their undo steps ({paths[0]}{UNDO})"
    )
    return ErrorInfo(code="not_undone", type=RunCancelledError.__name__, message=message, not_undone=paths)


def needs_code(snapshot: Snapshot, shape: Shape | None) -> bool:
    """Whether a run may not end CANCELLED without its code: it has done something that is to be undone.

    Args:
        shape: of its definition; None where that is unknown.
    """
    if snapshot.run.status == RunStatus.COMPENSATING:
        return True
    done = [row for row in snapshot.executions if row.status == StepStatus.COMPLETED]
    if shape is None:
        return False
    nodes = [shape.nodes.get(template_of(row.step_id)) for row in done]
    return any(node.has_undo for node in nodes if node is not None)
