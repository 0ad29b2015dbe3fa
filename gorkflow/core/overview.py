"""A run at a glance: one entry per node of its definition, with all items of a map and all turns of a loop in one.

It is folded from the run's events, one by one: an event costs the same however many came before it, and what is kept is
bounded by the definition and by the items that are under way.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from gorkflow.core.event_data import Failure, failure_of
from gorkflow.core.events import RUN_STATUS_AFTER, Event, EventType
from gorkflow.core.ids import counts_in_progress
from gorkflow.core.narrowing import is_list
from gorkflow.core.pace import Pace
from gorkflow.core.plan_nodes import UNDO
from gorkflow.core.run import RunStatus
from gorkflow.core.tally import Entry, Scope, Told

if TYPE_CHECKING:
    from pydantic import JsonValue

    from gorkflow.core.outline import Outline

__all__ = ["Overview"]


class Overview:
    """One run.

    Attributes:
        status: of the run.
        last_seq: of the last event that was taken in; 0 before the first.
        updated_at: of the same.
        started_at: when it first had a place.
        ended_at: when it was over; None before.
        failure: why it FAILED or is SUSPENDED.
    """

    def __init__(self, outline: Outline) -> None:
        self.status = RunStatus.PENDING
        self.last_seq = 0
        self.updated_at = 0.0
        self.started_at: float | None = None
        self.ended_at: float | None = None
        self.failure: Failure | None = None
        self._outline = outline
        self._scope = Scope(outline)

    @property
    def entries(self) -> list[Entry]:
        """One for each node of the definition, in order."""
        begun = self._scope.entries
        return [begun.get(path) or Entry(node) for path, node in self._outline.nodes.items()]

    @property
    def progress(self) -> tuple[int, int]:
        """How many steps, maps and loops are done, and how many there are."""
        counted = [path for path in self._outline.nodes if counts_in_progress(path)]
        begun = self._scope.entries
        return sum(path in begun and begun[path].is_over for path in counted), len(counted)

    def take(self, event: Event) -> None:
        """Take in the next event of the run. Of a step that the definition does not have nothing is kept."""
        self.last_seq = event.seq
        at = self.updated_at = event.at.timestamp()
        path = event.step_id
        if path is None:
            self._take_own(event, at)
            return
        is_undo = path.endswith(UNDO)
        told = Told(event.type, at, event.attempt, event.data, is_undo)
        entry = self._scope.take(path.removesuffix(UNDO) if is_undo else path, told)
        if entry is None:
            return
        entry.failure = _failure_after(entry, failure_of(event), is_undo=is_undo)

    def report(self, path: str, done: float, total: float | None) -> None:
        """A body tells how far it is, of a step or in the turn of a loop: of many items at once it would say nothing.

        What is no number is not heard: bodies are the user's code.
        """
        node, _ = self._outline.find(path)
        entry = None if node is None else self._scope.entries.get(node.path)
        if entry is not None and not entry.node.is_map and _is_number(done):
            entry.reported = (done, total if _is_number(total) else None)

    def _take_own(self, event: Event, at: float) -> None:
        self.status = RUN_STATUS_AFTER.get(event.type, self.status)
        if event.type in RUN_STATUS_AFTER:
            self.failure = failure_of(event)
            self.ended_at = at if self.status.is_final else None
        if self.status is RunStatus.RUNNING and self.started_at is None:
            self.started_at = at
        if event.type is EventType.RUN_RELEASED:
            self._scope.release()
        elif event.type is EventType.RUN_RETRIED:
            self._retry(event.data.get("steps"), at)
        elif event.type is EventType.RUN_RESUMED:
            for entry in self._scope.entries.values():
                if entry.inside is not None:
                    entry.inside.pace = Pace(at)

    def _retry(self, paths: JsonValue, at: float) -> None:
        for path in paths if is_list(paths) else ():
            entry = self._scope.take(str(path), Told(EventType.RUN_RETRIED, at))
            if entry is not None:
                entry.failure = None


def _failure_after(entry: Entry, failure: Failure | None, *, is_undo: bool) -> Failure | None:
    before = entry.failure
    if entry.inside is None and not is_undo:
        return failure
    if failure is None:
        return before
    counts_more = before is None or (failure.is_final and not before.is_final)
    return failure if is_undo or counts_more else before


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)
