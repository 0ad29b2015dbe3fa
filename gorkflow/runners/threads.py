"""Bodies in daemon threads of the engine's own.

Not concurrent.futures: its threads are joined at interpreter exit, so that one stuck body would hold the process, and
a stuck body keeps its place in the pool for ever. Here a body that nobody waits for any longer is *abandoned*: its
thread is left alone, and another one takes its place.
"""

from __future__ import annotations

import contextlib
import threading
from abc import ABC, abstractmethod
from asyncio import AbstractEventLoop, Future, get_running_loop
from collections import deque
from collections.abc import Callable
from contextvars import Context, copy_context
from enum import Enum
from itertools import count
from queue import Empty, SimpleQueue
from time import thread_time
from typing import Generic, TypeVar

from gorkflow.core.calls import Raised, Returned
from gorkflow.errors import EngineError

__all__ = ["ThreadRunner"]

T = TypeVar("T")


class _Stage(Enum):
    """Where a call is; every change of it happens under the runner's lock."""

    QUEUED = "queued"
    DROPPED = "dropped"  # nobody waits for it and it never started
    RUNNING = "running"
    ABANDONED = "abandoned"  # nobody waits for it and it runs
    DONE = "done"


class _Job(ABC):
    """One call on its way to a thread and back, whatever it returns."""

    __slots__ = ("stage",)

    def __init__(self) -> None:
        self.stage = _Stage.QUEUED

    @abstractmethod
    def perform(self) -> None:
        """Run the body and keep the outcome, in a thread."""

    @abstractmethod
    def deliver(self) -> None:
        """Hand the outcome to the event loop, from a thread."""

    @abstractmethod
    def tell(self, act: Callable[[], None]) -> None:
        """Have this called on the event loop, from a thread."""

    @abstractmethod
    def fail(self, error: Exception) -> None:
        """Let an error of the runner be the outcome, from anywhere."""


class _Call(_Job, Generic[T]):
    __slots__ = ("body", "context", "future", "loop", "outcome")

    def __init__(self, body: Callable[[], T], loop: AbstractEventLoop) -> None:
        super().__init__()
        self.body = body
        self.context = copy_context()
        self.loop = loop
        self.future: Future[Returned[T] | Raised] = loop.create_future()
        self.outcome: Returned[T] | Raised | None = None

    def perform(self) -> None:
        self.outcome = _perform(self.context, self.body)

    def deliver(self) -> None:
        if self.outcome is not None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody is left to be told
                self.loop.call_soon_threadsafe(_resolve, self.future, self.outcome)
        # An error's traceback leads to the frames below its body, and these to this job: without the two no cycle.
        del self.outcome, self.future

    def tell(self, act: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):  # as above
            self.loop.call_soon_threadsafe(act)

    def fail(self, error: Exception) -> None:
        self.outcome = Raised(error, 0.0)
        self.deliver()


def _perform(context: Context, body: Callable[[], T]) -> Returned[T] | Raised:
    # The traceback of an error leads to this frame, so no local of it may lead to the error.
    started = thread_time()
    try:
        value = context.run(body)
    except BaseException as error:  # noqa: BLE001 - whatever a body raises is its outcome, never the thread's end
        seconds = thread_time() - started
        error.__traceback__ = error.__traceback__ and error.__traceback__.tb_next  # let it start in the body
        return Raised(error, seconds)
    return Returned(value, thread_time() - started)


def _nothing() -> None:
    pass


def _resolve(future: Future[Returned[T] | Raised], outcome: Returned[T] | Raised) -> None:
    if not future.done():
        future.set_result(outcome)


class ThreadRunner:
    """Calls bodies in up to `workers` daemon threads, started when needed and reused, in order of arrival.

    Args:
        workers: bodies at work at a time, not counting abandoned ones.
        max_abandoned: at so many abandoned bodies no new one starts until one of them ends; None means `workers`.

    Attributes:
        on_abandoned: called on the event loop when a body was abandoned, and when an abandoned one has ended.
    """

    def __init__(self, workers: int, *, max_abandoned: int | None = None) -> None:
        self._workers = workers
        self._max_abandoned = workers if max_abandoned is None else max_abandoned
        self._lock = threading.Lock()
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._queued = 0  # jobs in the queue
        self._held: deque[_Job] = deque()  # jobs that wait for the end of an abandoned body
        self._threads = 0  # alive, without those of abandoned bodies
        self._idle = 0
        self._abandoned = 0
        self._active = 0
        self._is_closed = False
        self.on_abandoned: Callable[[], None] = _nothing
        self._numbers = count(1)

    @property
    def active(self) -> int:
        """Calls that somebody waits for, running or not: while there are any, a clock must not skip time."""
        return self._active

    @property
    def abandoned(self) -> int:
        """Bodies that nobody waits for and that still run."""
        return self._abandoned

    @property
    def is_saturated(self) -> bool:
        """Whether `max_abandoned` is reached: nothing starts until an abandoned body ends."""
        return self._abandoned >= self._max_abandoned

    async def run(self, body: Callable[[], T], /) -> Returned[T] | Raised:
        """Call `body` in a thread, in a copy of the current context; how it ended, as a value.

        When the awaiting task is cancelled, this ends at once: a body that has not started never will, and one that
        runs is abandoned.

        Raises:
            EngineError: the runner is closed, or the system gives no thread.
        """
        call = _Call(body, get_running_loop())
        future = call.future
        self._submit(call)
        self._active += 1
        try:
            return await future
        finally:
            self._active -= 1
            if call.stage is not _Stage.DONE:
                self._abandon(call)

    def close(self) -> None:
        """End idle threads now and busy ones after their bodies, and fail what has not started. Never waits."""
        with self._lock:
            if self._is_closed:
                return
            self._is_closed = True
            self._hold_queue()
            held, self._held = self._held, deque()
            for _ in range(self._threads):
                self._queue.put(None)
        for job in held:
            job.fail(EngineError("the engine was closed before the body started; it runs when the run goes on"))

    def _submit(self, job: _Job) -> None:
        with self._lock:
            if self._is_closed:
                raise EngineError("the engine is closed and starts no bodies; open it again")
            if self.is_saturated:
                self._held.append(job)
                return
            starts = self._enqueue(job)
        if starts and not self._start_thread() and not self._threads:
            job.stage = _Stage.DROPPED
            raise EngineError("the system gives no thread for a body; raise its limit or lower thread_workers")

    def _abandon(self, job: _Job) -> None:
        with self._lock:
            starts = False
            if job.stage is _Stage.QUEUED:
                job.stage = _Stage.DROPPED
                with contextlib.suppress(ValueError):  # nor does it hold its arguments until a thread is free
                    self._held.remove(job)
            elif job.stage is _Stage.RUNNING:
                job.stage = _Stage.ABANDONED
                self._abandoned += 1
                self._threads -= 1
                if self.is_saturated and not self._is_closed:
                    self._hold_queue()
                else:
                    starts = self._wants_thread()
        if starts:
            self._start_thread()
        if job.stage is _Stage.ABANDONED:
            self.on_abandoned()

    # What follows runs under the lock, and tells its caller how many threads to start after letting go of it: those
    # are counted already.

    def _enqueue(self, job: _Job) -> bool:
        self._queue.put(job)
        self._queued += 1
        return self._wants_thread()

    def _wants_thread(self) -> bool:
        if self._queued <= self._idle or self._threads >= self._workers:
            return False
        self._threads += 1
        self._idle += 1
        return True

    def _hold_queue(self) -> None:
        with contextlib.suppress(Empty):
            while (job := self._queue.get_nowait()) is not None:
                self._queued -= 1
                self._held.append(job)

    def _release_held(self) -> int:
        starts = 0
        while self._held and not self.is_saturated:
            job = self._held.popleft()
            if job.stage is _Stage.QUEUED:
                starts += self._enqueue(job)
        return starts

    # What follows runs in the threads.

    def _start_thread(self) -> bool:
        thread = threading.Thread(target=self._work, name=f"gorkflow-body-{next(self._numbers)}", daemon=True)
        try:
            thread.start()
        except RuntimeError:  # the system's limit, or the interpreter shuts down: others take the job, or none
            with self._lock:
                self._threads -= 1
                self._idle -= 1
            return False
        return True

    def _work(self) -> None:
        while self._work_once():
            pass

    def _work_once(self) -> bool:
        # A function of its own, so that a waiting thread keeps nothing of its last job.
        job = self._queue.get()
        if job is None:
            return False
        if not self._begin(job):
            return True
        job.perform()
        goes_on, starts = self._end(job)
        job.deliver()
        for _ in range(starts):
            self._start_thread()
        if job.stage is _Stage.ABANDONED:
            job.tell(self.on_abandoned)
        return goes_on

    def _begin(self, job: _Job) -> bool:
        with self._lock:
            self._queued -= 1
            if job.stage is _Stage.DROPPED:
                return False
            if self.is_saturated and not self._is_closed:  # since it was taken from the queue
                self._held.appendleft(job)
                return False
            self._idle -= 1
            job.stage = _Stage.RUNNING
            return True

    def _end(self, job: _Job) -> tuple[bool, int]:
        with self._lock:
            if job.stage is _Stage.RUNNING:
                job.stage = _Stage.DONE
                self._idle += 1
                return True, 0
            self._abandoned -= 1
            goes_on = not self._is_closed and self._threads < self._workers
            if goes_on:
                self._threads += 1
                self._idle += 1
            return goes_on, self._release_held()
