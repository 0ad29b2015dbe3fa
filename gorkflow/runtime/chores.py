"""Work of an engine that is carried out to its end, whoever gives up waiting for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Chores:
    """Tasks of the engine itself. Half of a claim or of a start is worse than none: nobody would drive its run."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def soon(self, work: Coroutine[Any, Any, None], *, dropped: Callable[[], None] | None = None) -> None:
        """Carry it out in the background; `dropped` is called when it comes to no end, also before it has begun."""
        task = asyncio.get_running_loop().create_task(work)
        if dropped is not None:
            task.add_done_callback(lambda done: dropped() if done.cancelled() or done.exception() else None)
        self._keep(task)

    async def see_through(self, work: Coroutine[Any, Any, T]) -> T:
        """What it gives; where the caller is cancelled it goes on all the same."""
        task = asyncio.get_running_loop().create_task(work)
        self._keep(task)
        return await asyncio.shield(task)

    async def end(self) -> None:
        """The engine closes: what it owns without knowing it is free when it has gone."""
        tasks = list(self._tasks)
        self.abandon()
        if tasks:
            await asyncio.wait(tasks)

    def abandon(self) -> None:
        """Drop them, as a killed process would."""
        for task in self._tasks:
            task.cancel()

    def _keep(self, task: asyncio.Task[Any]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # whoever waited has it; who left does not want it
