"""The task that drives one run."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gorkflow.runtime.kit import Kit


class Reins:
    """One task holds them at a time; another one takes them when a body keeps the first.

    Attributes:
        task: the one that holds them; None before the first, and when nobody drives any more.
        generation: raised whenever the task that had them counts no more.
    """

    __slots__ = ("_kit", "generation", "task")

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self.generation = 0
        self.task: asyncio.Task[None] | None = None

    def hand_to(self, drive: Callable[[int], Coroutine[Any, Any, None]]) -> None:
        """A new task drives from now on."""
        self.generation += 1
        self.task = asyncio.get_running_loop().create_task(drive(self.generation))

    def drop(self) -> list[asyncio.Task[None]]:
        """Nobody drives any more; the task that still ends, if there is one."""
        self.generation += 1
        task, self.task = self.task, None
        if task is None:
            return []
        task.cancel()
        return [task]

    def survives(self) -> bool:
        """Whether a cancellation is undone: what a body has left behind cancels the task that drives; nobody meant it.

        A task that was given up, or is a left-behind body's, ends; so do all when the loop does.
        """
        task = asyncio.current_task()
        if task is None or task is not self.task or self._kit.is_torn_down or not task.cancelling():
            return False
        while task.cancelling():
            task.uncancel()
        return True
