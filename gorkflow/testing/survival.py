"""A workflow is killed at every write of its run, and has to give the same all the same."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import TypeVar

from typing_extensions import Unpack

from gorkflow.composition import Engine
from gorkflow.core.error_text import shown
from gorkflow.core.handle import RunHandle
from gorkflow.core.workflow import Workflow
from gorkflow.errors import GorkflowError, RunFinishedError
from gorkflow.ports import Store
from gorkflow.runtime.options import EngineOptions
from gorkflow.stores.memory import MemoryStore
from gorkflow.testing.crash import Crash, CrashableStore, crash_sweep
from gorkflow.testing.engines import KitClock, open_engine, watched

__all__ = ["assert_survives_crashes"]

T = TypeVar("T")
U = TypeVar("U")
_KEY = "assert-survives-crashes"


async def assert_survives_crashes(
    workflow: Workflow[T, U],
    input: T,
    /,
    *,
    make_store: Callable[[], CrashableStore] = MemoryStore,
    during: Callable[[RunHandle[U]], Awaitable[object]] | None = None,
    **options: Unpack[EngineOptions],
) -> list[Crash[U]]:
    """Kill a run before and after each of its writes, go on with it on a new engine, and compare the outputs.

    The first run is not killed: its output is the one that all others must give. Sleeps and back-offs are skipped.
    Bodies run again as after a real crash; whether what they do outside may happen twice is for the test to look at.

    Args:
        make_store: makes an empty store for each run.
        during: is called with the run's handle after each start, also by the engine that goes on; for what the run
            needs from outside, such as signals, which want a `signal_id` to be one however often they are sent.
        **options: of the engines, see `EngineOptions`.

    Returns:
        One for each crash; the number of writes of a run is half of that.

    Raises:
        AssertionError: a run gave another output, or failed. The text says where it was killed.
        RunFailedError: it fails without a crash.
        TimeoutError: an engine hangs: 30 real seconds went by.
    """
    options["clock"] = options.get("clock") or KitClock()
    options["workflows"] = [workflow, *options.get("workflows", ())]

    async def run(engine: Engine) -> U:
        handle = await workflow.start(input, on=engine, idempotency_key=_KEY)
        if during is not None:
            with contextlib.suppress(RunFinishedError):  # it may have had all that it needs
                await during(handle)
        return await handle.result()

    async def outcome(engine: Engine) -> U | GorkflowError:
        try:
            return await run(engine)
        except GorkflowError as error:
            return error

    def make_watched() -> CrashableStore:
        return watched(make_store())

    def make_engine(store: Store) -> AbstractAsyncContextManager[Engine]:
        return open_engine(store, **options)

    async with make_engine(make_watched()) as engine:
        expected = await run(engine)
    sweep = crash_sweep(make_watched, make_engine, run, outcome)
    return [_checked(crash, expected, workflow.id) async for crash in sweep]


def _checked(crash: Crash[U | GorkflowError], expected: U, workflow_id: str) -> Crash[U]:
    point, when, write, result = crash
    where = f"workflow {workflow_id!r}, killed {when} write {point} ({write})"
    if isinstance(result, GorkflowError):
        raise AssertionError(f"{where}, failed: {result}") from result  # noqa: TRY004 - no argument of a wrong type
    if result != expected:
        raise AssertionError(f"{where}, gave {shown(result)}; without a crash it gave {shown(expected)}")
    return Crash(point, when, write, result)
