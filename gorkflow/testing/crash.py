"""Crashes at every write, inside one process: faster than killing real ones, and at exactly the point that is wanted.

    async for crash in crash_sweep(MemoryStore, lambda store: Engine(store, workflows=[checkout]), start, finish):
        assert crash.result == "rcpt_1", crash

`start` is run once without a crash to count the writes. Then, for each of them, it is run until the store dies there,
before the write or right after it; what is left is what a killed process would leave, and `finish` is run on it by a
new engine. Bodies in threads cannot be killed: they run on beside it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Generic, Literal, NamedTuple, Never, Protocol, TypeVar, runtime_checkable

from gorkflow.errors import SettingError
from gorkflow.ports import Store
from gorkflow.stores.forwarding import ForwardingStore

__all__ = ["Crash", "CrashingStore", "crash_sweep"]

R = TypeVar("R")
T = TypeVar("T")
When = Literal["before", "after"]
HANG_SECONDS = 30.0


@runtime_checkable
class CrashableStore(Store, Protocol):
    """A store that can be left as a killed process would leave it."""

    async def abandon(self) -> None:
        """Let go of everything without a word to the database."""
        ...


class CrashableEngine(Protocol):
    """An engine that can be left so."""

    async def abandon(self) -> None:
        """Drop all tasks where they stand."""
        ...


E = TypeVar("E", bound=CrashableEngine)


class CrashingStore(ForwardingStore):
    """A store that dies at its n-th write: from then on no call of it ever returns.

    Args:
        inner: the store that does the work.
        at: the write at which it dies, from 1; None for never.
        when: "before" that write, which then never happens, or "after" it, when it is durable but nobody is told.

    Attributes:
        crashed: set when it has died.
        writes: names of the calls that write ("create", "commit", "post", "claim", "delete", "prune", "prune_cached",
            "put_schedule", "delete_schedule"), in order, the last being the one it died at.
        in_flight: calls that the inner store is at work on.
    """

    def __init__(self, inner: CrashableStore, *, at: int | None = None, when: When = "before") -> None:
        if at is not None and at < 1:
            msg = f"CrashingStore(at={at}): writes are counted from 1"
            raise SettingError(msg)
        super().__init__(inner)
        self._crashable = inner
        self._at = at
        self._when = when
        self.crashed = asyncio.Event()
        self.writes: list[str] = []
        self.in_flight = 0

    @property
    def points(self) -> int:
        """Writes so far: the places where a crash can happen."""
        return len(self.writes)

    async def close(self) -> None:
        """As a dead process: nothing, once it has died."""
        if not self.crashed.is_set():
            await super().close()

    async def abandon(self) -> None:
        """Let go of everything, as the inner store does when its process dies."""
        await self._crashable.abandon()

    def beat(self) -> None:
        """As a dead process: nothing, once it has died."""
        if not self.crashed.is_set():
            super().beat()

    async def _write(self, name: str, write: Callable[[], Awaitable[T]]) -> T:
        if self.crashed.is_set():
            await _never()
        self.writes.append(name)
        is_last = len(self.writes) == self._at
        if is_last and self._when == "before":
            await self._die()
        result = await self._count(write())
        if is_last:
            await self._die()
        if self.crashed.is_set():  # by another write, while this one was under way
            await _never()
        return result

    async def _read(self, call: Awaitable[T]) -> T:
        result = await self._count(call)
        if self.crashed.is_set():
            await _never()
        return result

    async def _count(self, call: Awaitable[T]) -> T:
        self.in_flight += 1
        try:
            return await call
        finally:
            self.in_flight -= 1

    async def _die(self) -> Never:
        self.crashed.set()
        await _never()


async def _never() -> Never:
    await asyncio.get_running_loop().create_future()
    raise AssertionError  # nobody has the future


class Crash(NamedTuple, Generic[R]):
    """One crash of a sweep, and what came of it.

    Attributes:
        point: the write at which the store died, from 1.
        when: before or after that write.
        write: its name; None where this time there were not so many writes, and nothing crashed.
        result: what `finish` returned on the new engine.
    """

    point: int
    when: When
    write: str | None
    result: R


async def crash_sweep(
    make_store: Callable[[], CrashableStore],
    make_engine: Callable[[Store], AbstractAsyncContextManager[E]],
    start: Callable[[E], Awaitable[object]],
    finish: Callable[[E], Awaitable[R]],
) -> AsyncIterator[Crash[R]]:
    """Crash at every write of `start`, each in its own store, before and after it; and finish on a new engine.

    Args:
        make_store: makes a store without runs, not open; the same object must open again after `abandon`.
        make_engine: makes an engine on a store, with its workflows, not open.
        start: what the engine that dies does.
        finish: what the engine that takes over does; its result is for the test to judge.

    Raises:
        TimeoutError: an engine hangs: 30 real seconds went by.
    """
    counting = CrashingStore(make_store())
    async with asyncio.timeout(HANG_SECONDS), make_engine(counting) as engine:
        await start(engine)
    for point in range(1, counting.points + 1):
        for when in ("before", "after"):
            inner = make_store()
            store = CrashingStore(inner, at=point, when=when)
            async with asyncio.timeout(HANG_SECONDS):
                await _run_until_crash(store, make_engine, start)
            async with asyncio.timeout(HANG_SECONDS), make_engine(inner) as engine:
                result = await finish(engine)
            yield Crash(point, when, store.writes[point - 1] if store.crashed.is_set() else None, result)


async def _run_until_crash(
    store: CrashingStore,
    make_engine: Callable[[Store], AbstractAsyncContextManager[E]],
    start: Callable[[E], Awaitable[object]],
) -> None:
    engines: list[E] = []

    async def work() -> None:
        async with make_engine(store) as engine:
            engines.append(engine)
            await start(engine)

    working, crashing = asyncio.create_task(work()), asyncio.create_task(store.crashed.wait())
    try:
        await asyncio.wait({working, crashing}, return_when=asyncio.FIRST_COMPLETED)
        if not store.crashed.is_set():
            await working  # it ended first; a failure of its own is the test's
            return
        for engine in engines:
            await engine.abandon()
        await store.abandon()
    finally:
        working.cancel()
        crashing.cancel()
        await asyncio.wait({working, crashing})
        if not working.cancelled():
            working.exception()  # what a dead process would still have raised is nobody's
