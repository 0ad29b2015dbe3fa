"""One run with very many events: how long it takes to read them, to look at the run, and to take it up."""

from __future__ import annotations

import asyncio

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
    figures: Figures = {}
    with metered() as meter:
        seen = [event async for event in engine.events(run_id)]
    assert len(seen) >= units
    figures["read us"] = meter.cpu_seconds / units * 1e6
    with metered() as meter:
        seen = [event async for event in engine.events(run_id, follow=True)]
    figures["follow us"] = meter.cpu_seconds / units * 1e6
    with metered() as meter:
        seen = [event async for event in engine.events(run_id, after=units - 10)]
    figures["last ten ms"] = meter.cpu_seconds * 1e3
    with metered() as meter:
        await engine.list_step_executions(run_id)
    figures["list steps us"] = meter.cpu_seconds / units * 1e6
    with metered() as meter:
        await engine.outline(run_id)
    figures["outline us"] = meter.cpu_seconds / units * 1e6
    broken.is_mended = True
    with metered() as meter:
        await engine.retry(run_id)
        await engine.idle()
    assert (await engine.get_run(run_id)).status is RunStatus.COMPLETED
    figures["retry us"] = meter.cpu_seconds / units * 1e6
    return figures
