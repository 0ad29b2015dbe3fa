"""A clock that stands still until a test moves it."""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import math
import threading
import weakref
from asyncio import AbstractEventLoop, Future, get_running_loop
from collections import deque
from collections.abc import AsyncGenerator, Callable
from contextvars import Context, copy_context
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Protocol

from gorkflow.core.current import LOOK
from gorkflow.core.durations import Seconds, seconds_of
from gorkflow.errors import SettingError
from gorkflow.ports import Timer

__all__ = ["FakeClock"]

START = datetime(2026, 1, 1, tzinfo=UTC)
PATIENCE_SECONDS = 0.003
POLL_SECONDS = 0.001
EXACT_SECONDS = 3600.0
SILENT_THREADS = frozenset({"gorkflow-heartbeat"})  # it beats in real time, and never has news for the loop


class FakeClock:
    """A `gorkflow.ports.Clock` on which no time passes but what the test gives it.

    `await clock.advance(60)` fires what is due within the next minute, in order, and lets the event loop come to rest
    after each instant. With `auto_advance`, or inside `async with clock.running()`, the clock moves by itself: each
    time the loop has nothing left to do but to wait, it jumps to the next instant at which something is due.

    An engine also looks for news, several times per second. A clock that moves by itself does not stop at these looks
    while anything else is due, nor does `advance` but in the last hour of its way: those that were due meanwhile come
    once, at the next stop. So a month of sleep takes a test no time.

    The loop is *at rest* when it is about to block: no callback is ready and no file descriptor has news. Where
    threads were started since the clock was made (a store's, a body's), it must also stay so for `patience` seconds of
    real time. That is a guess: a body that works longer in its thread, or a slow disk, is overtaken. `idle` makes it
    exact. Real time is not seen: beside this clock, do not use `asyncio.sleep` to wait for something.

    Args:
        start: what the clock shows at first, aware; or seconds since the Unix epoch.
        auto_advance: move by itself from the start.
        idle: when given, the loop is only at rest while this is true, and `patience` does not apply; say, that no
            thread or process works. Called on the loop's thread.
        patience: real seconds without news after which threads are believed to be done.

    Raises:
        SettingError: `start` has no zone.
    """

    def __init__(
        self,
        start: datetime | float = START,
        *,
        auto_advance: bool = False,
        idle: Callable[[], bool] | None = None,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self.auto_advance = auto_advance
        self.idle = idle
        self.patience = patience
        self._monotonic = 0.0
        self._wall = _timestamp(start)  # what now() shows at monotonic() == 0
        self._timers: list[tuple[float, int, _FakeTimer]] = []  # a heap, as the next one
        self._looks: list[tuple[float, int, _FakeTimer]] = []  # those at which nothing is due but a look for news
        self._numbers = count()
        self._waiters: deque[Future[None]] = deque()
        self._older_threads = weakref.WeakSet(threading.enumerate())

    def now(self) -> float:
        """Seconds since the Unix epoch, UTC."""
        return self._wall + self._monotonic

    def monotonic(self) -> float:
        """Seconds since the clock was made: moved by `advance`, not by `jump`."""
        return self._monotonic

    def call_later(self, seconds: float, callback: Callable[[], None], /) -> Timer:
        """Call back on the running event loop when the clock has moved that far; at the next turn for 0 or less."""
        loop = get_running_loop()
        _watch(loop).add(self)
        if seconds <= 0:
            return loop.call_soon(callback)
        timer = _FakeTimer(loop, callback)
        timers = self._looks if LOOK.get() else self._timers
        heapq.heappush(timers, (self._monotonic + seconds, next(self._numbers), timer))
        return timer

    async def sleep(self, seconds: float, /) -> None:
        """Wait until the clock has moved that far; 0 lets other tasks run once."""
        if seconds <= 0:
            await asyncio.sleep(0)  # noqa: TID251 - a turn of the loop, no time
            return
        awake: Future[None] = get_running_loop().create_future()
        timer = self.call_later(seconds, lambda: None if awake.done() else awake.set_result(None))
        try:
            await awake
        finally:
            timer.cancel()

    @property
    def sleepers(self) -> int:
        """Timers and sleeps that wait for the clock."""
        return sum(not timer.is_cancelled for _, _, timer in (*self._timers, *self._looks))

    @property
    def next_due(self) -> datetime | None:
        """When the next of them is due, by `now`; None without any."""
        due = min((first for first in (_first(self._timers), _first(self._looks)) if first is not None), default=None)
        return None if due is None else datetime.fromtimestamp(self._wall + due, UTC)

    async def advance(self, by: Seconds) -> None:
        """Let that much time pass, instant by instant; returns with the loop at rest.

        Of the engine's looks for news only those of the last hour have instants of their own.

        Raises:
            SettingError: `by` is negative, NaN or infinite.
        """
        end = self._monotonic + seconds_of(by, "advance()")
        await self.settle()
        while (due := _stop_before(end, _first(self._timers), _first(self._looks))) is not None:
            self._fire(due)
            await self.settle()
        self._monotonic = max(self._monotonic, end)

    async def advance_to(self, at: datetime) -> None:
        """Let time pass until `now` shows `at`, aware.

        Raises:
            SettingError: `at` has no zone or is over already.
        """
        await self.advance(_timestamp(at) - self.now())

    def jump(self, by: Seconds) -> None:
        """Set the wall clock forward, or back with a negative value: no time passes, and no timer notices."""
        self._wall += by.total_seconds() if isinstance(by, timedelta) else by

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncGenerator[None, None]:
        """Inside the block the clock moves by itself."""
        before, self.auto_advance = self.auto_advance, True
        _watch(get_running_loop()).add(self)
        try:
            yield
        finally:
            self.auto_advance = before

    async def settle(self) -> None:
        """Wait, without moving the clock, until the loop is at rest."""
        loop = get_running_loop()
        _watch(loop).add(self)
        waiter: Future[None] = loop.create_future()
        self._waiters.append(waiter)
        await waiter

    def wants_rest(self) -> bool:
        """Whether it matters to this clock that the loop is at rest."""
        return bool(self._waiters) or (self.auto_advance and self._next() is not None)

    def patience_left(self) -> float | None:
        """Real seconds of silence until the loop counts as at rest; None while `idle` says that it is not."""
        if self.idle is not None:
            return 0.0 if self.idle() else None
        has_news = any(
            thread not in self._older_threads and thread.name not in SILENT_THREADS for thread in threading.enumerate()
        )
        return self.patience if has_news else 0.0

    def rested(self) -> None:
        """The loop is at rest: go on with what waited for that."""
        while self._waiters:
            waiter = self._waiters.popleft()
            if not waiter.done():
                waiter.set_result(None)
                return  # one at a time: it may fire timers, and the next has to wait for what comes of them
        due = self._next()
        if self.auto_advance and due is not None:
            self._fire(due)

    def _next(self) -> float | None:
        """What a clock that moves by itself jumps to."""
        due = _first(self._timers)
        return _first(self._looks) if due is None else due

    def _fire(self, due: float) -> None:
        self._monotonic = max(self._monotonic, due)
        while (timers := min(self._timers, self._looks, key=_due_first)) and timers[0][0] <= due:
            heapq.heappop(timers)[2].fire()


def _first(timers: list[tuple[float, int, _FakeTimer]]) -> float | None:
    """When the first of a heap is due that is not cancelled."""
    while timers and timers[0][2].is_cancelled:
        heapq.heappop(timers)
    return timers[0][0] if timers else None


def _stop_before(end: float, due: float | None, look: float | None) -> float | None:
    """The next stop on the way to that instant, by what is due first; None without one."""
    stops = [] if due is None else [due]
    stops += [] if look is None else [max(look, end - EXACT_SECONDS)]
    stop = min(stops, default=math.inf)
    return stop if stop <= end else None


def _due_first(timers: list[tuple[float, int, _FakeTimer]]) -> tuple[float, int]:
    return timers[0][:2] if timers else (math.inf, 0)


class _FakeTimer:
    """A `gorkflow.ports.Timer` that calls back in the context in which it was made."""

    __slots__ = ("_callback", "_context", "_loop", "is_cancelled")

    def __init__(self, loop: AbstractEventLoop, callback: Callable[[], None]) -> None:
        self._loop = loop
        self._callback = callback
        self._context: Context = copy_context()
        self.is_cancelled = False

    def cancel(self) -> None:
        self.is_cancelled = True

    def fire(self) -> None:
        if not self.is_cancelled and not self._loop.is_closed():
            # cancelled between now and its turn, it must still not come
            self._loop.call_soon(self._call, context=self._context)

    def _call(self) -> None:
        if not self.is_cancelled:
            self.is_cancelled = True
            self._callback()


class _Selector(Protocol):
    """The one method of `selectors.BaseSelector` by which an event loop waits."""

    select: Callable[[float | None], list[object]]


class _Watch:
    """Notices when an event loop is about to block, by standing in for its selector's `select`.

    asyncio offers no public way to learn that; counting turns of the loop would only guess.
    """

    def __init__(self, loop: AbstractEventLoop) -> None:
        selector: _Selector | None = getattr(loop, "_selector", None)
        if selector is None:
            msg = f"FakeClock cannot see when a {type(loop).__name__} is at rest; run the test on asyncio's own loop"
            raise SettingError(msg)
        self._clocks: weakref.WeakSet[FakeClock] = weakref.WeakSet()
        self._select = selector.select
        selector.select = self.select

    def add(self, clock: FakeClock) -> None:
        self._clocks.add(clock)

    def select(self, timeout: float | None = None) -> list[object]:
        """As a selector's: wait for events at most `timeout` seconds, for ever with None, not at all for 0 or less."""
        clocks = [clock for clock in self._clocks if clock.wants_rest()]
        if not clocks or (timeout is not None and timeout <= 0):
            return self._select(timeout)
        silence = 0.0
        for clock in clocks:
            left = clock.patience_left()
            if left is None:
                return self._select(POLL_SECONDS if timeout is None else min(timeout, POLL_SECONDS))
            silence = max(silence, left)
        if timeout is not None and timeout <= silence:
            return self._select(timeout)  # a real timer comes first
        events = self._select(silence)
        if not events:
            for clock in clocks:
                clock.rested()
        return events


_watches: weakref.WeakKeyDictionary[AbstractEventLoop, _Watch] = weakref.WeakKeyDictionary()


def _watch(loop: AbstractEventLoop) -> _Watch:
    watch = _watches.get(loop)
    if watch is None:
        watch = _watches[loop] = _Watch(loop)
    return watch


def _timestamp(at: datetime | float) -> float:
    if isinstance(at, datetime):
        if at.tzinfo is None:
            msg = f"{at!r} has no zone; give an aware datetime, for example datetime(2026, 1, 1, tzinfo=UTC)"
            raise SettingError(msg)
        return at.timestamp()
    return at
