"""The bodies of one run that are at work: in the driving task, in tasks of their own, or left behind."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from gorkflow.runtime.attempt import Attempt
from gorkflow.runtime.hands import Hands

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
        hands: the tasks beside the driving one.
    """

    __slots__ = ("_kit", "_live", "at_work", "hands")

    def __init__(self, kit: Kit, live: LiveRun) -> None:
        self._kit = kit
        self._live = live
        self.at_work: dict[int, Attempt] = {}
        self.hands = Hands(kit, live)

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
        """Run bodies in tasks beside the driving one."""
        begun = [self._begin(node, number, listener) for node, number in starts]
        self.hands.take(begun, partial(self._carry_out, listener))

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
        return self.hands.drop()

    async def _carry_out(self, listener: Listener, attempt: Attempt, task: asyncio.Task[None] | None) -> bool:
        """Run a body in a task beside; whether that may run another one."""
        outcome = await attempt.run(task)
        if attempt.is_left_behind:
            return False
        self._finish(attempt, outcome, listener)
        # cancelled by the body, which took no notice: the next one is to know nothing
        return task is not None and not task.cancelling()

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
