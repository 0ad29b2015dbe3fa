"""The system's clock: the one module that reads the time and waits for it."""

from __future__ import annotations

import asyncio
import time
from asyncio import get_running_loop
from collections.abc import Callable

__all__ = ["SystemClock"]


class SystemClock:
    """The time of this machine; the `gorkflow.ports.Clock` of every engine that is given no other."""

    __slots__ = ()

    # The built-in functions themselves: a method around them would triple the cost of a reading.
    now = staticmethod(time.time)
    monotonic = staticmethod(time.monotonic)

    def call_later(self, seconds: float, callback: Callable[[], None], /) -> asyncio.TimerHandle:
        """Call back on the running event loop after that many seconds; at its next turn for 0 or less."""
        return get_running_loop().call_later(seconds, callback)

    async def sleep(self, seconds: float, /) -> None:
        """Wait that long; 0 lets other tasks run once."""
        await asyncio.sleep(seconds)
