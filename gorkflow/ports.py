"""What the author of a backend reads: the Protocols between the engine and everything around it.

`Store` keeps runs, `Runner` calls step bodies somewhere, `Observer` is told what happened, `Clock` tells the time.
The rows are in `gorkflow.core.records`; a store must pass the suite `gorkflow.testing.conformance.StoreConformance`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol, TypeVar, runtime_checkable

from gorkflow.core.calls import CallEvents, ProcessCall, ProcessOutput, Raised, Returned
from gorkflow.core.events import Event
from gorkflow.core.records import (
    CacheRow,
    Commit,
    Creation,
    DefinitionRow,
    EngineRow,
    EngineSighting,
    EventRow,
    Inbox,
    InboxRow,
    RunRow,
    ScheduleRow,
    Snapshot,
    StepDuration,
    StepRow,
)
from gorkflow.core.run import Page, RunFilter, RunStatus

__all__ = [
    "Clock", "LossObserver", "Observer", "ProcessRunner", "ProgressObserver", "Store", "StoreReads", "ThreadRunner",
    "Timer",
]  # fmt: skip

T = TypeVar("T")


class StoreReads(Protocol):
    """What a store can tell; nothing here changes anything. Each answer is of one moment."""

    async def get_run(self, run_id: str, /) -> RunRow | None:
        """The run's row; None when there is none."""
        ...

    async def load(self, run_id: str, /) -> Snapshot | None:
        """The run with all its executions (in order of start) and its state; None when there is none."""
        ...

    async def get_definition(self, fingerprint: str, /) -> DefinitionRow | None:
        """What a fingerprint stands for; None when no run of it was stored."""
        ...

    async def list_runs(self, filter: RunFilter, /) -> Page[RunRow]:
        """A page of runs, newest first (by created_at, then run_id).

        Raises:
            InputError: the cursor is not one that this store gave.
        """
        ...

    async def count_runs(self, filter: RunFilter, /) -> Mapping[RunStatus, int]:
        """Runs by status, without the statuses that have none. `limit` and `cursor` are ignored."""
        ...

    async def get_execution(self, run_id: str, step_id: str, /) -> StepRow | None:
        """One step's row; None when it never started or was decided."""
        ...

    async def list_durations(self, run_id: str, /, *, limit: int = 10_000) -> Sequence[StepDuration]:
        """The steps of a run that are COMPLETED and had a start: first those outside of maps and loops, then the rest.

        Both in order of start. It is for estimates: no value of the run is read.
        """
        ...

    async def list_events(self, run_id: str, /, *, after: int = 0, limit: int = 1000) -> Sequence[EventRow]:
        """Events with a seq above `after`, in order."""
        ...

    async def list_engines(self, /) -> Sequence[EngineSighting]:
        """Every engine that is registered, in order of start, then id. One that is closing may be among them or not.

        Dead is who is so for `claim`; where that takes two looks, the first of this store object finds it alive.
        """
        ...

    async def get_schedule(self, schedule_id: str, /) -> ScheduleRow | None:
        """The schedule's row; None when there is none."""
        ...

    async def list_schedules(self, /, *, after: str = "", limit: int = 100) -> Sequence[ScheduleRow]:
        """Schedules with an id above `after`, in order of their ids (by the bytes of UTF-8)."""
        ...

    async def due_schedules(
        self, workflows: Collection[tuple[str, str]], /, *, after: tuple[float, str] | None = None, limit: int = 100
    ) -> Sequence[ScheduleRow]:
        """Schedules of these (workflow id, version) that have a next time, the earliest first (then by id).

        Asked for every few seconds, with or without schedules. `after` is next_at and id of the last one before.
        """
        ...

    async def get_cached(self, key: str, /, *, now: float) -> CacheRow | None:
        """The output kept under that key; None when there is none, or its time was over at `now`."""
        ...


@runtime_checkable
class Store(StoreReads, Protocol):
    """Keeps runs. Every write is atomic: it happens whole or not at all, and is durable when the call returns.

    All methods but `beat` are called on the engine's event loop and never block it. Faults are raised as `StoreError`;
    one of them never means that a part was written. Where the outcome of a write is unknown (a lost connection), the
    store reads back before it answers, or raises StoreConnectionError: the caller then repeats the same write, which
    the fence makes harmless. Where it was not written for sure, the error says so by `is_unknown = False`.
    """

    @property
    def url(self) -> str:
        """Where the store is, without secrets; for messages."""
        ...

    @property
    def is_shared(self) -> bool:
        """Whether engines of other processes can open the same runs."""
        ...

    async def open(self, engine: EngineRow, /, *, read_only: bool = False) -> None:
        """Open, create or migrate the store and register the engine (not when `read_only`). May follow a `close`.

        Raises:
            StoreError: by kind; the store is then unchanged and closed.
        """
        ...

    async def close(self) -> None:
        """Unregister the engine and let go of everything. Harmless when closed already."""
        ...

    async def create(self, creation: Creation, /) -> RunRow:
        """Store a new run; where its idempotency key is taken already, nothing: the existing run's row.

        The caller tells the two apart by `run_id`. A definition whose fingerprint is stored already is left as it is.

        Raises:
            ConflictError: a run of this id exists.
        """
        ...

    async def commit(self, commit: Commit, /) -> None:
        """The owner's only write: patch the run, upsert executions and state, append events, drop consumed messages.

        `cached` keeps outputs for other runs, each in the place of what was kept under its key.
        A run that is over is written to as well, by the one who takes it up again. `redefined` stores its definition,
        as `create` does, and keeps the run's first fingerprint in `migrated_from`. One that leaves the run at rest
        (WAITING, without owner) while a message waits that came after `seen` sets `wake_at` to 0.

        Raises:
            ConflictError: epoch or sequence number differ, or there is no such run; nothing was written.
        """
        ...

    async def post(self, message: InboxRow, /) -> RunStatus:
        """Leave a message for the owner of an open run; its status at that moment. The same message id twice is one.

        A WAITING run is to wake: its `wake_at` is 0, by the same write, unless the message was consumed before. Nothing
        is stored for a run that is over: its final status tells.

        Raises:
            RunNotFoundError: no such run.
        """
        ...

    async def inbox(self, after: int = 0, /) -> Inbox:
        """Messages for the runs that this engine owns; they stay until a commit consumes them.

        Args:
            after: only those with an ordinal above it. Ordinals rise over all runs and are never used twice.
        """
        ...

    async def claim(
        self,
        workflows: Collection[tuple[str, str]],
        /,
        *,
        limit: int,
        run_id: str | None = None,
        held: Collection[str] | None = None,
        differing: Collection[str] = (),
        due: float | None = None,
    ) -> Sequence[Snapshot]:
        """Take over open runs of these (workflow id, version) that nobody alive owns, oldest first.

        Each gets this engine as owner and an epoch raised by one. An owner is dead when its lock is free, or when its
        heartbeat is older than its lease. SUSPENDED runs count as open, but for those with a fingerprint in
        `differing`. With `run_id`, only that run, whatever its fingerprint and `wake_at`. With `held`, also runs that
        this engine owns and that are not among these: it has lost sight of them. With `due`, at the end also runs at
        rest whose `wake_at` is that instant or before, the earliest first.
        """
        ...

    async def next_wake(self, workflows: Collection[tuple[str, str]], /) -> float | None:
        """The earliest `wake_at` of the runs at rest of these (workflow id, version); None without any."""
        ...

    def beat(self) -> None:
        """Renew this engine's lease. Blocking, called from the engine's heartbeat thread, not from the loop."""
        ...

    async def delete(self, run_id: str, /) -> bool:
        """Remove a finished run and everything of it; False when there is none.

        Raises:
            ConflictError: the run is not over.
        """
        ...

    async def prune(self, status: RunStatus, /, *, ended_before: float, limit: int) -> int:
        """Remove runs of a final status that ended before that instant, and everything of them, oldest first.

        One short transaction: it may remove fewer than `limit` where they are large. 0 only when none is left.

        Returns:
            How many runs were removed.
        """
        ...

    async def put_schedule(self, row: ScheduleRow, /, *, expected: int | None) -> None:
        """Store a schedule whole: in place of the one with its id and `created_at` and the epoch `expected`.

        None expects that there is no schedule of that id.

        Raises:
            ConflictError: what is stored is another one than expected; nothing was written.
        """
        ...

    async def delete_schedule(self, schedule_id: str, /) -> bool:
        """Remove a schedule; False when there is none. Its runs stay."""
        ...

    async def prune_cached(self, *, expired_by: float, limit: int) -> int:
        """Remove outputs kept for other runs whose time is over at that instant, `limit` at most; how many there were.

        0 only when none is left. They are not removed with their runs.
        """
        ...


@runtime_checkable
class Observer(Protocol):
    """Is told of every event, after it became durable, in order within a run. What it raises is logged, not more."""

    def on_event(self, event: Event, /) -> None:
        """Called on the engine's loop: return quickly."""
        ...


@runtime_checkable
class LossObserver(Observer, Protocol):
    """An observer that keeps something for every run at work, and wants to know when it is to forget it."""

    def on_lost(self, run_id: str, /) -> None:
        """This engine drives the run no more, and no event of it said so: another engine has it by now."""
        ...


@runtime_checkable
class ProgressObserver(Observer, Protocol):
    """An observer that is told as well what bodies tell of themselves, of which nothing is stored."""

    def on_progress(self, run_id: str, path: str, done: float, total: float | None, /) -> None:
        """A body called `ctx.progress(done, total)`; the values are as it gave them, whatever their types say.

        Called on the engine's loop, where many calls from one thread body may have become one, the last. What it
        raises is logged, not more.
        """
        ...


class Timer(Protocol):
    """A callback to come; `cancel` makes it not come."""

    def cancel(self) -> None:
        """Harmless when it has fired."""
        ...


@runtime_checkable
class Clock(Protocol):
    """The time, and what waits for it. Everything in the engine that waits goes through here.

    An engine that closes waits for its grace no longer by the machine's time either: whoever closes it may be the only
    one who moves a test's clock.
    """

    def now(self) -> float:
        """Seconds since the Unix epoch, UTC: what is stored."""
        ...

    def monotonic(self) -> float:
        """Seconds that never go back: what durations are measured with."""
        ...

    def call_later(self, seconds: float, callback: Callable[[], None], /) -> Timer:
        """Call back on the running event loop after that many seconds."""
        ...

    async def sleep(self, seconds: float, /) -> None:
        """Wait that long; 0 lets other tasks run once."""
        ...


class ThreadRunner(Protocol):
    """Calls bodies in threads.

    Attributes:
        on_abandoned: called on the event loop whenever `abandoned` has changed.
    """

    on_abandoned: Callable[[], None]

    @property
    def active(self) -> int:
        """Calls that somebody waits for."""
        ...

    @property
    def abandoned(self) -> int:
        """Bodies that nobody waits for and that still run."""
        ...

    @property
    def is_saturated(self) -> bool:
        """Whether so many are abandoned that no new body starts."""
        ...

    async def run(self, body: Callable[[], T], /) -> Returned[T] | Raised:
        """Call the body in a thread, in a copy of the context; cancelling the wait abandons it."""
        ...

    def close(self) -> None:
        """End idle threads; never waits."""
        ...


class ProcessRunner(Protocol):
    """Calls bodies in other processes, found there by module and name."""

    @property
    def active(self) -> int:
        """Calls that somebody waits for."""
        ...

    async def run(self, call: ProcessCall, events: CallEvents = ..., /) -> Returned[ProcessOutput] | Raised:
        """Call the body in a worker; cancelling the wait kills the worker."""
        ...

    async def close(self) -> None:
        """End all workers."""
        ...
