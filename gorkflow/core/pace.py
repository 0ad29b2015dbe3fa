"""How quickly things come to an end, from when the last of them did."""

from __future__ import annotations

from collections import deque

WINDOW_SECONDS = 30
_LEAST_SECONDS = 0.5  # what happened in less than that says nothing of the next minute


class Pace:
    """Counts ends per second over the last half minute; constant memory and time per end."""

    __slots__ = ("_began_at", "_counts")

    def __init__(self, began_at: float) -> None:
        self._began_at = began_at
        self._counts: deque[list[int]] = deque(maxlen=WINDOW_SECONDS + 1)  # second, and ends in it

    def note(self, at: float) -> None:
        """One has ended."""
        second = int(at)
        if self._counts and self._counts[-1][0] >= second:
            self._counts[-1][1] += 1
        else:
            self._counts.append([second, 1])

    def per_second(self, now: float) -> float | None:
        """Ends per second up to now; None where it is too early to tell, or nothing has ended lately."""
        since = int(now) - WINDOW_SECONDS
        ended = sum(count for second, count in self._counts if second >= since)
        seconds = now - max(self._began_at, since)
        return ended / seconds if ended and seconds >= _LEAST_SECONDS else None
