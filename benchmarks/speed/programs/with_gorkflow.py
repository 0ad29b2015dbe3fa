"""gorkflow: in memory, on SQLite with both durabilities, and on a libSQL server that is started here.

Every value is validated, proven to come back from JSON, and stored; so is every event. `pure` steps have no record of
their start.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from benchmarks import workloads
from benchmarks.speed.programs.stand import (
    AsyncRepetition,
    Request,
    body,
    building,
    depth,
    measure_async,
    message,
    some_at_a_time,
)
from benchmarks.workloads import Msg
from gorkflow import Engine, RunFilter, RunStatus, Workflow, connect, step, workflow
from gorkflow.core.handle import Durability

UNFINISHED = "unfinished"
PATIENCE_SECONDS = 120.0


def definition(request: Request) -> Workflow[Msg, Msg]:
    """The workflow of that shape."""
    is_pure = "pure" in request.variant
    if request.shape == "fan":
        return workloads.fan(request.size, pure=is_pure)
    if request.shape == "layers":
        return workloads.layered(request.size, pure=is_pure)
    return workloads.chain(request.size, pure=is_pure)


def expected(request: Request) -> int:
    """What the run's output says, when its input says 1."""
    return {"fan": request.size, "layers": depth(request.size) + 1}.get(request.shape, request.size + 1)


def durability_of(request: Request) -> Durability:
    """What the variant asks of SQLite."""
    return "process" if "process" in request.variant else "power"


@asynccontextmanager
async def engine_for(request: Request, *workflows: Workflow[Msg, Msg]) -> AsyncIterator[Engine]:
    """An engine on the store that the variant names."""
    if "libsql" in request.variant:
        from tests.stores.libsql import sqld

        server = sqld.Server(sqld.find(), Path.cwd())
        server.start()
        try:
            async with connect(server.url, workflows=workflows) as engine:
                yield engine
        finally:
            server.kill()
        return
    url = request.variant if "://" in request.variant else f"sqlite:///{Path.cwd()}/runs.db"
    url = "memory://" if request.variant == "memory" else url
    async with connect(url, workflows=workflows, durability=durability_of(request)) as engine:
        yield engine


@asynccontextmanager
async def opened(request: Request) -> AsyncIterator[AsyncRepetition]:
    """One repetition, ready to be run."""
    with building():
        made = definition(request)
    right = expected(request)
    async with engine_for(request) as engine:

        async def run() -> None:
            assert (await made.run(message(), on=engine)).id == right

        yield lambda: some_at_a_time(run, request)


@asynccontextmanager
async def resumed(request: Request) -> AsyncIterator[AsyncRepetition]:
    """Runs that a killed process left behind: another process starts them, each gets to its second step, it dies."""
    died = subprocess.run([sys.executable, __file__, sys.argv[1], UNFINISHED], check=False)  # noqa: ASYNC221
    assert died.returncode == -signal.SIGKILL
    made = hanging(None)

    async def go_on() -> None:
        async with engine_for(request, made) as engine:
            await engine.idle()
            counts = await engine.count_runs()
        assert counts == {RunStatus.COMPLETED: request.runs}, counts

    yield go_on


def hanging(arrived: asyncio.Semaphore | None) -> Workflow[Msg, Msg]:
    """Three steps, the second of which never ends where there is somebody to tell that it has begun."""

    @step
    async def second(message: Msg) -> Msg:
        if arrived is not None:
            arrived.release()
            await asyncio.Event().wait()
        return await body(message)

    return workloads.beside("resumed", second)


async def leave_unfinished(request: Request) -> None:
    """Start the runs, and die by SIGKILL when each is in its second step."""
    arrived = asyncio.Semaphore(0)
    made = hanging(arrived)
    url = f"sqlite:///{Path.cwd()}/runs.db"
    async with connect(url, durability=durability_of(request), max_concurrent_steps=request.runs) as engine:
        for _ in range(request.runs):
            await made.start(message(), on=engine)
        async with asyncio.timeout(PATIENCE_SECONDS):
            for _ in range(request.runs):
                await arrived.acquire()
        os.kill(os.getpid(), signal.SIGKILL)


@asynccontextmanager
async def resting(request: Request) -> AsyncIterator[AsyncRepetition]:
    """Runs that wait for a time that does not come: a repetition ends when all of them do."""
    made = workflow("timers", Msg).sleep(timedelta(days=1)).build()
    filter_ = RunFilter(status=[RunStatus.WAITING])
    async with engine_for(request) as engine:

        async def start() -> None:
            before = (await engine.count_runs(filter_)).get(RunStatus.WAITING, 0)
            for _ in range(request.runs):
                await made.start(message(), on=engine)
            deadline = time.monotonic() + PATIENCE_SECONDS
            while (await engine.count_runs(filter_)).get(RunStatus.WAITING, 0) < before + request.runs:
                assert time.monotonic() < deadline
                await asyncio.sleep(0.01)

        yield start


if __name__ == "__main__":
    asked = Request.model_validate_json(sys.argv[1])
    if UNFINISHED in sys.argv:
        asyncio.run(leave_unfinished(asked))
    measure_async({"resume": resumed, "timers": resting}.get(asked.shape, opened))
