"""Wakes whoever waits for news."""

from __future__ import annotations

import asyncio


class Bell:
    """Rung by anybody, waited for by one task. A ring that nobody waits for is not lost.

    Attributes:
        is_rung: there are news; whoever attends to them resets it.
    """

    __slots__ = ("_waiter", "is_rung")

    def __init__(self) -> None:
        self.is_rung = False
        self._waiter: asyncio.Future[None] | None = None

    def ring(self) -> None:
        """There is something to do."""
        self.is_rung = True
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def wait(self) -> None:
        """Until it is rung; not at all if it was."""
        if self.is_rung:
            return
        self._waiter = asyncio.get_running_loop().create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None


class Ending:
    """Something ends once; any number of tasks may wait for that.

    Attributes:
        is_over: it has ended.
    """

    __slots__ = ("_waiters", "is_over")

    def __init__(self) -> None:
        self.is_over = False
        self._waiters: list[asyncio.Future[None]] = []

    def future(self) -> asyncio.Future[None]:
        """Done at the end; each caller gets one of its own, to cancel as it likes."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if self.is_over:
            waiter.set_result(None)
        else:
            self._waiters.append(waiter)
        return waiter

    def tell(self) -> None:
        """It is over."""
        self.is_over = True
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()
