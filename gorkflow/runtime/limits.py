"""Places for bodies: at most so many at once in an engine, in its threads, in its processes, and of one step over all
its runs. First come, first served.

A step is STARTED only with all its places: what merely queues for a thread must not count as killed when the process
dies, and of the steps that a process has died under more than once one is tried at a time, so that those which happen
to be in flight beside the one that kills are not blamed.

Nothing here waits: a run that gets no place is told (`offer`) when one is free for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from gorkflow.core.plan_nodes import PlanStep
    from gorkflow.core.workflow import Workflow
    from gorkflow.ports import ThreadRunner

SUSPECT_FROM = 2  # deaths under a step; one could be chance
StepKey = tuple[str, str, str]
"""Workflow id, version and what settings call the step."""


class Applicant(Protocol):
    """A run that wants places."""

    def offer(self, place: Limit, /) -> None:
        """A place of that limit is kept for you: use it or give it back."""
        ...


class Limit:
    """So many places. A freed one goes to whoever waits longest, so that no run starves another."""

    __slots__ = ("_free", "_waiting", "total")

    def __init__(self, total: int) -> None:
        self.total = total
        self._free = total  # below zero where the total was lowered while more were taken
        self._waiting: dict[Applicant, None] = {}  # in order of arrival

    @property
    def used(self) -> int:
        """Places taken or kept for somebody."""
        return self.total - self._free

    def take(self, applicant: Applicant) -> bool:
        """Take a place, or get in line for one."""
        if self._free > 0 and not self._waiting:
            self._free -= 1
            return True
        self._waiting.setdefault(applicant)
        return False

    def give_back(self) -> None:
        """A place is free."""
        if self._waiting and self._free >= 0:
            self._offer()
        else:
            self._free += 1

    def _offer(self) -> None:
        first = next(iter(self._waiting))
        del self._waiting[first]
        first.offer(self)

    def agree_on(self, total: int) -> None:
        """Somebody knows it with that total: the lowest holds, until nobody uses it any more."""
        if total < self.total or not (self.used or self._waiting):
            self.change_to(total)

    def change_to(self, total: int) -> None:
        """From now on so many; nobody who has a place loses it."""
        self._free += total - self.total
        self.total = total
        while self._waiting and self._free > 0:
            self._free -= 1
            self._offer()

    def forget(self, applicant: Applicant) -> None:
        """The applicant wants no place any more."""
        self._waiting.pop(applicant, None)


class Limits:
    """The limits of one engine."""

    def __init__(self, *, steps: int, threads: int, processes: int, max_recoveries: int) -> None:
        self.steps = Limit(steps)
        self._pools = {"thread": Limit(threads), "process": Limit(processes)}
        self._last_tries = Limit(1)
        self._suspect_from = max(1, min(SUSPECT_FROM, max_recoveries - 1))
        self._per_step: dict[StepKey, Limit] = {}
        self._steps_only = (self.steps,)

    def follow(self, threads: ThreadRunner) -> None:
        """No thread has a place while so many bodies are abandoned there that none starts."""
        pool = self._pools["thread"]
        total = pool.total

        def look() -> None:
            pool.change_to(0 if threads.is_saturated else total)

        threads.on_abandoned = look

    def of(self, workflow: Workflow[Any, Any], node: PlanStep, recoveries: int) -> tuple[Limit, ...]:
        """All that a body of the step needs a place of; the engine's is the last."""
        pool = self._pools.get(node.runs_on)
        if pool is None and node.concurrency is None and not recoveries:
            return self._steps_only
        limits: list[Limit] = []
        if node.concurrency is not None:
            limits.append(self._of_step((workflow.id, workflow.version, node.name), node.concurrency))
        if recoveries >= self._suspect_from:
            limits.append(self._last_tries)
        if pool is not None:
            limits.append(pool)
        return (*limits, self.steps)

    def _of_step(self, key: StepKey, concurrency: int) -> Limit:
        """The limit of one step over all its runs; they may be of definitions that differ in it."""
        limit = self._per_step.get(key)
        if limit is None:
            limit = self._per_step[key] = Limit(concurrency)
        elif limit.total != concurrency:
            limit.agree_on(concurrency)
        return limit
