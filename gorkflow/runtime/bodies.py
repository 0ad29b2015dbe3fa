"""The bodies of one run that are at work: in the driving task, in tasks of their own, or left behind."""

from __future__ import annotations

import asyncio
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from gorkflow.runtime.attempt import Attempt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gorkflow.core.live import LiveRun
    from gorkflow.core.outcomes import Outcome
    from gorkflow.core.plan_nodes import PlanStep
    from gorkflow.runtime.kit import Kit


make_attempt: Callable[[Kit, LiveRun, PlanStep, int, Callable[[Attempt], None]], Attempt] = Attempt
"""Makes every attempt of this process; while a step is mocked, `gorkflow.testing.mock_step` has its own here."""


class Listener(Protocol):
    """Who is told how the bodies end."""

    def on_outcome(self, index: int, outcome: Outcome, /) -> None:
        """The attempt of the step at that place in the plan is over."""
        ...

    def on_stubborn(self, task: asyncio.Task[None] | None, /) -> None:
        """A body that ignores its cancellation still holds this task."""
        ...


class Bodies:
    """Starts bodies and tells of their outcomes, each once; of a body left behind nothing is heard any more.

    The listener comes with each call and is not kept: a driver and its bodies make no cycle for the garbage collector.

    Attributes:
        at_work: the attempts in progress, by the step's slot.
        idle: tasks whose body is over, each waiting for another one.
    """

    __slots__ = ("_kit", "_live", "_tasks", "_waiting", "at_work", "idle")

    def __init__(self, kit: Kit, live: LiveRun) -> None:
        self._kit = kit
        self._live = live
        self.at_work: dict[int, Attempt] = {}
        self._waiting: deque[Attempt] = deque()  # of those at work: for a task to take them
        self._tasks: set[asyncio.Task[None]] = set()
        self.idle: list[asyncio.Future[Attempt]] = []

    def __len__(self) -> int:
        return len(self.at_work)

    async def run_here(self, node: PlanStep, number: int, listener: Listener, task: asyncio.Task[None] | None) -> bool:
        """Run a body in the driving task; False where it was left behind and the task is nobody's any more."""
        attempt = self._begin(node, number, listener)
        outcome = await attempt.run(task)
        if task is not None and task.cancelling() and not attempt.is_left_behind:
            await self._absorb(task)
        if attempt.is_left_behind:
            return False
        self._finish(attempt, outcome, listener)
        return True

    def spawn(self, starts: Iterable[tuple[PlanStep, int]], listener: Listener) -> None:
        """Run bodies in tasks beside the driving one: first those whose own body is over, if there are any.

        One task goes on with the next body for as long as none of them waits for anything; what is left then gets a
        task each: a task costs as much as a third of all that the engine does for a step.
        """
        for node, number in starts:
            attempt = self._begin(node, number, listener)
            if not self._give_to_idle(attempt):
                self._waiting.append(attempt)
        if self._waiting:
            self._hire(1, listener)

    def dismiss(self, *, spare: int = 0) -> None:
        """Let idle tasks end, but for so many whose turn to go on is still to come."""
        while len(self.idle) > spare:
            self.idle.pop().cancel()

    def _give_to_idle(self, attempt: Attempt) -> bool:
        while self.idle:
            idle = self.idle.pop()
            if not idle.done():
                idle.set_result(attempt)
                return True
        return False

    def _hire(self, number: int, listener: Listener) -> None:
        loop = asyncio.get_running_loop()
        for _ in range(number):
            task = loop.create_task(self._work(listener))
            self._tasks.add(task)
            task.add_done_callback(partial(self._let_go, listener))
        if len(self._waiting) > number:
            loop.call_soon(self._hire_rest, listener)

    def _hire_rest(self, listener: Listener) -> None:
        """The first task waits for something, or is through with all."""
        if self._waiting:
            self._hire(len(self._waiting), listener)

    def _let_go(self, listener: Listener, task: asyncio.Task[None]) -> None:
        """The task has ended, and if a body has cancelled it, perhaps before it took what it was hired for."""
        self._tasks.discard(task)
        if self._waiting and not (self._tasks or self._kit.is_torn_down):
            self._hire(1, listener)

    def name_of(self, task: asyncio.Task[Any]) -> str | None:
        """The body that this task runs; None for no body of this run."""
        for attempt in list(self.at_work.values()):
            if attempt.task is task:
                return f"step {attempt.node.path!r} of run {self._live.run_id}"
        return None

    def stop(self) -> None:
        """Interrupt every body: the run is to end."""
        for attempt in list(self.at_work.values()):
            attempt.interrupt("stop")

    def drop(self) -> list[asyncio.Task[None]]:
        """Cancel the tasks and hear nothing more of any body; the tasks that still end."""
        for attempt in self.at_work.values():
            attempt.is_left_behind = True
        self.at_work.clear()
        self._waiting.clear()
        self.idle.clear()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        return tasks

    async def _work(self, listener: Listener) -> None:
        """One body after another; in a run with maps also those to come, as their items may be very many."""
        task = asyncio.current_task()
        while self._waiting or (self._live.opened and await self._is_called(listener)):
            attempt = self._waiting.popleft()
            outcome = await attempt.run(task)
            if attempt.is_left_behind:
                return
            self._finish(attempt, outcome, listener)
            if task is None or task.cancelling():  # by a body, which took no notice: the next one is to know nothing
                return

    async def _is_called(self, listener: Listener) -> bool:
        """Wait for another body, which stands first in line then; False when there is to be none."""
        idle: asyncio.Future[Attempt] = asyncio.get_running_loop().create_future()
        self.idle.append(idle)
        try:
            attempt = await idle
        except asyncio.CancelledError:  # it was dismissed, or a body has cancelled the task that it ran in
            if idle.done() and not idle.cancelled():
                self._waiting.appendleft(idle.result())
                self._hire(1, listener)
            return False
        self._waiting.appendleft(attempt)
        return True

    async def _absorb(self, task: asyncio.Task[None]) -> None:
        """A body has cancelled the task that it ran in: that must not hit the driver at its next wait."""
        try:
            await self._kit.clock.sleep(0)
        except asyncio.CancelledError:
            if self._kit.is_torn_down:
                raise
        while task.cancelling():
            task.uncancel()

    def _begin(self, node: PlanStep, number: int, listener: Listener) -> Attempt:
        attempt = self.at_work[node.index] = make_attempt(
            self._kit, self._live, node, number, partial(self._leave_behind, listener)
        )
        return attempt

    def _finish(self, attempt: Attempt, outcome: Outcome, listener: Listener) -> None:
        index = attempt.node.index
        del self.at_work[index]
        listener.on_outcome(index, outcome)

    def _leave_behind(self, listener: Listener, attempt: Attempt) -> None:
        """The body ignores its cancellation: its attempt is over; what it still does counts no more."""
        if self.at_work.get(attempt.node.index) is attempt:
            task = attempt.task
            self._finish(attempt, attempt.interrupted(), listener)
            listener.on_stubborn(task)
