"""The place of a run among those that are driven at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gorkflow.core.live import LiveRun
    from gorkflow.runtime.limits import Limit


class Seat:
    """One run's place. It is given away while only timers are left of the run, and taken again when one is due.

    First come, first served, among runs that begin and those that go on.

    Attributes:
        is_taken: the run has a place.
    """

    __slots__ = ("_on_offer", "_places", "is_taken")

    def __init__(self, places: Limit) -> None:
        self._places = places
        self._on_offer: Callable[[], None] | None = None
        self.is_taken = False

    def take(self, on_offer: Callable[[], None]) -> bool:
        """Take a place, or get in line for one; `on_offer` is called when it is taken later."""
        if not self.is_taken:
            self.is_taken = self._places.take(self)
            self._on_offer = None if self.is_taken else on_offer  # else it would be a cycle for the garbage collector
        return self.is_taken

    def offer(self, place: Limit, /) -> None:
        """See Applicant."""
        self.is_taken = True
        on_offer, self._on_offer = self._on_offer, None
        if on_offer is not None:
            on_offer()

    def give_back(self) -> None:
        """The run needs none, and stands in no line. Harmless without one."""
        self._places.forget(self)
        self._on_offer = None
        if self.is_taken:
            self.is_taken = False
            self._places.give_back()

    def may_start(self, live: LiveRun, on_offer: Callable[[], None]) -> bool:
        """Whether there is a place for the steps that are ready; without any there is no need of one."""
        return not live.ready or self.take(on_offer)

    def rest(self, live: LiveRun) -> None:
        """Give the place away if nothing is left of the run but timers."""
        if self.is_taken and not (live.in_flight or live.ready or live.parked):
            self.give_back()
