"""Prefect with its local API, which it starts as a process of its own, and SQLite; results persisted as files.

https://docs.prefect.io/v3/how-to-guides/workflows/write-and-run (async flows and tasks) and
https://docs.prefect.io/v3/advanced/results. Parameters of a flow are validated by pydantic, those of a task are not.
What a run does is recorded by the other process, whose CPU counts.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
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


@task(persist_result=True, cache_policy=NO_CACHE)
async def work(value: Msg) -> Msg:
    return await body(value)


@task(persist_result=True, cache_policy=NO_CACHE)
async def meet(first: Msg, second: Msg, third: Msg) -> Msg:
    return met(first, second, third)


@task(persist_result=True, cache_policy=NO_CACHE)
async def total(values: list[Msg]) -> Msg:
    return gathered(values)


@flow(persist_result=True)
async def chain(value: Msg, size: int) -> Msg:
    for _ in range(size):
        value = await work(value)
    return value


@flow(persist_result=True)
async def fan(value: Msg, size: int) -> Msg:
    value = await work(value)
    return await total(await asyncio.gather(*(work(value) for _ in range(size))))


@flow(persist_result=True)
async def layered(value: Msg, size: int) -> Msg:
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
        made = {"chain": chain, "fan": fan, "layers": layered}[request.shape]
    right = {"chain": request.size + 1, "fan": request.size, "layers": depth(request.size) + 1}[request.shape]

    async def run() -> None:
        assert (await made(message(), request.size)).id == right

    yield lambda: some_at_a_time(run, request)


if __name__ == "__main__":
    measure_async(opened)
