"""What has become of the nodes of a run, added up from its events: items of maps and turns of loops are counted.

An event costs the same however many came before it, and what is kept is bounded by the definition and by the items that
are under way: those that are over are only counted. See `gorkflow.core.overview`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from gorkflow.core.event_data import Failure
from gorkflow.core.events import STEP_STATUS_AFTER, EventType
from gorkflow.core.outline import Outline, OutlineNode
from gorkflow.core.pace import Pace
from gorkflow.core.run import StepStatus

if TYPE_CHECKING:
    from pydantic import JsonValue

__all__ = ["Entry", "Inside", "Scope", "Told"]

_S = StepStatus
_OVER = frozenset({_S.COMPLETED, _S.SKIPPED, _S.COMPENSATED})
_ENDS = _OVER | {_S.FAILED, _S.CANCELLED}
_IN_TROUBLE = (_S.FAILED, _S.RETRYING, _S.WAITING, _S.CANCELLED)  # the first of these that there is, is said
_STATUSES = tuple(_S)
_STARTS = frozenset({EventType.STEP_STARTED, EventType.STEP_WAITING, EventType.MAP_STARTED})


class Told(NamedTuple):
    """What an event, or a retry of the run, tells of a step."""

    type: EventType
    at: float
    attempt: int | None = None
    data: Mapping[str, JsonValue] = {}
    is_undo: bool = False  # of its undo step

    def instant(self, name: str) -> float | None:
        """A time of the data."""
        value = self.data.get(name)
        return value if isinstance(value, int | float) else None


class Entry:
    """One node, as it is now.

    Attributes:
        attempt: the latest; 0 before the first, and of what has none.
        started_at: of its latest attempt; of a map or loop when it began.
        seconds: how long the attempt took that ended last; None while there is none.
        failure: of its latest attempt; of a map or loop the first for good of what is in it, else the first of all.
        arm: label of the arm that a decision took.
        next_attempt_at: when a RETRYING step starts again, or a WAITING one waits no more.
        signal: what a WAITING one waits for; None of a sleep.
        is_kept: a fork took it over.
        is_tolerated: it FAILED, and the run goes on without it.
        undo: status of its undo step; None before that began.
        reported: done and total, as its body told last; None where it did not.
        inside: of a map or loop that has begun.
    """

    __slots__ = (
        "_has_ended", "arm", "attempt", "failure", "inside", "is_kept", "is_tolerated", "next_attempt_at", "node",
        "reported", "seconds", "signal", "started_at", "status", "undo",
    )  # fmt: skip

    def __init__(self, node: OutlineNode) -> None:
        self.node = node
        self.status = _S.PENDING
        self.attempt = 0
        self.started_at: float | None = None
        self.seconds: float | None = None
        self.failure: Failure | None = None
        self.arm: str | None = None
        self.next_attempt_at: float | None = None
        self.signal: str | None = None
        self.is_kept = False
        self.is_tolerated = False
        self.undo: StepStatus | None = None
        self.reported: tuple[float, float | None] | None = None
        self.inside: Inside | None = None
        self._has_ended = False  # by an event of its own

    @property
    def is_over(self) -> bool:
        """Whether all before it let what follows it start."""
        return self.status in _OVER or self.is_tolerated

    def take(self, told: Told) -> None:
        """Its own event."""
        if told.is_undo:
            self.undo = STEP_STATUS_AFTER.get(told.type, self.undo)
            return
        self.attempt = told.attempt or self.attempt
        self.reported = None
        self._take_times(told)
        if told.type is EventType.MAP_STARTED:
            self._begun(told.at).total = _whole(told.data.get("items"))
        self.status = _status_after(told, self.status)
        self._has_ended = self.status in _ENDS
        if self.inside is not None and not self._has_ended:
            self.status = self.inside.status
        self.is_kept = told.type is EventType.STEP_KEPT
        self.is_tolerated = told.data.get("tolerated") is True or (self.is_kept and self.status is _S.FAILED)
        self.next_attempt_at = told.instant("next_attempt_at")
        signal, arm = told.data.get("signal"), told.data.get("arm")
        self.signal = signal if isinstance(signal, str) else None
        self.arm = arm if isinstance(arm, str) else self.arm
        if self.node.body is not None and self.status is _S.COMPLETED:
            self._begun(told.at).end(told)

    def take_inside(self, key: int, rest: str, told: Told) -> bool:
        """An event of an item or turn, or of what is in it; whether that is of this definition."""
        inside = self._begun(told.at)
        if not inside.take(key, rest, told):
            return False
        if not self._has_ended:
            self.status = inside.status
        if self.started_at is None:
            self.started_at = told.at
        return True

    def release(self) -> None:
        """Whatever runs of it is to start again."""
        if self.undo is _S.RUNNING:
            self.undo = _S.PENDING
        if self.inside is not None:
            self.inside.release()
            if not self._has_ended:
                self.status = self.inside.status
        elif self.status is _S.RUNNING:
            self.status, self.reported = _S.PENDING, None

    def _begun(self, at: float) -> Inside:
        if self.inside is None:
            assert self.node.body is not None  # noqa: S101  narrows the type: only maps and loops have items and turns
            self.inside = Inside(self.node, at)
        return self.inside

    def _take_times(self, told: Told) -> None:
        started, ended = told.instant("started_at"), told.instant("ended_at")
        if told.type in _STARTS:
            self.started_at, self.seconds = started or told.at, None
        elif started is not None and told.type is not EventType.STEP_KEPT:
            self.seconds = max(0.0, (told.at if ended is None else ended) - started)


class Scope:
    """A graph that is under way: the run's own, or that of an item or a turn."""

    __slots__ = ("_counts", "_outline", "entries")

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self.entries: dict[str, Entry] = {}  # of what has begun
        self._counts = dict.fromkeys(_STATUSES, 0)  # of them

    @property
    def is_over(self) -> bool:
        """Whether all of it is."""
        return sum(self._counts[status] for status in _OVER) == len(self._outline.nodes)

    @property
    def status(self) -> StepStatus:
        """Of an item or turn: what its one step says, else RUNNING from its first step to its last."""
        alone = self.entries.get("")
        if alone is not None:
            return alone.status
        if self.is_over:
            return _S.COMPLETED
        counts = self._counts
        if counts[_S.RUNNING]:
            return _S.RUNNING
        is_begun = any(counts[status] for status in _OVER)
        return _first(counts, _S.RUNNING if is_begun else _S.PENDING)

    def take(self, path: str, told: Told) -> Entry | None:
        """An event of something in it; its entry, None of what is not of this definition."""
        node, into = self._outline.find(path)
        if node is None:
            return None
        entry = self.entries.get(node.path) or Entry(node)
        before = _counted(entry) if node.path in self.entries else None
        if into is None:
            entry.take(told)
        elif not entry.take_inside(into.key, into.rest, told):
            return None
        self.entries[node.path] = entry
        self._count(before, entry)
        return entry

    def release(self) -> None:
        """Whatever runs in it is to start again."""
        for entry in self.entries.values():
            before = _counted(entry)
            entry.release()
            self._count(before, entry)

    def _count(self, before: StepStatus | None, entry: Entry) -> None:
        if before is not None:
            self._counts[before] -= 1
        self._counts[_counted(entry)] += 1


class Inside:
    """The items of a map, or the turns of a loop.

    Attributes:
        total: items that there are; None while that is unknown, and of a loop.
        counts: items or turns by status, without those of which nothing has begun.
        turn: the highest key that was heard of: of a loop its present turn.
        undone: steps of them whose effects were taken back.
        pace: of items that end.
        at_work: those that are not over, by key.
    """

    __slots__ = ("_broken", "_node", "at_work", "counts", "pace", "total", "turn", "undone")

    def __init__(self, node: OutlineNode, at: float) -> None:
        self._node = node
        self._broken = 0  # of those that are not over
        self.total: int | None = None
        self.counts = dict.fromkeys(_STATUSES, 0)
        self.turn = 0
        self.undone = 0
        self.pace = Pace(at)
        self.at_work: dict[int, Scope] = {}

    @property
    def begun(self) -> int:
        """Items or turns of which something has happened."""
        return sum(self.counts.values())

    @property
    def over(self) -> int:
        """Those of them that are at their end."""
        return self.begun - len(self.at_work)

    @property
    def status(self) -> StepStatus:
        """Of the map or loop, as long as it has not said so itself."""
        counts = self.counts
        if counts[_S.RUNNING]:
            return _S.RUNNING
        troubled = {status: self._broken if status is _S.FAILED else counts[status] for status in _IN_TROUBLE}
        return _first(troubled, _S.RUNNING)

    def take(self, key: int, rest: str, told: Told) -> bool:
        """An event of an item or turn; whether the definition has that."""
        body, scope = self._node.body, self.at_work.get(key)
        assert body is not None  # noqa: S101  narrows the type: see `Entry`
        is_undone = told.type is EventType.STEP_COMPENSATED
        if scope is None and (told.is_undo or is_undone):  # it is over
            is_known = self.begun > 0 and body.find(rest)[0] is not None
            self.undone += is_undone and is_known
            return is_known
        before = None if scope is None else scope.status
        was_broken = before is _S.FAILED
        scope = scope or Scope(body)
        if scope.take(rest, told) is None:
            return False
        self.turn = max(self.turn, key)
        self.undone += is_undone
        is_over = scope.is_over
        self._count(before, scope.status)
        self._broken += (scope.status is _S.FAILED and not is_over) - was_broken
        if is_over:
            self.at_work.pop(key, None)
            self.pace.note(told.at)
        else:
            self.at_work[key] = scope
        return True

    def end(self, told: Told) -> None:
        """The map or loop is over."""
        items = _whole(told.data.get("items"))
        if self._node.is_map:
            self.total = self.begun if items is None else items
        self.at_work.clear()
        self._broken = 0

    def release(self) -> None:
        """Whatever runs in it is to start again."""
        for scope in self.at_work.values():
            before = scope.status
            scope.release()
            self._count(before, scope.status)

    def _count(self, before: StepStatus | None, after: StepStatus) -> None:
        if before is not None:
            self.counts[before] -= 1
        self.counts[after] += 1


def _status_after(told: Told, before: StepStatus) -> StepStatus:
    if told.type is EventType.STEP_KEPT:
        return StepStatus(str(told.data.get("status")))
    if told.type in {EventType.STEP_INPUT_GIVEN, EventType.RUN_RETRIED}:
        return _S.PENDING
    return STEP_STATUS_AFTER.get(told.type, before)


def _counted(entry: Entry) -> StepStatus:
    """A failure that is tolerated is as good as an output."""
    return _S.COMPLETED if entry.is_tolerated else entry.status


def _first(counts: Mapping[StepStatus, int], otherwise: StepStatus) -> StepStatus:
    return next((status for status in _IN_TROUBLE if counts[status]), otherwise)


def _whole(value: JsonValue) -> int | None:
    return value if isinstance(value, int) else None
