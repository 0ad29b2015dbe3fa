"""DBOS on SQLite, as its `async def` workflows and steps: every step's output is a row, and so is every workflow.

https://docs.dbos.dev/python/tutorials/workflow-tutorial and, for steps side by side,
https://docs.dbos.dev/python/tutorials/step-tutorial. What travels is pickled and not validated.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from dbos import DBOS, DBOSConfig
from stand import (
    AsyncRepetition,
    Msg,
    Request,
    body,
    building,
    depth,
    gathered,
    layers,
    measure_async,
    message,
    met,
    some_at_a_time,
)


@DBOS.step()
async def work(value: Msg) -> Msg:
    return await body(value)


@DBOS.step()
async def meet(first: Msg, second: Msg, third: Msg) -> Msg:
    return met(first, second, third)


@DBOS.step()
async def total(values: list[Msg]) -> Msg:
    return gathered(values)


@DBOS.workflow()
async def chain(value: Msg, size: int) -> Msg:
    for _ in range(size):
        value = await work(value)
    return value


@DBOS.workflow()
async def fan(value: Msg, size: int) -> Msg:
    value = await work(value)
    return await total(await asyncio.gather(*(work(value) for _ in range(size))))


@DBOS.workflow()
async def layered(value: Msg, size: int) -> Msg:
    """Layer by layer, as somebody would write it who has only `gather`."""
    done: list[Msg] = []
    parents = layers(size)
    while len(done) < len(parents):
        ready = [above for above in parents[len(done) : len(done) + 100] if all(one < len(done) for one in above)]
        calls = (meet(*(done[one] for one in above)) if above else work(value) for above in ready)
        done.extend(await asyncio.gather(*calls))
    return done[-1]


@asynccontextmanager
async def opened(request: Request) -> AsyncIterator[AsyncRepetition]:
    with building():
        config: DBOSConfig = {
            "name": "race",
            "system_database_url": "sqlite:///race.sqlite",
            "run_admin_server": False,
            "log_level": "ERROR",
        }
        DBOS(config=config)
    DBOS.launch()
    workflow = {"chain": chain, "fan": fan, "layers": layered}[request.shape]
    right = {"chain": request.size + 1, "fan": request.size, "layers": depth(request.size) + 1}[request.shape]

    async def run() -> None:
        assert (await workflow(message(), request.size)).id == right

    try:
        yield lambda: some_at_a_time(run, request)
    finally:
        DBOS.destroy()


if __name__ == "__main__":
    measure_async(opened)
