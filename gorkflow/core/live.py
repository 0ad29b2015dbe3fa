"""A run in the making: what the owner of a run holds of it in memory, and what is not yet written.

Only `gorkflow.core.transitions` and `gorkflow.core.restore` change it. Reading it is free.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from gorkflow.core.blocks import Block, Loop, Map
from gorkflow.core.held import Held
from gorkflow.core.plan import Plan
from gorkflow.core.records import (
    CacheRow,
    Commit,
    EventRow,
    Redefined,
    RunPatch,
    StateRow,
    StepRow,
    make_row,
)
from gorkflow.core.run import ErrorInfo, RunStatus, StepStatus
from gorkflow.core.run_values import RunValues
from gorkflow.core.waiting import Pauses

if TYPE_CHECKING:
    from gorkflow.core.compensation import Undo

MAX_UNWRITTEN = 64  # executions of pure steps before a commit is made for them alone
_RUNNING, _COMPENSATING = RunStatus.RUNNING, RunStatus.COMPENSATING  # read several times per step
_TEXT = {status: status.value for status in RunStatus}  # rows hold plain strings, see transitions


class Changes:
    """What has happened and is not yet written.

    Attributes:
        is_binding: there is something among it that nothing may start without: any outcome but that of a pure step, and
            the start of a pure step that has to be recorded.
    """

    __slots__ = ("cached", "consumed", "events", "executions", "is_binding", "state")

    def __init__(self) -> None:
        self.is_binding = False
        self.executions: list[StepRow] = []
        self.events: list[EventRow] = []
        self.state: list[StateRow] = []
        self.consumed: list[str] = []
        self.cached: list[CacheRow] = []


class LiveRun(RunValues):
    """One run, incrementally. Lists are indexed by slots.

    The nodes of the plan have the first slots, in its order; behind them are the blocks of items and turns, see
    `gorkflow.core.blocks`.
    """

    __slots__ = (
        "attempts",
        "cancel_requested",
        "changes",
        "completed_at",
        "created_at",
        "deadline_at",
        "done",
        "epoch",
        "error",
        "failures",
        "in_flight",
        "is_halted",
        "is_migrated",
        "is_over",
        "next_position",
        "not_undone",
        "on_failure",
        "openable",
        "opened",
        "ordinals",
        "over",
        "owner",
        "parked",
        "pauses",
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
        "spare",
        "started_at",
        "state",
        "status",
        "statuses",
        "stops_bodies",
        "stored_seq",
        "successors",
        "undos",
        "updated_at",
    )

    def __init__(self, plan: Plan, run_id: str, input_: Held, *, owner: str, on_failure: str, now: float) -> None:
        RunValues.__init__(self, plan, input_)
        size = self.size
        self.successors: Sequence[tuple[int, ...]] = plan.successors
        self.run_id = run_id
        self.owner: str | None = owner
        self.on_failure = on_failure
        self.epoch = 1
        self.seq = self.stored_seq = 0  # of the last event made, of the last one written
        self.status = RunStatus.PENDING
        self.error: ErrorInfo | None = None
        self.created_at = self.updated_at = now
        self.started_at: float | None = None
        self.completed_at: float | None = None
        self.deadline_at: float | None = None
        self.run_timeout_seconds = plan.run_timeout_seconds
        self.cancel_requested = self.stops_bodies = False  # the latter: what is in flight is not waited for
        self.is_over = self.is_halted = False  # it has its final status; nothing new starts
        self.is_migrated = False  # it has outputs from under another definition
        self.redefined: Redefined | None = None  # it goes on under another definition, which is not yet written
        self.done = self.next_position = 0
        self.recorded_until = 0  # while fewer have ended, also the start of a pure step is recorded
        self.remaining = list(plan.in_degree)
        self.ready = list(plan.roots)  # a heap; sorted by construction
        self.parked: dict[Hashable, list[int]] = {}  # ready, but in want of something; a heap for each such thing
        self.ready_at = [now] * size
        self.statuses: list[StepStatus] = [StepStatus.PENDING] * size
        self.attempts, self.failures, self.ordinals = [0] * size, [0] * size, [0] * size  # see StepRow
        self.recoveries: dict[int, int] = {}  # has every pure step whose start is recorded, also those without any
        self.spare: dict[int, list[int]] = {}  # first slots of blocks that are free again, by size
        self.opened: dict[int, Map | Loop] = {}  # maps and loops that have begun
        self.openable: list[int] = []  # maps that may have more items at work
        self.over: list[Block] = []  # blocks in which all is done, for the transition to close
        self.undos: list[Undo] = []  # what is to be undone if the run fails, in order of completion
        self.not_undone: list[str] = []  # paths of what could not be
        self.in_flight: dict[int, StepRow] = {}  # its STARTED row
        self.retry_at: dict[int, float] = {}
        self.pauses = Pauses()
        self.state: dict[str, bytes] = {}  # replaced, never changed: a snapshot is a reference
        self.changes = Changes()

    @property
    def may_start(self) -> bool:
        """Whether steps may start at all."""
        status = self.status
        return not self.is_halted and (status is _RUNNING or status is _COMPENSATING)

    @property
    def is_compensating(self) -> bool:
        """Whether it undoes what it did: nothing stops that any more."""
        return self.status is _COMPENSATING

    def next_ready(self) -> int | None:
        """Take the next step that may start: topological order, ties by order of definition; None without one."""
        if not self.ready or self.is_halted:
            return None
        status = self.status
        return heappop(self.ready) if status is _RUNNING or status is _COMPENSATING else None

    def hold_back(self, index: int) -> None:
        """A step that was taken may not start after all."""
        heappush(self.ready, index)

    def park(self, want: Hashable, index: int) -> None:
        """As `hold_back`, for want of this: whoever looks for what may start need not look at it until there is some.

        So a turn costs what it starts, not what waits.
        """
        heappush(self.parked.setdefault(want, []), index)
        self._count_parked(index, 1)

    def unpark(self, want: Hashable) -> None:
        """The first step that was parked for want of this is ready again."""
        waiting = self.parked.get(want)
        if waiting:
            index = heappop(waiting)
            heappush(self.ready, index)
            self._count_parked(index, -1)
            if not waiting:
                del self.parked[want]

    def _count_parked(self, index: int, by: int) -> None:
        """For every map around a step, which begins no more items than can go on."""
        while index >= self.size:
            block = self.blocks[index]
            block.owner.parked += by
            if block.container == index:  # it is an undo step
                return
            index = block.container

    @property
    def has_more(self) -> bool:
        """Whether steps are still to come."""
        return bool(self.ready or self.parked or self.retry_at or self.openable or self.pauses.waiting)

    def next_due(self) -> float | None:
        """When a back-off, a sleep, a time-out or the run's deadline ends first; None once that has stopped all."""
        due = list(self.retry_at.values())
        if self.pauses.alarms:  # it may be that of a wait which is over: that wakes for nothing once
            due.append(self.pauses.alarms[0][0])
        if self.deadline_at is not None and not (self.is_over or self.stops_bodies or self.is_compensating):
            due.append(self.deadline_at)
        return min(due, default=None)

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
                self.is_over and bool(self.pauses.signals),
                changes.cached,
                self.pauses.seen,
            ),
        )

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
                self.output_reference() if self.status is RunStatus.COMPLETED else None,
                None if self.error is None else self.error.model_dump_json(exclude_none=True),
                int(self.cancel_requested),
                self.seq,
                self.owner,
                self.deadline_at,
                self.pauses.wake_at,
            ),
        )
