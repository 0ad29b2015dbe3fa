"""Notices when the event loop stands still, and says which body holds it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from typing import Any

BLOCKED_SECONDS = 2.0

_log = logging.getLogger("gorkflow")


class LoopWatch:
    """Looked after from another thread: asks the loop for a sign of life, and warns once for each time it stands still.

    Args:
        name_of: what a task of the loop is at work on, as "step 'x' of run y"; None for what is not the engine's.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, name_of: Callable[[asyncio.Task[Any]], str | None]) -> None:
        self._loop = loop
        self._name_of = name_of
        self._asked_at: float | None = None  # by the monotonic clock; None once it was answered
        self._has_warned = False

    def look(self) -> None:
        """From the other thread, about once per second."""
        if self._asked_at is None:
            self._asked_at = time.monotonic()
            with contextlib.suppress(RuntimeError):  # the loop is closed
                self._loop.call_soon_threadsafe(self._answer)
            return
        blocked = time.monotonic() - self._asked_at
        if blocked >= BLOCKED_SECONDS and not self._has_warned:
            self._has_warned = True
            _log.warning(
                "the event loop has stood still for %.1f s under %s: every run of this engine waits; use `def` with "
                'executor="thread" or "process" for what blocks',
                blocked, self._culprit(),
            )  # fmt: skip

    def _answer(self) -> None:
        self._asked_at = None
        self._has_warned = False

    def _culprit(self) -> str:
        task = asyncio.current_task(self._loop)
        name = None
        if task is not None:
            with contextlib.suppress(RuntimeError):  # it goes on just now, and what is looked through changes
                name = self._name_of(task)
        return name or "something that is no body of a step"
