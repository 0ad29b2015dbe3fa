"""Counts what the engine does: no clock is asked, so that a busy machine changes nothing."""

from __future__ import annotations

import asyncio
import gc
import json
import sqlite3
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import gorkflow
from gorkflow import Engine, connect
from gorkflow.ports import Timer
from gorkflow.stores.sqlite import SqliteStore
from tests.performance.loads import Load

watched: list[sqlite3.Connection] = []
"""The connection that writes, once its statements are counted."""

_PACKAGE = str(Path(gorkflow.__file__).parent)
_HEARTBEAT = "gorkflow-heartbeat"  # beats by real time, whatever the engine does


class StillClock:
    """No time passes: no look for news comes between what is counted."""

    def __init__(self, counts: Counter[str]) -> None:
        self._counts = counts

    def now(self) -> float:
        """Always the same."""
        return 1_700_000_000.0

    def monotonic(self) -> float:
        """Always the same."""
        return 0.0

    def call_later(self, seconds: float, callback: Callable[[], None], /) -> Timer:
        """Counted, and called at once or never."""
        self._counts["timers"] += 1
        loop = asyncio.get_running_loop()
        return loop.call_soon(callback if seconds <= 0 else _nothing)

    async def sleep(self, seconds: float, /) -> None:
        """A turn of the loop, or for ever."""
        if seconds <= 0:
            await asyncio.sleep(0)
        else:
            await asyncio.get_running_loop().create_future()


class Meter:
    """Counts on the loop that it is made on, and on the connections of an engine's store."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        watched.clear()
        loop: Any = asyncio.get_running_loop()  # its methods are replaced
        self._count_calls_of(loop, "call_soon", "callbacks")
        self._count_calls_of(loop, "call_at", "timers")
        self._count_calls_of(loop, "call_soon_threadsafe", "hops")
        loop.set_task_factory(self._make_task)

    async def watch(self, store: object) -> None:
        """Count the statements of an open store on SQLite; of another one there are none."""
        if not isinstance(store, SqliteStore):
            return
        assert store._writer is not None
        assert store._writer._session is not None
        assert store._reader is not None
        session = store._writer._session
        session.connection.set_trace_callback(self._on_statement)
        watched[:] = [session.connection]
        session.count_batch = _is_never_time  # type: ignore[method-assign]
        await store._reader.set_trace_callback(self._on_statement)

    @contextmanager
    def profiled(self) -> Iterator[None]:
        """Within, calls of the package's functions on this thread count, and pydantic-core's encoding and decoding."""
        gc.collect()
        gc.disable()
        sys.setprofile(self._on_call)
        try:
            yield
        finally:
            sys.setprofile(None)
            gc.enable()

    def _on_call(self, frame: FrameType, event: str, argument: object) -> None:
        if event == "call":
            name = frame.f_code.co_filename
            if name.startswith(_PACKAGE):
                self.counts["calls"] += 1
        elif event == "c_call":
            name = getattr(argument, "__name__", "")
            if name in _CODING and type(getattr(argument, "__self__", None)).__module__.startswith("pydantic_core"):
                self.counts[_CODING[name]] += 1

    def _on_statement(self, sql: str) -> None:
        word = sql.split(maxsplit=1)[0].rstrip(";")
        self.counts["commits" if word == "COMMIT" else "frames" if word in _FRAME else "statements"] += 1

    def _count_calls_of(self, loop: Any, method: str, name: str) -> None:
        plain = getattr(loop, method)

        def counted(*arguments: Any, **options: Any) -> Any:
            if threading.current_thread().name != _HEARTBEAT:
                self.counts[name] += 1
            return plain(*arguments, **options)

        setattr(loop, method, counted)

    def _make_task(self, loop: asyncio.AbstractEventLoop, coroutine: Any, **options: Any) -> asyncio.Task[Any]:
        self.counts["tasks"] += 1
        return asyncio.Task(coroutine, loop=loop, **options)


NAMES = (
    "statements", "commits", "events", "bytes", "encodes", "decodes", "tasks", "callbacks", "timers", "hops", "calls",
)  # fmt: skip
_FRAME = ("BEGIN", "SAVEPOINT", "RELEASE")
_CODING: Mapping[str, str] = {
    "to_json": "encodes",
    "to_python": "encodes",
    "validate_json": "decodes",
    "validate_python": "decodes",
}


async def per_step(
    url: str, load: Load, *, requests: Callable[[], Counter[str]] = Counter, **options: Any
) -> dict[str, float]:
    """What each further step costs: the difference of two sizes of the load, so that what is done once falls out.

    Args:
        url: of an empty store.
        load: what is run, each size twice: the first time makes imports, plans and prepared statements.
        requests: gives what was asked of a server since it was last asked.
        **options: of `connect`.
    """
    meter = Meter()
    few, many = load.sizes
    taken: list[Counter[str]] = []
    async with connect(url, clock=StillClock(meter.counts), recover=False, lease_ttl=3600, **options) as engine:
        for steps in load.sizes:
            await load.run(engine, steps)
        await meter.watch(engine._parts.kit.store)
        for steps in load.sizes:
            requests()
            taken.append(await _counted(meter, engine, load.run(engine, steps), requests))
    return {name: (taken[1][name] - taken[0][name]) / (many - few) for name in (*NAMES, "requests")}


async def _counted(
    meter: Meter, engine: Engine, work: Awaitable[str], requests: Callable[[], Counter[str]]
) -> Counter[str]:
    meter.counts.clear()
    with meter.profiled():
        run_ids = await work
    taken = meter.counts + requests()
    for run_id in run_ids.split():
        async for event in engine.events(run_id):
            taken["events"] += 1
            taken["bytes"] += len(event.type) + len(event.step_id or "") + len(json.dumps(event.data))
    return taken


def measure(kind: str, load: Load) -> dict[str, float]:
    """The counts per step on a fresh store of that kind."""
    with tempfile.TemporaryDirectory(prefix="gorkflow-counts-") as folder:
        url = "memory://" if kind == "memory" else f"sqlite:///{folder}/runs.db"
        return asyncio.run(per_step(url, load, durability="process" if kind == "sqlite-process" else "power"))


def _is_never_time(*, is_large: bool) -> bool:
    """The log is folded when it has grown, which is seldom, and by the thread: not in what is counted."""
    del is_large
    return False


def _nothing() -> None:
    """A timer that is never due."""
