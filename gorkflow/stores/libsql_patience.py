"""How long, and at which intervals, something is tried again."""

from __future__ import annotations

import asyncio
import random
import time

__all__ = ["Patience"]

_FIRST_SECONDS = 0.02
_LONGEST_SECONDS = 1.0
_FACTOR = 2.0
_SPREAD = 0.25  # so that engines that lost the same server do not come back in step


class Patience:
    """Waits between attempts, longer each time, until the time is up."""

    def __init__(self, seconds: float) -> None:
        self._ends_at = time.monotonic() + seconds
        self._next_seconds = _FIRST_SECONDS

    def cut(self, seconds: float) -> None:
        """Have it end that soon."""
        self._ends_at = min(self._ends_at, time.monotonic() + seconds)

    async def wait(self) -> bool:
        """Wait before another attempt; False where there is no time for one."""
        left = self._ends_at - time.monotonic()
        if left <= 0:
            return False
        seconds = self._next_seconds * random.uniform(1 - _SPREAD, 1 + _SPREAD)  # noqa: S311 - no secret
        self._next_seconds = min(self._next_seconds * _FACTOR, _LONGEST_SECONDS)
        # For a server, which no clock of a test moves.
        await asyncio.sleep(min(seconds, left))  # noqa: TID251
        return True
