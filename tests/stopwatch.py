"""Real time, without that in which the machine stood still: for promises such as "within a second"."""

from __future__ import annotations

import threading
import time
from types import TracebackType
from typing import Self

_TICK_SECONDS = 0.005
_LATE_SECONDS = 0.03  # a thread that sleeps for a tick is up again by then, unless it may not run


class Stopwatch:
    """Measures the block that it is opened for.

    A thread of its own sleeps a tick at a time. How much too late it wakes is time in which this process was frozen, or
    had to leave the cores to others; it is not counted.
    """

    def __init__(self) -> None:
        self._began = self._ended = 0.0
        self._stood_still = 0.0
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="stopwatch", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._began = time.monotonic()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended = time.monotonic()
        self._is_over.set()
        self._thread.join()

    @property
    def seconds(self) -> float:
        """How long the block took, once it is over."""
        return max(0.0, self._ended - self._began - self._stood_still)

    def _watch(self) -> None:
        before = time.monotonic()
        while not self._is_over.wait(_TICK_SECONDS):
            now = time.monotonic()
            if now - before > _LATE_SECONDS:
                self._stood_still += now - before
            before = now
