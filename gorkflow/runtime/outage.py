"""A store in trouble. Writes wait and are repeated; nothing of it ever becomes a run's outcome."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from gorkflow.errors import ConflictError, StoreError

if TYPE_CHECKING:
    from gorkflow.ports import Clock

T = TypeVar("T")

REPEAT_SECONDS = 0.2
PATIENCE_SECONDS = 5.0  # the trouble of whoever asks may be its own alone: the others look for themselves now and then

_log = logging.getLogger("gorkflow")


class Outage:
    """Repeats what the store has refused until it takes it. One asks again and again; with its answer all go on.

    Attributes:
        fault: why the store's last answer was none; None while it is well.
    """

    def __init__(self, clock: Clock) -> None:
        self.fault: StoreError | None = None
        self._clock = clock
        self._is_asked = False  # by one of those who wait
        self._waiting: set[asyncio.Future[None]] = set()

    async def repeat(self, act: Callable[[], Awaitable[T]], fault: StoreError) -> T:
        """What `act` gives when the store answers again. It has failed with `fault` just now.

        Raises:
            ConflictError: an answer as well: the write is refused for good.
        """
        while True:
            await self._pause(fault)
            try:
                result = await act()
            except ConflictError:
                self.end()
                raise
            except StoreError as error:
                fault = error
            else:
                self.end()
                return result

    def end(self) -> None:
        """The store has answered."""
        if self.fault is not None:
            _log.warning("the store answers again; %d more writes were held up", len(self._waiting))
        self.fault = None
        for news in self._waiting:
            _tell(news)

    async def _pause(self, fault: StoreError) -> None:
        """Until it is time to ask again: soon for the one who asks for all, when that got an answer for the others."""
        self._begin(fault)
        if self._is_asked:
            await self._wait()
            return
        self._is_asked = True
        try:
            await self._clock.sleep(REPEAT_SECONDS)
        finally:  # also when this is cancelled: another one asks then
            self._is_asked = False

    async def _wait(self) -> None:
        news: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(news)
        timer = self._clock.call_later(PATIENCE_SECONDS, lambda: _tell(news))
        try:
            await news
        finally:
            timer.cancel()
            self._waiting.discard(news)

    def _begin(self, fault: StoreError) -> None:
        if self.fault is None:
            _log.warning("nothing starts until the store answers again: %s", fault)
        self.fault = fault


def _tell(news: asyncio.Future[None]) -> None:
    if not news.done():
        news.set_result(None)
