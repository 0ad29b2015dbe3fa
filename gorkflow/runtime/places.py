"""The places that one run has for its bodies, among those of the engine and of single steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gorkflow.core.live import LiveRun
    from gorkflow.core.plan_nodes import PlanStep
    from gorkflow.core.workflow import Workflow
    from gorkflow.runtime.bell import Bell
    from gorkflow.runtime.limits import Limit, Limits


class Places:
    """Takes places for steps that may start, and stands in line where there is none.

    Attributes:
        is_engine_full: the last `take` failed for want of a place in the engine.
    """

    __slots__ = ("_bell", "_limits", "_lines", "_offers", "_taken", "_workflow", "is_engine_full")

    def __init__(self, limits: Limits, workflow: Workflow[Any, Any], bell: Bell) -> None:
        """`bell` is rung when a place is kept for the run."""
        self._bell = bell
        self._limits = limits
        self._workflow = workflow
        self._taken: dict[int, tuple[Limit, ...]] = {}  # by the step's place in the plan
        self._offers: dict[Limit, int] = {}
        self._lines: set[Limit] = set()
        self.is_engine_full = False

    def unpark_offered(self, live: LiveRun) -> None:
        """Of the steps that wait for a place, those that one is kept for are ready."""
        for limit in self._offers:
            live.unpark(limit)

    def offer(self, place: Limit, /) -> None:
        """A place is kept for this run."""
        self._offers[place] = self._offers.get(place, 0) + 1
        self._bell.ring()

    def take(self, live: LiveRun, node: PlanStep) -> bool:
        """Take every place that the step needs. Else none: it is held back, and the run is offered one later."""
        limits = self._limits.of(self._workflow, node, live.recoveries.get(node.index, 0))
        for number, limit in enumerate(limits):
            if not self._take(limit):
                for taken in limits[:number]:
                    taken.give_back()
                self._hold_back(live, node.index, limit)
                return False
        self._taken[node.index] = limits
        if live.parked:  # there may be another place of the same kind
            for limit in limits:
                live.unpark(limit)
        return True

    def _hold_back(self, live: LiveRun, index: int, limit: Limit) -> None:
        """A step that wants for a place in the engine is first when there is one; others need not wait with it else."""
        self.is_engine_full = limit is self._limits.steps
        if self.is_engine_full:
            live.hold_back(index)
        else:
            live.park(limit, index)

    def give_back(self, index: int) -> None:
        """The body has ended, or nobody waits for it any longer."""
        for limit in self._taken.pop(index):
            limit.give_back()

    def give_back_all(self) -> None:
        """The run is let go of."""
        for index in list(self._taken):
            self.give_back(index)
        self.withdraw()

    def return_unused(self) -> None:
        """Let others have what was offered and is of no use now, because something else is in the way."""
        offers, self._offers = self._offers, {}
        for limit, number in offers.items():
            for _ in range(number):
                limit.give_back()

    def withdraw(self) -> None:
        """Stand in no line any more; places that were offered and not used go to the next."""
        if not (self._offers or self._lines):
            return
        for limit in self._lines:
            limit.forget(self)
        self._lines.clear()
        self.return_unused()

    def _take(self, limit: Limit) -> bool:
        kept = self._offers.pop(limit, 0)
        if kept > 1:
            self._offers[limit] = kept - 1
        if kept:
            return True
        if limit.take(self):
            return True
        self._lines.add(limit)
        return False
