"""A run in the making: what the owner of a run holds of it in memory, and what is not yet written.

Only `gorkflow.core.transitions` and `gorkflow.core.restore` change it. Reading it is free.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from heapq import heappop, heappush

from gorkflow.core.blocks import Block, Loop, Map
from gorkflow.core.held import Held, HeldParts, Kept, Passed
from gorkflow.core.plan import Plan
from gorkflow.core.plan_nodes import (
    CHOICE,
    GIVEN,
    INPUT,
    ITEM,
    LIST,
    NODE,
    NOTHING,
    TUPLE,
    AnyPlanNode,
    Binding,
    PlanNode,
)
from gorkflow.core.records import (
    GIVEN_PREFIX,
    INPUT_REFERENCE,
    Commit,
    EventRow,
    Redefined,
    RunPatch,
    StateRow,
    StepRow,
    make_row,
)
from gorkflow.core.run import ErrorInfo, RunStatus, StepStatus

MAX_UNWRITTEN = 64  # executions of pure steps before a commit is made for them alone
_TEXT = {status: status.value for status in RunStatus}  # rows hold plain strings, see transitions


class Changes:
    """What has happened and is not yet written.

    Attributes:
        is_binding: there is something among it that nothing may start without: any outcome but that of a pure step, and
            the start of a pure step that has to be recorded.
    """

    __slots__ = ("consumed", "events", "executions", "is_binding", "state")

    def __init__(self) -> None:
        self.is_binding = False
        self.executions: list[StepRow] = []
        self.events: list[EventRow] = []
        self.state: list[StateRow] = []
        self.consumed: list[str] = []


class LiveRun:
    """One run, incrementally. Lists are indexed by slots.

    The nodes of the plan have the first slots, in its order; behind them are the blocks of items and turns, see
    `gorkflow.core.blocks`.
    """

    __slots__ = (
        "arms",
        "attempts",
        "blocks",
        "cancel_requested",
        "changes",
        "completed_at",
        "created_at",
        "deadline_at",
        "done",
        "epoch",
        "error",
        "failures",
        "given",
        "in_flight",
        "input",
        "is_halted",
        "is_migrated",
        "is_over",
        "next_position",
        "nodes",
        "on_failure",
        "openable",
        "opened",
        "ordinals",
        "outputs",
        "over",
        "owner",
        "parked",
        "plan",
        "ready",
        "ready_at",
        "recorded_until",
        "recoveries",
        "redefined",
        "remaining",
        "retry_at",
        "run_id",
        "run_timeout_seconds",
        "seq",
        "size",
        "spare",
        "started_at",
        "state",
        "status",
        "statuses",
        "stops_bodies",
        "stored_seq",
        "successors",
        "updated_at",
    )

    def __init__(self, plan: Plan, run_id: str, input_: Held, *, owner: str, on_failure: str, now: float) -> None:
        size = len(plan.nodes)
        self.plan = plan
        self.nodes: Sequence[AnyPlanNode] = plan.nodes
        self.successors: Sequence[tuple[int, ...]] = plan.successors
        self.run_id = run_id
        self.input = input_
        self.owner: str | None = owner
        self.on_failure = on_failure
        self.epoch = 1
        self.seq = 0  # of the last event made
        self.stored_seq = 0  # of the last event written
        self.status = RunStatus.PENDING
        self.error: ErrorInfo | None = None
        self.created_at = self.updated_at = now
        self.started_at: float | None = None
        self.completed_at: float | None = None
        self.deadline_at: float | None = None
        self.run_timeout_seconds = plan.run_timeout_seconds
        self.cancel_requested = False
        self.is_over = self.is_halted = False  # it has its final status; nothing new starts
        self.is_migrated = False  # it has outputs from under another definition
        self.redefined: Redefined | None = None  # it goes on under another definition, which is not yet written
        self.stops_bodies = False  # what is in flight is to be stopped, not waited for
        self.done = self.next_position = 0
        self.recorded_until = 0  # while fewer are done, also the start of a pure step is recorded
        self.remaining = list(plan.in_degree)
        self.ready = list(plan.roots)  # a heap; sorted by construction
        self.parked: dict[Hashable, list[int]] = {}  # ready, but in want of something; a heap for each such thing
        self.ready_at = [now] * size
        self.statuses: list[StepStatus] = [StepStatus.PENDING] * size
        self.attempts = [0] * size
        self.ordinals = [0] * size  # see StepRow
        self.failures = [0] * size
        self.recoveries: dict[int, int] = {}  # has every pure step whose start is recorded, also those without any
        self.outputs: list[Kept | Passed | None] = [None] * size
        self.size = size  # of the plan: from here on are the slots of blocks
        self.blocks: dict[int, Block] = {}  # of items and turns, by each of their slots
        self.spare: dict[int, list[int]] = {}  # first slots of blocks that are free again, by size
        self.opened: dict[int, Map | Loop] = {}  # maps and loops that have begun
        self.openable: list[int] = []  # maps that may have more items at work
        self.over: list[Block] = []  # blocks in which all is done, for the transition to close
        self.arms: dict[int, int] = {}  # that the decisions took
        self.given: dict[int, Held] = {}  # inputs that a fork gave to its steps
        self.in_flight: dict[int, StepRow] = {}  # its STARTED row
        self.retry_at: dict[int, float] = {}
        self.state: dict[str, bytes] = {}  # replaced, never changed: a snapshot is a reference
        self.changes = Changes()

    @property
    def may_start(self) -> bool:
        """Whether steps may start at all."""
        return not self.is_halted and self.status is RunStatus.RUNNING

    def next_ready(self) -> int | None:
        """Take the next step that may start: topological order, ties by order of definition; None without one."""
        ready = self.ready
        return heappop(ready) if ready and not self.is_halted and self.status is RunStatus.RUNNING else None

    def hold_back(self, index: int) -> None:
        """A step that was taken may not start after all."""
        heappush(self.ready, index)

    def park(self, want: Hashable, index: int) -> None:
        """As `hold_back`, for want of this: whoever looks for what may start need not look at it until there is some.

        So a turn costs what it starts, not what waits.
        """
        heappush(self.parked.setdefault(want, []), index)
        if index >= self.size:
            self.blocks[index].owner.parked += 1

    def unpark(self, want: Hashable) -> None:
        """The first step that was parked for want of this is ready again."""
        waiting = self.parked.get(want)
        if waiting:
            index = heappop(waiting)
            heappush(self.ready, index)
            if index >= self.size:
                self.blocks[index].owner.parked -= 1
            if not waiting:
                del self.parked[want]

    @property
    def has_more(self) -> bool:
        """Whether steps are still to come."""
        return bool(self.ready or self.parked or self.retry_at or self.openable)

    def next_due(self) -> float | None:
        """When a back-off or the run's deadline ends first; None without either, and once that has stopped all."""
        due = list(self.retry_at.values())
        if self.deadline_at is not None and not (self.is_over or self.stops_bodies):
            due.append(self.deadline_at)
        return min(due, default=None)

    def bind(self, binding: Binding) -> object:
        """The value of a binding, for one consumer.

        Raises:
            ValueRefusedError: a stored value does not fit its type.
        """
        while (kind := binding.kind) == NODE or kind == CHOICE:
            # A loop, as thousands of steps in a row may pass their input on.
            if kind == CHOICE:
                binding = self._chosen(binding)
                continue
            held = self.outputs[binding.node]
            if not isinstance(held, Passed):
                return None if held is None else held.take()
            binding = held.binding
        if kind == ITEM:
            return self.blocks[binding.node].item.take()
        if kind == INPUT:
            return self.input.take()
        if kind == GIVEN:
            return self.given[binding.node].take()
        parts = [self.bind(member) for member in binding.members]
        return tuple(parts) if kind == TUPLE else parts

    def held(self, binding: Binding) -> Kept:
        """What holds the value of a binding."""
        while (kind := binding.kind) == NODE or kind == CHOICE:
            if kind == CHOICE:
                binding = self._chosen(binding)
                continue
            output = self.outputs[binding.node]
            assert output is not None  # noqa: S101  narrows the type: what comes before is done
            if not isinstance(output, Passed):
                return output
            binding = output.binding
        if kind == ITEM:
            return self.blocks[binding.node].item
        if kind == INPUT:
            return self.input
        if kind == GIVEN:
            return self.given[binding.node]
        return HeldParts([self.held(member) for member in binding.members], is_list=kind == LIST)

    def input_reference(self, node: PlanNode) -> str | None:
        """Where a node's input is held; None where it has none."""
        return node.input_ref or self.reference(node.binding)

    def reference(self, binding: Binding) -> str | None:
        """Where the value of a binding is held, as the plan's own references say it.

        None where it has none, or where a decision is still to be taken.
        """
        kind = binding.kind
        if kind in {TUPLE, LIST}:
            members = [self.reference(member) for member in binding.members]
            return None if None in members else f"[{','.join(map(str, members))}]"
        if kind == CHOICE:
            return self.reference(self._chosen(binding)) if binding.node in self.arms else None
        if kind == INPUT:
            return INPUT_REFERENCE
        if kind == ITEM:
            return self.blocks[binding.node].item_ref
        if kind == NOTHING:
            return None
        path = self.nodes[binding.node].path
        return f'"{GIVEN_PREFIX}{path}"' if kind == GIVEN else f'"{path}"'

    def holder(self, binding: Binding) -> str | None:
        """As `reference`, but of a step that passes its input on where that is held: a chain stays one link long."""
        while (kind := binding.kind) == NODE or kind == CHOICE:
            if kind == CHOICE:
                binding = self._chosen(binding)
                continue
            output = self.outputs[binding.node]
            return output.reference if isinstance(output, Passed) else self.reference(binding)
        if kind in {TUPLE, LIST}:
            members = [self.holder(member) for member in binding.members]
            return None if None in members else f"[{','.join(map(str, members))}]"
        return self.reference(binding)

    def _chosen(self, binding: Binding) -> Binding:
        chosen: Binding = binding.members[self.arms[binding.node]]
        return chosen

    def take_changes(self) -> Changes:
        """Everything not yet written; the changes begin anew."""
        changes, self.changes = self.changes, Changes()
        self.stored_seq = self.seq
        return changes

    def take_commit(self) -> Commit:
        """Everything not yet written, as one commit."""
        expected = self.stored_seq
        changes = self.take_changes()
        redefined, self.redefined = self.redefined, None
        return make_row(
            Commit,
            (
                self.run_id,
                self.epoch,
                expected,
                self.patch(),
                changes.executions,
                changes.events,
                changes.state,
                changes.consumed,
                redefined,
                False,
            ),
        )

    def _output_ref(self) -> str | None:
        return self.plan.output_ref or self.reference(self.plan.output)

    def patch(self) -> RunPatch:
        """The run's changing part as it is now."""
        return make_row(
            RunPatch,
            (
                _TEXT[self.status],
                self.done,
                self.started_at,
                self.completed_at,
                self.updated_at,
                self._output_ref() if self.status is RunStatus.COMPLETED else None,
                None if self.error is None else self.error.model_dump_json(exclude_none=True),
                int(self.cancel_requested),
                self.seq,
                self.owner,
                self.deadline_at,
            ),
        )
