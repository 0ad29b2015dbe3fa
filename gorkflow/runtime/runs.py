"""The runs that one engine drives: where they start, wait for a place, are taken over, and end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from gorkflow.core.creation import StartOptions, new_run, take_creation
from gorkflow.core.forms import describe
from gorkflow.core.live import LiveRun
from gorkflow.core.migration import migrate
from gorkflow.core.plan import Plan
from gorkflow.core.records import GivenRow, RunRow, Snapshot
from gorkflow.core.restore import restore, restore_damaged
from gorkflow.core.run import RunFilter, RunStatus, stored_status
from gorkflow.core.shape import definition_row
from gorkflow.core.transitions import begin
from gorkflow.core.values import Encoded, ValueRefusedError
from gorkflow.errors import CorruptRecordError, IdempotencyConflictError, InputError
from gorkflow.runtime.claims import CLAIM_BATCH
from gorkflow.runtime.executor import Driver
from gorkflow.runtime.ids import run_id as new_run_id
from gorkflow.runtime.journal import answered, write
from gorkflow.runtime.limits import Limit
from gorkflow.runtime.rescue import rescue
from gorkflow.runtime.seat import Seat
from gorkflow.runtime.sights import Sights
from gorkflow.runtime.within import within

if TYPE_CHECKING:
    from gorkflow.core.workflow import Workflow
    from gorkflow.runtime.definitions import Definitions
    from gorkflow.runtime.kit import Kit

LAST_SECONDS = 1.0  # for bodies that ignore their cancellation
_LOST = "%s is closed with %d runs that are not over, and this process takes them with it; use a file to keep them"
_log = logging.getLogger("gorkflow")


class Started(NamedTuple):
    """A run that `start` made or found; `driver` is None where another engine has it or it is over."""

    run_id: str
    driver: Driver | None


class Runs:
    """The table of an engine's runs."""

    def __init__(self, kit: Kit, definitions: Definitions, *, owner: str, max_concurrent_runs: int) -> None:
        self._kit = kit
        self._definitions = definitions
        self.owner = owner
        self._places = Limit(max_concurrent_runs)
        self._stored: set[str] = set()  # fingerprints of definitions that this engine has written
        self._driving: dict[str, Driver] = {}
        self._pending: dict[str, Driver] = {}  # by run id, first come first served
        self._idle: asyncio.Event | None = None
        self._starting: dict[str, Driver] = {}  # runs that are being stored
        self.on_orphan: Callable[[], None] = _nothing  # an open run is found that nobody drives
        self.on_unknown: Callable[[], None] = _nothing  # the store may give a run to this engine, and nobody is told
        self.on_rest: Callable[[LiveRun], None] = _ignore  # a run is at rest, and its driver gone
        self._has_rested = False
        self.sights = Sights()

    @property
    def driving(self) -> dict[str, Driver]:
        """Drivers at work by run id."""
        return self._driving

    @property
    def held(self) -> frozenset[str]:
        """Ids of all runs that this engine drives, will drive, or is about to have."""
        return frozenset((*self._driving, *self._pending, *self._starting))

    @property
    def has_room(self) -> bool:
        """Whether so few runs wait for a place that some at rest may wake."""
        return len(self._pending) <= CLAIM_BATCH

    @property
    def pending(self) -> int:
        """Runs that wait for a place."""
        return len(self._pending)

    async def start(self, workflow: Workflow[Any, Any], value: object, options: StartOptions) -> Started:
        """Store a new run and drive it, with its first steps STARTED in the same write.

        Raises:
            InputError: the value does not fit; nothing is stored.
            IdempotencyConflictError: the key belongs to another input or workflow.
        """
        kit = self._kit
        plan = self._definitions.plan_of(workflow)
        encoded = encoded_input(plan, value, kit.max_payload_bytes)
        now = kit.clock.now()
        live = new_run(plan, new_run_id(now), encoded, options, owner=self.owner, now=now)
        row, driver = await self.create(live, options)
        if driver is not None:
            return Started(live.run_id, driver)
        _check_same(row, plan, encoded, options)
        if not (stored_status(row.status, row.run_id).is_final or self.find(row.run_id)):
            self.on_orphan()
        return Started(row.run_id, self.find(row.run_id))

    async def create(
        self, live: LiveRun, options: StartOptions, given: tuple[GivenRow, ...] = ()
    ) -> tuple[RunRow, Driver | None]:
        """Store a new run and drive it; no driver where its key belongs to another run, whose row comes back then."""
        kit, now, workflow = self._kit, live.created_at, live.plan.workflow
        driver = Driver(kit, live, Seat(self._places), self._on_end)
        if driver.seat.take(partial(self._on_place, driver)):
            self._driving[live.run_id] = driver
            begin(live, now)
            driver.prepare(now)
        definition = None if workflow.fingerprint in self._stored else definition_row(workflow)
        creation = take_creation(live, options, given=given, definition=definition)
        self._starting[live.run_id] = driver

        def begin_now() -> None:
            self._stored.add(workflow.fingerprint)
            self._starting.pop(live.run_id, None)
            kit.hub.publish(workflow.id, live.run_id, creation.events)
            self._enlist(driver)

        def lose() -> None:
            self._drop(driver)
            self.on_unknown()

        undo = partial(self._drop, driver)
        try:
            row = await kit.store.create(creation)
        except BaseException as error:
            rescue(kit, creation, error, begin=begin_now, undo=undo, lose=lose)
            raise
        if row.run_id != live.run_id:
            undo()
            return row, None
        begin_now()
        return row, driver

    async def adopt(self, snapshot: Snapshot, target: Plan | None = None, *, due: float = 0.0) -> Driver | None:
        """Go on with a run that was claimed; None where it cannot go on now (suspended).

        Args:
            target: the definition that it is taken over to, whatever has changed.
            due: an instant that has come, also where this machine's clock was put back and does not show it.

        Raises:
            DefinitionMismatchError, CorruptRecordError: it cannot be taken over.
        """
        kit, run = self._kit, snapshot.run
        plan = target or self._definitions.plan_for(run)
        if plan is None:
            return None
        former = self.find(run.run_id)
        if former is not None:  # it was frozen, lost the run to another, and has it back: what it holds is of old
            former.fence()
            self._pending.pop(run.run_id, None)
        if target is None:
            shape = await answered(kit, lambda: self._definitions.former(kit.store, run))
            live = _restored(kit, plan, snapshot, self.owner, shape, due)
        else:
            recoveries = kit.max_recoveries
            live = migrate(plan, snapshot, owner=self.owner, now=kit.clock.now(), max_recoveries=recoveries)
        if target is not None or live.status is RunStatus.SUSPENDED:
            await write(kit, live)
        if live.status is RunStatus.SUSPENDED:
            return None
        driver = Driver(kit, live, Seat(self._places), self._on_end)
        for message in snapshot.inbox:
            if message.kind == "cancel":
                driver.cancel(message.message_id)
        return self._enlist(driver)

    def find(self, run_id: str) -> Driver | None:
        """The driver of a run, at work or waiting for a place."""
        return self._driving.get(run_id) or self._pending.get(run_id)

    def name_of(self, task: asyncio.Task[Any]) -> str | None:
        """The body that this task of the loop runs, if it is one of this engine's."""
        names = (driver.bodies.name_of(task) for driver in list(self._driving.values()))
        return next((name for name in names if name is not None), None)

    def drive_pending(self, driver: Driver) -> None:
        """A run that waits for a place is to end: it needs none for that."""
        if self._pending.pop(driver.live.run_id, None) is driver:
            driver.seat.give_back()
            self._driving[driver.live.run_id] = driver
            driver.launch()

    async def idle(self) -> None:
        """Until no run is driven or waits for a place."""
        while self._driving or self._pending:
            self._idle = self._idle or asyncio.Event()
            await self._idle.wait()

    def stop_starting(self) -> None:
        """From now on no body starts."""
        self._kit.is_closing = True

    async def close(self, grace_seconds: float) -> None:
        """Start nothing more, wait for the bodies in flight, let go of every run."""
        self.stop_starting()
        await self._kit.chores.end()
        known = {**self._starting, **self._driving, **self._pending}.values()
        for driver in list(self._driving.values()):
            driver.bell.ring()
        ended = [driver.ending.future() for driver in {**self._starting, **self._driving}.values()]
        if ended and grace_seconds > 0:
            await within(self._kit.clock, ended, grace_seconds, also_real=True)
        lost = sum(not (driver.live.is_over or driver.live.status is RunStatus.WAITING) for driver in known)
        if self._has_rested and not self._kit.store.is_shared:
            resting = RunFilter(status=RunStatus.WAITING)
            lost += sum((await self._kit.store.count_runs(resting)).values())
        if lost and not self._kit.store.is_shared:
            _log.warning(_LOST, self._kit.store.url, lost)
        waiting, self._pending = list(self._pending.values()), {}
        drivers = (*self._driving.values(), *waiting)
        tasks = [task for driver in drivers for task in driver.abandon()]
        await within(self._kit.clock, tasks, LAST_SECONDS, also_real=True)
        await asyncio.gather(*(driver.release() for driver in drivers))

    def abandon(self) -> None:
        """Drop every run where it stands."""
        self._kit.chores.abandon()
        for driver in list(self._driving.values()):
            driver.abandon()
        self._driving.clear()
        self._pending.clear()

    def _enlist(self, driver: Driver) -> Driver:
        """Drive a run that is in the store and this engine's, or let it wait for a place."""

        def end_in_time(at: float) -> None:  # its time is up while it waits
            driver.on_due(at)
            self.drive_pending(driver)

        run_id = driver.live.run_id
        if self.sights.seen:
            self.sights.begins(driver.live)
        if self._driving.get(run_id) is driver:  # it has one
            driver.launch()
        elif self._kit.is_closing:  # nobody looks after those that wait any more: the next opening takes it
            self._drop(driver)
        else:
            self._pending[run_id] = driver
            if driver.seat.take(partial(self._on_place, driver)):
                self._on_place(driver)
            else:
                driver.alarm.set(driver.live.deadline_at, end_in_time)
        return driver

    def _drop(self, driver: Driver) -> None:
        """It is not driven here, and never was; whoever waits for it is told."""
        self._starting.pop(driver.live.run_id, None)
        driver.abandon()
        driver.ending.tell()
        self._on_end(driver)

    def _on_end(self, driver: Driver) -> None:
        if self._driving.get(driver.live.run_id) is driver:
            del self._driving[driver.live.run_id]
        driver.seat.give_back()
        if driver.is_fenced or driver.fault is not None:
            self._kit.hub.lose(driver.live.run_id)
        if self.sights.seen:
            self.sights.ends(driver.live)
        if driver.live.status is RunStatus.WAITING and driver.live.owner is None and not driver.is_fenced:
            self._has_rested = True
            self.on_rest(driver.live)
        if self._idle is not None and not self._driving and not self._pending:
            self._idle.set()
            self._idle = None

    def _on_place(self, driver: Driver) -> None:
        """A run that waited has a place; one that is still being stored begins when it is there."""
        run_id = driver.live.run_id
        if self._pending.get(run_id) is driver and not self._kit.is_closing:
            self._driving[run_id] = self._pending.pop(run_id)
            if driver.live.status is RunStatus.PENDING:
                begin(driver.live, self._kit.clock.now())
            driver.launch()


def _restored(kit: Kit, plan: Plan, snapshot: Snapshot, owner: str, shape: str | None, due: float) -> LiveRun:
    now, recoveries = kit.clock.now(), kit.max_recoveries
    try:
        return restore(plan, snapshot, owner=owner, now=now, max_recoveries=recoveries, former=shape, due=due)
    except CorruptRecordError as error:
        return restore_damaged(plan, snapshot, error, owner=owner, now=now)


def _nothing() -> None:
    pass


def _ignore(_: LiveRun) -> None:
    pass


def encoded_input(plan: Plan, value: object, max_bytes: int, *, undone: str = "started") -> Encoded:
    """A run's input in the form that is stored.

    Raises:
        InputError: it does not fit; the text says that nothing was `undone`.
    """
    try:
        return plan.input.encode(value, max_bytes)
    except ValueRefusedError as refused:
        msg = (
            f"workflow {plan.workflow.id!r} takes {describe(plan.workflow.input_type)}, and its input does not "
            f"fit: {refused.reason}; nothing was {undone}"
        )
        raise InputError(msg) from refused


def _check_same(row: RunRow, plan: Plan, encoded: Encoded, options: StartOptions) -> None:
    other = None
    if row.workflow_id != plan.workflow.id:
        other = f"workflow {row.workflow_id!r}"
    elif row.input_arm != encoded.arm or not plan.input.is_same(row.input, encoded.data, encoded.arm):
        other = "another input"
    if other is not None:
        msg = (
            f"idempotency key {options.idempotency_key!r} belongs to run {row.run_id} of {other}; use a key of its own "
            "for every input"
        )
        raise IdempotencyConflictError(msg, run_id=row.run_id)
