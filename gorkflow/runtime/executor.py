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
from gorkflow.core.error_text import type_name
from gorkflow.core.live import LiveRun
from gorkflow.core.outcomes import Completed, Outcome
from gorkflow.errors import ConflictError, CorruptRecordError, StoreError
from gorkflow.runtime.alarm import Alarm
from gorkflow.runtime.bell import Bell, Ending
from gorkflow.runtime.bodies import Bodies
from gorkflow.runtime.failures import error_info
from gorkflow.runtime.journal import confirm, write
from gorkflow.runtime.places import Places
from gorkflow.runtime.planning import Starts, must_write, plan_starts
from gorkflow.runtime.reins import Reins

if TYPE_CHECKING:
    from gorkflow.core.records import InboxRow
    from gorkflow.runtime.kit import Kit
    from gorkflow.runtime.seat import Seat

_log = logging.getLogger("gorkflow")


class Driver:
    """The one who drives a run, from its creation or its claim to its end, its rest or its release.

    Attributes:
        alarm: wakes it when a back-off or the run's time is over.
        bell: rung when there is something to do.
        bodies: those at work.
        news: messages of the run's inbox that it has not read; who adds one rings the bell.
        ending: the run is over, was released, suspended, or is another's now.
        seat: its place among the runs that are driven at once.
        is_fenced: it is another's now.
        fault: a defect of the engine that ended it.
    """

    __slots__ = (
        "_due", "_kit", "_lapses", "_messages", "_on_end", "_outcomes", "_places", "_reins", "_starts",
        "_wants_cancel", "alarm", "bell", "bodies", "ending", "fault", "is_fenced", "live", "news", "seat",
    )  # fmt: skip

    def __init__(self, kit: Kit, live: LiveRun, seat: Seat, on_end: Callable[[Driver], None]) -> None:
        self.live = live
        self.seat = seat
        self.alarm = Alarm(kit.clock)
        self.bell = Bell()
        self.bodies = Bodies(kit, live)
        self.ending = Ending()
        self.is_fenced = False
        self.fault: Exception | None = None
        self._kit = kit
        self._on_end = on_end
        self._outcomes: list[Outcome] = []
        self._starts: Starts = []
        self._places = Places(kit.limits, live.plan.workflow, self.bell)
        self._reins = Reins(kit)
        self._due = 0.0  # the instant that the alarm has rung for
        self._wants_cancel = False
        self._messages: list[str] = []
        self.news: list[InboxRow] = []
        self._lapses = 0 if kit.heartbeat is None else kit.heartbeat.lapses  # that it knows of

    def prepare(self, now: float) -> None:
        """Plan the first starts, so that they are part of the run's first write."""
        self._starts = plan_starts(self._kit, self.live, self._places, now)

    def launch(self) -> None:
        """Begin to drive; a run that was created at rest needs nobody for that."""
        if self.live.owner is None and not self.live.changes.events:
            self._end()
        else:
            self._reins.hand_to(self._drive)

    def cancel(self, message_id: str | None = None) -> None:
        """The run is to be cancelled: its bodies are stopped at once."""
        if message_id is not None and message_id not in self._messages:
            self._messages.append(message_id)
        self._wants_cancel = True
        if not self.live.is_compensating:
            self.bodies.stop()
        self.bell.ring()

    def abandon(self) -> list[asyncio.Task[None]]:
        """Drop everything where it stands, as a killed process would; the tasks that still end.

        Also for a run that was planned and not created: what `prepare` took is given back.
        """
        tasks = [*self.bodies.drop(), *self._reins.drop()]
        self.alarm.cancel()
        self._starts = []
        self._places.give_back_all()
        return tasks

    def fence(self) -> None:
        """The run has another owner, or this engine anew: whatever this driver holds of it counts no more."""
        self.is_fenced = True
        self.abandon()
        self._end()

    async def release(self) -> None:
        """Let go of the open run, once it was abandoned; the next owner runs what was in flight once more."""
        if not (self.live.is_over or self.live.owner is None or self.is_fenced or self.ending.is_over):
            transitions.release(self.live, self._kit.clock.now())
            commit = self.live.take_commit()
            with contextlib.suppress(StoreError):  # then the lease runs out by itself
                await self._kit.store.commit(commit)
                self._kit.hub.publish(self.live.plan.workflow.id, commit.run_id, commit.events)
        self._end()

    async def _drive(self, generation: int) -> None:
        try:
            while not await self._turn(generation):
                pass
        except asyncio.CancelledError:
            if not self._reins.survives():
                raise
            self.launch()  # in a task that nothing left behind knows of
        except ConflictError:
            self.is_fenced = True
            self.bodies.stop()
            self._end()
        except Exception as error:  # noqa: BLE001  # a defect of the engine itself: the run stays open
            self.fault = error
            self._kit.faults[f"run {self.live.run_id}"] = f"its driver failed with {type_name(type(error))}: {error}"
            _log.exception("the driver of run %s failed; this is a defect of gorkflow", self.live.run_id)
            self.bodies.stop()
            self._end()

    async def _turn(self, generation: int) -> bool:
        """One round; whether this driver has nothing more to do."""
        live, kit = self.live, self._kit
        now = kit.clock.now()
        if self.bell.is_rung:
            self._take_in(now)
        if not self._starts and (self.seat.is_taken or kit.is_closing or self.seat.may_start(live, self.bell.ring)):
            self._starts = plan_starts(kit, live, self._places, now)
        is_over = transitions.settle(live, now)
        if not self._starts and live.is_compensating:
            self._starts = plan_starts(kit, live, self._places, now)
        if is_over or must_write(kit, live, self._starts, len(self.bodies.at_work)):
            await write(kit, live, self._reins.survives)
            if self._starts and kit.heartbeat is not None and kit.heartbeat.lapses != self._lapses:
                self._lapses = kit.heartbeat.lapses
                await confirm(kit, live, self._reins.survives)
            if generation != self._reins.generation:
                return True
        if live.is_over or live.owner is None:
            self._end()
            return True
        return await self._go_on(generation)

    async def _go_on(self, generation: int) -> bool:
        """Start what was planned, and wait for news; whether the task is this driver's no more."""
        live, reins = self.live, self._reins
        if live.retry_at or live.pauses.alarms or live.deadline_at is not None:
            self.alarm.set(live.next_due(), self.on_due)
        starts, self._starts = self._starts, []
        others = self.bodies.at_work or live.ready or live.parked or live.retry_at or live.pauses.waiting
        if len(starts) == 1 and not (others or live.stops_bodies or self.bell.is_rung):  # nothing else to attend to
            if self.bodies.hands.idle:
                self.bodies.hands.dismiss()
            return not await self.bodies.run_here(*starts[0], self, reins.task) or generation != reins.generation
        if starts:
            self.bodies.spawn(starts, self)
        self.bodies.hands.dismiss(spare=len(self._outcomes))
        # also those that were planned before that was known
        if live.stops_bodies or (self._wants_cancel and not live.is_compensating):
            self.bodies.stop()
        if live.retry_at:
            self.seat.rest(live)
        await self.bell.wait()
        return generation != reins.generation

    def _take_in(self, now: float) -> None:
        """Apply what has happened since the last turn."""
        live = self.live
        self.bell.is_rung = False
        outcomes, self._outcomes = self._outcomes, []
        if self._wants_cancel and not (live.cancel_requested or live.is_compensating):
            outcomes = _request_cancel(self._kit, live, outcomes, now)
        for outcome in outcomes:
            transitions.apply(live, outcome, now, self._kit.random())
        if self.news:
            news, self.news = self.news, []
            _read(live, news, now)
        if self._messages:
            live.changes.consumed.extend(self._messages)
            self._messages = []
        if live.retry_at or live.pauses.alarms or live.deadline_at is not None:
            transitions.elapse(live, max(now, self._due))
        self._due = 0.0

    def on_outcome(self, index: int, outcome: Outcome, /) -> None:
        """A body has ended."""
        self._places.give_back(index)
        self._outcomes.append(outcome)
        self.bell.ring()

    def on_stubborn(self, task: asyncio.Task[None] | None, /) -> None:
        """A body ignores its cancellation; where it holds the driving task, a fresh one goes on."""
        if task is self._reins.task:
            self.launch()

    def on_due(self, at: float) -> None:
        """A back-off or the run's time is over."""
        self._due = at
        deadline = self.live.deadline_at
        is_late = deadline is not None and max(at, self._kit.clock.now()) >= deadline
        if is_late and not self.live.is_compensating:
            self.bodies.stop()
        self.bell.ring()

    def _end(self) -> None:
        if not self.ending.is_over:
            self.alarm.cancel()
            self.bodies.hands.dismiss()
            starts, self._starts = self._starts, []
            for node, _ in starts:  # planned, and never to begin: the write before them was refused
                self._places.give_back(node.index)
            self._places.withdraw()
            self.ending.tell()
            self._on_end(self)


def _read(live: LiveRun, news: list[InboxRow], now: float) -> None:
    for message in news:
        try:
            transitions.receive(live, message, now)
        except CorruptRecordError as error:
            transitions.fail_run(live, error_info(error), now)


def _request_cancel(kit: Kit, live: LiveRun, outcomes: list[Outcome], now: float) -> list[Outcome]:
    """What is done stays done, and may have been the last; the other outcomes are due to the cancellation."""
    for outcome in outcomes:
        if isinstance(outcome, Completed):
            transitions.apply(live, outcome, now, kit.random())
    if live.done < live.plan.total or live.in_flight or live.has_more:
        transitions.request_cancel(live, now)
    return [outcome for outcome in outcomes if not isinstance(outcome, Completed)]
