"""One run with very many events: how long it takes to read them, to look at the run, and to take it up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable

from benchmarks.growth.graphs import item, spread
from benchmarks.growth.probes import Figures, metered
from benchmarks.workloads import Msg
from gorkflow import Engine, RunStatus, Step, connect, workflow

_EVENTS_PER_ITEM = 2


class _Broken:
    """A body that fails until it is mended: so the run is there to be retried."""

    is_mended = False

    async def end(self, numbers: list[int]) -> int:
        """The step behind the map."""
        if not self.is_mended:
            raise RuntimeError("broken on purpose")
        return len(numbers)


def events(units: int, url: str) -> Figures:
    """A map of half as many items and a step behind it, which fails, and is retried by a fresh engine."""
    return asyncio.run(_events(units, url))


async def _events(units: int, url: str) -> Figures:
    broken = _Broken()
    definition = workflow("history", Msg).then(spread).map(item).then(Step("end", broken.end)).build()
    async with connect(url) as engine:
        handle = await engine.start(definition, Msg(id=units // _EVENTS_PER_ITEM, name="", items=[]))
        await engine.idle()
    async with connect(url, workflows=[definition]) as engine:
        return await _look(engine, handle.run_id, broken, units)


async def _look(engine: Engine, run_id: str, broken: _Broken, units: int) -> Figures:
    async def read(after: int = 0, *, follow: bool = False) -> int:
        number = 0
        async for _ in engine.events(run_id, after, follow=follow):
            number += 1
        return number

    async def retry() -> None:
        broken.is_mended = True
        await engine.retry(run_id)
        await engine.idle()

    assert await read() >= units
    figures = {
        "read us": await _microseconds(read()),
        "follow us": await _microseconds(read(follow=True)),
        "list steps us": await _microseconds(engine.list_step_executions(run_id)),
        "outline us": await _microseconds(engine.outline(run_id)),
        "read the last ten us": await _microseconds(read(units - 10)),
        "retry us": await _microseconds(retry()),
    }
    assert (await engine.get_run(run_id)).status is RunStatus.COMPLETED
    return {name: value if name == "read the last ten us" else value / units for name, value in figures.items()}


async def _microseconds(work: Awaitable[object]) -> float:
    with metered() as meter:
        await work
    return meter.cpu_seconds * 1e6
