"""The places that one run has for its bodies, among those of the engine and of single steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gorkflow.core.plan import PlanNode
    from gorkflow.runtime.bell import Bell
    from gorkflow.runtime.limits import Limit, Limits


class Places:
    """Takes places for steps that may start, and stands in line where there is none.

    Attributes:
        is_engine_full: the last `take` failed for want of a place in the engine, not of the step's own.
    """

    __slots__ = ("_bell", "_limits", "_lines", "_offers", "_taken", "_workflow_id", "is_engine_full")

    def __init__(self, limits: Limits, workflow_id: str, bell: Bell) -> None:
        """`bell` is rung when a place is kept for the run."""
        self._bell = bell
        self._limits = limits
        self._workflow_id = workflow_id
        self._taken: dict[int, Limit | None] = {}  # by the step's place in the plan: its own limit, if it has one
        self._offers: dict[Limit, int] = {}
        self._lines: set[Limit] = set()
        self.is_engine_full = False

    def offer(self, place: Limit, /) -> None:
        """A place is kept for this run."""
        self._offers[place] = self._offers.get(place, 0) + 1
        self._bell.ring()

    def take(self, node: PlanNode) -> bool:
        """Take a place for the step; both limits must have one. Else the run is offered one when it is free."""
        own = None
        self.is_engine_full = False
        if node.concurrency is not None:
            own = self._limits.of_step(self._workflow_id, node.path, node.concurrency)
            if not self._take(own):
                return False
        if not self._take(self._limits.steps):
            self.is_engine_full = True
            if own is not None:
                own.give_back()
            return False
        self._taken[node.index] = own
        return True

    def give_back(self, index: int) -> None:
        """The body has ended, or nobody waits for it any longer."""
        own = self._taken.pop(index)
        if own is not None:
            own.give_back()
        self._limits.steps.give_back()

    def give_back_all(self) -> None:
        """The run is let go of."""
        for index in list(self._taken):
            self.give_back(index)
        self.withdraw()

    def return_unused(self) -> None:
        """Let others have what was offered and is of no use now, because a step's own limit is in the way."""
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
        if self._offers.get(limit):
            self._offers[limit] -= 1
            return True
        if limit.take(self):
            return True
        self._lines.add(limit)
        return False
