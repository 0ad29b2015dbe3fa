"""The runs of a memory store that rest: WAITING, owned by nobody, each with the instant that it wakes at."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator

__all__ = ["Resting"]

Workflow = tuple[str, str]
_FEW = 64


class Resting:
    """Who rests, and who is due. Instants that count no more are forgotten when they come to the top, or are many."""

    def __init__(self) -> None:
        self._wakes: dict[str, tuple[Workflow, float | None]] = {}  # by run id
        self._due: dict[Workflow, list[tuple[float, str]]] = {}  # heaps

    def put(self, run_id: str, workflow: Workflow, wake_at: float | None) -> None:
        """The run rests; None where no time wakes it."""
        self._wakes[run_id] = (workflow, wake_at)
        if wake_at is not None:
            heap = self._due.setdefault(workflow, [])
            heapq.heappush(heap, (wake_at, run_id))
            if len(heap) > _FEW and len(heap) > 2 * len(self._wakes):
                kept = [(at, one) for one, (of, at) in self._wakes.items() if of == workflow and at is not None]
                heapq.heapify(kept)
                self._due[workflow] = kept

    def remove(self, run_id: str) -> None:
        """It does not rest. Harmless where it did not."""
        self._wakes.pop(run_id, None)

    def next_wake(self, workflows: Collection[Workflow]) -> float | None:
        """The earliest of these."""
        return min((at for workflow in workflows for at, _ in self._first(workflow)), default=None)

    def due(self, workflows: Collection[Workflow], until: float, limit: int) -> list[str]:
        """Those that are to wake by then, the earliest first. They rest on."""
        found: list[tuple[float, str]] = []
        for workflow in workflows:
            some: list[tuple[float, str]] = []
            while len(some) < limit and (first := next(self._first(workflow), None)) is not None and first[0] <= until:
                some.append(heapq.heappop(self._due[workflow]))
            for one in some:
                heapq.heappush(self._due[workflow], one)
            found += some
        return [run_id for _, run_id in heapq.nsmallest(limit, set(found))]

    def _first(self, workflow: Workflow) -> Iterator[tuple[float, str]]:
        """The earliest of a workflow, if there is one."""
        heap = self._due.get(workflow, [])
        while heap:
            at, run_id = heap[0]
            if self._wakes.get(run_id) == (workflow, at):
                yield heap[0]
                return
            heapq.heappop(heap)
