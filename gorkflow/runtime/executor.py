"""Drives one run: outcomes -> transitions -> what may start -> commit -> bodies. One turn after another until it is over.

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
from gorkflow.core.records import Commit
from gorkflow.core.run import ErrorInfo, RunStatus
from gorkflow.core.transitions import Failed, Outcome, Skipped
from gorkflow.core.values import ValueRefusedError
from gorkflow.errors import ConditionError, ConflictError, CorruptRecordError, RunTimeoutError, StepError, StoreError
from gorkflow.runtime.attempt import Attempt
from gorkflow.runtime.failures import error_info, message_of, type_name

if TYPE_CHECKING:
    from gorkflow.ports import Timer
    from gorkflow.runtime.kit import Kit
    from gorkflow.runtime.limits import Limit

_log = logging.getLogger("gorkflow")

MAX_UNWRITTEN = 64  # executions of pure steps before a commit is made for them alone
RETRY_STORE_SECONDS = 0.2


class Driver:
    """The one who drives a run, from its creation or its claim to its end or its release.

    Attributes:
        has_ended: the run is over, was released, suspended, or is another's now.
    """

    def __init__(self, kit: Kit, live: LiveRun, on_end: Callable[[Driver], None]) -> None:
        self.live = live
        self.has_ended = False
        self._waiters: list[asyncio.Future[None]] = []
        self.is_fenced = False
        self.fault: Exception | None = None  # a defect of the engine
        self._kit = kit
        self._on_end = on_end
        self._outcomes: list[Outcome] = []
        self._attempts: dict[int, Attempt] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._places: dict[int, Limit | None] = {}  # of the steps in flight: the limit of their own, if any
        self._offers: dict[Limit, int] = {}
        self._lines: set[Limit] = set()  # limits that this run waits for
        self._starts: list[tuple[PlanNode, int]] = []
        self._waker: asyncio.Future[None] | None = None
        self._is_woken = False
        self._wants_cancel = False
        self._messages: list[str] = []
        self._timer: Timer | None = None
        self._timer_at: float | None = None
        self._generation = 0
        self._task: asyncio.Task[None] | None = None

    @property
    def bodies(self) -> int:
        """Bodies at work."""
        return len(self._attempts)

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
        self._stop_bodies()
        self.wake()

    def wake(self) -> None:
        """There is something to do."""
        self._is_woken = True
        if self._waker is not None and not self._waker.done():
            self._waker.set_result(None)

    def offer(self, place: Limit, /) -> None:
        """A place is kept for this run."""
        self._offers[place] = self._offers.get(place, 0) + 1
        self.wake()

    def discard(self) -> None:
        """The run was not created after all: give back what `prepare` took."""
        for node, _ in self._starts:
            self._give_back(node.index)
        self._starts = []
        self._withdraw()

    def abandon(self) -> None:
        """Drop everything where it stands, as a killed process would."""
        self._generation += 1
        for task in (*self._tasks, *((self._task,) if self._task is not None else ())):
            task.cancel()
        if self._timer is not None:
            self._timer.cancel()
        for index in list(self._places):
            self._give_back(index)
        self._withdraw()

    async def release(self) -> None:
        """Let go of the open run with whatever is in flight; the next owner runs those bodies once more."""
        tasks = [task for task in (*self._tasks, self._task) if task is not None and not task.done()]
        self.abandon()
        await asyncio.wait(tasks, timeout=1.0) if tasks else None
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
            self._stop_bodies()
            self._end()
        except Exception as error:  # a defect of the engine itself: the run stays open for the next opening
            self.fault = error
            self._kit.faults[f"run {self.live.run_id}"] = f"its driver failed with {type_name(type(error))}: {error}"
            _log.exception("the driver of run %s failed; this is a defect of gorkflow", self.live.run_id)
            self._stop_bodies()
            self._end()

    async def _turn(self, generation: int) -> bool:
        """One round; whether this driver has nothing more to do."""
        live, kit = self.live, self._kit
        now = kit.clock.now()
        if self._outcomes or self._is_woken:
            self._take_in(now)
        if not self._starts:
            self._plan_starts(now)
        is_over = transitions.settle(live, now)
        if self._must_write(is_over):
            await self._commit()
            if generation != self._generation:
                return True
        if live.stops_bodies:
            self._stop_bodies()
        if is_over or live.owner is None:
            self._end()
            return True
        starts, self._starts = self._starts, []
        if len(starts) == 1 and not self._attempts and not live.retry_at:
            return await self._run_here(*starts[0], generation)
        for node, number in starts:
            self._spawn(node, number)
        if not self._outcomes and not self._is_woken:
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
        if live.deadline_at is not None and now >= live.deadline_at and not live.is_halted:
            transitions.fail_run(live, _run_timeout(live), now)
        if live.retry_at:
            transitions.wake(live, now)

    def _must_write(self, is_over: bool) -> bool:
        changes = self.live.changes
        if not (changes.events or changes.consumed):
            return False
        if is_over or self.live.owner is None or len(changes.executions) >= MAX_UNWRITTEN:
            return True
        only_pure = self._starts and all(node.pure for node, _ in self._starts) and not self._attempts
        return not only_pure or self.live.seq == len(changes.events)

    async def _commit(self) -> None:
        """Write; a store in trouble holds the run up, and it goes on by itself when the store does."""
        commit = self.live.take_commit()
        store, kit = self._kit.store, self._kit
        is_repeated = False
        while True:
            try:
                await store.commit(commit)
            except ConflictError:
                if is_repeated and await self._was_written(commit):
                    break
                raise
            except StoreError as error:
                is_repeated = True
                kit.degraded("store", error)
                await kit.clock.sleep(RETRY_STORE_SECONDS)
            else:
                break
        if is_repeated:
            kit.degraded("store", None)
        kit.hub.publish(commit.run_id, commit.events)

    async def _was_written(self, commit: Commit) -> bool:
        """Whether a commit of unknown outcome had been written after all."""
        row = await self._kit.store.get_run(commit.run_id)
        return row is not None and row.epoch == commit.epoch and row.last_seq == commit.patch.last_seq

    def _plan_starts(self, now: float) -> None:
        """Take every step that may start and has a place, in order; the rest stays ready."""
        live = self.live
        if self._kit.is_closing or not live.ready:
            if self._offers:
                self._withdraw()
            if self._kit.is_closing and not live.in_flight and not live.is_over and live.status is RunStatus.RUNNING:
                transitions.release(live, now)
            return
        held_back: list[int] = []
        while (index := live.next_ready()) is not None:
            node = live.plan.nodes[index]
            if node.condition is not None and not live.attempts[index] and not self._decide(node, now):
                continue
            own = None
            if node.concurrency is not None:
                own = self._kit.limits.of_step(live.plan.workflow.id, node.path, node.concurrency)
            if own is not None and not self._take(own):
                held_back.append(index)
            elif not self._take(self._kit.limits.steps):
                if own is not None:
                    own.give_back()
                held_back.append(index)
                break
            else:
                self._places[index] = own
                self._starts.append((node, transitions.start(live, index, now)))
        for index in held_back:
            live.ready.append(index)
        if held_back:
            live.ready.sort()
        elif self._offers or self._lines:
            self._withdraw()

    def _decide(self, node: PlanNode, now: float) -> bool:
        """Ask the condition of a then_if, once; a false one or one that raises is an outcome."""
        condition = node.condition
        if condition is None:
            return True
        live = self.live
        error: StepError | CorruptRecordError
        where = f"step {node.path!r} of run {live.run_id}"
        try:
            answer = condition(live.bind(node.binding))
        except ValueRefusedError as refused:
            error = CorruptRecordError(f"{where}: a stored value does not fit its type: {refused.reason}")
        except BaseException as raised:  # a condition is the user's code: whatever it raises fails the run
            error = ConditionError(
                f"{where}: its condition raised {type_name(type(raised))}: {message_of(raised)}; mend it, then retry"
            )
            error.__cause__ = raised
        else:
            if answer is True:
                return True
            if answer is False:
                transitions.apply(live, Skipped(node.index, now), now, 0.5)
                return False
            error = ConditionError(f"{where}: its condition gave {type_name(type(answer))} instead of a bool; mend it")
        info = error_info(error, path=node.path)
        transitions.apply(live, Failed(node.index, info, False, now, now, None), now, 0.5)
        return False

    async def _run_here(self, node: PlanNode, number: int, generation: int) -> bool:
        """The only body in flight runs in the driving task."""
        attempt = self._begin(node, number)
        self._arm()
        outcome = await attempt.run(self._task)
        if attempt.is_left_behind or generation != self._generation:
            return True
        self._finish(attempt, outcome)
        return False

    def _spawn(self, node: PlanNode, number: int) -> None:
        attempt = self._begin(node, number)
        task = asyncio.get_running_loop().create_task(self._run_aside(attempt))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run_aside(self, attempt: Attempt) -> None:
        generation = self._generation
        outcome = await attempt.run(asyncio.current_task())
        if not attempt.is_left_behind and generation == self._generation:
            self._finish(attempt, outcome)
            self.wake()

    def _begin(self, node: PlanNode, number: int) -> Attempt:
        attempt = self._attempts[node.index] = Attempt(self._kit, self.live, node, number, self._leave_behind)
        return attempt

    def _finish(self, attempt: Attempt, outcome: Outcome) -> None:
        index = attempt.node.index
        del self._attempts[index]
        self._give_back(index)
        self._outcomes.append(outcome)

    def _leave_behind(self, attempt: Attempt) -> None:
        """A body that ignores its cancellation: its attempt is over; what it still does counts no more."""
        if self._attempts.get(attempt.node.index) is not attempt:
            return
        self._finish(attempt, attempt.interrupted())
        if attempt.task is self._task:  # it holds the driving task: a fresh one goes on
            self._generation += 1
            self.launch()
        self.wake()

    def _stop_bodies(self) -> None:
        for attempt in list(self._attempts.values()):
            attempt.interrupt("stop")

    async def _wait(self) -> None:
        """Until there is something to do."""
        self._arm()
        self._waker = asyncio.get_running_loop().create_future()
        try:
            await self._waker
        finally:
            self._waker = None

    def _arm(self) -> None:
        """Be woken when a back-off or the deadline ends."""
        live = self.live
        if not live.retry_at and live.deadline_at is None and self._timer is None:
            return
        due = live.next_due()
        if due == self._timer_at:
            return
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._timer_at = due
        if due is not None:
            self._timer = self._kit.clock.call_later(max(0.0, due - self._kit.clock.now()), self._on_due)

    def _on_due(self) -> None:
        self._timer = self._timer_at = None
        deadline = self.live.deadline_at
        if deadline is not None and self._kit.clock.now() >= deadline:
            self._stop_bodies()
        self.wake()

    def _take(self, limit: Limit) -> bool:
        if self._offers.get(limit):
            self._offers[limit] -= 1
            return True
        if limit.take(self):
            return True
        self._lines.add(limit)
        return False

    def _give_back(self, index: int) -> None:
        own = self._places.pop(index)
        if own is not None:
            own.give_back()
        self._kit.limits.steps.give_back()

    def _withdraw(self) -> None:
        """Places that were offered and not used go to the next in line; this run waits for none any more."""
        for limit in self._lines:
            limit.forget(self)
        self._lines.clear()
        offers, self._offers = self._offers, {}
        for limit, number in offers.items():
            for _ in range(number):
                limit.give_back()

    def _end(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._withdraw()
        if not self.has_ended:
            self.has_ended = True
            for waiter in self._waiters:
                if not waiter.done():
                    waiter.set_result(None)
            self._waiters.clear()
            self._on_end(self)


def _run_timeout(live: LiveRun) -> ErrorInfo:
    limit = live.run_timeout_seconds
    shown = "" if limit is None else f" of {limit:g} s"
    message = (
        f"run {live.run_id} was not over within its run_timeout{shown}; retry it, or give it more time "
        "with workflow(run_timeout=...) or start(run_timeout=...)"
    )
    return ErrorInfo(code=RunTimeoutError.code, type=RunTimeoutError.__name__, message=message)
