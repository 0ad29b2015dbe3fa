"""SIGINT and SIGTERM while an engine is open. Nothing else in gorkflow handles signals of the operating system."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Coroutine, Generator
from contextlib import contextmanager
from typing import Any

from gorkflow.cli.exits import ExitCode

SIGNAL_BASE = 128  # the exit code of a process that a signal ended, less its number


class Interrupts:
    """The first signal asks the command to close its engine; the second ends the process at once.

    Attributes:
        received: the first signal; None while there was none.
        requested: set by the first signal.
    """

    def __init__(self, on_first: Callable[[signal.Signals], None], on_second: Callable[[], None]) -> None:
        self.received: signal.Signals | None = None
        self.requested = asyncio.Event()
        self._on_first = on_first
        self._on_second = on_second

    @contextmanager
    def handled(self) -> Generator[None, None, None]:
        """Listen to both signals; on a running loop, in the main thread."""
        loop = asyncio.get_running_loop()
        signals = (signal.SIGINT, signal.SIGTERM)
        for number in signals:
            loop.add_signal_handler(number, self._receive, number)
        try:
            yield
        finally:
            for number in signals:
                loop.remove_signal_handler(number)

    async def unless_received(self, work: Coroutine[Any, Any, None]) -> None:
        """Do that to its end, or until the first signal."""
        task = asyncio.ensure_future(work)
        stop = asyncio.ensure_future(self.requested.wait())
        try:
            await asyncio.wait([task, stop], return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                task.result()
        finally:
            stop.cancel()
            task.cancel()
            await asyncio.wait([task, stop])

    def _receive(self, number: signal.Signals) -> None:
        if self.received is None:
            self.received = number
            self._on_first(number)
            self.requested.set()
            return
        self._on_second()
        # Bodies that do not end keep threads and tasks alive: only this ends all at once. The next engine takes over
        # what this one had, as after any death.
        os._exit(ExitCode.INTERRUPTED if number is signal.SIGINT else SIGNAL_BASE + number)
