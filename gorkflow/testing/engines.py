"""Engines for tests, and the clock that they share: time passes by itself, but never while something is at work."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

from typing_extensions import Unpack

from gorkflow.composition import Engine, store_of
from gorkflow.ports import Store
from gorkflow.runtime.options import EngineOptions
from gorkflow.testing.clock import FakeClock
from gorkflow.testing.crash import CrashableStore, CrashingStore

__all__ = ["KitClock", "open_engine", "store_for_test", "watched"]


class KitClock(FakeClock):
    """Moves by itself. It knows of engines of `open_engine` whether a body is in a thread or process, or a store busy.

    A body there may take as long as it likes: no time passes meanwhile, and none of its time-outs is over.
    """

    def __init__(self) -> None:
        super().__init__(auto_advance=True)
        self._busy: list[Callable[[], bool]] = []

    def attend(self, is_busy: Callable[[], bool]) -> Callable[[], None]:
        """Do not move while this is true; what is given back ends that."""
        self._busy.append(is_busy)
        return lambda: self._busy.remove(is_busy)

    def patience_left(self) -> float | None:
        """See `FakeClock`."""
        return None if any(is_busy() for is_busy in self._busy) else super().patience_left()


def store_for_test(url: str) -> Store:
    """The store that a URL names, of which a clock may ask whether it is at work."""
    store = store_of(url)
    return watched(store) if isinstance(store, CrashableStore) else store


def watched(store: CrashableStore) -> CrashingStore:
    """The store, of which a clock may ask whether it is at work. It never crashes."""
    return CrashingStore(store)


@asynccontextmanager
async def open_engine(store: Store, **options: Unpack[EngineOptions]) -> AsyncGenerator[Engine, None]:
    """An open engine, which a KitClock among the options attends to; without a clock it gets one of its own."""
    clock = options.get("clock") or KitClock()
    options["clock"] = clock
    engine = Engine(store, **options)

    def is_busy() -> bool:
        is_body_busy = engine._is_busy_elsewhere  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  # for this alone
        return is_body_busy or (isinstance(store, CrashingStore) and store.in_flight > 0)

    async with AsyncExitStack() as stack:
        if isinstance(clock, KitClock):
            stack.callback(clock.attend(is_busy))
        yield await stack.enter_async_context(engine)
