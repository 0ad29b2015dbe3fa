"""The tasks of one run beside the driving one: each runs one body after another."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gorkflow.core.live import LiveRun
    from gorkflow.runtime.attempt import Attempt
    from gorkflow.runtime.kit import Kit

CarryOut = Callable[["Attempt", "asyncio.Task[None] | None"], Awaitable[bool]]
"""Runs a body in the task; whether that may go on with another one."""


class Hands:
    """Takes attempts and has them carried out, each once, in order.

    A task costs as much as a third of all that the engine does for a step. So one goes on with the next body for as
    long as none of them waits for anything; what is left then gets a task each. In a run with maps, whose items may be
    very many, a task whose body is over waits for those to come.

    How to carry out comes with each call and is not kept: it knows the driver, and would make a cycle for the garbage
    collector.

    Attributes:
        idle: tasks whose body is over, each waiting for another one.
    """

    __slots__ = ("_kit", "_live", "_tasks", "_waiting", "idle")

    def __init__(self, kit: Kit, live: LiveRun) -> None:
        self._kit = kit
        self._live = live
        self._waiting: deque[Attempt] = deque()  # for a task to take them
        self._tasks: set[asyncio.Task[None]] = set()
        self.idle: list[asyncio.Future[Attempt]] = []

    def take(self, attempts: list[Attempt], carry_out: CarryOut) -> None:
        """Have them carried out: first by idle tasks, if there are any."""
        for attempt in attempts:
            if not self._give_to_idle(attempt):
                self._waiting.append(attempt)
        if self._waiting:
            self._hire(1, carry_out)

    def dismiss(self, *, spare: int = 0) -> None:
        """Let idle tasks end, but for so many whose turn to go on is still to come."""
        while len(self.idle) > spare:
            self.idle.pop().cancel()

    def drop(self) -> list[asyncio.Task[None]]:
        """Cancel the tasks; those that still end."""
        self._waiting.clear()
        self.idle.clear()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        return tasks

    def _give_to_idle(self, attempt: Attempt) -> bool:
        while self.idle:
            idle = self.idle.pop()
            if not idle.done():
                idle.set_result(attempt)
                return True
        return False

    def _hire(self, number: int, carry_out: CarryOut) -> None:
        loop = asyncio.get_running_loop()
        for _ in range(number):
            task = loop.create_task(self._work(carry_out))
            self._tasks.add(task)
            task.add_done_callback(partial(self._let_go, carry_out))
        if len(self._waiting) > number:
            loop.call_soon(self._hire_rest, carry_out)

    def _hire_rest(self, carry_out: CarryOut) -> None:
        """The first task waits for something, or is through with all."""
        if self._waiting:
            self._hire(len(self._waiting), carry_out)

    def _let_go(self, carry_out: CarryOut, task: asyncio.Task[None]) -> None:
        """The task has ended, and if a body has cancelled it, perhaps before it took what it was hired for."""
        self._tasks.discard(task)
        if self._waiting and not (self._tasks or self._kit.is_torn_down):
            self._hire(1, carry_out)

    async def _work(self, carry_out: CarryOut) -> None:
        task = asyncio.current_task()
        while self._waiting or (self._live.opened and await self._is_called(carry_out)):
            if not await carry_out(self._waiting.popleft(), task):
                return

    async def _is_called(self, carry_out: CarryOut) -> bool:
        """Wait for another body, which stands first in line then; False when there is to be none."""
        idle: asyncio.Future[Attempt] = asyncio.get_running_loop().create_future()
        self.idle.append(idle)
        try:
            attempt = await idle
        except asyncio.CancelledError:  # it was dismissed, or a body has cancelled the task that it ran in
            if idle.done() and not idle.cancelled():
                self._waiting.appendleft(idle.result())
                self._hire(1, carry_out)
            return False
        self._waiting.appendleft(attempt)
        return True
