"""Wakes a driver when a back-off or the run's deadline ends."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gorkflow.ports import Clock, Timer


class Alarm:
    """One timer, set to whatever is due first."""

    __slots__ = ("_at", "_clock", "_timer")

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._timer: Timer | None = None
        self._at: float | None = None

    def set(self, at: float | None, ring: Callable[[float], None]) -> None:
        """Ring when it is that long until that instant, and at no other; None for not at all.

        The ring is given the instant: a clock that was put back meanwhile does not show it yet.
        """
        if at == self._at:
            return
        self.cancel()
        self._at = at
        if at is not None:
            self._timer = self._clock.call_later(max(0.0, at - self._clock.now()), partial(self._on_time, at, ring))

    def cancel(self) -> None:
        """Do not ring."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._at = None

    def _on_time(self, at: float, ring: Callable[[float], None]) -> None:
        self._timer = self._at = None
        ring(at)
