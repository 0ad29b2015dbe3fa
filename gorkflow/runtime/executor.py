"""Drives one run: outcomes -> transitions -> what may start -> commit -> bodies. One turn after another until it ends.

A step with no rivals runs in the driving task itself; only rivals get tasks of their own. Outcomes that arrive together
are applied together and written in one commit, and the STARTED record of a step shares the commit of its predecessor.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from gorkflow.core import transitions
from gorkflow.core.live import LiveRun
from gorkflow.core.plan import PlanNode
from gorkflow.core.run import RunStatus
from gorkflow.core.transitions import Outcome
from gorkflow.errors import ConflictError, StoreError
from gorkflow.runtime.alarm import Alarm
from gorkflow.runtime.bodies import Bodies
from gorkflow.runtime.deciding import decide
from gorkflow.runtime.failures import type_name
from gorkflow.runtime.journal import write
from gorkflow.runtime.places import Places

if TYPE_CHECKING:
    from gorkflow.runtime.kit import Kit
    from gorkflow.runtime.limits import Limit

_log = logging.getLogger("gorkflow")

MAX_UNWRITTEN = 64  # executions of pure steps before a commit is made for them alone


class Driver:
    """The one who drives a run, from its creation or its claim to its end or its release.

    Attributes:
        has_ended: the run is over, was released, suspended, or is another's now.
        is_fenced: it is another's now.
        fault: a defect of the engine that ended it.
        bodies: those at work.
    """

    def __init__(self, kit: Kit, live: LiveRun, on_end: Callable[[Driver], None]) -> None:
        self.live = live
        self.has_ended = False
        self.is_fenced = False
        self.fault: Exception | None = None
        self.bodies = Bodies(kit, live)
        self._kit = kit
        self._on_end = on_end
        self._waiters: list[asyncio.Future[None]] = []
        self._outcomes: list[Outcome] = []
        self._starts: list[tuple[PlanNode, int]] = []
        self._places = Places(kit.limits, live.plan.workflow.id)
        self._alarm = Alarm(kit.clock)
        self._waker: asyncio.Future[None] | None = None
        self._is_woken = False
        self._wants_cancel = False
        self._messages: list[str] = []
        self._generation = 0  # raised when a task is left to a body that ignores its cancellation
        self._task: asyncio.Task[None] | None = None

    def ended(self) -> asyncio.Future[None]:
        """Done when this driver is; each caller gets a future of its own, to cancel as it likes."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if self.has_ended:
            waiter.set_result(None)
        else:
            self._waiters.append(waiter)
        return waiter

    def prepare(self, now: float) -> None:
        """Plan the first starts, so that they are part of the run's first write."""
        self._plan_starts(now)

    def launch(self) -> None:
        """Begin to drive."""
        self._task = asyncio.get_running_loop().create_task(self._drive(self._generation))

    def cancel(self, message_id: str | None = None) -> None:
        """The run is to be cancelled: its bodies are stopped at once."""
        if message_id is not None and message_id not in self._messages:
            self._messages.append(message_id)
        self._wants_cancel = True
        self.bodies.stop()
        self.wake()

    def wake(self) -> None:
        """There is something to do."""
        self._is_woken = True
        if self._waker is not None and not self._waker.done():
            self._waker.set_result(None)

    def offer(self, place: Limit, /) -> None:
        """A place is kept for this run."""
        self._places.offer(place)
        self.wake()

    def abandon(self) -> list[asyncio.Task[None]]:
        """Drop everything where it stands, as a killed process would; the tasks that still end.

        Also for a run that was planned and not created: what `prepare` took is given back.
        """
        self._generation += 1
        tasks = self.bodies.drop()
        if self._task is not None:
            self._task.cancel()
            tasks.append(self._task)
        self._alarm.cancel()
        self._places.give_back_all(self)
        return tasks

    async def release(self) -> None:
        """Let go of the open run with whatever is in flight; the next owner runs those bodies once more."""
        tasks = self.abandon()
        if tasks:
            await asyncio.wait(tasks, timeout=1.0)
        if not (self.live.is_over or self.is_fenced or self.has_ended):
            transitions.release(self.live, self._kit.clock.now())
            with contextlib.suppress(StoreError):  # then the lease runs out by itself
                await self._kit.store.commit(self.live.take_commit())
        self._end()

    async def _drive(self, generation: int) -> None:
        try:
            while not await self._turn(generation):
                pass
        except ConflictError:
            self.is_fenced = True
            self.bodies.stop()
            self._end()
        except Exception as error:  # noqa: BLE001  # a defect of the engine itself: the run stays open for the next opening
            self.fault = error
            self._kit.faults[f"run {self.live.run_id}"] = f"its driver failed with {type_name(type(error))}: {error}"
            _log.exception("the driver of run %s failed; this is a defect of gorkflow", self.live.run_id)
            self.bodies.stop()
            self._end()

    async def _turn(self, generation: int) -> bool:
        """One round; whether this driver has nothing more to do."""
        live = self.live
        now = self._kit.clock.now()
        if self._outcomes or self._is_woken:
            self._take_in(now)
        if not self._starts:
            self._plan_starts(now)
        if transitions.settle(live, now) or self._must_write():
            await write(self._kit, live)
            if generation != self._generation:
                return True
        if live.is_over or live.owner is None:
            self._end()
            return True
        return await self._go_on(generation)

    async def _go_on(self, generation: int) -> bool:
        """Start what was planned, and wait for news; whether the task is this driver's no more."""
        live = self.live
        if live.stops_bodies:
            self.bodies.stop()
        if live.retry_at or live.deadline_at is not None:
            self._alarm.set(live.next_due(), self._on_due)
        starts, self._starts = self._starts, []
        if len(starts) == 1 and not self.bodies and not live.retry_at:
            return not await self.bodies.run_here(*starts[0], self, self._task) or generation != self._generation
        for node, number in starts:
            self.bodies.spawn(node, number, self)
        await self._wait()
        return generation != self._generation

    def _take_in(self, now: float) -> None:
        """Apply what has happened since the last turn."""
        live = self.live
        self._is_woken = False
        outcomes, self._outcomes = self._outcomes, []
        for outcome in outcomes:
            transitions.apply(live, outcome, now, self._kit.random())
        if self._wants_cancel and (live.done < len(live.plan.nodes) or live.in_flight):
            transitions.request_cancel(live, now)
        if self._messages:
            live.changes.consumed.extend(self._messages)
            self._messages = []
        transitions.elapse(live, now)

    def _must_write(self) -> bool:
        """Whether what has changed has to be durable before anything goes on; pure steps need not wait for it."""
        changes = self.live.changes
        if not (changes.events or changes.consumed):
            return False
        if self.live.owner is None or len(changes.executions) >= MAX_UNWRITTEN or not self._starts or self.bodies:
            return True
        return not all(node.pure for node, _ in self._starts) or not self.live.stored_seq

    def _plan_starts(self, now: float) -> None:
        """Take every step that may start and has a place, in order; the rest stays ready."""
        live, places = self.live, self._places
        if self._kit.is_closing:
            places.withdraw(self)
            if not (live.in_flight or live.is_halted) and live.status is RunStatus.RUNNING and live.has_more:
                transitions.release(live, now)
            return
        held_back: list[int] = []
        while (index := live.next_ready()) is not None:
            node = live.plan.nodes[index]
            decision = None if node.condition is None else decide(live, node, now)
            if decision is not None:
                transitions.apply(live, decision, now, 0.5)
            elif places.take(node, self):
                self._starts.append((node, transitions.start(live, index, now)))
            else:
                held_back.append(index)
                if places.is_engine_full:
                    break
        if held_back:
            live.hold_back(held_back)
        else:
            places.withdraw(self)

    def on_outcome(self, index: int, outcome: Outcome, /) -> None:
        """A body has ended."""
        self._places.give_back(index)
        self._outcomes.append(outcome)
        self.wake()

    def on_stubborn(self, task: asyncio.Task[None] | None, /) -> None:
        """A body ignores its cancellation; where it holds the driving task, a fresh one goes on."""
        if task is self._task:
            self._generation += 1
            self.launch()

    async def _wait(self) -> None:
        """Until there is something to do."""
        if self._outcomes or self._is_woken:
            return
        self._waker = asyncio.get_running_loop().create_future()
        try:
            await self._waker
        finally:
            self._waker = None

    def _on_due(self) -> None:
        deadline = self.live.deadline_at
        if deadline is not None and self._kit.clock.now() >= deadline:
            self.bodies.stop()
        self.wake()

    def _end(self) -> None:
        if self.has_ended:
            return
        self.has_ended = True
        self._alarm.cancel()
        self._places.withdraw(self)
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()
        self._on_end(self)
